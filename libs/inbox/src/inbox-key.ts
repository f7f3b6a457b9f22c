import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';

/** An unsubscribe link lies in mailboxes for years, so it names its person and is signed; nothing about it is kept. */
const SIGNATURE_BYTES = 24;
const ID_BYTES = 16;

/** Signs what people hold in their hands without an account: links in letters, tokens of calendar links. */
export class InboxKey {
  constructor(private readonly key: Buffer) {}

  /** Alone: a secret of the data folder. On servers: derived from the deployment's. */
  static of({ secret }: Pick<Config, 'secret'>, folder: DataFolder | null): InboxKey {
    if (secret) return new InboxKey(createHmac('sha256', secret).update('inbox').digest());
    if (!folder) throw new Error('the inbox needs a data folder or HEWU_SECRET');
    return new InboxKey(folder.secret('inbox.key'));
  }

  unsubscribeToken(personId: string): string {
    const id = Buffer.from(personId.replaceAll('-', ''), 'hex');
    return Buffer.concat([id, this.sign('unsubscribe', personId).subarray(0, SIGNATURE_BYTES)]).toString('base64url');
  }

  /** Whose token it is; null when it is none of ours. */
  personOf(token: string): string | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + SIGNATURE_BYTES) return null;
    const hex = bytes.subarray(0, ID_BYTES).toString('hex');
    const personId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    const expected = this.sign('unsubscribe', personId).subarray(0, SIGNATURE_BYTES);
    return timingSafeEqual(bytes.subarray(ID_BYTES), expected) ? personId : null;
  }

  /** Follows from the link, so that a repeated request gives the same one; nobody without the key can make it. */
  calendarToken(linkId: string): string {
    return this.sign('calendar', linkId).toString('base64url');
  }

  private sign(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}|${text}`).digest();
  }
}
