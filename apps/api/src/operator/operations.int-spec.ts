import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { booked, monday, opened } from '@hewu/instruments/src/calendar-fixtures.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { Unreadable, type NewEvent } from '@hewu/kernel/src/event.js';
import { NO_STREAM, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { ConfigError } from '@hewu/platform/src/config.js';
import { CLOCK, CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { checked, perform } from './control.js';
import { problemOf, type OperatorProblem } from './operator-error.js';

const PERSON = '0190c000-0000-7000-8000-000000000001';
const METADATA = { commandId: 'c', fingerprint: 'f', correlationId: 'c', causationId: 'c', actor: 'system:test', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' };

describe('what an operator asks for in vain is told in one line, with a code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-operations-'));
  const [file, missing] = [join(folder, 'a-file'), join(folder, 'missing')];
  const parts = new Map<unknown, unknown>([
    [CONFIG, { eventStoreUrl: null, dataFolder: folder }],
    [CLOCK, { now: () => '2026-03-02T01:00:00.000Z' }],
    [EVENT_STORE, { readAll: async () => [] }],
    [READ_STORE, {}],
    [Projections, { status: async () => [{ name: 'people' }, { name: 'bookings' }] }],
    [ReadModels, { get: async () => ({ name: '欧阳 明', mail: null, phone: null }) }],
    [CommandBus, { execute: async () => ({ refused: 'person_unknown' }) }],
  ]);
  const app = { get: (token: unknown) => parts.get(token) } as unknown as INestApplicationContext;
  const problem = (name: string, ...args: readonly string[]): Promise<OperatorProblem | null> => perform(app, name, args, () => undefined).then(() => null, problemOf);

  beforeAll(() => writeFileSync(file, ''));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[readonly [string, ...string[]], string, RegExp]>([
    [['dance'], 'command_unknown', /^there is no command "dance"; there are status, establish, rebuild/],
    [['__proto__'], 'command_unknown', /there is no command/],
    [['status', 'more'], 'usage', /^usage: status$/],
    [['backup'], 'usage', /^usage: backup <folder>$/],
    [['erase', PERSON], 'usage', /^usage: erase <personId> <reason>$/],
    [['erase', 'nope', 'r'], 'person_id_invalid', /"nope" is no person's id/],
    [['erase', PERSON, ' '], 'reason_missing', /must not be empty/],
    [['erase', PERSON, '应欧 阳明要求'], 'reason_names_person', /must not hold the name/],
    [['erase', PERSON, 'r'], 'person_unknown', /^refused: person_unknown, There is no such person/],
    [['rebuild', 'nobody'], 'projection_unknown', /no projection is called "nobody"; there are bookings, people/],
    [['backup', file], 'backup_unusable', /cannot be made/],
    [['backup', join(file, 'inside')], 'backup_unusable', /cannot be made/],
    [['backup', folder], 'backup_unusable', /is not empty/],
    [['restore', missing], 'backup_unusable', /holds no backup/],
    [['restore', file], 'backup_unusable', /holds no backup/],
    [['export', file], 'file_unusable', /is there already$/],
    [['export', join(missing, 'events')], 'file_unusable', /is not there/],
    [['establish', '500000', '115001170093420118', '某局', '三定方案', PERSON], 'values_invalid', /region/],
    [['establish', '500117', '115001170093420118', '某局', '三定方案', 'nobody'], 'person_id_invalid', /"nobody" is no person's id/],
  ])('%j', async ([name, ...args], code, message) => {
    const told = await problem(name, ...args);
    expect(told).toEqual({ code, message: expect.stringMatching(message) });
    expect(told!.message).toMatch(/^[^\n]*\S$/);
  });

  (process.platform === 'linux' ? test : test.skip)('also where the system says "not found" to every folder that is made', async () => {
    expect(await problem('backup', '/proc/nope/deeper')).toEqual({ code: 'backup_unusable', message: expect.stringContaining('cannot be made') });
  });

  test('bookings are checked from the log, page by page: what was given twice is told, and is bad news', async () => {
    const store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
    const check = async (): Promise<Record<string, unknown>> => {
      parts.set(EVENT_STORE, store);
      const lines: string[] = [];
      const answer = (await perform(app, 'check-bookings', [], (line) => lines.push(line))) as Record<string, unknown>;
      expect(lines.at(-1)).toBe(`${String(answer['events'])} events, ${String(answer['bookings'])} bookings`);
      return { ...answer, alarms: checked('check-bookings', []).alarms!(answer) };
    };
    const record = (events: readonly CalendarEvent[], after: number) =>
      store.append('calendar-sem', events.map((event, n): NewEvent => ({ ...event, eventId: newId(), schemaVersion: calendarEvents.specs[event.type].version, metadata: { ...METADATA, commandId: `c${after + n}` } })), after);
    expect(await check()).toEqual({ events: 0, calendars: 0, bookings: 0, found: 0, findings: [], alarms: false });
    const days = Array.from({ length: 700 }, (_, n) => booked(`${n} 09:00`, `${n} 11:00`, `b${n}`));
    const { revision } = await record([opened(), ...days], NO_STREAM);
    expect(await check()).toEqual({ events: 701, calendars: 1, bookings: 700, found: 0, findings: [], alarms: false });
    await record([booked('600 10:00', '600 12:00', 'planted')], revision);
    const where = { stream: 'calendar-sem', revision: 701, from: monday('600 10:00'), until: monday('600 12:00') };
    expect(await check()).toEqual({ events: 702, calendars: 1, bookings: 701, found: 1, findings: [{ fault: 'given_twice', ...where, id: 'planted', with: ['b600'], says: 'more at once than the instrument takes' }], alarms: true });
    await store.close();
  });

  describe('the export', () => {
    const to = (name: string): string => join(folder, name);
    const at = (n: number, data: object): unknown => ({ type: 'Noted', data, stream: `note-${n}`, revision: 0, position: String(n), schemaVersion: 1 });
    const exported = (name: string): Promise<object> => perform(app, 'export', [to(name)], () => undefined);

    test('is whole where a row is spoilt: the row stands in it as it is stored, and is told, which is bad news', async () => {
      parts.set(EVENT_STORE, { readAll: async (after: string | null) => (after === null ? [at(1, {}), at(2, new Unreadable('broken', '{}'))] : []) });
      const answer = await exported('spoilt');
      expect(answer).toEqual({ file: to('spoilt'), events: 2, unreadable: [expect.stringContaining('Noted version 1 at note-2@0 (position 2)')] });
      expect(checked('export', [to('spoilt')]).alarms!(answer)).toBe(true);
      const lines = readFileSync(to('spoilt'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { data: object });
      expect(lines.map(({ data }) => data)).toEqual([{}, { unreadable: { data: 'broken', metadata: '{}' } }]);
    });

    test('that cannot be finished leaves no half of it', async () => {
      parts.set(EVENT_STORE, { readAll: async (after: string | null) => (after === null ? [at(1, {})] : Promise.reject(new StoreUnavailable('away'))) });
      expect(await exported('half').catch(problemOf)).toEqual({ code: 'store_unavailable', message: 'away' });
      expect(existsSync(to('half'))).toBe(false);
    });
  });

  test('a rebuild says how far it is when that has changed, not each time it looks', async () => {
    const checkpoints = [null, null, '2', '2', '3'];
    let served = false;
    parts.set(READ_STORE, { setting: async (name: string) => (name.startsWith('parked:') ? null : served ? 'people_1' : 'people'), checkpoint: async () => ((served = checkpoints.length === 1), checkpoints.shift() ?? null) });
    parts.set(Projections, { status: async () => [{ name: 'people' }], rebuild: async () => 'people_1' });
    parts.set(EVENT_STORE, { end: async () => '3' });
    const lines: string[] = [];
    await perform(app, 'rebuild', ['people'], (line) => lines.push(line));
    expect(lines).toEqual(['beginning of 3', '2 of 3', '3 of 3']);
  });

  test('faults of others keep their words', () => {
    expect(problemOf(new ConfigError('PORT must be one'))).toEqual({ code: 'config_invalid', message: 'PORT must be one' });
    expect(problemOf(new StoreUnavailable('away'))).toEqual({ code: 'store_unavailable', message: 'away' });
    expect(problemOf(new Error('unforeseen'))).toEqual({ code: 'failed', message: 'unforeseen' });
    expect(problemOf('a text')).toEqual({ code: 'failed', message: 'a text' });
  });
});
