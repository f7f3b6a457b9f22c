import { openSqlite, type SqlDatabase, type SqlValue } from '@hewu/kernel/src/sqlite-driver.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import type { Patience } from './attempts.js';
import type { Account, Credentials, RefreshToken, Rotation } from './credentials.js';
import { SqliteAttempts, unlessFull } from './sqlite-attempts.js';

/** In the data folder. */
export const CREDENTIALS_FILE = 'credentials.db';

const SCHEMA = `
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS accounts (person_id TEXT PRIMARY KEY, mail_hash TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, claimed_at TEXT NOT NULL) WITHOUT ROWID;
DROP TABLE IF EXISTS attempts;
CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS families (family TEXT PRIMARY KEY, person_id TEXT NOT NULL, ends_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS families_of ON families (person_id);
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, family TEXT NOT NULL, expires_at TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tokens_of ON tokens (family);
`;

const STANDING_REMEMBERED = 10_000;

/**
 * Beside the event store in the data folder, in a file of its own that backups may keep for a shorter time. On a full disk people
 * still sign in, to read: what that would write is kept in memory or left out.
 */
export class SqliteCredentials implements Credentials {
  private readonly db: SqlDatabase;
  /** Sign-ins that stand, with their ends: asked with every request. No other process writes the file, and whatever ends one here forgets them all. */
  private readonly standing = new Map<string, string>();
  private readonly attempts: SqliteAttempts;
  /** Sign-ins for which there was no room, with whose they are: they last as long as their access tokens. */
  private readonly passing = new Map<string, string>();

  constructor(private readonly folder: Pick<DataFolder, 'file' | 'secret'>) {
    this.db = openSqlite(folder.file(CREDENTIALS_FILE), 'full');
    this.db.exec(SCHEMA);
    this.attempts = new SqliteAttempts(this.db);
  }

  async secret(name: string): Promise<Buffer> {
    return this.folder.secret(`${name}.key`);
  }

  async claim(account: Account): Promise<Account> {
    const { personId, mailHash, passwordHash, claimedAt } = account;
    return this.db.transaction(() => {
      const holder = this.accountWhere('mail_hash = ? OR person_id = ?', mailHash, personId);
      if (holder) return holder;
      this.db.prepare('INSERT INTO accounts VALUES (?, ?, ?, ?)').run(personId, mailHash, passwordHash, claimedAt);
      return account;
    });
  }

  async unclaim({ personId, mailHash }: Pick<Account, 'personId' | 'mailHash'>): Promise<void> {
    this.db.prepare('DELETE FROM accounts WHERE person_id = ? AND mail_hash = ?').run(personId, mailHash);
  }

  async accountOf(by: { readonly mailHash: string } | { readonly personId: string }): Promise<Account | null> {
    return 'mailHash' in by ? this.accountWhere('mail_hash = ?', by.mailHash) : this.accountWhere('person_id = ?', by.personId);
  }

  async setPassword(personId: string, passwordHash: string): Promise<void> {
    this.db.prepare('UPDATE accounts SET password_hash = ? WHERE person_id = ?').run(passwordHash, personId);
  }

  async admit(key: string, now: string, patience: Patience): Promise<string | null> {
    return this.attempts.admit(key, now, patience);
  }

  async takeBack(key: string, now: string): Promise<void> {
    this.attempts.takeBack(key, now);
  }

  async clearAttempts(key: string): Promise<void> {
    this.attempts.clear(key);
  }

  async openFamily({ hash, family, personId, expiresAt }: RefreshToken, endsAt: string): Promise<boolean> {
    return unlessFull(
      () => this.db.transaction(() => {
        this.db.prepare('INSERT INTO families VALUES (?, ?, ?)').run(family, personId, endsAt);
        this.insertToken(hash, family, expiresAt);
        return true;
      }),
      () => {
        if (this.passing.size >= STANDING_REMEMBERED) this.passing.delete(this.passing.keys().next().value!);
        this.passing.set(family, personId);
        return false;
      },
    );
  }

  async rotate(hash: string, nextHash: string, now: string, expiresAt: string): Promise<Rotation> {
    const rotated = (): Rotation => {
      const token = this.tokenOf(hash);
      if (!token) return { kind: 'unknown' };
      const { family, personId } = token;
      if (token.used) {
        this.dropFamily(family);
        return { kind: 'reused' };
      }
      if (token.endsAt <= now || token.expiresAt <= now) return { kind: 'unknown' };
      this.db.prepare('UPDATE tokens SET used = 1 WHERE hash = ?').run(hash);
      this.insertToken(nextHash, family, expiresAt);
      return { kind: 'rotated', family, personId };
    };
    return unlessFull(() => this.db.transaction(rotated), (full) => {
      const { family, personId, used } = this.tokenOf(hash)!;
      if (used) throw full;
      return { kind: 'kept', family, personId };
    });
  }

  async familyAlive(family: string, now: string): Promise<boolean> {
    if (this.passing.has(family)) return true;
    const endsAt = this.standing.get(family) ?? this.db.prepare('SELECT ends_at FROM families WHERE family = ?').row(family)?.[0];
    if (endsAt === undefined) return false;
    if (this.standing.size >= STANDING_REMEMBERED) this.standing.clear();
    this.standing.set(family, String(endsAt));
    return String(endsAt) > now;
  }

  async familyOf(hash: string): Promise<string | null> {
    const row = this.db.prepare('SELECT family FROM tokens WHERE hash = ?').row(hash);
    return row ? String(row[0]) : null;
  }

  async revokeFamily(family: string): Promise<void> {
    this.db.transaction(() => this.dropFamily(family));
  }

  async revokePerson(personId: string): Promise<void> {
    this.endPassing(personId);
    this.db.transaction(() => this.dropFamiliesWhere('person_id = ?', personId));
  }

  async forget(personId: string): Promise<void> {
    this.endPassing(personId);
    this.db.transaction(() => {
      this.dropFamiliesWhere('person_id = ?', personId);
      const account = this.accountWhere('person_id = ?', personId);
      if (account) this.attempts.forget(account.mailHash);
      this.db.prepare('DELETE FROM accounts WHERE person_id = ?').run(personId);
    });
    this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').rows();
  }

  async prune(now: string, attemptsBefore: string): Promise<void> {
    this.db.transaction(() => {
      this.dropFamiliesWhere('ends_at <= ?', now);
      this.attempts.prune(attemptsBefore);
    });
  }

  async close(): Promise<void> {
    this.db.close();
  }

  private accountWhere(condition: string, ...values: readonly SqlValue[]): Account | null {
    const row = this.db.prepare(`SELECT person_id, mail_hash, password_hash, claimed_at FROM accounts WHERE ${condition}`).row(...values);
    if (!row) return null;
    const [personId, mailHash, passwordHash, claimedAt] = row.map(String) as [string, string, string, string];
    return { personId, mailHash, passwordHash, claimedAt };
  }

  private tokenOf(hash: string): { readonly family: string; readonly personId: string; readonly endsAt: string; readonly expiresAt: string; readonly used: boolean } | null {
    const row = this.db.prepare('SELECT f.family, f.person_id, f.ends_at, t.expires_at, t.used FROM tokens t JOIN families f USING (family) WHERE t.hash = ?').row(hash);
    if (!row) return null;
    const [family, personId, endsAt, expiresAt] = row.map(String) as [string, string, string, string];
    return { family, personId, endsAt, expiresAt, used: Number(row[4]) === 1 };
  }

  private endPassing(personId: string): void {
    for (const [family, person] of this.passing) if (person === personId) this.passing.delete(family);
  }

  private insertToken(hash: string, family: string, expiresAt: string): void {
    this.db.prepare('INSERT INTO tokens (hash, family, expires_at) VALUES (?, ?, ?)').run(hash, family, expiresAt);
  }

  private dropFamily(family: string): void {
    this.dropFamiliesWhere('family = ?', family);
  }

  /** Whoever still holds one of its tokens is then told the same as with a token that never was. */
  private dropFamiliesWhere(condition: string, value: SqlValue): void {
    this.standing.clear();
    this.db.prepare(`DELETE FROM tokens WHERE family IN (SELECT family FROM families WHERE ${condition})`).run(value);
    this.db.prepare(`DELETE FROM families WHERE ${condition}`).run(value);
  }
}
