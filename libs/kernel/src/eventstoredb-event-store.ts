import { BACKWARDS, END, NO_STREAM as NO_STREAM_YET, START, type AppendResult, type Position } from '@eventstore/db-client';
import type { NewEvent, Recorded } from './event.js';
import { AppendTooLarge, MAX_APPEND_BYTES, NO_STREAM, StoreUnavailable, type Appended, type Batch, type EventStore, type SubscribeOptions } from './event-store.js';
import { connectionTo, pause, release, type EventStoreDbConnection } from './eventstoredb-connection.js';
import { appendFault, isMissingStream, readFault } from './eventstoredb-errors.js';
import { fromServer, isBeyond, isSystem, positionOf, positionText, sizeOf, toServer, type Resolved } from './eventstoredb-events.js';
import { EventStoreDbFeed } from './eventstoredb-subscription.js';

/** Events asked of the server at once while looking past what the server wrote for itself. */
const PAGE = 500;

/** Waits between attempts to take a broken subscription up again: doubling, up to this many milliseconds. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export type EventStoreDbSettings = {
  /** Connection string, `esdb://…`; credentials, TLS and cluster seeds stand in it. */
  readonly url: string;
  /** Patience with one call; the client's own deadlines do not hold when a server hangs. */
  readonly timeoutMs?: number;
  /** Told whenever a subscription broke and waits before it is taken up again. */
  readonly onInterruption?: (cause: StoreUnavailable, retryInMs: number) => void;
};

/**
 * Events in EventStoreDB (22.6 to 24.x by its wire protocol; what is known of it was seen on 24.6). Many processes may append.
 *
 * The server answers a repeated append with the first result only for the same ids *and* the same expected revision;
 * that is the port's promise too, so both are passed on unchanged.
 */
export class EventStoreDbEventStore implements EventStore {
  readonly exclusive = false;
  private readonly connection: EventStoreDbConnection;
  private readonly timeoutMs: number;
  private readonly onInterruption: (cause: StoreUnavailable, retryInMs: number) => void;
  private readonly closing = new AbortController();

  constructor({ url, timeoutMs = 10_000, onInterruption = () => undefined }: EventStoreDbSettings) {
    this.connection = connectionTo(url);
    this.timeoutMs = timeoutMs;
    this.onInterruption = onInterruption;
  }

  async append(stream: string, events: readonly NewEvent[], expected: number): Promise<Appended> {
    this.mustBeOpen();
    const written = events.map(toServer);
    if (events.length === 0) throw new RangeError('an append needs at least one event');
    if (!/^[a-z]\w*-./.test(stream)) throw new RangeError(`"${stream}" is no stream name`);
    if (sizeOf(written) > MAX_APPEND_BYTES) throw new AppendTooLarge(`more than ${MAX_APPEND_BYTES} bytes in one append to ${stream}`);
    const expectedRevision = expected === NO_STREAM ? NO_STREAM_YET : BigInt(expected);
    let result: AppendResult;
    try {
      result = await this.connection.send((client) => client.appendToStream(stream, written, { expectedRevision }), this.timeoutMs);
    } catch (error) {
      throw appendFault(error, stream, expected);
    }
    const revision = Number(result.nextExpectedRevision);
    return { revision, position: result.position ? positionText(result.position) : await this.positionAt(stream, revision) };
  }

  /** The protocol allows a success without a position; the event itself then tells it. */
  private async positionAt(stream: string, revision: number): Promise<string> {
    const [event] = await this.read(stream, revision, 1);
    if (!event) throw new StoreUnavailable(`EventStoreDB accepted ${stream}@${revision} but does not show it yet`);
    return event.position;
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<readonly Recorded[]> {
    this.mustBeOpen();
    try {
      const page = await this.connection.read(
        (client) => client.readStream(stream, { fromRevision: BigInt(fromRevision), maxCount: limit }),
        this.timeoutMs,
        `reading ${stream}`,
      );
      return page.map(fromServer);
    } catch (error) {
      if (isMissingStream(error)) return [];
      throw readFault(error, `reading ${stream}`);
    }
  }

  async readAll(after: string | null, limit: number): Promise<readonly Recorded[]> {
    const found: Recorded[] = [];
    let from: Position | typeof START = after === null ? START : positionOf(after);
    while (found.length < limit) {
      // One more than wanted: the server begins with the event that stands at the position itself.
      const asked = limit - found.length + 1;
      const page = await this.readLog({ fromPosition: from, maxCount: asked });
      const seen = found.at(-1)?.position ?? after;
      const fresh = page.filter((event) => !isSystem(event)).map(fromServer);
      found.push(...fresh.filter(({ position }) => seen === null || position > seen).slice(0, limit - found.length));
      const last = page.at(-1)?.event?.position;
      if (page.length < asked || last === undefined) break;
      from = last;
    }
    return found;
  }

  private async readLog(options: { fromPosition: Position | typeof START | typeof END; direction?: typeof BACKWARDS; maxCount: number }): Promise<readonly Resolved[]> {
    this.mustBeOpen();
    try {
      return await this.connection.read((client) => client.readAll(options), this.timeoutMs, 'reading $all');
    } catch (error) {
      throw readFault(error, 'reading $all');
    }
  }

  async *subscribe({ after, categories, signal: left }: SubscribeOptions): AsyncIterable<Batch> {
    const signal = AbortSignal.any([left, this.closing.signal]);
    let position = after;
    let checked = after === null;
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (!checked) await this.mustHold(positionOf(after!));
        checked = true;
        for await (const batch of this.follow(position, categories, signal)) {
          failures = 0;
          position = batch.position;
          yield batch;
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (signal.aborted) return;
        const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
        failures += 1;
        this.connection.doubt(error);
        this.onInterruption(error, retryInMs);
        await pause(retryInMs, signal);
      }
    }
  }

  private async *follow(position: string | null, categories: readonly string[], signal: AbortSignal): AsyncIterable<Batch> {
    const feed = new EventStoreDbFeed(await this.connection.ready(), position, categories, this.timeoutMs);
    try {
      while (!signal.aborted) {
        const batch = feed.take();
        if (batch) yield batch;
        else await feed.stir(signal);
      }
    } finally {
      feed.close();
    }
  }

  /** The server would wait in silence for a place that its log has not reached. */
  private async mustHold(after: Position): Promise<void> {
    const [newest] = await this.readLog({ fromPosition: END, direction: BACKWARDS, maxCount: 1 });
    if (!isBeyond(after, newest?.event?.position ?? null)) return;
    throw new Error(`the log ends before the checkpoint ${positionText(after)}: was it restored from an older backup than the read models?`);
  }

  async end(): Promise<string | null> {
    let from: Position | typeof END = END;
    for (;;) {
      const page: readonly Resolved[] = await this.readLog({ fromPosition: from, direction: BACKWARDS, maxCount: PAGE });
      const newest = page.find((event) => !isSystem(event));
      if (newest) return fromServer(newest).position;
      const last = page.at(-1)?.event?.position;
      if (page.length < PAGE || last === undefined) return null;
      from = last;
    }
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await release(this.connection, this.timeoutMs);
  }

  private mustBeOpen(): void {
    if (this.closing.signal.aborted) throw new StoreUnavailable('this event store was closed');
  }
}
