// What the market must bear: every listing as a workbook, suggestions for a demand, and many open timers.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { get } from 'node:http';
import { call, start } from './http.mjs';
import { fill, p, signIn } from './search.mjs';

const built = process.env.BENCH_DIST ?? '../../dist';
const from = async (path) => import(`${built}/libs/${path}.js`);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** The whole list as a workbook, read to its end: how long, how large, and by how much the server grew at most. */
const exported = async ({ address, pid }) => {
  const began = performance.now();
  const before = memoryOf(pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), 50);
  const bytes = await new Promise((told, failed) => {
    get(new URL('/api/v1/listings', address), { headers: { accept: XLSX } }, (answer) => {
      let received = 0;
      answer.on('data', (part) => (received += part.length)).on('end', () => told(received)).on('error', failed);
    }).on('error', failed);
  });
  clearInterval(watch);
  return { seconds: (performance.now() - began) / 1000, megabytes: bytes / 1e6, grewByMegabytes: Math.round(peak - before) };
};

/** A world with so many listings: export and suggestions. */
const withListings = async (listings, { script, suggestions }) => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-market-'));
  const env = { HEWU_DATA: join(folder, 'data') };
  const first = await start(script, env);
  const { organisationId } = await signIn(first.address, 'office@institute.example');
  await first.stop();
  await fill(env.HEWU_DATA, { listings, searches: 0, organisationId });
  const server = await start(script, env);
  const at = (path, body, headers = {}) => call(server.address, body === undefined ? 'GET' : 'POST', `/api/v1${path}`, body, headers);
  for (let n = -1; ; ) {
    const { body } = await at('/listings?limit=1');
    if (body.count >= listings && body.count === n) break;
    n = body.count;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  const results = { export: await exported(server) };
  if (suggestions) {
    const { headers } = await signIn(server.address, 'engineer@firm.example');
    const { body: { id, position } } = await at('/demands', { title: '花椒油低温萃取', problem: '热油浸提使挥发油损失四成，需要低温萃取工艺与装备。', tried: '降低油温后出油率不足。', industry: 'C1331', ipc: ['C11B'], tier: 'public', deadlineOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10) }, headers);
    await at(`/demands/${id}?position=${position}`, undefined, headers);
    const times = [];
    for (let n = 0; n < 220; n++) {
      const began = performance.now();
      const { status } = await at(`/demands/${id}/matches?limit=20`, undefined, headers);
      if (status !== 200) throw new Error(`matches: ${status}`);
      if (n >= 20) times.push(performance.now() - began);
    }
    results.suggestions = { asked: times.length, p50Milliseconds: p(times, 0.5), p99Milliseconds: p(times, 0.99), goal: 100 };
  }
  await server.stop();
  rmSync(folder, { recursive: true });
  return results;
};

/** Looks for what is due among so many timers that are open, as a tick of the processes does. */
const timers = async (open) => {
  const { SqliteReadStore } = await from('kernel/src/sqlite-read-store');
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-timers-'));
  const reads = new SqliteReadStore(join(folder, 'reads.db'));
  await reads.ensure('timers', [{ fields: ['refused', 'dueAt'] }]);
  const epoch = await reads.acquire('bench', 'bench', new Date().toISOString(), 600);
  const later = (n) => new Date(Date.UTC(2030, 0, 1) + n * 60_000).toISOString();
  for (let n = 0; n < open; n += 1_000) {
    const writes = Array.from({ length: 1_000 }, (_, k) => ({ id: `t-${n + k}`, position: '1', document: { _id: `t-${n + k}`, dueAt: later(n + k), refused: null, errand: { name: 'x', data: {} } } }));
    await reads.commit([{ collection: 'timers', writes, checkpoint: null }], epoch);
  }
  const times = [];
  for (let n = 0; n < 400; n++) {
    const began = performance.now();
    await reads.find('timers', { filter: { refused: null, dueAt: { $lte: '2029-12-31T00:00:00.000Z' } }, sort: { field: 'dueAt', direction: 'asc' }, limit: 50 });
    if (n >= 100) times.push(performance.now() - began);
  }
  await reads.close();
  rmSync(folder, { recursive: true });
  return p(times, 0.5);
};

/** Figures of the market. `script` starts the server. */
export const measureMarket = async ({ listings = 100_000, script = 'scripts/start.mjs', say = () => undefined } = {}) => {
  say(`${listings / 10} and ${listings} listings as a workbook, suggestions for a demand …`);
  const few = await withListings(listings / 10, { script, suggestions: false });
  const many = await withListings(listings, { script, suggestions: true });
  const [ofAThousand, ofAll] = [await timers(1_000), await timers(100_000)];
  return {
    [`xlsx${listings}`]: { ...many.export, tenth: few.export.grewByMegabytes },
    [`suggestions${listings}`]: many.suggestions,
    timers100000: { tickMilliseconds: ofAll, withAThousand: ofAThousand },
  };
};
