import { UnreadableEvent, type Codec } from './codec.js';
import { categoryOf, type AnyFamily, type Recorded } from './event.js';
import type { EventStore } from './event-store.js';
import type { AnyProjection } from './projection.js';
import type { Commit, Document, ReadStore, Write } from './read-store.js';

type Fold = (document: Document | null, event: Recorded, id: string) => Document | null;
type Key = (event: Recorded) => string | readonly string[] | null;

/** A projection on its way through the log. */
export type Member = {
  readonly projection: AnyProjection;
  readonly collection: string;
  readonly categories: ReadonlySet<string>;
  position: string | null;
  /** Why it stopped: it met an event it cannot read or fold. The others go on. */
  parked: string | null;
};

export const memberOf = (projection: AnyProjection, collection: string, position: string | null): Member => ({
  projection,
  collection,
  categories: new Set(projection.families.map(({ category }: AnyFamily) => category)),
  position,
  parked: null,
});

/**
 * Folds one batch into every member's documents and writes all of it, with the checkpoints, in one commit.
 * A member that meets an event it cannot read is parked with a message that names the event; its documents stand as they
 * were before the batch, and the others are written.
 */
export const foldBatch = async (
  members: readonly Member[],
  batch: { readonly events: readonly Recorded[]; readonly position: string | null },
  tools: { readonly codec: Codec; readonly reads: ReadStore; readonly epoch: number },
): Promise<void> => {
  const readable = (await decodeEach(batch.events, tools.codec)).map((item) => ({ item, category: categoryOf(('problem' in item ? item.event : item).stream) }));
  const categories = [...new Set(readable.map(({ category }) => category))];
  const commits: Commit[] = [];
  const moved: Member[] = [];
  for (const member of members) {
    if (member.parked !== null || batch.position === null) continue;
    try {
      // Most are about other things than those of one batch.
      const writes = categories.some((category) => member.categories.has(category)) ? await foldMember(member, readable, tools.reads) : [];
      commits.push({ collection: member.collection, writes, checkpoint: { name: member.collection, position: batch.position } });
      moved.push(member);
    } catch (error) {
      if (!(error instanceof Unfoldable)) throw error;
      member.parked = error.message;
      await tools.reads.putSetting(`parked:${member.collection}`, error.message);
    }
  }
  if (commits.length === 0) return;
  await tools.reads.commit(commits, tools.epoch);
  for (const member of moved) member.position = batch.position;
};

/** A member cannot go on: unlike a store that is away, waiting does not help. */
class Unfoldable extends Error {}

/** Each event decoded, or the reason why it cannot be: a bad one must stop only those who meet it. */
const decodeEach = async (events: readonly Recorded[], codec: Codec): Promise<readonly (Recorded | { event: Recorded; problem: string })[]> => {
  try {
    return await codec.decode(events);
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return Promise.all(
      events.map(async (event) => {
        try {
          return (await codec.decode([event]))[0]!;
        } catch (error) {
          if (!(error instanceof UnreadableEvent)) throw error;
          return { event, problem: error.message };
        }
      }),
    );
  }
};

type Readable = { readonly item: Recorded | { event: Recorded; problem: string }; readonly category: string };

const foldMember = async (member: Member, events: readonly Readable[], reads: ReadStore): Promise<readonly Write[]> => {
  const { projection, position, categories } = member;
  const work: { id: string; event: Recorded }[] = [];
  for (const { item, category } of events) {
    const event = 'problem' in item ? item.event : item;
    if (!categories.has(category) || (position !== null && event.position <= position)) continue;
    if ('problem' in item) throw new Unfoldable(item.problem);
    const keys = attempt(event, () => (projection.key as Key)(event));
    for (const id of typeof keys === 'string' ? [keys] : keys ?? []) work.push({ id, event });
  }
  if (work.length === 0) return [];
  const loaded = await reads.load(member.collection, [...new Set(work.map(({ id }) => id))]);
  const written = new Map<string, Write>();
  for (const { id, event } of work) {
    const before = written.get(id) ?? loaded.get(id);
    if (before && before.position >= event.position) continue;
    const document = attempt(event, () => (projection.evolve as Fold)(before?.document ?? null, event, id));
    written.set(id, { id, position: event.position, document });
  }
  return [...written.values()];
};

const attempt = <T>(event: Recorded, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new Unfoldable(`${event.type} at ${event.stream}@${event.revision} (position ${event.position}): ${(error as Error).message}`, { cause: error });
  }
};

/** Folds a projection from its checkpoint until the store holds nothing more behind it. Memory holds one page at a time. */
export const catchUp = async (
  member: Member,
  store: EventStore,
  tools: { readonly codec: Codec; readonly reads: ReadStore; readonly epoch: number },
  options: { readonly pageSize: number; readonly signal: AbortSignal; readonly onProgress?: (position: string) => void },
): Promise<void> => {
  while (!options.signal.aborted && member.parked === null) {
    const events = await store.readAll(member.position, options.pageSize);
    const last = events.at(-1);
    if (!last) return;
    await foldBatch([member], { events, position: last.position }, tools);
    options.onProgress?.(last.position);
  }
};
