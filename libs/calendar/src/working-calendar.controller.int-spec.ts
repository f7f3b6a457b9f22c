import 'reflect-metadata';
import { Global, Module, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { AccessGuard } from '@hewu/platform/src/access.guard.js';
import { ACTOR_SOURCE, type Actor } from '@hewu/platform/src/actor.js';
import { ProblemFilter } from '@hewu/platform/src/problem.filter.js';
import { CLOCK, CONTEXTS } from '@hewu/platform/src/tokens.js';
import { BUILT_IN_YEARS } from './built-in-years.js';
import { calendarParts } from './calendar.parts.js';
import type { WorkingCalendarEvent } from './events.js';
import { CalendarModule } from './index.js';
import { workingYearsProjection, type RecordedYears } from './working-year.projection.js';

/** Invented. */
const year2027 = {
  year: 2027,
  daysOff: ['01-01', '01-04', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'].map((day) => `2027-${day}`),
  makeUpDays: ['2027-01-09'],
  source: '虚构通知',
};
const CALENDAR = '/api/v1/working-calendar';
const actorOf = (token: string): Actor => ({ personId: 'p-1', organisationId: 'o-1', region: '500117', verified: true, roles: token === 'officer' ? ['policy_officer'] : ['researcher'] });

describe('the working calendar over HTTP', () => {
  const clock = new ManualClock('2026-11-05T02:00:00.000Z');
  let folder: string;
  let store: SqliteEventStore;
  let vault: SqliteKeyVault;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-calendar-http-'));
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
    const codec = new Codec(calendarParts.families, vault);
    /** The projection, folded from the log at every read: what a caught-up read model holds. */
    const models = {
      get: async () => ((await codec.decode(await store.readAll(null, 100))) as readonly Recorded<WorkingCalendarEvent>[]).reduce<RecordedYears | null>(workingYearsProjection.evolve, null),
      upTo: async () => undefined,
    };
    const shared = [
      { provide: Kernel, useValue: new Kernel(store, codec, clock) },
      { provide: ReadModels, useValue: models },
      { provide: CLOCK, useValue: clock },
    ];
    @Global()
    @Module({
      providers: [
        ...shared,
        { provide: CONTEXTS, useValue: [calendarParts] },
        { provide: ACTOR_SOURCE, useValue: { resolve: async (token: string) => actorOf(token) } },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: shared.map(({ provide }) => provide),
    })
    class Ground {}
    const module = await Test.createTestingModule({ imports: [CqrsModule.forRoot(), Ground, CalendarModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.setGlobalPrefix('api/v1');
    app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string) => request(app.getHttpServer()).get(CALENDAR + path);
  const post = (path: string, body: object, token = 'officer', key = 'k-1') =>
    request(app.getHttpServer()).post(CALENDAR + path).set('authorization', `Bearer ${token}`).set('idempotency-key', key).send(body);

  test('a policy officer records 2027, and an end that was provisional is another day', async () => {
    const end = '/period-end?start=2026-12-11&days=15&kind=working';
    expect((await get(end).expect(200)).body).toMatchObject({ lastDay: '2027-01-04', provisional: true });
    await get('/years/2027').expect(404);

    const written = await post('/years', year2027).expect(201);
    expect(written.body).toMatchObject({ id: '2027', revision: 0, position: expect.any(String) });
    expect((await post('/years', year2027).expect(201)).body).toEqual(written.body);

    expect((await get(end).expect(200)).body).toMatchObject({ lastDay: '2027-01-05', endsAt: '2027-01-05T16:00:00.000Z', provisional: false });
    expect((await get('/years/2027').expect(200)).body).toEqual({ ...year2027, builtIn: false, publishedBy: 'p-1', publishedAt: clock.now(), amendedBecause: null });
    const { years } = (await get('').expect(200)).body as { years: { year: number; builtIn: boolean }[] };
    expect(years.map(({ year, builtIn }) => [year, builtIn])).toEqual([[2024, true], [2025, true], [2026, true], [2027, false]]);
  });

  test('an amendment needs a reason and is told with it', async () => {
    const { year, ...notice } = year2027;
    await post('/years', year2027).expect(201);
    await post(`/years/${year}/amendments`, notice, 'officer', 'k-2').expect(400);
    await post(`/years/${year}/amendments`, { ...notice, makeUpDays: [], reason: '国办另行通知' }, 'officer', 'k-3').expect(200);
    expect((await get('/years/2027')).body).toMatchObject({ makeUpDays: [], amendedBecause: '国办另行通知' });
  });

  test('only a policy officer records; a slip of the pen is told with its days and its rule', async () => {
    await request(app.getHttpServer()).post(`${CALENDAR}/years`).send(year2027).expect(401);
    await post('/years', year2027, 'researcher').expect(403);
    const problem = await post('/years', { ...year2027, daysOff: year2027.daysOff.slice(1) }).set('accept-language', 'en').expect(422);
    expect(problem.body).toMatchObject({ code: 'statutory_day_missing', rule: 'Regulation on Public Holidays (as amended 2024)', details: { days: ['2027-01-01'] } });
    const noQingming = await post('/years', { ...year2027, daysOff: year2027.daysOff.filter((day) => day !== '2027-04-05') }, 'officer', 'k-3').expect(422);
    expect(noQingming.body).toMatchObject({ title: '缺少法定放假的日子：清明节（2027-04-05）', details: { days: ['2027-04-05'], festivals: ['qingming'] } });
    expect((await post('/years', { ...year2027, year: 2026, daysOff: BUILT_IN_YEARS[2026]!.daysOff, makeUpDays: [] }, 'officer', 'k-2').expect(409)).body.code).toBe('year_already_published');
    expect(await store.readAll(null, 10)).toEqual([]);
  });

  test.each([
    { ...year2027, daysOff: ['2027-02-29'] }, { ...year2027, daysOff: '2027-01-01' }, { ...year2027, daysOff: [{ $ne: null }] }, { ...year2027, year: '2027' },
    { ...year2027, source: '' }, { ...year2027, approved: true }, {}, [],
  ])('a body of another form is turned away: %j', async (body) => {
    await post('/years', body).expect(400);
    expect(await store.readAll(null, 10)).toEqual([]);
  });

  test.each([
    'start=2026-02-30&days=1', 'start=2026-02-01&days=0', 'start=2026-02-01&days=1e9', 'start=2026-02-01&days=5&kind=hours', 'days=5', 'start[$ne]=1&days=5',
    // Counting on from the last day that can be written never ended.
    'start=9999-12-31&days=1000&kind=working', 'start=3000-01-01&days=1',
  ])(
    'a question of another form is turned away: %s', (query) => get(`/period-end?${query}`).expect(400),
  );
});
