import type { mongo } from 'mongoose';
import { isDuplicate } from './mongo-errors.js';
import { LeaseLost, type Commit } from './read-store.js';

/**
 * How far a projection has come (`checkpoint:…`), or when a collection last changed (`change:…`). Both in one collection,
 * so that one ordered bulk writes them.
 */
type Progress = {
  readonly _id: string;
  readonly position?: string;
  /** Of a checkpoint: the lease under which it was last moved. */
  readonly epoch?: number;
  /** Of a change: documents were being written and it is not known whether all of them came that far. */
  readonly unsettled?: boolean;
};

type Step = mongo.AnyBulkWriteOperation<Progress>;

const checkpointOf = (name: string): string => `checkpoint:${name}`;
const changeOf = (collection: string): string => `change:${collection}`;

/** Checkpoints and changes of the collections. Positions only ever move on. */
export class MongoProgress {
  private readonly progress: mongo.Collection<Progress>;

  constructor(db: mongo.Db) {
    this.progress = db.collection('read_progress');
  }

  async checkpoint(name: string): Promise<string | null> {
    return (await this.progress.findOne({ _id: checkpointOf(name) }))?.position ?? null;
  }

  async changedAt(collection: string): Promise<string | null> {
    return (await this.progress.findOne({ _id: changeOf(collection) }))?.position ?? null;
  }

  /**
   * Before the documents: which collections are about to change. Should this process end in the midst, whoever repeats the
   * batch finds its documents written, writes none, and could not know otherwise that the collection has changed.
   */
  async announce(commits: readonly Commit[]): Promise<void> {
    const steps = commits
      .filter(({ writes, checkpoint }) => writes.length > 0 && checkpoint !== null)
      .map(({ collection }): Step => ({ updateOne: { filter: { _id: changeOf(collection) }, update: { $set: { unsettled: true } }, upsert: true } }));
    if (steps.length > 0) await this.progress.bulkWrite(steps, { ordered: true });
  }

  /** Behind the documents: changes, then checkpoints. Throws `LeaseLost` when a later lease has moved a checkpoint. */
  async settle(commits: readonly Commit[], epoch: number): Promise<void> {
    const moved = commits.flatMap(({ collection, writes, checkpoint }) => (checkpoint === null ? [] : [{ collection, wrote: writes.length > 0, ...checkpoint }]));
    const changes = moved.map(({ collection, wrote, position }): Step => {
      const settled = { $max: { position }, $set: { unsettled: false } };
      return { updateOne: { filter: { _id: changeOf(collection), ...(wrote ? {} : { unsettled: true }) }, update: settled } };
    });
    const checkpoints = moved.map(({ name, position }): Step => {
      const further = { $max: { position }, $set: { epoch } };
      return { updateOne: { filter: { _id: checkpointOf(name), epoch: { $lte: epoch } }, update: further, upsert: true } };
    });
    if (moved.length === 0) return;
    try {
      await this.progress.bulkWrite([...changes, ...checkpoints], { ordered: true });
    } catch (error) {
      // Of these only the checkpoints can be there already: under an epoch that is not ours.
      if (isDuplicate(error)) throw new LeaseLost(`epoch ${epoch} is over`, { cause: error });
      throw error;
    }
  }

  /** Of a collection that is about to be dropped. */
  async forget(collection: string): Promise<void> {
    await this.progress.deleteMany({ _id: { $in: [checkpointOf(collection), changeOf(collection)] } });
  }
}
