import type { Chance } from '../../libs/kernel/src/chance.js';
import type { NewEvent, Recorded } from '../../libs/kernel/src/event.js';
import { OutcomeUnknown, StoreUnavailable, type Appended, type Batch, type EventStore, type SubscribeOptions } from '../../libs/kernel/src/event-store.js';
import type { ReadStore } from '../../libs/kernel/src/read-store.js';
import type { MemoryLog } from './memory-log.js';
import type { Life, Turns } from './turns.js';

/** How often a store is away, and how often it records but does not answer. */
const AWAY = 0.002;
const UNANSWERED = 0.004;

/** The log as one process sees it: each call waits for its turn, the answer for another, and some answers never come. */
export class GatedLog implements EventStore {
  readonly exclusive = false;

  constructor(
    private readonly log: MemoryLog,
    private readonly turns: Turns,
    private readonly life: Life,
    private readonly chance: Chance,
  ) {}

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    await this.turns.turn(this.life);
    const luck = this.chance();
    if (luck < AWAY) throw new StoreUnavailable('away');
    if (luck < AWAY + UNANSWERED / 2) throw new OutcomeUnknown('not recorded, for all one knows');
    const done = await this.log.append(stream, events, expected);
    if (luck < AWAY + UNANSWERED) throw new OutcomeUnknown('recorded, for all one knows');
    await this.turns.turn(this.life);
    return done;
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<readonly Recorded[]> {
    await this.turns.turn(this.life);
    return this.log.read(stream, fromRevision, limit);
  }

  async readAll(after: string | null, limit: number): Promise<readonly Recorded[]> {
    await this.turns.turn(this.life);
    return this.log.readAll(after, limit);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<Batch> {
    return this.log.subscribe(options);
  }

  end(): Promise<string | null> {
    return this.log.end();
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

const GATED: readonly string[] = ['load', 'find', 'commit'] satisfies readonly (keyof ReadStore)[];
const READING: readonly string[] = ['get', 'getMany', 'find', 'count'] satisfies readonly (keyof ReadStore)[];

/** The read store as one process sees it. A collection that no projection of the simulation fills is an empty one. */
export const gatedReads = (reads: ReadStore, known: Set<string>, turns: Turns, life: Life): ReadStore =>
  new Proxy(reads, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        if (READING.includes(String(name)) && !known.has(String(args[0]))) {
          known.add(String(args[0]));
          await target.ensure(String(args[0]), []);
        }
        if (GATED.includes(String(name))) await turns.turn(life);
        return (member as (...args: readonly unknown[]) => unknown).apply(target, [...args]);
      };
    },
  });
