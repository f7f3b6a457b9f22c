import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import { HOUR } from '@hewu/kernel/src/clock.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { openMongo } from '@hewu/kernel/src/mongo-connection.js';
import { EventStoreDbDouble } from '../support/eventstoredb-double.js';
import { operate, startServer, startWorker, type ProcessEnded, type ProductProcess, type ServerProcess } from '../support/server-process.js';
import type { TcpGate } from '../support/tcp-gate.js';
import { until } from '../support/until.js';
import { byGate, dropMongo, mongodbUrl } from './servers.js';

/** What the answers of this story hold, each some of it. */
type Body = { readonly id: string; readonly position: string; readonly revision: number; readonly code: string; readonly name: string; readonly status: string; readonly accessToken: string; readonly personId: string; readonly items: readonly { readonly id: string }[] };
type Answer = { readonly status: number; readonly retryAfter: string | null; readonly body: Body };
type Person = { readonly id: string; readonly mail: string; readonly headers: Readonly<Record<string, string>> };
type Request = { readonly as?: Person; readonly body?: object; readonly key?: string };

/** Each test starts several processes, and a lease that nobody gave back lasts ten seconds. */
jest.setTimeout(240_000);

const PASSWORD = 'a long enough password';
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A well-formed credit code, another one each time and in each run: the log of a real server stays. */
const creditCode = (kind: '11' | '91'): string => {
  const code = `${kind}500117MA${String(nextSubject++ % 10_000_000).padStart(7, '0')}`;
  return code + usccCheckCharacter(`${code}0`);
};
let nextSubject = Number.parseInt(newId().slice(-8), 16);

const both = (text: string) => ({ zh: text, en: text });
const instrumentBody = {
  name: both('烟雾测试台'), model: '示例', maker: '示例', country: 'CN', field: 'metrology', originValueFen: 1, fundingSource: 'own', commissionedOn: '2020-01-01',
  place: both('一号楼'), indicators: both('无'), functions: both('测试'), openModes: ['self_operation'], tariff: { pricePerHourFen: 6_000, unitMinutes: 30 },
  rules: { zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })), gridMinutes: 60, minMinutes: 60, maxMinutes: 600, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 30 },
};
/** The hour that begins so many hours from now. */
const hour = (n: number): { from: string; until: string } => {
  const next = Math.ceil(Date.now() / HOUR) * HOUR + n * HOUR;
  return { from: new Date(next).toISOString(), until: new Date(next + HOUR).toISOString() };
};

describe('two servers and two workers on EventStoreDB and MongoDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-deployment-'));
  const database = `hewu-test-${newId()}`;
  const double = process.env['EVENTSTORE_URL'] ? null : new EventStoreDbDouble();
  const processes: ProductProcess[] = [];
  let eventsGate: TcpGate;
  let mongodbGate: TcpGate;
  let env: Readonly<Record<string, string>>;
  let api: ServerProcess[];
  let worker: ProductProcess;
  let otherWorker: ProductProcess;
  let reviewer: Person;
  let manager: Person;
  let authority: string;
  let firm: string;
  let instrument: string;

  const keep = <P extends ProductProcess>(one: P): P => (processes.push(one), one);
  const nextServer = async (): Promise<ServerProcess> => keep(await startServer(env));
  const nextWorker = async (): Promise<ProductProcess> => keep(await startWorker(env));

  const send = async (server: ServerProcess, method: string, path: string, { as, body, key = newId() }: Request = {}): Promise<Answer> => {
    const headers = { ...as?.headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': key }) };
    const answer = await fetch(`${server.address}/api/v1${path}`, { method, headers, ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }) });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: (await answer.json().catch(() => ({}))) as Body };
  };
  /** As `send`, and it must succeed. */
  const does = async (server: ServerProcess, method: string, path: string, request: Request = {}): Promise<Body> => {
    const { status, body } = await send(server, method, path, request);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const person = async (server: ServerProcess, name: string): Promise<Person> => {
    const mail = `${newId()}@deployment.example`;
    const { id } = await does(server, 'POST', '/accounts', { body: { mail, password: PASSWORD, name } });
    return signedIn(server, { id, mail, headers: {} });
  };
  const signedIn = async (server: ServerProcess, who: Person): Promise<Person> => {
    const { accessToken } = await does(server, 'POST', '/sessions', { body: { mail: who.mail, password: PASSWORD } });
    return { ...who, headers: { authorization: `Bearer ${accessToken}` } };
  };
  const actingFor = (who: Person, organisation: string): Person => ({ ...who, headers: { ...who.headers, 'x-acting-for': organisation } });
  const register = (server: ServerProcess, key = newId(), uscc = creditCode('91')): Promise<Answer> =>
    send(server, 'POST', '/organisations', { as: manager, key, body: { name: `单位${uscc}`, uscc, kind: 'firm', region: '500117' } });
  /** Whether what one server writes now is read through the other at once, as it must be while a worker folds. */
  const folds = async (from: ServerProcess, to: ServerProcess): Promise<boolean> => {
    const written = await register(from);
    if (written.status !== 201) return false;
    return (await send(to, 'GET', `/organisations/${written.body.id}?position=${written.body.position}`)).status === 200;
  };

  beforeAll(async () => {
    await double?.start();
    const events = await byGate(process.env['EVENTSTORE_URL'] ?? double!.url);
    const mongodb = await byGate(mongodbUrl);
    eventsGate = events.gate;
    mongodbGate = mongodb.gate;
    const databaseUrl = new URL(mongodb.url);
    databaseUrl.pathname = `/${database}`;
    env = { EVENTSTORE_URL: events.url, MONGODB_URL: databaseUrl.href, HEWU_SECRET: Buffer.alloc(32, 'one secret of all processes').toString('base64') };
    const first = await nextServer();
    // It works alone for a moment, so it is known who holds the leases when the second one comes.
    worker = await nextWorker();
    const second = await nextServer();
    api = [first, second];
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await dropMongo(await openMongo(mongodbUrl, {}, database));
    eventsGate.shut();
    mongodbGate.shut();
    double?.stop();
    rmSync(folder, { recursive: true });
  });

  test('the operator sets up an authority; what is registered through one server is verified through the other', async () => {
    const [one, two] = api as [ServerProcess, ServerProcess];
    reviewer = await person(one, '周敏');
    const { established } = await operate(env, 'establish', '500117', creditCode('11'), `重庆市合川区科学技术局`, '三定方案', reviewer.id);
    authority = established as string;
    reviewer = actingFor(reviewer, authority);
    await does(two, 'PUT', `/organisations/${authority}/members/${reviewer.id}`, { as: reviewer, body: { roles: ['platform_administrator', 'region_reviewer'] } });

    manager = await person(two, '陈立');
    const registered = await does(one, 'POST', '/organisations', { as: manager, body: { name: '合川区材料公司', uscc: creditCode('91'), kind: 'firm', region: '500117' } });
    firm = registered.id;
    expect(await does(two, 'GET', `/organisations/${firm}?position=${registered.position}`)).toMatchObject({ name: '合川区材料公司', status: 'awaiting' });
    const verified = await does(two, 'POST', `/organisations/${firm}/verification`, { as: reviewer, body: { evidence: '营业执照' } });
    expect(await does(one, 'GET', `/organisations/${firm}?position=${verified.position}`)).toMatchObject({ status: 'verified' });
    manager = actingFor(manager, firm);
    await does(one, 'PUT', `/organisations/${firm}/members/${manager.id}`, { as: manager, body: { roles: ['instrument_manager', 'firm_member'] } });
  });

  test('who writes through one server reads it through the other at once', async () => {
    const [one, two] = api as [ServerProcess, ServerProcess];
    const made = await does(one, 'POST', '/instruments', { as: manager, body: instrumentBody });
    instrument = made.id;
    expect((await does(two, 'GET', `/instruments?position=${made.position}`)).items).toContainEqual(expect.objectContaining({ id: instrument }));
    for (let round = 0; round < 10; round++) {
      const [from, to] = round % 2 ? [one, two] : [two, one];
      const booked = await does(from, 'POST', `/instruments/${instrument}/bookings`, { as: manager, body: hour(2 + round) });
      expect(await does(to, 'GET', `/bookings/${booked.id}?position=${booked.position}`, { as: manager })).toMatchObject({ id: booked.id, status: 'booked' });
    }
  });

  test('one key sent to both servers at once is one booking, and both answer the same', async () => {
    for (let round = 0; round < 10; round++) {
      const request = { as: manager, key: newId(), body: hour(30 + round) };
      const answers = await Promise.all(api.flatMap((server) => [server, server]).map((server) => send(server, 'POST', `/instruments/${instrument}/bookings`, request)));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      for (const { body } of answers) expect(body).toEqual(answers[0]!.body);
    }
  });

  test('sixteen clients of both servers who want one slot: one has it, every round', async () => {
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(Array.from({ length: 16 }, (_, i) => send(api[i % 2]!, 'POST', `/instruments/${instrument}/bookings`, { as: manager, body: hour(60 + round) })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 15 }, () => 409)]);
      expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(new Set(['slot_taken']));
    }
  });

  test('bookings that overlap, moves, holds and a series through both servers at once: the log shows nothing given twice', async () => {
    const { id } = await does(api[0]!, 'POST', '/instruments', { as: manager, body: instrumentBody });
    const moved = await Promise.all([2, 3].map((n) => does(api[0]!, 'POST', `/instruments/${id}/bookings`, { as: manager, body: hour(n) })));
    await does(api[1]!, 'GET', `/bookings?position=${moved[1]!.position}`, { as: manager });
    // Local time of both regions.
    const [startsOn, at] = [new Date(Date.parse(hour(6).from) + 8 * HOUR).toISOString().slice(0, 10), new Date(Date.parse(hour(6).from) + 8 * HOUR).toISOString().slice(11, 16)];
    const answers = await Promise.all(Array.from({ length: 32 }, (_, n) => {
      const slot = { from: hour(5 + (n % 5)).from, until: hour(6 + (n % 5)).until };
      const [path, body] = [
        [`/instruments/${id}/bookings`, slot],
        [`/bookings/${moved[(n >> 2) % 2]!.id}/move`, slot],
        [`/instruments/${id}/holds`, slot],
        [`/instruments/${id}/series`, { pattern: { repeats: 'daily', startsOn, at, minutes: 120, count: 3 }, skipConflicts: true }],
      ][n % 4] as [string, object];
      return send(api[(n >> 1) % 2]!, 'POST', path, { as: manager, body });
    }));
    expect(answers.filter(({ status }) => ![200, 201, 409].includes(status))).toEqual([]);
    expect(await operate(env, 'check-bookings')).toMatchObject({ found: 0, findings: [] });
  });

  test('when the worker that folds is killed, the one that stands by takes over', async () => {
    otherWorker = await nextWorker();
    await worker.kill();
    await until(() => folds(api[0]!, api[1]!));
    // So does the next when one is stopped, which gives its lease back.
    worker = await nextWorker();
    await otherWorker.stop();
    await until(() => folds(api[1]!, api[0]!));
    otherWorker = await nextWorker();
  });

  test('a server that is killed in the midst of writes loses nothing it has acknowledged, and its clients go on with the other', async () => {
    const acknowledged: { id: string; revision: number }[] = [];
    const [stays, goes] = api as [ServerProcess, ServerProcess];
    let over = false;
    const client = async (): Promise<void> => {
      while (!over) {
        const [key, uscc] = [newId(), creditCode('91')];
        // Whoever gets no answer sends the same again, to the server that is left.
        const { status, body } = await register(goes, key, uscc).catch(() => register(stays, key, uscc));
        expect(status).toBe(201);
        acknowledged.push(body);
      }
    };
    const clients = Array.from({ length: 6 }, client);
    await until(() => acknowledged.length > 20);
    await goes.kill();
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 10);
    over = true;
    await Promise.all(clients);
    api = [stays, await nextServer()];
    await operate(env, 'export', join(folder, 'events.ndjson'));
    type Exported = { readonly type: string; readonly stream: string; readonly revision: number; readonly metadata: { readonly commandId: string } };
    const events = readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Exported);
    const recorded = new Set(events.map(({ stream, revision }) => `${stream}@${revision}`));
    expect(acknowledged.filter(({ id, revision }) => !recorded.has(`organisation-${id}@${revision}`))).toEqual([]);
    const commands = events.filter(({ type }) => type === 'OrganisationRegistered').map(({ metadata }) => metadata.commandId);
    expect(new Set(commands).size).toBe(commands.length);
    expect(await folds(api[1]!, stays)).toBe(true);
  });

  describe('while EventStoreDB is away', () => {
    test('what needs it answers 503 and when to come again, nobody is sent there, and all heals by itself', async () => {
      eventsGate.shut();
      for (const server of api) {
        expect(await register(server)).toMatchObject({ status: 503, body: { code: 'store_unavailable' }, retryAfter: expect.stringMatching(/^[1-9]/) as string });
        expect((await send(server, 'GET', '/health/ready')).status).toBe(503);
        expect((await send(server, 'GET', '/health/live')).status).toBe(200);
        // Read models are still read.
        expect((await send(server, 'GET', `/instruments/${instrument}`)).status).toBe(200);
      }
      await pause(2_000);
      await eventsGate.start();
      await until(() => folds(api[0]!, api[1]!));
      await until(() => folds(api[1]!, api[0]!));
      for (const server of api) expect((await send(server, 'GET', '/health/ready')).status).toBe(200);
      expect([worker.running(), otherWorker.running()]).toEqual([true, true]);
    });
  });

  describe('while MongoDB is away', () => {
    test('everything answers 503 and when to come again, nobody is sent there, and all heals by itself', async () => {
      mongodbGate.shut();
      for (const server of api) {
        expect(await register(server)).toMatchObject({ status: 503, body: { code: 'store_unavailable' }, retryAfter: expect.stringMatching(/^[1-9]/) as string });
        expect(await send(server, 'GET', `/instruments/${instrument}`)).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^[1-9]/) as string });
        expect((await send(server, 'POST', '/sessions', { body: { mail: manager.mail, password: PASSWORD } })).status).toBe(503);
        expect((await send(server, 'GET', '/health/ready')).status).toBe(503);
        expect((await send(server, 'GET', '/health/live')).status).toBe(200);
      }
      await mongodbGate.start();
      await until(() => folds(api[0]!, api[1]!));
      await until(() => folds(api[1]!, api[0]!));
      for (const server of api) expect((await send(server, 'GET', '/health/ready')).status).toBe(200);
      expect([worker.running(), otherWorker.running()]).toEqual([true, true]);
    });
  });

  test("the operator's commands work beside what runs, and nobody who reads meanwhile notices", async () => {
    const { projections } = await operate(env, 'status');
    expect(projections).toContainEqual(expect.objectContaining({ name: 'organisations', served: true, parked: null, caughtUp: true }));
    let over = false;
    const readers = api.map(async (server) => {
      for (; !over; await pause(20)) expect(await send(server, 'GET', `/organisations/${firm}`)).toMatchObject({ status: 200, body: { id: firm } });
    });
    expect(await operate(env, 'rebuild', 'organisations')).toEqual({ rebuilt: 'organisations', collection: 'organisations_v1_1' });
    const leaves = await person(api[0]!, '要走的人');
    expect(await operate(env, 'erase', leaves.id, '本人要求')).toEqual({ erased: leaves.id });
    for (const server of api) {
      expect((await send(server, 'GET', '/me', { as: leaves })).status).toBe(401);
      expect((await send(server, 'POST', '/sessions', { body: { mail: leaves.mail, password: PASSWORD } })).status).toBe(401);
    }
    await Promise.all(['backup', 'restore'].map((command) => expect(operate(env, command, join(folder, 'copy'))).rejects.toThrow(/EventStoreDB and MongoDB are backed up by their own tools/)));
    over = true;
    await Promise.all(readers);
    // Nobody waits for the collection that was replaced: that would end in a 503.
    expect(await folds(api[0]!, api[1]!)).toBe(true);
  });

  test('a start that finds no server ends with one line that names the setting, and no password', async () => {
    const status = (all: typeof env): Promise<object> => operate(all, 'status');
    const lost = [
      [{ EVENTSTORE_URL: 'esdb://admin:geheim@127.0.0.1:1?tls=false' }, /^EVENTSTORE_URL: no way to 127\.0\.0\.1:1 \([^\n]+\)$/, [startServer, startWorker, status]],
      [{ EVENTSTORE_URL: 'esdb://admin:geheim@127.0.0.1:1?tsl=false' }, /^EVENTSTORE_URL: no way to 127\.0\.0\.1:1 \(there is no option "tsl"\)$/, [startServer]],
      [{ MONGODB_URL: 'mongodb://hewu:geheim@127.0.0.1:1,127.0.0.1:2/hewu' }, /^MONGODB_URL: no way to 127\.0\.0\.1:1,127\.0\.0\.1:2 \([^\n]+\)$/, [startServer, startWorker, status]],
    ] as const;
    const tried = lost.flatMap(([setting, line, begins]) => begins.map(async (begin) => {
      const { code, printed } = (await begin({ ...env, ...setting }).catch((error: unknown) => error)) as ProcessEnded;
      // The operator's command says it to a program, in one line too.
      expect(printed.trim().startsWith('{') ? (JSON.parse(printed) as { problem: { message: string } }).problem.message : printed.trim()).toMatch(line);
      expect(printed).not.toContain('geheim');
      expect(code).toBe(1);
    }));
    await Promise.all(tried);
  });

  test('all of them end when they are told to', async () => {
    const remaining = processes.filter((one) => one.running());
    expect(remaining).toHaveLength(4);
    await Promise.all(remaining.map((one) => one.stop()));
  });
});
