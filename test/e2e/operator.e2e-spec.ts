import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { booked, opened } from '../../libs/instruments/src/calendar-fixtures.js';
import { systemClock } from '../../libs/kernel/src/clock.js';
import { NO_STREAM } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { SqliteKeyVault } from '../../libs/kernel/src/key-vault.js';
import { SqliteEventStore } from '../../libs/kernel/src/sqlite-event-store.js';
import { until } from '../support/until.js';
import { startServer, type ServerProcess } from '../support/server-process.js';

describe("the operator's command line, on a running system", () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-operator-'));
  const data = join(folder, 'data');
  let server: ServerProcess;
  const cli = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/cli.mjs', ...args, '--json'], { env: { ...process.env, HEWU_DATA: data } });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
  };
  /** What the command says when it comes to nothing: a code for programs, one line for people. */
  const refused = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: string; message: string }> => {
    const said = async (...asked: readonly string[]): Promise<string> => {
      const outcome = await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', ...asked], { env: { ...process.env, HEWU_DATA: data, ...env } }).catch((error: { stderr: string; code: number }) => error);
      expect(outcome).toMatchObject({ code: 1, stdout: '' });
      return outcome.stderr.trimEnd();
    };
    const [line, text] = [await said(...args), await said(...args, '--json')];
    const { problem } = JSON.parse(text.split('\n').at(-1)!) as { problem: { code: string; message: string } };
    expect(line).toBe(problem.message);
    expect(line).toMatch(/^[^\n]*\S$/);
    return problem;
  };
  const account = (mail: string) => fetch(`${server.address}/api/v1/accounts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mail, password: 'a long enough password', name: '张三丰' }) });
  const signIn = async (mail: string): Promise<{ status: number; personId: string; accessToken: string }> => {
    const answer = await fetch(`${server.address}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mail, password: 'a long enough password' }) });
    return { status: answer.status, ...((await answer.json()) as { personId: string; accessToken: string }) };
  };
  /** Whether a key of the person lies where a restore moved what was there before it. */
  const heldAside = async (personId: string): Promise<boolean> => {
    const keys = new SqliteKeyVault(join(data, 'before-restore', 'keys.db'));
    return (await keys.find([personId]).finally(() => keys.close())).has(personId);
  };
  /** Asks the running system without a pause while a backup is restored into it, until it serves again on the restored data. */
  const restored = async (from: string): Promise<{ answer: Record<string, unknown>; met: readonly string[]; ready: number }> => {
    const met: string[] = [];
    const ask = async (): Promise<string> => {
      const answer = await fetch(`${server.address}/api/v1/working-calendar`, { headers: { 'accept-language': 'en' } });
      return answer.status === 503 ? `503 ${((await answer.json()) as { code: string }).code}, ${answer.headers.get('retry-after')}` : String(answer.status);
    };
    const times = (): number => server.printed().split('\nREADY ').length;
    const before = times();
    const asking = until(async () => {
      met.push(await ask().catch((error: Error) => `not answered: ${String(error.cause)}`));
      return times() > before && met.at(-1) === '200';
    }, 'the restored system');
    const restoring = cli('restore', from).then(async (answer) => ({ answer, ready: (await fetch(`${server.address}/api/v1/health/ready`)).status }));
    const [{ answer, ready }] = await Promise.all([restoring, asking]);
    return { answer, met: [...new Set(met)].sort(), ready };
  };

  beforeAll(async () => {
    server = await startServer({ HEWU_DATA: data, PORT: String(20_000 + (process.pid % 20_000)) });
    expect((await account('first@world.example')).status).toBe(201);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('status tells positions and what is parked', async () => {
    const { end, projections } = await cli('status');
    expect(end).toMatch(/^\d{16}$/);
    expect(projections).toContainEqual(expect.objectContaining({ name: 'people', served: true, parked: null }));
    expect((projections as { caughtUp: boolean; lag: object | null }[]).filter(({ caughtUp, lag }) => caughtUp !== (lag === null))).toEqual([]);
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', 'status'], { env: { ...process.env, HEWU_DATA: data } });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^(All is well|Not all is well: .+) \(\d{4}-/);
    expect(lines[1]).toMatch(/^log {10}ends at \d{16}$/);
    expect(lines[2]).toMatch(/^processes {4}/);
  }, 30_000);

  test('a read model is rebuilt beside the one in service', async () => {
    expect(await cli('rebuild', 'people')).toEqual({ rebuilt: 'people', collection: 'people_v1_1' });
    await expect(cli('rebuild', 'nobody')).rejects.toThrow(/no projection is called/);
  }, 30_000);

  test('every event is exported as one line, personal data sealed', async () => {
    const { events } = await cli('export', join(folder, 'events.ndjson'));
    const text = readFileSync(join(folder, 'events.ndjson'), 'utf8');
    expect(text.trim().split('\n')).toHaveLength(events as number);
    expect(text).not.toContain('张三丰');
  }, 30_000);

  test('a backup of the running system is restored into the running system', async () => {
    await cli('backup', join(folder, 'copy'));
    expect((await account('later@world.example')).status).toBe(201);
    expect((await signIn('later@world.example')).status).toBe(201);
    const { answer, met, ready } = await restored(join(folder, 'copy'));
    expect(answer).toMatchObject({ restored: true });
    // The command ends when the restored data are served, and the server says since when, not how old it is.
    expect(ready).toBe(200);
    expect(server.printed().match(/^READY .*$/gm)).toEqual([expect.stringMatching(/^READY \S+ after \d+ ms, /), expect.stringMatching(/^READY \S+ again, with the backup, after \d+ ms, /)]);
    // Nobody met a closed port, or waits for an answer that never comes.
    expect(met).toEqual(['200', '503 store_unavailable, 2']);
    expect(server.printed()).not.toContain('No handler found');
    expect((await signIn('first@world.example')).status).toBe(201);
    expect((await signIn('later@world.example')).status).toBe(401);
  }, 60_000);

  test("a region's first authority is set up, and its administrator acts for it", async () => {
    expect((await account('bureau@world.example')).status).toBe(201);
    const { personId, accessToken } = await signIn('bureau@world.example');
    const { established } = await cli('establish', '500117', '115001170093420118', '重庆市合川区科学技术局', '三定方案', personId);
    const headers = { authorization: `Bearer ${accessToken}`, 'x-acting-for': established as string, 'content-type': 'application/json' };
    const granted = await fetch(`${server.address}/api/v1/organisations/${String(established)}/members/${personId}`, { method: 'PUT', headers, body: JSON.stringify({ roles: ['platform_administrator', 'region_reviewer'] }) });
    expect(granted.status).toBe(200);
    await expect(cli('establish', '500000', '115001170093420118', '某局', '三定方案', personId)).rejects.toThrow(/region/);
    await expect(cli('establish', '511622', '115001170093420118', '武胜县科学技术局', '三定方案', personId)).rejects.toThrow(/refused: uscc_registered/);
  }, 30_000);

  test('an erased person can no longer sign in, and is nowhere in the export', async () => {
    const { personId } = await signIn('first@world.example');
    await expect(cli('erase', personId, '应 First@world.example 本人要求')).rejects.toThrow(/must not hold the name/);
    expect(await heldAside(personId)).toBe(true);
    expect(await cli('erase', personId, '本人要求')).toEqual({ erased: personId });
    expect((await signIn('first@world.example')).status).toBe(401);
    // The restore before moved a copy of their key aside, which opens the same log.
    expect(await heldAside(personId)).toBe(false);
    expect(await cli('rebuild', 'people')).toMatchObject({ rebuilt: 'people' });
  }, 30_000);

  test('an older backup does not bring an erased person back', async () => {
    expect((await account('leaving@world.example')).status).toBe(201);
    const { personId } = await signIn('leaving@world.example');
    await cli('backup', join(folder, 'before-erasing'));
    await cli('erase', personId, '本人要求');
    expect(readFileSync(join(data, 'erased.ids'), 'utf8').split('\n')).toContain(personId);
    expect((await restored(join(folder, 'before-erasing'))).answer['erasedAgain']).toEqual([personId]);
    expect((await signIn('leaving@world.example')).status).toBe(401);
    // What was recorded of it in the meantime is recorded again, in the restored log.
    await until(async () => !existsSync(join(data, 'erase-again')), 'the erasures made again');
    const file = join(folder, `events-${Date.now()}.ndjson`);
    await cli('export', file);
    const again = readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('"PersonErased"') && line.includes(personId));
    expect(again).toHaveLength(1);
    expect((await account('leaving@world.example')).status).toBe(201);
  }, 60_000);

  test('what it does not know, or cannot do, it says in one line, and to programs with a code', async () => {
    const [missing, person] = [join(folder, 'missing'), '0190c000-0000-7000-8000-000000000001'];
    // Asked of the running server, and of nobody (the rest: operations.int-spec.ts).
    const cases: readonly (readonly [readonly string[], string, RegExp, Record<string, string>?])[] = [
      [['dance'], 'command_unknown', /^there is no command "dance"; there are status, establish, rebuild/],
      [['erase', person, 'r'], 'person_unknown', /refused: person_unknown, There is no such person/],
      [['status'], 'config_invalid', /^HEWU_DATA: there is no folder/, { HEWU_DATA: missing }],
      [['restore', missing], 'config_invalid', /^HEWU_DATA: .* cannot be made/, { HEWU_DATA: '/proc/nope' }],
    ];
    for (const [args, code, message, env] of cases) expect({ args, ...(await refused(args, env)) }).toEqual({ args, code, message: expect.stringMatching(message) });
    expect(existsSync(missing)).toBe(false);
  }, 60_000);

  test('bookings are checked on a running system, and on one that stands still; a booking given twice ends it with exit code 1', async () => {
    const sound = await cli('check-bookings');
    expect(sound).toMatchObject({ found: 0, findings: [] });
    await server.stop();
    const log = new SqliteEventStore(join(data, 'events.db'), systemClock);
    await log.append('calendar-planted', [opened(), booked(), booked('10:00', '12:00', 'b2')].map((event) => ({ ...event, eventId: newId(), schemaVersion: 2, metadata: PLANTED })), NO_STREAM);
    await log.close();
    const outcome = await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', 'check-bookings', '--json'], { env: { ...process.env, HEWU_DATA: data } }).catch((error: { stdout: string; code: number }) => error);
    expect(outcome).toMatchObject({ code: 1 });
    expect(JSON.parse(outcome.stdout)).toMatchObject({ found: 1, bookings: (sound['bookings'] as number) + 2, findings: [{ fault: 'given_twice', stream: 'calendar-planted', revision: 2, id: 'b2', with: ['b1'] }] });
  }, 60_000);
});

const PLANTED = { commandId: 'c', fingerprint: 'f', correlationId: 'c', causationId: 'c', actor: 'system:test', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' };
