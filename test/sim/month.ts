import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendar } from '../../libs/instruments/src/calendar.decider.js';
import { instrumentsParts } from '../../libs/instruments/src/instruments.parts.js';
import { SetQuotaRulesCommand } from '../../libs/instruments/src/quota.commands.js';
import { seededChance } from '../../libs/kernel/src/chance.js';
import { ManualClock } from '../../libs/kernel/src/clock.js';
import { Codec } from '../../libs/kernel/src/codec.js';
import { NO_STREAM } from '../../libs/kernel/src/event-store.js';
import type { CommandContext } from '../../libs/kernel/src/handle.js';
import { derivedId } from '../../libs/kernel/src/ids.js';
import { SqliteKeyVault } from '../../libs/kernel/src/key-vault.js';
import { TIMERS } from '../../libs/kernel/src/process-steps.js';
import { collectionOf } from '../../libs/kernel/src/projection.js';
import { SqliteReadStore } from '../../libs/kernel/src/sqlite-read-store.js';
import { Client } from './client.js';
import type { PlantedFault } from './faults.js';
import { broken } from './invariants.js';
import { access, between, INSTRUMENTS, MANAGERS, OWNERS, QUOTAS } from './laboratory.js';
import { MemoryLog } from './memory-log.js';
import { Node, PROJECTIONS, type Deployment } from './node.js';
import { People } from './people.js';
import { Turns } from './turns.js';

export type Month = {
  readonly seed: number;
  readonly days: number;
  readonly events: number;
  readonly bookings: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly turns: number;
  /** Of the whole log: the same seed makes the same history. */
  readonly digest: string;
  readonly milliseconds: number;
  /** Of the processor: the same when others use the machine too. */
  readonly cpuMilliseconds: number;
  /** What does not hold; empty when all of it does. */
  readonly broken: readonly string[];
  /** What happened last, one line each. */
  readonly trace: readonly string[];
};

const BEGINNING = '2026-03-02T00:00:00.000Z';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TRACED = 60;
/** How likely a process dies as it touches a store. */
const CRASH = 0.0003;

/** A month in a laboratory, by one seed: two processes that die now and then, four dozen people, and a clock that somebody moves. */
export const month = async (seed: number, days = 30, planted: PlantedFault | null = null): Promise<Month> => {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const chance = seededChance(seed);
  const folder = mkdtempSync(join(tmpdir(), 'hewu-sim-'));
  const clock = new ManualClock(BEGINNING);
  const log = new MemoryLog(clock);
  const reads = new SqliteReadStore(join(folder, 'reads.db'));
  const vault = new SqliteKeyVault(join(folder, 'keys.db'));
  const trace: string[] = [];
  const tell = (line: string): void => {
    trace.push(`${clock.now()} ${line}`);
    if (trace.length > TRACED) trace.shift();
  };
  const collections = new Set([TIMERS, ...PROJECTIONS.map((projection) => collectionOf(projection))]);
  const world: Deployment = { log, reads, collections, codec: new Codec(instrumentsParts.families, vault), clock, turns: new Turns(chance, ({ of }) => world.troubled && chance() < CRASH && (tell(`${of} crashes`), true)), chance, access, planted, troubled: false };
  try {
    await reads.ensure(TIMERS, [{ fields: ['refused', 'dueAt'] }]);
    for (const projection of PROJECTIONS) await reads.ensure(collectionOf(projection), projection.indexes);
    const nodes = [new Node('east', world), new Node('west', world)];
    const client = new Client(seed, chance, nodes, tell);
    const people = new People(client, clock, chance);
    const found: string[] = [];
    try {
      await founded(world, nodes[0]!);
      log.mistaken = planted === 'ignores_revision' || planted === 'answers_too_soon' ? planted : null;
      world.troubled = true;
      const end = Date.parse(BEGINNING) + days * DAY;
      while (Date.parse(clock.now()) < end) await hour(world, nodes, people);
      await finish(world, nodes, days);
      log.mistaken = null;
      found.push(...(await broken({ log: log.all(), reads, acknowledged: client.acknowledged, now: clock.now() })));
    } catch (error) {
      found.push(`nothing fails: ${(error as Error).stack ?? String(error)}`);
    }
    const events = log.all();
    const digest = createHash('sha256').update(events.map(({ eventId }) => eventId).join()).digest('hex').slice(0, 16);
    return {
      seed, days, events: events.length, bookings: events.filter(({ type }) => type === 'SlotBooked').length, answered: client.answered, unanswered: client.unanswered,
      refusals: Object.fromEntries(client.refusals), crashes: nodes.reduce((sum, { crashes }) => sum + crashes - 1, 0), turns: world.turns.taken, digest, milliseconds: performance.now() - began, cpuMilliseconds: (process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 1_000, broken: found, trace,
    };
  } finally {
    await Promise.all([reads.close(), vault.close(), log.close()]);
    rmSync(folder, { recursive: true });
  }
};

/** The owners have registered their instruments, and the first sets its quotas. */
const founded = async ({ log, codec, clock, turns }: Deployment, node: Node): Promise<void> => {
  const context = (commandId: string): CommandContext => ({ commandId, fingerprint: commandId, correlationId: commandId, causationId: commandId, actor: 'system:sim', onBehalfOf: null, region: null, legalBasis: null });
  const now = clock.now();
  for (const { instrumentId, owner: ownerOrganisationId, rules, capacity } of INSTRUMENTS) {
    const registered = { type: 'InstrumentRegistered', data: { ...example('InstrumentRegistered'), instrumentId, calendarId: instrumentId, ownerOrganisationId, openModes: ['self_operation'] } };
    const priced = { type: 'TariffSet', data: { ...example('TariffSet'), instrumentId } };
    const events = await Promise.all([registered, priced].map((event, n) => codec.encode(`instrument-${instrumentId}`, event, derivedId(instrumentId, String(n)), { ...context(instrumentId), occurredAt: now })));
    await log.append(`instrument-${instrumentId}`, events, NO_STREAM);
    await turns.all([async () => void (await node.handle(calendar, instrumentId, { do: 'open', calendarId: instrumentId, ownerOrganisationId, rules, capacity, now }, context(instrumentId)))]);
  }
  await turns.all([async () => void (await node.execute(new SetQuotaRulesCommand({ ownerOrganisationId: OWNERS[0], limits: QUOTAS, reason: 'fair', setBy: MANAGERS[0]!.personId }, context('quotas'))))]);
};

/** What is recorded of an instrument, in the newest of the examples that the context keeps. */
const example = (type: string): object => {
  const newest = readdirSync(EXAMPLES).filter((file) => file.startsWith(`${type}.v`)).sort().at(-1)!;
  return JSON.parse(readFileSync(join(EXAMPLES, newest), 'utf8')) as object;
};
const EXAMPLES = 'libs/instruments/src/examples';

/** Some time passes; some people do something, at once; the processes do some of what they should, or are away. Who died is started again. */
const hour = async ({ clock, chance, turns }: Deployment, nodes: readonly Node[], people: People): Promise<void> => {
  for (const node of nodes) if (!node.isUp) node.start();
  const night = (Date.parse(clock.now()) / DAY) % 1 > 0.55;
  clock.advance(chance() < 0.02 ? between(chance, 1, 8) * 60 * MINUTE : between(chance, 1, night ? 120 : 35) * MINUTE + between(chance, 0, 59_999));
  const doing = Array.from({ length: between(chance, 0, 4) }, () => people.something());
  const work = nodes.flatMap((node) => [node.react, node.fire, node.fold].filter(() => chance() < 0.6).map((step) => () => step.call(node)));
  await turns.all([...doing, ...work].map((task) => async () => void (await task())));
};

/** Nobody does anything any more, nothing fails any more, and all that is due is done, for as long as anything is ahead. */
const finish = async (world: Deployment, nodes: readonly Node[], days: number): Promise<void> => {
  world.troubled = false;
  for (const node of nodes) if (!node.isUp) node.start();
  const [node] = nodes;
  let more = true;
  const work = async (): Promise<void> => {
    more = false;
    for (const step of [node!.react, node!.fire, node!.fold]) more = (await step.call(node!)) || more;
  };
  // Whoever holds a right still is dead; it lapses.
  world.clock.advance(60 * MINUTE);
  for (let half = 0; half < 2 * (days + 40); half++) {
    world.clock.advance(DAY / 2);
    do await world.turns.all([work]);
    while (more);
    if ((await world.reads.count(TIMERS, {})) === 0) return;
  }
};
