import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { derivedId, newId } from '@hewu/kernel/src/ids.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import { startServer, type ServerProcess } from '../support/server-process.js';

/** A different well-formed credit code for every number. */
const creditCode = (n: number): string => {
  const code = `91500117MA${String(n).padStart(7, '0')}`;
  return code + usccCheckCharacter(`${code}0`);
};

describe('a process that is killed at any moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-kill-'));
  let server: ServerProcess | null = null;
  afterAll(async () => {
    await server?.kill();
    rmSync(folder, { recursive: true });
  });

  test('loses nothing it has acknowledged, and leaves no half command', async () => {
    const credentials = { mail: 'somebody@world.example', password: 'a long enough password' };
    const acknowledged: { organisationId: string; revision: number }[] = [];
    let next = 0;
    for (let round = 0; round < 5; round++) {
      server = await startServer({ HEWU_DATA: folder });
      const send = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
        fetch(`${server!.address}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
      if (round === 0) expect((await send('/accounts', { ...credentials, name: '某人' })).status).toBe(201);
      const { accessToken } = (await (await send('/sessions', credentials)).json()) as { accessToken: string };
      let killed = false;
      const client = async (): Promise<void> => {
        while (!killed) {
          const n = next++;
          const answer = await send('/organisations', { name: `单位${n}`, uscc: creditCode(n), kind: 'firm', region: '500117' }, { authorization: `Bearer ${accessToken}`, 'idempotency-key': newId() }).catch(() => null);
          if (!answer) return;
          expect(answer.status).toBe(201);
          const body = (await answer.json().catch(() => null)) as { id: string; revision: number } | null;
          if (body) acknowledged.push({ organisationId: derivedId('organisation', creditCode(n)), revision: body.revision });
        }
      };
      const clients = [client(), client(), client(), client()];
      await new Promise((resolve) => setTimeout(resolve, 60 + 97 * round));
      await server.kill();
      killed = true;
      await Promise.all(clients);
    }
    expect(acknowledged.length).toBeGreaterThan(20);
    const store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
    for (const { organisationId, revision } of acknowledged) {
      const events = await store.read(`organisation-${organisationId}`, 0, 10);
      expect(events.at(-1)?.revision).toBe(revision);
    }
    const all = await store.readAll(null, 100_000);
    const perCommand = new Map<string, number>();
    for (const { metadata, type } of all) if (type === 'OrganisationRegistered') perCommand.set(metadata.commandId, (perCommand.get(metadata.commandId) ?? 0) + 1);
    expect([...perCommand.values()].every((count) => count === 1)).toBe(true);
    expect(all.filter(({ type }) => type === 'OrganisationRegistered').length).toBeGreaterThanOrEqual(acknowledged.length);
    await store.close();
  }, 60_000);

  test.each([
    ['a folder that is a file', { HEWU_DATA: __filename }, /^HEWU_DATA: the folder "[^\n]*" cannot be made [^\n]*$/],
    ['an address of no machine', { HOST: '999.1.1.1' }, /^HOST: "999\.1\.1\.1" is no address of this machine$/],
  ])('%s ends the start in one line, before anything is made', async (_, setting, line) => {
    const untouched = join(folder, 'untouched');
    await expect(startServer({ HEWU_DEMO: 'on', HEWU_DATA: untouched, ...setting })).rejects.toThrow(line);
    expect(existsSync(untouched)).toBe(false);
  });

  test('a second process on the same folder refuses to start, in one clear line', async () => {
    server = await startServer({ HEWU_DATA: folder });
    await expect(startServer({ HEWU_DATA: folder })).rejects.toThrow(/^HEWU_DATA: the folder "[^\n]*" is in use by another process[^\n]*$/);
    await expect(startServer({ HEWU_DATA: folder, PORT: 'x' })).rejects.toThrow(/^PORT must be a whole number from 0 to 65535, not "x"$/);
    await server.stop();
  }, 30_000);
});
