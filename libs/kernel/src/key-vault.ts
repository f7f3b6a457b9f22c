import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { openSqlite, type SqlDatabase } from './sqlite-driver.js';

/**
 * Keys of persons, outside the log: destroying one erases the person everywhere, while the events and whatever was
 * computed over their ciphertext stay as they were (Personal Information Protection Law art. 47).
 */
export interface KeyVault {
  /** Keys of those persons who still have one. */
  find(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /**
   * The subject's key, made now (or `fresh`, 32 bytes) when there was never one: of those who come at once, the first one's stands.
   * Throws `SubjectErased` when it was destroyed.
   */
  obtain(subject: string, fresh?: Buffer): Promise<Buffer>;
  /** For ever. Answers false when there was nothing to destroy. */
  destroy(subject: string): Promise<boolean>;
  close(): Promise<void>;
}

export class SubjectErased extends Error {
  constructor(readonly subject: string) {
    super(`the person ${subject} was erased`);
  }
}

/** Keys in a file of their own; what is destroyed is overwritten at once. */
export class SqliteKeyVault implements KeyVault {
  private readonly db: SqlDatabase;

  constructor(file: string) {
    this.db = openSqlite(file, 'full');
    this.db.exec('PRAGMA secure_delete=ON; CREATE TABLE IF NOT EXISTS keys (subject TEXT PRIMARY KEY, key BLOB)');
  }

  private lookUp(subject: string): Buffer | null | undefined {
    const row = this.db.prepare('SELECT key FROM keys WHERE subject = ?').row(subject);
    return row && (row[0] === null ? null : Buffer.from(row[0] as Buffer));
  }

  async find(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = subjects.map((subject) => [subject, this.lookUp(subject)] as const);
    return new Map(found.filter((pair): pair is [string, Buffer] => Buffer.isBuffer(pair[1])));
  }

  async obtain(subject: string, fresh: Buffer = randomBytes(32)): Promise<Buffer> {
    this.db.prepare('INSERT INTO keys (subject, key) VALUES (?, ?) ON CONFLICT DO NOTHING').run(subject, fresh);
    const key = this.lookUp(subject);
    if (!key) throw new SubjectErased(subject);
    return key;
  }

  async destroy(subject: string): Promise<boolean> {
    const changes = this.db.prepare('UPDATE keys SET key = NULL WHERE subject = ? AND key IS NOT NULL').run(subject).changes;
    this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').rows();
    return changes > 0;
  }

  async close(): Promise<void> {
    this.db.close();
  }
}

const MARK = 'enc1:';

/** AES-256-GCM; `place` (event id and field) is authenticated, so a ciphertext moved elsewhere does not open. */
export const seal = (value: unknown, key: Buffer, place: string): string => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return MARK + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
};

/** The value again. Throws when key, place or text are not the ones it was sealed with. */
export const unseal = (sealed: string, key: Buffer, place: string): unknown => {
  const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
};

/** Whether a stored value is one that `seal` made. */
export const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith(MARK);
