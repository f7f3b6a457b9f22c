import type { mongo } from 'mongoose';
import { StoreUnavailable } from './event-store.js';
import { toStored, type Stored } from './mongo-documents.js';
import { isDuplicate } from './mongo-errors.js';
import { inTime } from './mongo-time-limit.js';
import type { Write } from './read-store.js';

/** Documents in one message: well below the 100 000 that a server takes, and small enough not to hold others up. */
const AT_ONCE = 1_000;
const ATTEMPTS = 10;

type Documents = mongo.Collection<Stored>;

/** Writes each document over an older position only. What is removed leaves its `_id` and position behind. */
export const writeGuarded = async (documents: Documents, writes: readonly Write[], now: string, messageMs: number): Promise<void> => {
  for (let from = 0; from < writes.length; from += AT_ONCE) await writeSome(documents, writes.slice(from, from + AT_ONCE), now, messageMs);
};

const writeSome = async (documents: Documents, writes: readonly Write[], now: string, messageMs: number): Promise<void> => {
  let open = writes;
  for (let attempt = 0; open.length > 0; attempt += 1) {
    if (attempt === ATTEMPTS) throw new StoreUnavailable(`${documents.collectionName}: others kept writing the same documents`);
    try {
      await inTime(documents.bulkWrite(open.map((write) => guardedUpsert(write, now)), { ordered: false }), messageMs, `${open.length} documents`);
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // E11000: a document stands there that is not older, so this was applied already; unless a late writer made it at
      // this very moment with less in it, or the server left the rest of the message undone. So look, and repeat the rest.
      open = await inTime(stillBehind(documents, open), messageMs, `${open.length} ids`);
    }
  }
};

const guardedUpsert = ({ id, position, document }: Write, now: string): mongo.AnyBulkWriteOperation<Stored> => ({
  replaceOne: {
    filter: { _id: id, _position: { $lt: position } },
    replacement: document === null ? { _id: id, _position: position, _gone: now } : toStored(document, position),
    upsert: true,
  },
});

const stillBehind = async (documents: Documents, writes: readonly Write[]): Promise<readonly Write[]> => {
  const standing = await documents.find({ _id: { $in: writes.map(({ id }) => id) } }, { projection: { _position: 1 } }).toArray();
  const positions = new Map(standing.map(({ _id, _position }) => [_id, _position]));
  return writes.filter(({ id, position }) => (positions.get(id) ?? '') < position);
};

/** Forgets what was removed before `before`, as far as the checkpoint has passed it: no replay begins so far back. */
export const sweep = async (documents: Documents, checkpoint: string, before: string): Promise<void> => {
  await documents.deleteMany({ _gone: { $lte: before }, _position: { $lte: checkpoint } });
};
