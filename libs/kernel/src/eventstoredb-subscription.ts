import { START, streamNameFilter, type AllStreamResolvedEvent, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import { StoreUnavailable, type Batch } from './event-store.js';
import { readFault } from './eventstoredb-errors.js';
import { fromServer, positionOf, positionText } from './eventstoredb-events.js';

/** Events handed over in one batch at most, and held ready while the last batch is handled. */
const PAGE = 500;

/** The server sends a checkpoint after 32 × this many events that it looked at, so an idle subscriber's place moves on. */
const CHECKPOINT_INTERVAL = 1;

/** Something the server said between two events: it holds once so many events have been taken. */
type Mark = { readonly behind: number; readonly position: string | null; readonly live: boolean | null };

/**
 * One run of a filtered subscription to `$all`, from a position until it breaks: the client never takes one up again.
 * The server's checkpoints and its "caught up" run ahead of the events still waiting here, so each is kept as a mark
 * behind the events that came before it.
 */
export class EventStoreDbFeed {
  private readonly subscription: AllStreamSubscription;
  private readonly marks: Mark[] = [];
  private taken = 0;
  private live = false;
  private failure: unknown = null;
  private wake: () => void = () => undefined;
  private readonly patience: NodeJS.Timeout;

  constructor(
    client: EventStoreDBClient,
    private position: string | null,
    categories: readonly string[],
    timeoutMs: number,
  ) {
    const filter = streamNameFilter({
      // No stream has a name that begins with a hyphen, so who asks for no category sees no event, only time passing.
      prefixes: categories.length > 0 ? categories.map((category) => `${category}-`) : ['-'],
      checkpointInterval: CHECKPOINT_INTERVAL,
      checkpointReached: (_, reached) => this.mark({ position: positionText(reached), live: null }),
    });
    const fromPosition = position === null ? START : positionOf(position);
    this.subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: PAGE });
    this.patience = setTimeout(() => this.fail(new StoreUnavailable(`EventStoreDB did not confirm a subscription within ${timeoutMs} ms`)), timeoutMs);
    this.subscription
      .on('confirmation', () => clearTimeout(this.patience))
      .on('readable', () => this.wake())
      .on('error', (error) => this.fail(readFault(error, `subscription behind ${position ?? 'the beginning'}`)))
      .on('end', () => this.fail(new StoreUnavailable('EventStoreDB ended a subscription')))
      .on('close', () => this.fail(new StoreUnavailable('EventStoreDB closed a subscription')));
    this.subscription.on('caughtUp', () => this.mark({ position: null, live: true }));
    this.subscription.on('fellBehind', () => this.mark({ position: null, live: false }));
  }

  private mark(what: Omit<Mark, 'behind'>): void {
    this.marks.push({ ...what, behind: this.taken + this.subscription.readableLength });
    this.wake();
  }

  private fail(failure: unknown): void {
    this.failure ??= failure;
    clearTimeout(this.patience);
    this.wake();
  }

  /** What has arrived, or null when nothing has. Throws what broke the subscription once the rest has been taken. */
  take(): Batch | null {
    const events: AllStreamResolvedEvent[] = [];
    for (let event = this.next(); event !== null; event = events.length < PAGE ? this.next() : null) events.push(event);
    this.taken += events.length;
    const recorded = events.map(fromServer);
    this.moveTo(recorded.at(-1)?.position ?? null);
    const marked = this.applyMarks();
    if (events.length === 0 && !marked) {
      if (this.failure !== null) throw this.failure;
      return null;
    }
    return { events: recorded, position: this.position, caughtUp: this.live && this.subscription.readableLength === 0 };
  }

  private next(): AllStreamResolvedEvent | null {
    return this.subscription.read() as AllStreamResolvedEvent | null;
  }

  private applyMarks(): boolean {
    let marked = false;
    for (let mark = this.marks[0]; mark !== undefined && mark.behind <= this.taken; mark = this.marks[0]) {
      this.marks.shift();
      this.moveTo(mark.position);
      this.live = mark.live ?? this.live;
      marked = true;
    }
    return marked;
  }

  /** Only ever forwards. */
  private moveTo(position: string | null): void {
    if (position !== null && (this.position === null || position > this.position)) this.position = position;
  }

  /** Until something arrived, the subscription broke or the subscriber left. */
  stir(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.wake = () => undefined;
        resolve();
      };
      if (signal.aborted || this.failure !== null || this.subscription.readableLength > 0) return resolve();
      this.wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Leaves. What the subscription says from now on is of no interest, its failure to end included. */
  close(): void {
    clearTimeout(this.patience);
    this.subscription.unsubscribe().catch(() => undefined);
  }
}
