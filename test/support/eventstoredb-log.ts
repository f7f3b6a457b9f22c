/** An event on its way in, as the wire brings it. */
export type Proposed = { readonly id: string; readonly type: string; readonly contentType: string; readonly data: Uint8Array; readonly metadata: Uint8Array };

/** An event in the log. `position` is where its record begins; commit and prepare are the same for every one seen. */
export type Logged = Proposed & { readonly stream: string; readonly revision: number; readonly position: bigint; readonly createdMs: number };

export type Expectation = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** What the server answers to an append. `revision` is null for an empty append, which says nothing of one. */
export type Outcome =
  | { readonly kind: 'appended'; readonly revision: number | null; readonly position: bigint }
  | { readonly kind: 'wrong-expected-version'; readonly current: number | null }
  | { readonly kind: 'stream-deleted' }
  | { readonly kind: 'bad-request' }
  | { readonly kind: 'too-large' };

/** The server's own default, in bytes of data, metadata and type. */
export const MAX_APPEND_BYTES = 1_048_576;

/** What a record takes beside its contents; an empty append leaves a record too. Only order and gaps are modelled on the server. */
const RECORD_BYTES = 100;

type Stream = { readonly events: Logged[]; keepFrom: number; maxCount: number; deleted: boolean; tombstoned: boolean };

/**
 * The part of EventStoreDB that an append, a read and a subscription meet: what it was seen to answer is written down in
 * `eventstoredb-observed.json`, and the replay spec holds this against it.
 */
export class EventLog {
  readonly all: Logged[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly listeners = new Set<() => void>();
  private end = 0n;

  constructor(private readonly now: () => number) {
    // A server is never empty: its own events come first, and filters and readers must look past them.
    this.append('$settings', 'any', [this.own('$settings')]);
    this.append('$users', 'any', [this.own('$User')]);
  }

  /** Behind the last record. */
  get endPosition(): bigint {
    return this.end;
  }

  append(name: string, expected: Expectation, events: readonly Proposed[]): Outcome {
    if (name === '') return { kind: 'bad-request' };
    if (events.reduce((bytes, event) => bytes + bytesOf(event), 0) > MAX_APPEND_BYTES) return { kind: 'too-large' };
    const stream = this.streams.get(name) ?? { events: [], keepFrom: 0, maxCount: Infinity, deleted: false, tombstoned: false };
    if (stream.tombstoned) return { kind: 'stream-deleted' };
    const current = stream.events.length - 1;
    if (!agrees(expected, current, stream.deleted)) {
      return this.sameAgain(stream, expected, events) ?? { kind: 'wrong-expected-version', current: current < 0 ? null : current };
    }
    if (expected === 'any') {
      const before = this.sameAgain(stream, expected, events);
      if (before) return before;
    }
    if (events.length === 0) {
      const position = this.end;
      this.end += BigInt(RECORD_BYTES);
      return { kind: 'appended', revision: null, position };
    }
    this.streams.set(name, stream);
    if (stream.deleted) Object.assign(stream, { deleted: false, keepFrom: stream.events.length });
    for (const event of events) this.record(name, stream, event);
    for (const listener of [...this.listeners]) listener();
    return { kind: 'appended', revision: stream.events.length - 1, position: stream.events.at(-1)!.position };
  }

  private record(name: string, stream: Stream, event: Proposed): void {
    const logged: Logged = { ...event, stream: name, revision: stream.events.length, position: this.end, createdMs: this.now() };
    this.end += BigInt(RECORD_BYTES + bytesOf(event));
    stream.events.push(logged);
    this.all.push(logged);
    if (name.startsWith('$$')) this.applyMetadata(name.slice(2), event);
  }

  /** The same ids right behind the expected revision, or behind any when any will do: the answer they had then. */
  private sameAgain(stream: Stream, expected: Expectation, events: readonly Proposed[]): Outcome | null {
    if (expected === 'stream_exists' || events.length === 0) return null;
    const first = expected === 'no_stream' ? 0 : expected === 'any' ? stream.events.findIndex(({ id }) => id === events[0]!.id) : Number(expected) + 1;
    if (first < 0 || !events.every(({ id }, i) => stream.events[first + i]?.id === id)) return null;
    const last = stream.events[first + events.length - 1]!;
    return { kind: 'appended', revision: last.revision, position: last.position };
  }

  private applyMetadata(name: string, { data }: Proposed): void {
    const { $maxCount = Infinity, $tb = 0 } = JSON.parse(Buffer.from(data).toString('utf8')) as { $maxCount?: number; $tb?: number };
    const stream = this.streams.get(name);
    if (stream) Object.assign(stream, { maxCount: $maxCount, keepFrom: $tb });
  }

  /** The readable events of a stream, `deleted` when its name is gone for ever, or null when there is no such stream. */
  stream(name: string): readonly Logged[] | 'deleted' | null {
    const stream = this.streams.get(name);
    if (stream?.tombstoned) return 'deleted';
    if (!stream || stream.deleted) return null;
    return stream.events.slice(Math.max(stream.keepFrom, stream.events.length - stream.maxCount, 0));
  }

  /** Softly: the stream reads as missing, and its revisions go on when it is written again. */
  delete(name: string): bigint {
    const stream = this.streams.get(name);
    if (stream) stream.deleted = true;
    return this.end;
  }

  /** For ever. */
  tombstone(name: string): bigint {
    const stream = this.streams.get(name);
    if (stream) stream.tombstoned = true;
    return this.end;
  }

  /** Calls back after every append; answers how to stop listening. */
  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private own(type: string): Proposed {
    const nothing = new Uint8Array();
    return { id: '00000000-0000-4000-8000-000000000000', type, contentType: 'application/json', data: Buffer.from('{}'), metadata: nothing };
  }
}

const agrees = (expected: Expectation, current: number, deleted: boolean): boolean => {
  switch (expected) {
    case 'any':
      return true;
    case 'no_stream':
      return current < 0 || deleted;
    case 'stream_exists':
      return current >= 0 && !deleted;
    default:
      return Number(expected) === current;
  }
};

const bytesOf = ({ data, metadata, type }: Proposed): number => data.length + metadata.length + 2 * type.length;
