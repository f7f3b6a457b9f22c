import type { Clock } from '../../libs/kernel/src/clock.js';
import { categoryOf, type NewEvent, type Recorded } from '../../libs/kernel/src/event.js';
import { AppendTooLarge, MAX_APPEND_BYTES, RevisionConflict, type Appended, type Batch, type EventStore, type SubscribeOptions } from '../../libs/kernel/src/event-store.js';

type Stored = { readonly stream: string; readonly json: string };

/** The event store's contract in memory, for simulations: nothing is shared with whoever appended or reads, as text keeps no references. */
export class MemoryLog implements EventStore {
  readonly exclusive = false;
  private readonly stored: Stored[] = [];
  private readonly streams = new Map<string, number[]>();
  private readonly sleepers = new Set<() => void>();
  /** A mistake planted to see that it is found. */
  mistaken: 'ignores_revision' | 'answers_too_soon' | null = null;
  private appends = 0;

  constructor(private readonly clock: Clock) {}

  get length(): number {
    return this.stored.length;
  }

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    if (events.length === 0) throw new RangeError('an append needs at least one event');
    if (!/^[a-z]\w*-./.test(stream)) throw new RangeError(`"${stream}" is no stream name`);
    const bytes = events.reduce((sum, { data, metadata }) => sum + Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata)), 0);
    if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(`more than ${MAX_APPEND_BYTES} bytes in one append to ${stream}`);
    const places = this.streams.get(stream) ?? [];
    if (this.mistaken === 'answers_too_soon' && ++this.appends % 50 === 0) return { revision: expected + events.length, position: positionText(this.stored.length) };
    if (places.length !== expected + 1 && this.mistaken !== 'ignores_revision') return this.sameAlready(stream, places, events, expected);
    for (const event of events) {
      const full: Recorded = { ...event, stream, revision: places.length, position: positionText(this.stored.length + 1), recordedAt: this.clock.now() };
      places.push(this.stored.length);
      this.stored.push({ stream, json: JSON.stringify(full) });
    }
    this.streams.set(stream, places);
    for (const wake of this.sleepers) wake();
    return { revision: places.length - 1, position: positionText(this.stored.length) };
  }

  private sameAlready(stream: string, places: readonly number[], events: readonly NewEvent[], expected: number): Appended {
    const there = places.slice(expected + 1, expected + 1 + events.length).map((place) => this.at(place));
    if (there.length !== events.length || expected + 1 > places.length || there.some(({ eventId }, n) => eventId !== events[n]!.eventId)) throw new RevisionConflict(stream, expected);
    return { revision: there.at(-1)!.revision, position: there.at(-1)!.position };
  }

  /** One event by its place among all, the first is 0. */
  at(place: number): Recorded {
    return JSON.parse(this.stored[place]!.json) as Recorded;
  }

  all(): readonly Recorded[] {
    return this.stored.map((_, place) => this.at(place));
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<readonly Recorded[]> {
    return (this.streams.get(stream) ?? []).slice(Math.max(0, fromRevision), Math.max(0, fromRevision) + limit).map((place) => this.at(place));
  }

  async readAll(after: string | null, limit: number): Promise<readonly Recorded[]> {
    const from = Number(after ?? 0);
    return this.stored.slice(from, from + limit).map((_, n) => this.at(from + n));
  }

  async *subscribe({ after, categories, signal }: SubscribeOptions): AsyncIterable<Batch> {
    let position = after;
    while (!signal.aborted) {
      const events = await this.readAll(position, 500);
      position = events.at(-1)?.position ?? position;
      yield { events: events.filter(({ stream }) => categories.includes(categoryOf(stream))), position, caughtUp: events.length < 500 };
      while (events.length === 0 && !signal.aborted && Number(position ?? 0) === this.stored.length) await this.sleep(signal);
    }
  }

  private sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  async end(): Promise<string | null> {
    return this.stored.length === 0 ? null : positionText(this.stored.length);
  }

  async close(): Promise<void> {
    for (const wake of this.sleepers) wake();
  }
}

const positionText = (position: number): string => String(position).padStart(16, '0');
