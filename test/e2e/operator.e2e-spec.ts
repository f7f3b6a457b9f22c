import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer, type ServerProcess } from '../support/server-process.js';

describe("the operator's command line, on a running system", () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-operator-'));
  const data = join(folder, 'data');
  let server: ServerProcess;
  const cli = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/cli.mjs', ...args, '--json'], { env: { ...process.env, HEWU_DATA: data } });
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
  };
  const account = (mail: string) => fetch(`${server.address}/api/v1/accounts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mail, password: 'a long enough password', name: '张三丰' }) });
  const signIn = async (mail: string): Promise<{ status: number; personId: string; accessToken: string }> => {
    const answer = await fetch(`${server.address}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mail, password: 'a long enough password' }) });
    return { status: answer.status, ...((await answer.json()) as { personId: string; accessToken: string }) };
  };
  const ready = async (): Promise<void> => {
    for (let i = 0; i < 100; i++) {
      if (await fetch(`${server.address}/api/v1/health/ready`).then(({ ok }) => ok, () => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the server did not come back');
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
  }, 30_000);

  test('a read model is rebuilt beside the one in service', async () => {
    expect(await cli('rebuild', 'people')).toEqual({ rebuilt: 'people', collection: 'people_v1_1' });
    await expect(cli('rebuild', 'nobody')).rejects.toThrow(/no projection is called "nobody"/);
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
    expect(await cli('restore', join(folder, 'copy'))).toMatchObject({ restored: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await ready();
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
    await expect(cli('establish', '511622', '115001170093420118', '武胜县科学技术局', '三定方案', personId)).rejects.toThrow('refused: uscc_registered');
  }, 30_000);

  test('an erased person can no longer sign in, and is nowhere in the export', async () => {
    const { personId } = await signIn('first@world.example');
    expect(await cli('erase', personId, '本人要求')).toEqual({ erased: personId });
    expect((await signIn('first@world.example')).status).toBe(401);
    expect(await cli('rebuild', 'people')).toMatchObject({ rebuilt: 'people' });
  }, 30_000);

  test('what it does not know it says in one line', async () => {
    await expect(cli('dance')).rejects.toThrow(/there is no command "dance"; there are status, establish, rebuild/);
    await expect(cli('backup')).rejects.toThrow(/usage: backup <folder>/);
  }, 30_000);
});
