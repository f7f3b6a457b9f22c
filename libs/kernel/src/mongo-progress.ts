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

  /**
   * Behind the documents: changes, then checkpoints. Throws `LeaseLost` when a later lease has moved a checkpoint. Most
   * projections of a batch wrote nothing and come to the same position: those are moved together, however many there are.
   */
  async settle(commits: readonly Commit[], epoch: number): Promise<void> {
    const moved = commits.flatMap(({ collection, writes, checkpoint }) => (checkpoint === null ? [] : [{ collection, wrote: writes.length > 0, ...checkpoint }]));
    if (moved.length === 0) return;
    const positions = [...new Set(moved.map(({ position }) => position))].map((at) => [at, moved.filter(({ position }) => position === at)] as const);
    const changes = positions.flatMap(([position, those]): readonly Step[] => {
      const settled = { $max: { position }, $set: { unsettled: false } };
      const still = those.filter(({ wrote }) => !wrote).map(({ collection }) => changeOf(collection));
      const written = those.filter(({ wrote }) => wrote).map(({ collection }): Step => ({ updateOne: { filter: { _id: changeOf(collection) }, update: settled } }));
      return still.length > 0 ? [...written, { updateMany: { filter: { _id: { $in: still }, unsettled: true }, update: settled } }] : written;
    });
    await this.progress.bulkWrite(changes, { ordered: true });
    for (const [position, those] of positions) await this.move(those.map(({ name }) => checkpointOf(name)), position, epoch);
  }

  private async move(checkpoints: readonly string[], position: string, epoch: number): Promise<void> {
    const further = { $max: { position }, $set: { epoch } };
    const { matchedCount } = await this.progress.updateMany({ _id: { $in: [...checkpoints] }, epoch: { $lte: epoch } }, further);
    if (matchedCount === checkpoints.length) return;
    try {
      await this.progress.bulkWrite(checkpoints.map((_id): Step => ({ updateOne: { filter: { _id, epoch: { $lte: epoch } }, update: further, upsert: true } })), { ordered: true });
    } catch (error) {
      // What is there and did not match was moved under an epoch that is not ours.
      if (isDuplicate(error)) throw new LeaseLost(`epoch ${epoch} is over`, { cause: error });
      throw error;
    }
  }

  /** Of a collection that is about to be dropped. */
  async forget(collection: string): Promise<void> {
    await this.progress.deleteMany({ _id: { $in: [checkpointOf(collection), changeOf(collection)] } });
  }
}
