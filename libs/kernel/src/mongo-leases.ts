import type { mongo } from 'mongoose';
import { plus } from './clock.js';
import { isDuplicate } from './mongo-errors.js';

type Lease = { readonly _id: string; readonly owner: string; readonly until: string; readonly epoch: number };
type Counter = { readonly _id: string; readonly value: number };

/** Who may write, and under which epoch. Every step rests on one document. */
export class MongoLeases {
  private readonly leases: mongo.Collection<Lease>;
  private readonly counters: mongo.Collection<Counter>;

  constructor(db: mongo.Db) {
    this.leases = db.collection('read_leases');
    this.counters = db.collection('read_counters');
  }

  /** As `ReadStore.acquire` says. */
  async acquire(lease: string, owner: string, now: string, leaseSeconds: number): Promise<number | null> {
    const until = plus(now, leaseSeconds * 1000);
    for (;;) {
      const renewed = await this.leases.findOneAndUpdate({ _id: lease, owner }, { $set: { until } }, { returnDocument: 'after' });
      if (renewed) return renewed.epoch;
      const held = await this.leases.findOne({ _id: lease });
      if (held && held.until > now) return null;
      try {
        const epoch = await this.nextEpoch();
        // Only over a lease that is over, and never back to an older epoch: of two who try, the later number wins.
        await this.leases.updateOne({ _id: lease, until: { $lte: now }, epoch: { $lt: epoch } }, { $set: { owner, until, epoch } }, { upsert: true });
        return epoch;
      } catch (error) {
        // Somebody took it at the same moment: look again who holds it.
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  /** Whether whoever writes under this epoch still holds its lease. */
  async isCurrent(epoch: number): Promise<boolean> {
    return (await this.leases.findOne({ epoch })) !== null;
  }

  private async nextEpoch(): Promise<number> {
    const counter = await this.counters.findOneAndUpdate({ _id: 'epoch' }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' });
    return counter!.value;
  }
}
