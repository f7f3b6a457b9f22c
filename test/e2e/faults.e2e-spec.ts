import { EventStoreDbEventStore } from '@hewu/kernel/src/eventstoredb-event-store.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import { CREDENTIALS } from '@hewu/organisations/src/tokens.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { Test } from 'supertest';
import { EventStoreDbDouble } from '../support/eventstoredb-double.js';
import { startWorld, type Client, type World } from '../support/world.js';

/** A different well-formed credit code for every number. */
const creditCode = (n: number): string => {
  const code = `91500117MA${String(n).padStart(7, '0')}`;
  return code + usccCheckCharacter(`${code}0`);
};

const year2027 = {
  year: 2027, makeUpDays: [], source: '国办发明电〔2026〕0号',
  daysOff: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'],
};

describe('a full disk', () => {
  let world: World;
  let officer: Client;
  beforeAll(async () => {
    world = await startWorld();
    officer = await world.person({ name: '周敏' }, await world.authority('500117'), ['policy_officer']);
  });
  afterAll(() => world.stop());
  const sql = (statement: string): void => (world.app.get<EventStore>(EVENT_STORE) as unknown as { db: { exec(sql: string): void } }).db.exec(statement);

  test('refuses to write with 507, goes on reading, and writes again when there is room', async () => {
    sql('PRAGMA max_page_count=1');
    // What room the last pages have is used up first.
    const answers: { status: number; code: string | undefined }[] = [];
    for (let i = 0; i < 60 && answers.at(-1)?.status !== 507; i++) {
      const { status, body } = await officer.post('/api/v1/organisations', { name: `单位${i}`, uscc: creditCode(i), kind: 'firm', region: '500117' });
      answers.push({ status, code: body.code });
    }
    expect(answers.at(-1)).toEqual({ status: 507, code: 'storage_full' });
    await world.anonymous.get('/api/v1/working-calendar').expect(200);
    await officer.get('/api/v1/me').expect(200);
    sql('PRAGMA max_page_count=1000000');
    await officer.post('/api/v1/working-calendar/years', year2027).expect(201);
  });

  test('lets people sign in to read meanwhile, without a refresh token, and nobody guess more than else', async () => {
    const member = { mail: 'tang@firm.example', password: 'a long enough password' };
    await world.anonymous.post('/api/v1/accounts', { name: '唐静', ...member }).expect(201);
    const { body: before } = await world.anonymous.post('/api/v1/sessions', member).expect(201);
    const accounts = (statement: string): void => (world.app.get<unknown>(CREDENTIALS) as { db: { exec(sql: string): void } }).db.exec(statement);
    const tables = ['counts', 'families', 'tokens'];
    // Of a file that is full, some pages have room by chance; here none has.
    for (const table of tables) for (const change of ['INSERT', 'UPDATE', 'DELETE']) accounts(`CREATE TEMP TRIGGER full_${table}_${change} BEFORE ${change} ON ${table} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);

    const { body: session } = await world.anonymous.post('/api/v1/sessions', member).expect(201);
    expect(session).toMatchObject({ refreshToken: null, expiresInSeconds: 600 });
    const me = (accessToken: string): Test => world.anonymous.get('/api/v1/me').set('authorization', `Bearer ${accessToken}`);
    await me(session.accessToken).expect(200);
    const { body: refreshed } = await world.anonymous.post('/api/v1/sessions/refresh', { refreshToken: before.refreshToken }).expect(200);
    expect(refreshed.refreshToken).toBe(before.refreshToken);
    await me(refreshed.accessToken).expect(200);
    for (let n = 0; n < 10; n++) await world.anonymous.post('/api/v1/sessions', { ...member, password: 'a guess' }).expect(401);
    await world.anonymous.post('/api/v1/sessions', member).expect(429);

    for (const table of tables) for (const change of ['INSERT', 'UPDATE', 'DELETE']) accounts(`DROP TRIGGER full_${table}_${change}`);
    await world.anonymous.post('/api/v1/sessions', member).expect(429);
    expect((await world.anonymous.post('/api/v1/sessions', { ...member, deviceToken: before.deviceToken }).expect(201)).body.refreshToken).toEqual(expect.any(String));
  });
});

describe('an event store that goes away', () => {
  let server: EventStoreDbDouble;
  let world: World;
  let officer: Client;
  beforeAll(async () => {
    server = await new EventStoreDbDouble().start();
    world = await startWorld({}, (stores) => ({ ...stores, events: new EventStoreDbEventStore({ url: server.url, timeoutMs: 1_000 }) }));
    officer = await world.person({ name: '周敏' }, await world.authority('500117'), ['policy_officer']);
  }, 30_000);
  afterAll(async () => {
    await world.stop();
    server.stop();
  });

  test('is told with 503 and Retry-After, and all heals by itself when it is back', async () => {
    server.stop();
    const answer = await officer.post('/api/v1/working-calendar/years', year2027).expect(503);
    expect(answer.body.code).toBe('store_unavailable');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await server.start();
    let written = await officer.post('/api/v1/working-calendar/years', year2027);
    for (let i = 0; i < 50 && written.status === 503; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      written = await officer.post('/api/v1/working-calendar/years', year2027);
    }
    expect(written.status).toBe(201);
    await world.settled();
    await world.anonymous.get('/api/v1/working-calendar/years/2027').expect(200);
  }, 30_000);
});
