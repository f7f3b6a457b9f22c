import { setTimeout as later } from 'node:timers/promises';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { TIMERS, type Timer } from '@hewu/kernel/src/process-steps.js';
import { PROCESSES } from '@hewu/kernel/src/processes.js';
import type { Projections } from '@hewu/kernel/src/projections.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { parkedAt } from '@hewu/kernel/src/standstill.js';

type World = {
  readonly events: Pick<EventStore, 'end'>;
  readonly reads: Pick<ReadStore, 'checkpoint' | 'count' | 'find' | 'setting'>;
  readonly projections: Pick<Projections, 'status' | 'waitFor'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly rest?: () => Promise<unknown>;
  /** Milliseconds of the machine, from whenever. */
  readonly watch?: () => number;
};

/** Something does not come to its end; the message says what, and why where that is known. */
export class WorldStands extends Error {}

/** Far longer than anything in a demonstration takes by itself. */
const PATIENCE_MS = 60_000;

/** Waits until every read model and every process has seen all that was recorded. Throws `WorldStands` when one of them goes on no more. */
export const settle = async (world: World): Promise<void> => {
  const { events, reads, projections } = world;
  const wait = patience(world);
  for (;;) {
    const end = await events.end();
    for (const { name } of end ? await projections.status() : []) {
      while (!(await projections.waitFor(name, end!, 1_000))) {
        const { position, parked } = (await projections.status()).find((one) => one.served && one.name === name)!;
        const why = `the read model "${name}" stands still: ${parked ?? `it is at ${position} of ${end}`}`;
        if (parked) throw new WorldStands(why);
        await wait(`${name} ${position}`, why);
      }
    }
    for (let behind; (behind = await unfinished(world)); ) await wait(behind, `the processes stand still: ${(await parkedAt(reads, PROCESSES)) ?? behind}`);
    if ((await events.end()) === end) return;
  }
};

/** What processes have still to do; null when that is nothing. */
const unfinished = async ({ events, reads, clock }: World): Promise<string | null> => {
  const [at, end] = [await reads.checkpoint(TIMERS), await events.end()];
  if (at !== end) return `they are at ${at} of ${end}`;
  const filter = { refused: null, dueAt: { $lte: clock.now() } };
  const due = await reads.count(TIMERS, filter);
  if (due === 0) return null;
  const { items: [first] } = await reads.find<Timer>(TIMERS, { filter, sort: { field: 'dueAt', direction: 'asc' }, limit: 1 });
  return `${due} timers are due, the first of "${first?.process}" since ${first?.dueAt} (${first?._id})`;
};

/** Rests, as long as it is called with another state than before or not for too long with the same. */
const patience = ({ rest = () => later(5), watch = () => performance.now() }: World): ((state: string, why: string) => Promise<void>) => {
  let last = '';
  let since = 0;
  return async (state, why) => {
    if (state !== last) [last, since] = [state, watch()];
    else if (watch() - since >= PATIENCE_MS) throw new WorldStands(why);
    await rest();
  };
};
