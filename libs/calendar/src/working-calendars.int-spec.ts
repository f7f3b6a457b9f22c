import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { workingCalendarEvents, type WorkingCalendarEvent } from './events.js';
import { periodEnd } from './period.js';
import { publishedYears } from './working-calendar.js';
import { WorkingCalendars } from './working-calendars.js';
import { AmendWorkingYearCommand, AmendWorkingYearHandler, PublishWorkingYearCommand, PublishWorkingYearHandler } from './working-year.commands.js';
import { publicHolidaysOf } from './public-holidays.js';
import { workingYearsProjection, type RecordedYears } from './working-year.projection.js';

/** Invented. */
const data = {
  year: 2027,
  daysOff: ['2027-01-04', ...publicHolidaysOf(2027).map(({ day }) => day)].sort(),
  makeUpDays: ['2027-01-09'],
  source: '虚构通知',
};
const by = (commandId: string): CommandContext => ({
  commandId, fingerprint: commandId, correlationId: 'k', causationId: 'k', actor: 'p-1', onBehalfOf: 'o-1', region: '500117', legalBasis: null,
});

describe('a year that is published while deadlines run', () => {
  const clock = new ManualClock('2026-11-05T02:00:00.000Z');
  let folder: string;
  let store: SqliteEventStore;
  let vault: SqliteKeyVault;
  let publish: PublishWorkingYearHandler;
  let amend: AmendWorkingYearHandler;
  let calendars: WorkingCalendars;

  /** The projection, folded from the log at every read: what a caught-up read model holds. */
  const caughtUp = (codec: Codec): Pick<ReadModels, 'get' | 'upTo'> => ({
    get: async <D>() => {
      const events = (await codec.decode(await store.readAll(null, 100))) as readonly Recorded<WorkingCalendarEvent>[];
      return events.reduce<RecordedYears | null>(workingYearsProjection.evolve, null) as D | null;
    },
    upTo: async () => undefined,
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-calendar-'));
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
    const codec = new Codec([workingCalendarEvents], vault);
    const kernel = new Kernel(store, codec, clock);
    publish = new PublishWorkingYearHandler(kernel, clock);
    amend = new AmendWorkingYearHandler(kernel);
    calendars = new WorkingCalendars(caughtUp(codec) as ReadModels);
  });
  afterEach(async () => {
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  test('before, the deadline is provisional; afterwards it is firm, on another day, under another version', async () => {
    const period = { kind: 'working', start: '2026-12-11', days: 15 } as const;
    const before = periodEnd(await calendars.current(), period);
    expect(before).toMatchObject({ lastDay: '2027-01-04', provisional: true });

    expect(await publish.execute(new PublishWorkingYearCommand(data, by('c-1')))).toMatchObject({ revision: 0 });
    const after = periodEnd(await calendars.current(), period);
    expect(after).toMatchObject({ lastDay: '2027-01-05', provisional: false });
    expect(after.calendarVersion).not.toBe(before.calendarVersion);
    expect(publishedYears(await calendars.current())).toEqual([2024, 2025, 2026, 2027]);
  });

  test('the log says who recorded it, for whom and under which rule', async () => {
    await publish.execute(new PublishWorkingYearCommand(data, by('c-1')));
    const [event] = await store.read('workingCalendar-CN', 0, 10);
    expect(event).toMatchObject({
      type: 'WorkingYearPublished',
      data: { ...data, country: 'CN', publishedBy: 'p-1' },
      metadata: { actor: 'p-1', onBehalfOf: 'o-1', region: '500117', legalBasis: '全国年节及纪念日放假办法', occurredAt: clock.now() },
    });
  });

  test('a year that came with the program can be amended, with the reason, and its days then follow the amendment', async () => {
    const { 2026: known } = (await calendars.current()).years;
    const { daysOff, makeUpDays } = known!;
    expect(await publish.execute(new PublishWorkingYearCommand({ ...data, year: 2026, daysOff: daysOff.slice(1), makeUpDays }, by('c-0')))).toMatchObject({ refused: 'statutory_day_missing' });
    expect(await publish.execute(new PublishWorkingYearCommand({ year: 2026, daysOff, makeUpDays, source: '虚构通知' }, by('c-1')))).toMatchObject({ refused: 'year_already_published' });
    const change = { year: 2026, daysOff: [...daysOff, '2026-12-31'], makeUpDays, source: '虚构通知', reason: '临时放假' };
    expect(await amend.execute(new AmendWorkingYearCommand(change, by('c-2')))).toMatchObject({ revision: 0 });
    expect((await calendars.recorded())['2026']).toMatchObject({ publishedBy: 'p-1', publishedAt: clock.now(), amendedBecause: '临时放假' });
    expect(periodEnd(await calendars.current(), { kind: 'natural', start: '2026-12-16', days: 15 })).toMatchObject({ lastDay: '2027-01-04', provisional: true });
  });

  test('the year is counted by the clock of Shanghai: in the last hours of the year by UTC, next year has begun', async () => {
    const year2028 = {
      ...data,
      year: 2028,
      daysOff: publicHolidaysOf(2028).map(({ day }) => day),
      makeUpDays: ['2028-01-08'],
    };
    clock.moveTo('2026-12-31T15:59:59.000Z');
    expect(await publish.execute(new PublishWorkingYearCommand(year2028, by('c-1')))).toMatchObject({ refused: 'year_too_far' });
    clock.moveTo('2026-12-31T16:00:00.000Z');
    expect(await publish.execute(new PublishWorkingYearCommand(year2028, by('c-2')))).toMatchObject({ revision: 0 });
  });
});
