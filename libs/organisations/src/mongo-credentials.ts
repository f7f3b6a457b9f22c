import { hkdfSync } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { guarded, isDuplicate } from '@hewu/kernel/src/mongo-errors.js';
import { oneMore, type Attempts, type Patience } from './attempts.js';
import type { Account, Credentials, RefreshToken, Rotation } from './credentials.js';

type Stored<T> = T & { readonly _id: string };
type AccountRow = Stored<Omit<Account, 'personId'>>;
type CountRow = Stored<Attempts>;
type FamilyRow = Stored<{ personId: string; endsAt: string }>;
type TokenRow = Stored<{ family: string; expiresAt: string; used: boolean }>;

/**
 * For deployments of several machines, on a connection of `openMongo`, which it leaves open in the end. Every rule rests
 * on one document, so no transaction is needed. Throws `StoreUnavailable` while MongoDB is away, and `StorageFull` while its disk is full: what one
 * process kept in memory instead the others would not know.
 */
export class MongoCredentials implements Credentials {
  private readonly accounts: mongo.Collection<AccountRow>;
  private readonly counts: mongo.Collection<CountRow>;
  private readonly families: mongo.Collection<FamilyRow>;
  private readonly tokens: mongo.Collection<TokenRow>;

  private constructor(
    connection: Connection,
    private readonly master: Buffer,
  ) {
    const db = connection.db!;
    this.accounts = db.collection('accounts');
    this.counts = db.collection('sign_in_counts');
    this.families = db.collection('families');
    this.tokens = db.collection('tokens');
  }

  /** Makes the indexes that are missing. `master`: at least 32 random bytes, the same in every process. */
  static on(connection: Connection, master: Buffer): Promise<MongoCredentials> {
    return guarded(async () => {
      const credentials = new MongoCredentials(connection, master);
      await credentials.accounts.createIndex({ mailHash: 1 }, { unique: true });
      await credentials.families.createIndex({ personId: 1 });
      await credentials.tokens.createIndex({ family: 1 });
      return credentials;
    });
  }

  /** Derived (RFC 5869) and never stored: who has a copy of the database can sign no token with it. */
  async secret(name: string): Promise<Buffer> {
    return Buffer.from(hkdfSync('sha256', this.master, 'hewu', name, 32));
  }

  async claim(account: Account): Promise<Account> {
    const { personId, ...rest } = account;
    try {
      await guarded(() => this.accounts.insertOne({ _id: personId, ...rest }));
      return account;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return (await this.accountOf({ mailHash: account.mailHash })) ?? (await this.accountOf({ personId })) ?? this.claim(account);
    }
  }

  async unclaim({ personId, mailHash }: Pick<Account, 'personId' | 'mailHash'>): Promise<void> {
    await guarded(() => this.accounts.deleteOne({ _id: personId, mailHash }));
  }

  async accountOf(by: { readonly mailHash: string } | { readonly personId: string }): Promise<Account | null> {
    const row = await guarded(() => this.accounts.findOne('mailHash' in by ? { mailHash: by.mailHash } : { _id: by.personId }));
    return row && { personId: row._id, mailHash: row.mailHash, passwordHash: row.passwordHash, claimedAt: row.claimedAt };
  }

  async setPassword(personId: string, passwordHash: string): Promise<void> {
    await guarded(() => this.accounts.updateOne({ _id: personId }, { $set: { passwordHash } }));
  }

  /** Written only over what was read: of those who come at once one is counted, and the others look again. */
  async admit(key: string, now: string, patience: Patience): Promise<string | null> {
    const before = await guarded(() => this.counts.findOne({ _id: key }));
    const after = oneMore(before, now, patience);
    if (!after) return before!.until;
    const counted = before
      ? (await guarded(() => this.counts.updateOne({ _id: key, count: before.count, since: before.since, until: before.until }, { $set: after }))).matchedCount === 1
      : await this.begun({ _id: key, ...after });
    return counted ? null : this.admit(key, now, patience);
  }

  private async begun(row: CountRow): Promise<boolean> {
    try {
      await guarded(() => this.counts.insertOne(row));
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }

  async takeBack(key: string, now: string): Promise<void> {
    await guarded(() => this.counts.updateOne({ _id: key, count: { $gt: 0 } }, { $inc: { count: -1 }, $set: { until: now } }));
  }

  async clearAttempts(key: string): Promise<void> {
    await guarded(() => this.counts.deleteOne({ _id: key }));
  }

  async openFamily({ hash, family, personId, expiresAt }: RefreshToken, endsAt: string): Promise<boolean> {
    await guarded(() => this.families.insertOne({ _id: family, personId, endsAt }));
    await guarded(() => this.tokens.insertOne({ _id: hash, family, expiresAt, used: false }));
    return true;
  }

  /** The next token first: cut off between the two writes it is one that nobody was told, and the old one is still good. */
  async rotate(hash: string, nextHash: string, now: string, expiresAt: string): Promise<Rotation> {
    const good = { _id: hash, used: false, expiresAt: { $gt: now } };
    const token = await guarded(() => this.tokens.findOne(good));
    if (!token) return this.whyNot(hash);
    const family = await guarded(() => this.families.findOne({ _id: token.family, endsAt: { $gt: now } }));
    if (!family) return { kind: 'unknown' };
    await guarded(() => this.tokens.insertOne({ _id: nextHash, family: family._id, expiresAt, used: false }));
    const used = await guarded(() => this.tokens.findOneAndUpdate(good, { $set: { used: true } }));
    if (used) return { kind: 'rotated', family: family._id, personId: family.personId };
    const why = await this.whyNot(hash);
    await guarded(() => this.tokens.deleteOne({ _id: nextHash }));
    return why;
  }

  private async whyNot(hash: string): Promise<Rotation> {
    const known = await guarded(() => this.tokens.findOne({ _id: hash }));
    if (!known?.used) return { kind: 'unknown' };
    await this.revokeFamily(known.family);
    return { kind: 'reused' };
  }

  async familyAlive(family: string, now: string): Promise<boolean> {
    return (await guarded(() => this.families.findOne({ _id: family, endsAt: { $gt: now } }))) !== null;
  }

  async familyOf(hash: string): Promise<string | null> {
    return (await guarded(() => this.tokens.findOne({ _id: hash })))?.family ?? null;
  }

  /** The family goes first: from then on none of its tokens is worth anything, whatever happens to the rest. */
  async revokeFamily(family: string): Promise<void> {
    await guarded(() => this.families.deleteOne({ _id: family }));
    await guarded(() => this.tokens.deleteMany({ family }));
  }

  async revokePerson(personId: string): Promise<void> {
    await this.revokeAll({ personId });
  }

  async forget(personId: string): Promise<void> {
    await this.revokePerson(personId);
    const account = await this.accountOf({ personId });
    if (account) await guarded(() => this.counts.deleteMany({ $or: [{ _id: account.mailHash }, { _id: { $gt: `${account.mailHash}:`, $lt: `${account.mailHash};` } }] }));
    await guarded(() => this.accounts.deleteOne({ _id: personId }));
  }

  async prune(now: string, attemptsBefore: string): Promise<void> {
    await this.revokeAll({ endsAt: { $lte: now } });
    await guarded(() => this.counts.deleteMany({ since: { $lt: attemptsBefore } }));
  }

  /** The connection belongs to whoever opened it. */
  async close(): Promise<void> {}

  private async revokeAll(which: mongo.Filter<FamilyRow>): Promise<void> {
    const families = await guarded(() => this.families.find(which, { projection: { _id: 1 } }).toArray());
    for (const { _id } of families) await this.revokeFamily(_id);
  }
}
