import { randomBytes } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { SubjectErased, type KeyVault } from './key-vault.js';
import { guarded, isDuplicate } from './mongo-errors.js';

/** `key` is base64url; null when it was destroyed, so that no new one is ever made for that person. */
type Kept = { readonly _id: string; readonly key: string | null };

/**
 * Keys of persons in MongoDB, on a connection of `openMongo`, which it leaves open in the end. What is destroyed is gone
 * from every answer at once; the server's own log of operations and its backups keep it until they have run out, which
 * is for the operator to bound (docs/operations.md).
 */
export class MongoKeyVault implements KeyVault {
  private readonly keys: mongo.Collection<Kept>;

  constructor(connection: Connection) {
    this.keys = connection.db!.collection<Kept>('person_keys');
  }

  async find(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    if (subjects.length === 0) return new Map();
    const kept = await guarded(() => this.keys.find({ _id: { $in: [...subjects] }, key: { $ne: null } }).toArray());
    return new Map(kept.map(({ _id, key }) => [_id, Buffer.from(key!, 'base64url')]));
  }

  async obtain(subject: string, fresh: Buffer = randomBytes(32)): Promise<Buffer> {
    const { key } = (await guarded(() => this.made(subject, fresh)))!;
    if (key === null) throw new SubjectErased(subject);
    return Buffer.from(key, 'base64url');
  }

  async destroy(subject: string): Promise<boolean> {
    const { modifiedCount } = await guarded(() => this.keys.updateOne({ _id: subject, key: { $ne: null } }, { $set: { key: null } }));
    return modifiedCount > 0;
  }

  /** The connection belongs to whoever opened it. */
  async close(): Promise<void> {}

  private async made(subject: string, fresh: Buffer): Promise<Kept | null> {
    try {
      return await this.keys.findOneAndUpdate({ _id: subject }, { $setOnInsert: { key: fresh.toString('base64url') } }, { upsert: true, returnDocument: 'after' });
    } catch (error) {
      // Somebody made it at the same moment: theirs is the one.
      if (!isDuplicate(error)) throw error;
      return this.keys.findOne({ _id: subject });
    }
  }
}
