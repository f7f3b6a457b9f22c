import type { Codec } from './codec.js';
import type { Decider } from './decider.js';
import { streamName, type Event, type Recorded } from './event.js';
import type { EventStore } from './event-store.js';
import type { Kernel } from './handle.js';

/** Where the state of a stream is asked: now, of the kernel, or at a past moment. */
export type States = Pick<Kernel, 'load'>;

const PAGE = 500;

/**
 * States as they stood at a past moment: everything that had happened on a stream by then, that very moment included. As costly as
 * the stream was long then, so it is for questions about one person, one owner, one thing. A stream is read once.
 */
export class PastStates implements States {
  private readonly known = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: Pick<EventStore, 'read'>,
    private readonly codec: Pick<Codec, 'decode'>,
    readonly at: string,
  ) {}

  load<S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>, id: string): Promise<S> {
    const stream = streamName(decider.events.category, id);
    const known = (this.known.get(stream) as Promise<S> | undefined) ?? this.folded(decider, stream);
    this.known.set(stream, known);
    return known;
  }

  private async folded<S, C, E extends Event, R extends string>({ initialState, evolve }: Decider<S, C, E, R>, stream: string): Promise<S> {
    let state = initialState;
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(stream, from, PAGE);
      for (const event of (await this.codec.decode(page)) as readonly Recorded<E>[]) {
        if (event.metadata.occurredAt > this.at) return state;
        state = evolve(state, event);
      }
      if (page.length < PAGE) return state;
      // Others are answered between two pages.
      await new Promise((others) => setImmediate(others));
    }
  }
}
