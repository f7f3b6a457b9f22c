import type { INestApplicationContext } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { PROCESSES, type Timer } from '@hewu/kernel/src/processes.js';
import { Projections, type ProjectionStatus } from '@hewu/kernel/src/projections.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { parkedAt } from '@hewu/kernel/src/standstill.js';
import { CLOCK, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { WEBHOOKS } from '@hewu/webhooks/src/sender.js';
import { lagsAt, type Lag } from './lag.js';

/** How far somebody is who reads the log; `lag` is null when nothing is left to read. */
type Progress = { readonly position: string | null; readonly caughtUp: boolean; readonly lag: Lag | null };

export type Status = {
  readonly at: string;
  /** Position of the last event; null while there is none. */
  readonly end: string | null;
  readonly projections: readonly (ProjectionStatus & Progress)[];
  /** `parked` says why they stand still, naming the event; null while they go on. */
  readonly processes: Progress & { readonly parked: string | null };
  /** The same of who tells other systems. */
  readonly webhooks: { readonly parked: string | null };
  readonly timers: {
    readonly open: number;
    /** Of the open ones those that should have fired more than a minute ago. */
    readonly late: number;
    readonly refused: readonly { readonly id: string; readonly process: string; readonly dueAt: string; readonly why: string | null }[];
  };
};

/** A timer that is still open so long after its time fails again and again; the log says why. */
const LATE_MS = 60_000;
const REFUSED_TOLD = 100;

/** Where the log ends, who has read how far, and what does not go on by itself. */
export const readStatus = async (app: INestApplicationContext): Promise<Status> => {
  const store = app.get<EventStore>(EVENT_STORE);
  const reads = app.get<ReadStore>(READ_STORE);
  const at = app.get<Clock>(CLOCK).now();
  const end = await store.end();
  const isBehind = (position: string | null): boolean => end !== null && (position ?? '') < end;
  const projections = await app.get(Projections).status();
  const position = await reads.checkpoint('timers');
  const lags = await lagsAt(store, new Set([...projections.map((one) => one.position), position].filter(isBehind)), at);
  const progress = (reached: string | null): Progress => ({ position: reached, caughtUp: !isBehind(reached), lag: lags.get(reached) ?? null });
  const refused = await reads.find<Timer>('timers', { filter: { refused: { $ne: null } }, limit: REFUSED_TOLD });
  const open = await reads.count('timers', { refused: null });
  const late = await reads.count('timers', { refused: null, dueAt: { $lte: new Date(Date.parse(at) - LATE_MS).toISOString() } });
  return {
    at,
    end,
    projections: projections.map((one) => ({ ...one, ...progress(one.position) })),
    processes: { ...progress(position), parked: isBehind(position) ? await parkedAt(reads, PROCESSES) : null },
    webhooks: { parked: await parkedAt(reads, WEBHOOKS) },
    timers: { open, late, refused: refused.items.map(({ _id: id, process, dueAt, refused: why }) => ({ id, process, dueAt, why })) },
  };
};
