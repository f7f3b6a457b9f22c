import { Inject, Injectable } from '@nestjs/common';
import { SubjectErased, type KeyVault } from '@hewu/kernel/src/key-vault.js';
import { KEY_VAULT } from '@hewu/platform/src/tokens.js';
import type { WebhookDocument } from './webhooks.projection.js';

/**
 * Secrets by which messages are signed: 32 random bytes a version, in the vault and nowhere else. Nobody reads one again
 * after it was shown, and one that is over is destroyed there.
 */
@Injectable()
export class WebhookSecrets {
  constructor(@Inject(KEY_VAULT) private readonly vault: KeyVault) {}

  /** Made when it is first asked for; null when it was destroyed. */
  async obtain(webhookId: string, version: number): Promise<Buffer | null> {
    try {
      return await this.vault.obtain(place(webhookId, version));
    } catch (error) {
      if (error instanceof SubjectErased) return null;
      throw error;
    }
  }

  /** By which a message is signed now: the newest first, and the one before it while it still counts. None when the newest was destroyed. */
  async signing({ _id, secretVersion, previousUntil }: WebhookDocument, now: string): Promise<readonly Buffer[]> {
    const newest = await this.obtain(_id, secretVersion);
    if (newest === null) return [];
    const previous = place(_id, secretVersion - 1);
    const found = previousUntil !== null && now < previousUntil ? (await this.vault.find([previous])).get(previous) : undefined;
    return found ? [newest, found] : [newest];
  }

  /** For ever. */
  async destroy(webhookId: string, versions: readonly number[]): Promise<void> {
    for (const version of versions) await this.vault.destroy(place(webhookId, version));
  }
}

const place = (webhookId: string, version: number): string => `webhook:${webhookId}:${version}`;
