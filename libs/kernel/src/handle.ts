import type { Clock } from './clock.js';
import type { Codec } from './codec.js';
import { isRefusal, type Decider, type Refusal } from './decider.js';
import { streamName, type Event, type Metadata, type Recorded } from './event.js';
import { OutcomeUnknown, RevisionConflict, type EventStore } from './event-store.js';
import { advance, grownBy, notBegun, remember, type Fold } from './fold.js';
import { derivedId } from './ids.js';
import { SNAPSHOT_EVERY, type Snapshots } from './snapshots.js';

/** Who asks, for whom, under which id, and what was asked (`fingerprint`); `handle` adds the time. */
export type CommandContext = Omit<Metadata, 'occurredAt'>;

/** Where the command's last event stands, so that a query can wait for it. `position` is null when nothing was recorded yet. */
export type Done = { readonly revision: number; readonly position: string | null };

/** The id of a known command came again with other content. */
export type CommandIdReused = Refusal<'command_id_reused'>;

const STREAMS_CACHED = 20_000;
const PAGE = 500;
/** Most streams are shorter: one read then tells all of them. */
const SHORT = 64;
const ATTEMPTS = 16;

/**
 * The way of every command: load, decide, append at the revision read. Commands on one stream queue inside the process;
 * whoever loses a race against another process decides again on fresh state. The same command id again gives the same
 * answer and no new events.
 */
export class Kernel {
  private readonly cache = new Map<string, Fold<unknown>>();
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: EventStore,
    private readonly codec: Codec,
    readonly clock: Clock,
    private readonly snapshots: Snapshots | null = null,
  ) {}

  handle<S, C extends object, E extends Event, R extends string>(
    decider: Decider<S, C, E, R>,
    id: string,
    command: C,
    context: CommandContext,
  ): Promise<Done | Refusal<R> | CommandIdReused> {
    const stream = streamName(decider.events.category, id);
    const before = this.queues.get(stream) ?? Promise.resolve();
    const turn = before.then(() => this.attempt(decider, stream, command, context));
    const settled = turn.catch(() => undefined).then(() => {
      if (this.queues.get(stream) === settled) this.queues.delete(stream);
    });
    this.queues.set(stream, settled);
    return turn;
  }

  /** The present state of a stream, for facts that must be as strict as the stream itself. */
  async load<S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>, id: string): Promise<S> {
    return (await this.fresh(decider, streamName(decider.events.category, id))).state;
  }

  private async attempt<S, C, E extends Event, R extends string>(
    decider: Decider<S, C, E, R>,
    stream: string,
    command: C,
    context: CommandContext,
  ): Promise<Done | Refusal<R> | CommandIdReused> {
    let conflict: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const fold = await this.fresh(decider, stream);
      const known = fold.commands.get(context.commandId);
      if (known) return known.fingerprint === context.fingerprint ? { revision: known.revision, position: known.position } : { refused: 'command_id_reused' };
      const decision = decider.decide(command, fold.state);
      if (isRefusal(decision)) return decision as Refusal<R>;
      if (decision.length === 0) return { revision: fold.revision, position: fold.position };
      try {
        return await this.record(decider, stream, fold, decision, { ...context, occurredAt: this.clock.now() });
      } catch (error) {
        this.cache.delete(stream);
        if (!(error instanceof RevisionConflict)) throw error;
        conflict = error;
      }
    }
    throw conflict;
  }

  private async record<S, C, E extends Event, R extends string>(
    decider: Decider<S, C, E, R>,
    stream: string,
    fold: Fold<S>,
    decision: readonly E[],
    metadata: Metadata,
  ): Promise<Done> {
    const ids = decision.map((_, index) => derivedId(metadata.commandId, stream, String(index)));
    const events = await Promise.all(decision.map((event, index) => this.codec.encode(stream, event, ids[index]!, metadata)));
    const append = (): ReturnType<EventStore['append']> => this.store.append(stream, events, fold.revision);
    // An answer that never came is asked for again with the very same ids and expectation, which is safe on every store.
    const done = await append().catch((error: unknown) => (error instanceof OutcomeUnknown ? append() : Promise.reject(error)));
    this.keep(decider, stream, fold.revision, {
      state: decision.reduce(decider.evolve, fold.state),
      ...done,
      eventId: ids.at(-1)!,
      commands: remember(fold.commands, metadata.commandId, { ...done, fingerprint: metadata.fingerprint }),
    });
    return done;
  }

  /** From the cache, and caught up with the store unless this process is the only one that writes. */
  private async fresh<S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>, stream: string): Promise<Fold<S>> {
    const cached = this.cache.get(stream) as Fold<S> | undefined;
    if (cached && this.store.exclusive) return cached;
    let fold = cached ?? notBegun(decider);
    let before = fold.revision;
    for (let size = cached ? PAGE : SHORT; ; size = PAGE) {
      const page = await this.store.read(stream, fold.revision + 1, size);
      const kept = size === SHORT && page.length === SHORT ? await this.folded(decider, stream) : null;
      if (kept) before = kept.revision;
      fold = kept ?? ((await this.codec.decode(page)) as readonly Recorded<E>[]).reduce((standing, event) => advance(decider, standing, event), fold);
      if (page.length < size) break;
    }
    this.keep(decider, stream, before, fold);
    return fold;
  }

  /** As a long stream was kept last, if the log still says so. The log also knows, and soonest, that it is too short to be kept. */
  private async folded<S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>, stream: string): Promise<Fold<S> | null> {
    if (!this.snapshots || (await this.store.read(stream, SNAPSHOT_EVERY - 1, 1)).length === 0) return null;
    const snapshot = await this.snapshots.find(stream, decider.stateVersion);
    if (!snapshot) return null;
    const [last] = await this.store.read(stream, snapshot.revision, 1);
    return last?.eventId === snapshot.eventId ? { ...snapshot, state: snapshot.state as S, commands: new Map(snapshot.commands) } : null;
  }

  private keep<S, C, E extends Event, R extends string>({ stateVersion }: Decider<S, C, E, R>, stream: string, before: number, fold: Fold<S>): void {
    this.cache.delete(stream);
    this.cache.set(stream, fold);
    if (this.cache.size > STREAMS_CACHED) this.cache.delete(this.cache.keys().next().value!);
    const { state, revision, position, eventId, commands } = fold;
    if (position === null || eventId === null || grownBy(before, revision) === 0) return;
    this.snapshots?.keep(stream, { stateVersion, state, revision, position, eventId, commands: [...commands] });
  }
}
