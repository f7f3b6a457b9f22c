/** A read model's document. Everything in it is plain JSON; `_id` is its key. */
export type Document = { readonly _id: string } & Readonly<Record<string, unknown>>;

export type Scalar = string | number | boolean | null;

/** What one field may be asked. A field that holds a list matches when one of its elements does, as in MongoDB. */
export type Condition = Scalar | { readonly $in?: readonly Scalar[]; readonly $all?: readonly Scalar[]; readonly $gt?: Scalar; readonly $gte?: Scalar; readonly $lt?: Scalar; readonly $lte?: Scalar; readonly $ne?: Scalar };

/** A closed subset of MongoDB's query language: conditions on fields, all of which must hold, and `$or`. */
export type Filter = { readonly [field: string]: Condition | readonly Filter[] | undefined; readonly $or?: readonly Filter[] };

/** `list: true` for a field that holds a list; membership is then indexed. */
export type Index = { readonly fields: readonly string[]; readonly unique?: false } | { readonly list: string };

export type Sort = { readonly field: string; readonly direction: 'asc' | 'desc' };

export type Query = {
  readonly filter?: Filter;
  /** Ties are broken by `_id`, so that every order is total. */
  readonly sort?: Sort;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly cursor?: string | undefined;
};

export type Page<D> = { readonly items: readonly D[]; readonly next: string | null };

export type Facets = Readonly<Record<string, readonly { readonly value: Scalar; readonly count: number }[]>>;

/** One document as it stands after the event at `position`; null removes it. */
export type Write = { readonly id: string; readonly position: string; readonly document: Document | null };

/** `document` is null when it was removed at this position and the store still remembers: a replay must not fold from nothing. */
export type Positioned = { readonly document: Document | null; readonly position: string };

/** Everything one batch of events changed in one collection, together with how far its projection has come. */
export type Commit = {
  readonly collection: string;
  readonly writes: readonly Write[];
  /** Only ever moves on. Null leaves it where it is. */
  readonly checkpoint: { readonly name: string; readonly position: string } | null;
};

/**
 * Where projections are kept and read. One contract suite (`test/contracts/read-store.contract.ts`) holds for every adapter.
 * A write is applied only over an older position, so duplicates, crashes and replays change nothing.
 */
export interface ReadStore {
  /** Makes a collection and its indexes; calling it again changes nothing. */
  ensure(collection: string, indexes: readonly Index[]): Promise<void>;
  drop(collection: string): Promise<void>;
  get<D extends Document>(collection: string, id: string): Promise<D | null>;
  /** In the order asked; what is missing is left out. */
  getMany<D extends Document>(collection: string, ids: readonly string[]): Promise<readonly D[]>;
  /** With the positions that guard them: for the runner. */
  load(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Positioned>>;
  find<D extends Document>(collection: string, query: Query): Promise<Page<D>>;
  count(collection: string, filter: Filter): Promise<number>;
  /** For each field, how many of the matching documents hold each value, most frequent first. */
  facets(collection: string, filter: Filter, fields: readonly string[]): Promise<Facets>;
  /** Writes first, checkpoint last; all in one transaction where there is one. Throws `LeaseLost` when the epoch is no longer ours. */
  commit(commits: readonly Commit[], epoch: number): Promise<void>;
  checkpoint(name: string): Promise<string | null>;
  /** The checkpoint of the last commit that wrote a document into the collection: as long as it stays, no list over it has changed. */
  changedAt(collection: string): Promise<string | null>;
  /** Small facts about projections: which version is served. */
  setting(name: string): Promise<string | null>;
  putSetting(name: string, value: string): Promise<void>;
  /** A right that one process holds at a time. Answers its epoch (no two leases share one; the same for whoever renews), or null when somebody else holds it. */
  acquire(lease: string, owner: string, now: string, leaseSeconds: number): Promise<number | null>;
  /** What documents no longer say is gone from the store's own files too, its journal included, as far as a client can see to that. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** Another process took over the projections; this one must stop writing. */
export class LeaseLost extends Error {}

/** The cursor was not made by this list. */
export class BadCursor extends Error {}

export const encodeCursor = (value: unknown, id: string): string => Buffer.from(JSON.stringify([value ?? null, id])).toString('base64url');

/** Throws `BadCursor` on anything that `encodeCursor` did not make. */
export const decodeCursor = (cursor: string): { value: Scalar; id: string } => {
  try {
    const [value, id, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [Scalar, string];
    if (typeof id !== 'string' || rest.length > 0 || typeof value === 'object' && value !== null) throw new Error('shape');
    // Reading base64url passes over what does not belong there.
    if (encodeCursor(value, id) !== cursor) throw new Error('form');
    return { value, id };
  } catch (error) {
    throw new BadCursor('the cursor is not one of this list', { cause: error });
  }
};
