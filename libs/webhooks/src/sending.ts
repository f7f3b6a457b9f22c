import { setTimeout as rest } from 'node:timers/promises';
import type { Chance } from '@hewu/kernel/src/chance.js';
import { DAY, HOUR, plus, type Clock } from '@hewu/kernel/src/clock.js';
import type { Codec } from '@hewu/kernel/src/codec.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import type { Standstill } from '@hewu/kernel/src/standstill.js';
import { afterAttempt, DELIVERIES, GONE, KEPT_DAYS, positionBehind, wasAttempted, wentWell, type Delivery, type Outcome } from './deliveries.js';
import { BuryDeliveryCommand } from './delivery.commands.js';
import { PING } from './event-types.js';
import { Lanes } from './lanes.js';
import { RECEIVERS, type Notes, type Receiver } from './notes.js';
import type { Postman } from './postman.js';
import type { Changes, Queue } from './queue.js';
import { StopWebhookCommand } from './webhook.commands.js';

export type SendingTools = {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly notes: Notes;
  readonly queue: Queue;
  readonly postman: Postman;
  readonly execute: (command: object) => Promise<unknown>;
  /** From [0, 1): spreads what failed together. */
  readonly chance: Chance;
  readonly standstill: Standstill;
};

/** How late a message may be on the system's clock. A jump of a manual clock is noticed at once. */
const TICK_MS = 1_000;
const BREATH_MS = 50;

/**
 * The work of whoever holds the lease: from the log to notes, and from notes to receivers, side by side. Whatever fails in
 * our own stores ends it, and the next round begins where the notes stand; so a message may be sent twice under the same id,
 * and none is lost. At an event that cannot be told, what is noted already is sent on until it is tried again.
 */
export class Sending {
  private readonly lanes = new Lanes();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly session = new AbortController();
  private broken: (fault: unknown) => void = () => undefined;
  private tidiedAt = '';
  private woken = false;
  private rise: () => void = () => undefined;

  constructor(
    private readonly tools: SendingTools,
    private readonly epoch: number,
  ) {}

  /** `wentWell` is told of each step that was taken. */
  async work(signal: AbortSignal, wentWell: () => void): Promise<void> {
    const stop = (): void => (this.session.abort(), this.wakeUp());
    signal.addEventListener('abort', stop, { once: true });
    const stopListening = this.tools.clock.onJump(() => this.wakeUp());
    const broken = new Promise<never>((_resolve, reject) => (this.broken = reject));
    const both = [this.tools.standstill.follow(() => this.followLog(wentWell), this.session.signal), this.send()];
    try {
      if (signal.aborted) stop();
      await Promise.race([...both, broken]);
    } finally {
      stop();
      stopListening();
      signal.removeEventListener('abort', stop);
      await Promise.allSettled([...both, ...this.underWay.values()]);
    }
  }

  private async followLog(wentWell: () => void): Promise<void> {
    const { store, codec, queue, notes } = this.tools;
    const { signal } = this.session;
    const after = await notes.checkpoint();
    for await (const batch of store.subscribe({ after, categories: queue.categories, signal })) {
      let found: Changes['deliveries'][number][] = [];
      const note = async (receivers: Changes['receivers'], checkpoint: string | null): Promise<void> => {
        await notes.write(this.epoch, found, receivers, checkpoint);
        for (const { document: { webhookId, organisationId, dueAt } } of found) if (dueAt !== null) this.lanes.expect(webhookId, organisationId, dueAt);
        found = [];
        this.wakeUp();
      };
      const events = await codec.decode(batch.events);
      // Found nothing because it was ended is not the same as nothing: the checkpoint stays.
      if (!(await queue.look(events, signal))) return;
      for (const event of events) {
        // What is decided about messages builds on the notes of those before it.
        if (found.length > 0 && !queue.tells(event)) await note([], null);
        const { deliveries, receivers } = await queue.changesBy(event, signal);
        if (signal.aborted) return;
        found.push(...deliveries);
        if (receivers.length > 0) await note(receivers, null);
      }
      if (batch.position !== null) {
        await note([], batch.position);
        await this.tools.standstill.wentOn();
        wentWell();
      }
      await rest(BREATH_MS, null, { signal }).catch(() => null);
    }
  }

  private async send(): Promise<void> {
    for (const webhookId of await this.tools.notes.webhooksWaitedFor()) {
      const [first] = await this.tools.notes.waitingFor(webhookId, 1);
      if (first?.dueAt) this.lanes.expect(webhookId, first.organisationId, first.dueAt);
    }
    while (!this.session.signal.aborted) {
      await this.serve();
      await this.tidy();
      await this.pause();
    }
  }

  /** Sends whatever is due and has a free place. */
  private async serve(): Promise<void> {
    const { clock, notes } = this.tools;
    for (let lane = this.lanes.turn(clock.now()); lane !== null && !this.session.signal.aborted; lane = this.lanes.turn(clock.now())) {
      const next = (await notes.waitingFor(lane.webhookId, lane.underWay + 1)).find(({ _id }) => !this.underWay.has(_id));
      if (!next?.dueAt || next.dueAt > clock.now()) {
        this.lanes.rest(lane, next?.dueAt ?? null);
        continue;
      }
      this.lanes.began(lane.webhookId);
      this.underWay.set(next._id, this.deliver(next).catch((fault: unknown) => this.session.signal.aborted || this.broken(fault)).then(() => undefined));
    }
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const { postman, clock, chance } = this.tools;
    const outcome = await postman.attempt(delivery, this.session.signal);
    const after = afterAttempt(delivery, outcome, clock.now(), chance());
    const failingSince = await this.record(after, outcome);
    await this.stopIf(after, outcome, failingSince);
    this.lanes.ended(delivery.webhookId, wasAttempted(outcome) ? wentWell(outcome) : null);
    if (after.dueAt !== null) this.lanes.expect(after.webhookId, after.organisationId, after.dueAt);
    this.underWay.delete(delivery._id);
    this.wakeUp();
  }

  /** The death first, then the note of it: cut off between the two, the last attempt is made again and nothing is forgotten. */
  private async record(after: Delivery, outcome: Outcome): Promise<string | null> {
    const { notes, execute, clock } = this.tools;
    const { _id: deliveryId, webhookId, organisationId, round, type: eventType, subjectId, attempts, lastStatus } = after;
    if (after.status === 'dead' && eventType !== PING) {
      const data = { deliveryId, webhookId, organisationId, round, eventType, subjectId, attempts, lastStatus };
      await execute(new BuryDeliveryCommand(data, contextOf(data, 'died', deliveryId, String(round))));
    }
    const position = positionBehind((await notes.load(DELIVERIES, [deliveryId])).get(deliveryId)?.position ?? '');
    const write = { id: deliveryId, position, document: after };
    if (!wasAttempted(outcome)) {
      await notes.write(this.epoch, [write]);
      return null;
    }
    const standing = (await notes.load(RECEIVERS, [webhookId])).get(webhookId);
    const now = clock.now();
    const failingSince = wentWell(outcome) ? null : ((standing?.document as Receiver | null | undefined)?.failingSince ?? now);
    await notes.write(this.epoch, [write], [{ id: webhookId, position: positionBehind(standing?.position ?? ''), document: { _id: webhookId, failingSince, lastAttemptAt: now } }]);
    return failingSince;
  }

  /** The shortest time that the rule can say is a day; whether it was long enough is decided with the rule. */
  private async stopIf({ _id, webhookId, organisationId, round, attempts }: Delivery, outcome: Outcome, failingSince: string | null): Promise<void> {
    const { execute, clock } = this.tools;
    const gone = 'status' in outcome && outcome.status === GONE;
    if (!gone && (failingSince === null || clock.now() < plus(failingSince, DAY))) return;
    const data = { webhookId, organisationId, ...(gone ? { ground: 'gone' as const } : { ground: 'failing' as const, failingSince: failingSince! }) };
    await execute(new StopWebhookCommand(data, contextOf(data, 'stopped', _id, String(round), String(attempts))));
  }

  /** What ended long ago goes, some of it every hour until nothing is left. */
  private async tidy(): Promise<void> {
    const { clock, notes } = this.tools;
    if (this.tidiedAt !== '' && clock.now() < plus(this.tidiedAt, HOUR)) return;
    const old = await notes.endedBefore(plus(clock.now(), -KEPT_DAYS * DAY));
    if (old.length === 0) {
      this.tidiedAt = clock.now();
      return;
    }
    const standing = await notes.load(DELIVERIES, old.map(({ _id }) => _id));
    await notes.write(this.epoch, [...standing].map(([id, { position }]) => ({ id, position: positionBehind(position), document: null })));
  }

  private wakeUp(): void {
    this.woken = true;
    this.rise();
  }

  private pause(): Promise<void> {
    return new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, this.woken || this.session.signal.aborted ? 0 : TICK_MS);
      this.rise = () => (clearTimeout(timeout), resolve());
    }).then(() => {
      this.woken = false;
    });
  }
}

/** Ids that follow from what happened: cut off and done again, it is the same command. */
const contextOf = (data: object, ...what: readonly string[]): CommandContext => {
  const commandId = derivedId('webhooks', ...what);
  return { commandId, fingerprint: fingerprintOf(data), correlationId: commandId, causationId: what[1]!, actor: 'system:webhooks', onBehalfOf: null, region: null, legalBasis: null };
};
