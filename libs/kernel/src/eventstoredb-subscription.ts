import { START, streamNameFilter, type AllStreamResolvedEvent, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import type { Recorded } from './event.js';
import { StoreUnavailable, type Batch } from './event-store.js';
import { readFault } from './eventstoredb-errors.js';
import { fromServer, positionOf, positionText } from './eventstoredb-events.js';

/** Events held ready while the last batch is handled; a batch is seldom much longer. */
const PAGE = 500;

/** The server sends a checkpoint after 32 × this many events that it looked at, so an idle subscriber's place moves on. */
const CHECKPOINT_INTERVAL = 1;

/**
 * One run of a filtered subscription to `$all`, from a position until it breaks: the client never takes one up again.
 * The server's checkpoints and its "caught up" run ahead of the events still waiting here. So they count only when
 * `take` has emptied what waits: whatever came before them is then in the batch that carries their position.
 */
export class EventStoreDbFeed {
  private readonly subscription: AllStreamSubscription;
  private checkpoint: string | null = null;
  private live = false;
  /** The server said something since the last batch. */
  private news = false;
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
      checkpointReached: (_, reached) => this.hear({ checkpoint: positionText(reached) }),
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
    this.subscription.on('caughtUp', () => this.hear({ live: true }));
    this.subscription.on('fellBehind', () => this.hear({ live: false }));
  }

  private hear({ checkpoint, live }: { checkpoint?: string; live?: boolean }): void {
    this.checkpoint = checkpoint ?? this.checkpoint;
    this.live = live ?? this.live;
    this.news = true;
    this.wake();
  }

  private fail(failure: unknown): void {
    this.failure ??= failure;
    clearTimeout(this.patience);
    this.wake();
  }

  /** All that has arrived, or null when nothing has. Throws what broke the subscription once the rest has been taken. */
  take(): Batch | null {
    const events: Recorded[] = [];
    for (let event = this.next(); event !== null; event = this.next()) events.push(fromServer(event));
    if (events.length === 0 && !this.news) {
      if (this.failure !== null) throw this.failure;
      return null;
    }
    this.news = false;
    this.moveTo(events.at(-1)?.position ?? null);
    this.moveTo(this.checkpoint);
    return { events, position: this.position, caughtUp: this.live };
  }

  private next(): AllStreamResolvedEvent | null {
    return this.subscription.read() as AllStreamResolvedEvent | null;
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
