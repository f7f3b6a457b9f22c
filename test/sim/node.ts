import 'reflect-metadata';
import type { ICommandHandler } from '@nestjs/cqrs';
import { Access } from '../../libs/access/src/access.js';
import { actHandlers, FinishAct, type FinishActCommand } from '../../libs/instruments/src/act.commands.js';
import { actUndoingHandlers } from '../../libs/instruments/src/act-undoing.commands.js';
import { bookingHandlers } from '../../libs/instruments/src/booking.commands.js';
import { onCalendarHandlers } from '../../libs/instruments/src/on-calendar.commands.js';
import { seriesHandlers } from '../../libs/instruments/src/series.commands.js';
import { calendar } from '../../libs/instruments/src/calendar.decider.js';
import { instrumentsParts } from '../../libs/instruments/src/instruments.parts.js';
import { offerHandlers } from '../../libs/instruments/src/offer.commands.js';
import { quotaHandlers } from '../../libs/instruments/src/quota.commands.js';
import { Quotas } from '../../libs/instruments/src/quotas.js';
import { usageHandlers } from '../../libs/instruments/src/usage.commands.js';
import type { Chance } from '../../libs/kernel/src/chance.js';
import { plus, type ManualClock } from '../../libs/kernel/src/clock.js';
import { Codec } from '../../libs/kernel/src/codec.js';
import type { Decider } from '../../libs/kernel/src/decider.js';
import type { Event } from '../../libs/kernel/src/event.js';
import { Kernel, type CommandContext } from '../../libs/kernel/src/handle.js';
import { ProcessSteps, TIMERS } from '../../libs/kernel/src/process-steps.js';
import { collectionOf } from '../../libs/kernel/src/projection.js';
import { foldBatch, memberOf, type Member } from '../../libs/kernel/src/projection-runner.js';
import { ReadModels } from '../../libs/kernel/src/read-models.js';
import { LeaseLost, type ReadStore } from '../../libs/kernel/src/read-store.js';
import { Snapshots } from '../../libs/kernel/src/snapshots.js';
import { ORGANISATION_REGISTER } from '../../libs/platform/src/organisation-register.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { forgetting, type PlantedFault } from './faults.js';
import { organisations } from './laboratory.js';
import type { MemoryLog } from './memory-log.js';
import { GatedLog, gatedReads } from './stores.js';
import { Crashed, Life, type Turns } from './turns.js';

export const PROJECTIONS = instrumentsParts.projections;

/** What all processes of the deployment share. */
export type Deployment = {
  readonly log: MemoryLog;
  readonly reads: ReadStore;
  readonly collections: Set<string>;
  readonly codec: Codec;
  readonly clock: ManualClock;
  readonly turns: Turns;
  readonly chance: Chance;
  readonly access: Access;
  readonly planted: PlantedFault | null;
  /** False when everything works: at the end, when what is left is done. */
  troubled: boolean;
};

type Constructor = new (...parts: readonly unknown[]) => object;
/** By the command each handles, as Nest finds them. */
const HANDLERS = new Map([...bookingHandlers, ...seriesHandlers, ...onCalendarHandlers, ...actHandlers, ...actUndoingHandlers, ...offerHandlers, ...quotaHandlers, ...usageHandlers].map((handler) => [Reflect.getMetadata('__commandHandler__', handler) as unknown, handler as unknown as Constructor]));
const LEASE_SECONDS = 3_600;
/** How far back a delivery may begin that was made before. */
const AGAIN = 40;

/** As much as Nest would make of it: each part once, from the types of its constructor. */
const assembled = (made: Map<unknown, object>) => {
  const part = (wanted: Constructor): object => {
    if (!wanted) throw new Error('a part is missing: the modules import each other in a circle');
    const known = made.get(wanted);
    if (known) return known;
    const needs = [...((Reflect.getMetadata('design:paramtypes', wanted) ?? []) as readonly unknown[])];
    for (const { index, param } of (Reflect.getMetadata('self:paramtypes', wanted) ?? []) as readonly { readonly index: number; readonly param: unknown }[]) needs[index] = param;
    const fresh = new wanted(...needs.map((need) => part(need as Constructor)));
    made.set(wanted, fresh);
    return fresh;
  };
  return part;
};

/** The kernel with a mistake in it. */
class PlantedKernel extends Kernel {
  constructor(private readonly planted: PlantedFault | null, ...parts: ConstructorParameters<typeof Kernel>) {
    super(...parts);
  }

  override handle: Kernel['handle'] = (decider, id, command, context) => super.handle(this.mistaken(decider), id, command, context);
  override load: Kernel['load'] = (decider, id) => super.load(this.mistaken(decider), id);

  private mistaken<S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>): Decider<S, C, E, R> {
    if (decider.events.category !== calendar.events.category) return decider;
    if (this.planted === 'forgets_offers') return forgetting(decider, 'SlotOffered');
    return this.planted === 'forgets_releases' ? forgetting(decider, 'HoldReleased') : decider;
  }
}

/** A fault ends the simulation, and a crash the process in it: nothing is put off. */
const rethrow = (fault: unknown): never => {
  throw fault;
};

/** One process of the deployment: it takes commands, and may be the one that folds read models and runs processes. A crash leaves nothing of it but the stores. */
export class Node {
  crashes = 0;
  private life!: Life;
  private kernel!: Kernel;
  private reads!: ReadStore;
  private log!: GatedLog;
  private steps!: ProcessSteps;
  private handlerOf!: (command: object) => ICommandHandler;
  private readonly renewals = new Map<string, string>();
  private processing: { epoch: number; at: string | null } | null = null;
  private folding: { epoch: number; members: Member[] } | null = null;

  constructor(
    readonly name: string,
    private readonly world: Deployment,
  ) {
    this.start();
  }

  get isUp(): boolean {
    return !this.life.over;
  }

  start(): void {
    const { world } = this;
    this.life = new Life(`${this.name}#${this.crashes++}`);
    this.processing = this.folding = null;
    this.renewals.clear();
    this.log = new GatedLog(world.log, world.turns, this.life, () => (world.troubled ? world.chance() : 1));
    this.reads = gatedReads(world.reads, world.collections, world.turns, this.life);
    this.kernel = new PlantedKernel(world.planted, this.log, world.codec, world.clock, new Snapshots(world.reads, () => undefined));
    const models = new ReadModels(this.reads, { waitFor: (name, position) => this.waitFor(name, position), caughtUp: async () => true }, this.log);
    const part = assembled(new Map<unknown, object>([[Kernel, this.kernel], [ReadModels, models], [Codec, world.codec], [EVENT_STORE, this.log], [Access, world.access], [ORGANISATION_REGISTER, organisations]]));
    if (world.planted === 'keeps_quotas') (part(Quotas as unknown as Constructor) as Quotas).release = async () => undefined;
    if (world.planted === 'halves_acts') halve(part(FinishAct as unknown as Constructor) as FinishAct, this.kernel);
    this.handlerOf = (command) => {
      const handler = HANDLERS.get(command.constructor);
      if (!handler) throw new Error(`nobody handles ${command.constructor.name}`);
      return part(handler) as ICommandHandler;
    };
    const processes = instrumentsParts.processes;
    this.steps = new ProcessSteps({ processes, reads: this.reads, codec: world.codec, clock: world.clock, execute: (command) => this.execute(command), onFault: rethrow });
  }

  /** Throws `Crashed` when this process dies before it has answered. */
  async execute(command: object): Promise<unknown> {
    await this.world.turns.turn(this.life);
    const answer: unknown = await this.handlerOf(command).execute(command as never);
    await this.world.turns.turn(this.life);
    return answer;
  }

  load: Kernel['load'] = (decider, id) => this.kernel.load(decider, id);
  handle: Kernel['handle'] = (decider, id, command, context: CommandContext) => this.kernel.handle(decider, id, command, context);

  /** Some events are reacted to, sometimes once more. True when there was something to do. */
  async react(): Promise<boolean> {
    const { chance } = this.world;
    return this.atWork(async () => {
      const epoch = await this.lease('processes', this.processing?.epoch);
      if (epoch === null) return false;
      const processing = this.processing?.epoch === epoch ? this.processing : { epoch, at: await this.reads.checkpoint(TIMERS) };
      this.processing = processing;
      const after = this.world.troubled && chance() < 0.1 ? back(processing.at, AGAIN) : processing.at;
      const events = await this.log.readAll(after, this.some());
      const position = events.at(-1)?.position ?? null;
      if (position === null) return false;
      await this.steps.take({ events, position }, epoch);
      if (position > (processing.at ?? '')) processing.at = position;
      return true;
    });
  }

  /** What is due is done. True when something was. */
  async fire(): Promise<boolean> {
    return this.atWork(async () => {
      const epoch = await this.lease('processes', this.processing?.epoch);
      if (epoch === null) return false;
      const due = await this.world.reads.count(TIMERS, { refused: null, dueAt: { $lte: this.world.clock.now() } });
      if (this.world.planted === 'loses_timers' && due > 0 && this.world.chance() < 0.2) {
        const { items: [lost] } = await this.world.reads.find(TIMERS, { filter: { refused: null, dueAt: { $lte: this.world.clock.now() } }, limit: 1 });
        await this.world.reads.commit([{ collection: TIMERS, writes: [{ id: lost!._id, position: '9'.repeat(16), document: null }], checkpoint: null }], epoch);
      }
      if (due > 0) await this.steps.fireDue(epoch);
      return due > 0;
    });
  }

  /** Some events are folded into the read models, sometimes once more. True when there was something to fold. */
  async fold(): Promise<boolean> {
    const { chance, codec, planted, troubled } = this.world;
    return this.atWork(async () => {
      const epoch = await this.lease('projections', this.folding?.epoch);
      if (epoch === null) return false;
      const folding = this.folding?.epoch === epoch ? this.folding : { epoch, members: await Promise.all(PROJECTIONS.map(async (projection) => memberOf(projection, collectionOf(projection), await this.reads.checkpoint(collectionOf(projection))))) };
      this.folding = folding;
      const { members } = folding;
      if (troubled && chance() < 0.1) for (const member of members) member.position = back(member.position, AGAIN);
      const after = members.map(({ position }) => position ?? '').sort()[0] || null;
      const events = await this.log.readAll(after, this.some());
      const position = events.at(-1)?.position ?? null;
      if (position === null) return false;
      const seen = planted === 'skips_events' && chance() < 0.02 ? events.slice(1) : events;
      await foldBatch(members, { events: seen, position }, { codec, reads: this.reads, epoch });
      const parked = members.find((member) => member.parked !== null);
      if (parked) throw new Error(`parked: ${parked.parked}`);
      return true;
    });
  }

  /** A read model is waited for: mostly it comes, sometimes patience ends first. */
  private async waitFor(name: string, position: string): Promise<boolean> {
    const collection = collectionOf(PROJECTIONS.find((projection) => projection.name === name)!);
    const reached = async (): Promise<boolean> => ((await this.reads.checkpoint(collection)) ?? '') >= position;
    while (!(await reached())) {
      if (this.world.troubled && this.world.chance() < 0.05) return false;
      await this.world.turns.turn(this.life);
      if (!(await this.fold()) && !(await reached())) return false;
    }
    return true;
  }

  /** The right is renewed in time, mostly; whoever was away for long goes on as if it still had it, until a commit is refused. */
  private async lease(name: string, held: number | undefined): Promise<number | null> {
    const { clock, troubled, chance } = this.world;
    const renewsAt = this.renewals.get(name) ?? '';
    if (held !== undefined && (clock.now() < renewsAt || (troubled && chance() < 0.2))) return held;
    const epoch = await this.reads.acquire(name, this.life.of, clock.now(), LEASE_SECONDS);
    if (epoch !== null) this.renewals.set(name, plus(clock.now(), LEASE_SECONDS * 500));
    return epoch;
  }

  private async atWork(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      // A new round begins at the checkpoint.
      this.processing = this.folding = null;
      if (error instanceof LeaseLost || error instanceof Crashed || (error as Error).constructor.name.startsWith('Store') || (error as Error).constructor.name === 'OutcomeUnknown') return true;
      throw error;
    }
  }

  private some(): number {
    return this.world.troubled ? 1 + Math.floor(this.world.chance() * 60) : 500;
  }
}

const back = (position: string | null, events: number): string | null => (position === null || Number(position) <= events ? null : String(Number(position) - events).padStart(16, '0'));

const halve = (finishing: FinishAct, kernel: Kernel): void => {
  const whole = finishing.execute.bind(finishing);
  const cut: Pick<Kernel, 'load' | 'handle' | 'clock'> = {
    clock: kernel.clock,
    handle: kernel.handle,
    load: async (decider, id) => {
      const state = await kernel.load(decider, id);
      const { data, outcome } = state as { data?: { parts: readonly unknown[] }; outcome?: string };
      return data && outcome === 'committed' ? ({ ...state, data: { ...data, parts: data.parts.slice(0, -1) } } as typeof state) : state;
    },
  };
  Object.assign(finishing, { kernel: cut, execute: (command: FinishActCommand) => whole(command) });
};
