import { createHmac } from 'node:crypto';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';

/** Makes the tokens of private links, and keeps what somebody asked from being guessed by its fingerprint. */
export class FeedsKey {
  constructor(private readonly key: Buffer) {}

  /** Alone: a secret of the data folder. On servers: derived from the deployment's. */
  static of({ secret }: Pick<Config, 'secret'>, folder: DataFolder | null): FeedsKey {
    if (secret) return new FeedsKey(createHmac('sha256', secret).update('feeds').digest());
    if (!folder) throw new Error('feeds need a data folder or HEWU_SECRET');
    return new FeedsKey(folder.secret('feeds.key'));
  }

  /** Follows from the link, so that a repeated request gives the same one; nobody without the key can make it. */
  token(linkId: string): string {
    return this.sign('link', linkId).toString('base64url');
  }

  /** The address of a calendar stands in what was asked, so its fingerprint stands in the log under our key only. */
  discreet(context: CommandContext): CommandContext {
    return { ...context, fingerprint: this.sign('asked', context.fingerprint).toString('hex') };
  }

  private sign(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}|${text}`).digest();
  }
}
