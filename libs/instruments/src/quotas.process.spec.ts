import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { act } from './act.decider.js';
import { actEvents, type ActPart } from './act-events.js';
import { CalendarLog } from './calendar-log.js';
import { calendarEvents } from './calendar-events.js';
import { FollowBooking, type FollowBookingCommand } from './quota.commands.js';
import { keptOf, quota } from './quota.decider.js';
import { quotaEvents, quotaRulesEvents, type QuotaEvent } from './quota-events.js';
import { Quotas } from './quotas.js';
import { quotasProcess } from './quotas.process.js';

/* What becomes of the reservations of an act whose process died: the act says so, and is decided if nobody has. */

const NOW = '2026-03-02T01:00:00.000Z';
const [FROM, UNTIL] = ['2026-03-03T01:00:00.000Z', '2026-03-03T03:00:00.000Z'];
const nobody: KeyVault = { find: async () => new Map(), obtain: async () => Buffer.alloc(32), destroy: async () => false, close: async () => undefined };
const by = (commandId: string): CommandContext => ({ commandId, fingerprint: '', correlationId: commandId, causationId: commandId, actor: 'system', onBehalfOf: null, region: null, legalBasis: null });
const part = (n: number): ActPart => ({ instrumentId: `i${n}`, calendarId: `c${n}`, from: FROM, until: UNTIL, mode: null, holdId: `h${n}`, bookingId: `b${n}` });
const limit = { limitId: 'day', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 2 } as const;

describe('a reservation that waits too long', () => {
  let folder: string;
  let store: SqliteEventStore;
  let kernel: Kernel;
  let codec: Codec;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-quotas-'));
    const clock = new ManualClock(NOW);
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    codec = new Codec([actEvents, calendarEvents, quotaEvents, quotaRulesEvents], nobody);
    kernel = new Kernel(store, codec, clock);
    const parts = [part(0), part(1)];
    await kernel.handle(act, 'a', { do: 'begin', data: { actId: 'a', organisationId: 'firm', personId: 'li', bookedBy: 'li', parts }, now: NOW, deadlineAt: '2026-03-02T01:01:00.000Z' }, by('begin'));
    await kernel.handle(quota, 'q', { do: 'reserve_act', quotaId: 'q', actId: 'a', parts: parts.map((one) => ({ ...one, limits: [limit] })), rules: { rulesVersion: 1, limits: [limit] }, expiresAt: '2026-03-02T01:02:00.000Z', now: NOW }, by('reserve'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** Everything that the timers of the reservations send. */
  const followed = async (): Promise<void> => {
    const events = (await codec.decode(await store.read('quota-q', 0, 2))) as readonly Recorded<QuotaEvent>[];
    const log = new CalendarLog(codec, store);
    const handler = new FollowBooking(kernel, null as never, new Quotas(kernel), log);
    for (const event of events) {
      const [timer] = quotasProcess.react(event);
      if (timer?.do !== 'schedule') throw new Error('no timer');
      await handler.execute(quotasProcess.command(timer.errand, by(`follow ${timer.timerId}`)) as FollowBookingCommand);
    }
  };
  const kept = async () => {
    const account = await kernel.load(quota, 'q');
    return ['b0', 'b1'].map((id) => keptOf(account, id)).map(({ counts, pending }) => [counts !== null, pending !== null]);
  };

  test('of an act that nobody decided is given back, and the act cannot be had any more', async () => {
    expect(await kept()).toEqual([[false, true], [false, true]]);
    await followed();
    expect(await kept()).toEqual([[false, false], [false, false]]);
    expect(await kernel.handle(act, 'a', { do: 'commit', now: NOW }, by('late'))).toEqual({ refused: 'act_abandoned' });
  });

  test('of an act that is had counts on, though it is not booked yet', async () => {
    await kernel.handle(act, 'a', { do: 'commit', now: NOW }, by('commit'));
    await followed();
    expect(await kept()).toEqual([[true, false], [true, false]]);
    await followed();
    expect(await kept()).toEqual([[true, false], [true, false]]);
  });
});
