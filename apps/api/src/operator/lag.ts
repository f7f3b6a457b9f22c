import type { EventStore } from '@hewu/kernel/src/event-store.js';

/** What somebody who reads the log has still to read. */
export type Lag = {
  /** How many events; never more than `COUNTED_EVENTS`. */
  readonly events: number;
  /** There are more than were counted. */
  readonly more: boolean;
  /** For how long the first of them has been waiting. */
  readonly seconds: number;
};

/** A rebuild has the whole log before it; counting that far tells nobody more than that there are many. */
export const COUNTED_EVENTS = 10_000;
const PAGE = 1_000;

/** The lag at each of these positions; null is the beginning. Positions say nothing but order, so the log is asked. */
export const lagsAt = async (store: EventStore, positions: ReadonlySet<string | null>, now: string): Promise<ReadonlyMap<string | null, Lag>> =>
  new Map(await Promise.all([...positions].map(async (position) => [position, await lagAt(store, position, now)] as const)));

const lagAt = async (store: EventStore, position: string | null, now: string): Promise<Lag> => {
  let events = 0;
  let waitingSince: string | null = null;
  for (let after = position; ; ) {
    const page = await store.readAll(after, PAGE);
    waitingSince ??= page[0]?.recordedAt ?? null;
    events += page.length;
    if (page.length < PAGE || events >= COUNTED_EVENTS) break;
    after = page.at(-1)!.position;
  }
  const seconds = waitingSince === null ? 0 : Math.max(0, Math.round((Date.parse(now) - Date.parse(waitingSince)) / 1_000));
  return { events: Math.min(events, COUNTED_EVENTS), more: events >= COUNTED_EVENTS, seconds };
};
