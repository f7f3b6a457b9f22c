import type { Connection, mongo } from 'mongoose';
import { plus, systemClock } from './clock.js';
import { checkedField, valueAt } from './filter.js';
import { openMongo, type Patience } from './mongo-connection.js';
import { fromStored, positioned, type Stored } from './mongo-documents.js';
import { guarded, isMissingCollection } from './mongo-errors.js';
import { facetOf } from './mongo-facets.js';
import { allOf, matchOf } from './mongo-filter.js';
import { MongoLeases } from './mongo-leases.js';
import { runsBehind } from './mongo-order.js';
import { MongoProgress } from './mongo-progress.js';
import { ensureCollection, plainFieldsOf } from './mongo-schema.js';
import { inTime, MESSAGE_MS } from './mongo-time-limit.js';
import { sweep, writeGuarded } from './mongo-writes.js';
import { encodeCursor, LeaseLost, type Commit, type Document, type Facets, type Filter, type Index, type Page, type Positioned, type Query, type ReadStore, type Scalar } from './read-store.js';

/** How long what was removed is remembered: far longer than a process that lost its lease can have a write on its way. */
const REMEMBERED_MS = 3_600_000;
const SWEEP_EVERY_MS = 60_000;

type Setting = { readonly _id: string; readonly value: string };

type Settings = {
  /** Closes the connection with the store. */
  readonly ownsConnection?: boolean;
  readonly rememberedMs?: number;
  /** How long one message may take. */
  readonly messageMs?: number;
};

/**
 * Read models in MongoDB, for deployments of several machines. No step needs a transaction over several documents: every
 * write is guarded by its position, documents come before their checkpoint, and a batch that was cut off is repeated.
 */
export class MongoReadStore implements ReadStore {
  private readonly db: mongo.Db;
  private readonly leases: MongoLeases;
  private readonly progress: MongoProgress;
  private readonly plain = new Map<string, ReadonlySet<string>>();
  /** When each collection is to be swept again. */
  private readonly swept = new Map<string, string>();

  /** On a connection of `openMongo`, which it leaves open in the end unless told otherwise. */
  constructor(
    private readonly connection: Connection,
    private readonly settings: Settings = {},
  ) {
    this.db = connection.db!;
    this.leases = new MongoLeases(this.db);
    this.progress = new MongoProgress(this.db);
  }

  /** On a connection of its own. Throws `StoreUnavailable` when no server is found. */
  static async open(url: string, patience: Patience = {}, dbName?: string): Promise<MongoReadStore> {
    return new MongoReadStore(await openMongo(url, patience, dbName), { ownsConnection: true });
  }

  async ensure(collection: string, indexes: readonly Index[]): Promise<void> {
    await guarded(() => ensureCollection(this.connection, collection, indexes));
    this.plain.delete(collection);
  }

  /** The checkpoint goes first: without it, whatever remains of the collection is folded anew. */
  async drop(collection: string): Promise<void> {
    await guarded(async () => {
      await this.progress.forget(collection);
      await this.db.dropCollection(collection).catch((error: unknown) => {
        if (!isMissingCollection(error)) throw error;
      });
    });
    this.plain.delete(collection);
  }

  async get<D extends Document>(collection: string, id: string): Promise<D | null> {
    const stored = await guarded(() => this.documents(collection).findOne({ _id: id }));
    return stored && (fromStored(stored) as D | null);
  }

  async getMany<D extends Document>(collection: string, ids: readonly string[]): Promise<readonly D[]> {
    const found = await this.load(collection, ids);
    return ids.flatMap((id) => (found.get(id)?.document ?? []) as D | []);
  }

  async load(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Positioned>> {
    if (ids.length === 0) return new Map();
    const stored = await inTime(guarded(() => this.documents(collection).find({ _id: { $in: [...ids] } }).toArray()), this.messageMs, `${ids.length} ids`);
    return new Map(stored.map((one) => [one._id, positioned(one)]));
  }

  async find<D extends Document>(collection: string, query: Query): Promise<Page<D>> {
    const match = matchOf(query.filter ?? {});
    const { field, direction } = query.sort ?? { field: '_id', direction: 'asc' };
    const runs = runsBehind({ field: checkedField(field), direction }, query.cursor);
    const way = direction === 'desc' ? -1 : 1;
    const sort: Record<string, 1 | -1> = { [field]: way, _id: way };
    const rows: Stored[] = [];
    for (const run of runs) {
      const missing = query.limit + 1 - rows.length;
      if (missing <= 0) break;
      rows.push(...(await guarded(() => this.documents(collection).find(allOf([match, run]), { sort, limit: missing, batchSize: missing }).toArray())));
    }
    const items = rows.slice(0, query.limit).map((stored) => fromStored(stored) as D);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items, next: last ? encodeCursor(valueAt(last, field) as Scalar | undefined, last._id) : null };
  }

  async count(collection: string, filter: Filter): Promise<number> {
    const match = matchOf(filter);
    return guarded(() => this.documents(collection).countDocuments(match));
  }

  async facets(collection: string, filter: Filter, fields: readonly string[]): Promise<Facets> {
    const match = matchOf(filter);
    const plain = await this.plainFields(collection);
    const counted = fields.map(async (field) => [field, await guarded(() => facetOf(this.documents(collection), match, checkedField(field), plain.has(field)))] as const);
    return Object.fromEntries(await Promise.all(counted));
  }

  async commit(commits: readonly Commit[], epoch: number): Promise<void> {
    await guarded(async () => {
      if (!(await this.leases.isCurrent(epoch))) throw new LeaseLost(`epoch ${epoch} is over`);
      const now = systemClock.now();
      await this.progress.announce(commits);
      await Promise.all(commits.map(({ collection, writes }) => writeGuarded(this.documents(collection), writes, now, this.messageMs)));
      await this.progress.settle(commits, epoch);
      await this.forgetRemoved(commits, now);
    });
  }

  async checkpoint(name: string): Promise<string | null> {
    return guarded(() => this.progress.checkpoint(name));
  }

  async changedAt(collection: string): Promise<string | null> {
    return guarded(() => this.progress.changedAt(collection));
  }

  async setting(name: string): Promise<string | null> {
    return (await guarded(() => this.kept.findOne({ _id: name })))?.value ?? null;
  }

  async putSetting(name: string, value: string): Promise<void> {
    await guarded(() => this.kept.updateOne({ _id: name }, { $set: { value } }, { upsert: true }));
  }

  async acquire(lease: string, owner: string, now: string, leaseSeconds: number): Promise<number | null> {
    return guarded(() => this.leases.acquire(lease, owner, now, leaseSeconds));
  }

  /** The server overwrites its files in its own time; its log of operations keeps old documents until it has run through (docs/operations.md). */
  async scrub(): Promise<void> {}

  async close(): Promise<void> {
    if (this.settings.ownsConnection) await this.connection.close();
  }

  private documents(collection: string): mongo.Collection<Stored> {
    return this.db.collection<Stored>(collection);
  }

  private get messageMs(): number {
    return this.settings.messageMs ?? MESSAGE_MS;
  }

  private get kept(): mongo.Collection<Setting> {
    return this.db.collection<Setting>('read_settings');
  }

  /** Asked of the server once: this process may not be the one that declared the indexes. */
  private async plainFields(collection: string): Promise<ReadonlySet<string>> {
    const known = this.plain.get(collection);
    if (known) return known;
    const indexes = await guarded(() => this.documents(collection).indexes()).catch((error: unknown) => {
      if (isMissingCollection(error)) return null;
      throw error;
    });
    if (indexes === null) return new Set();
    const fields = plainFieldsOf(indexes);
    this.plain.set(collection, fields);
    return fields;
  }

  /** Every collection once a minute: there is seldom something to forget. */
  private async forgetRemoved(commits: readonly Commit[], now: string): Promise<void> {
    const { rememberedMs = REMEMBERED_MS } = this.settings;
    for (const { collection, checkpoint } of commits) {
      if (checkpoint === null || now < (this.swept.get(collection) ?? '')) continue;
      await sweep(this.documents(collection), checkpoint.position, plus(now, -rememberedMs));
      this.swept.set(collection, plus(now, Math.min(rememberedMs, SWEEP_EVERY_MS)));
    }
  }
}
