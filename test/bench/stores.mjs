// Figures of the kernel alone: appends, reads, rebuilds, each beside what the machine itself can do.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { systemClock } from '../../dist/libs/kernel/src/clock.js';
import { Codec } from '../../dist/libs/kernel/src/codec.js';
import { eventFamily } from '../../dist/libs/kernel/src/event.js';
import { newId } from '../../dist/libs/kernel/src/ids.js';
import { SqliteKeyVault } from '../../dist/libs/kernel/src/key-vault.js';
import { catchUp, memberOf } from '../../dist/libs/kernel/src/projection-runner.js';
import { SqliteEventStore } from '../../dist/libs/kernel/src/sqlite-event-store.js';
import { SqliteReadStore } from '../../dist/libs/kernel/src/sqlite-read-store.js';

const metadata = { commandId: newId(), fingerprint: 'f'.repeat(64), correlationId: newId(), causationId: newId(), actor: newId(), onBehalfOf: newId(), region: '500117', legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' };
const event = (by) => ({ type: 'Counted', data: { by, note: '合川武胜'.repeat(10) }, eventId: newId(), schemaVersion: 1, metadata });
const perSecond = async (count, work) => {
  const began = performance.now();
  await work();
  return (count / (performance.now() - began)) * 1000;
};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export const measureStores = async (sizes) => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-'));
  const results = {};
  const store = new SqliteEventStore(join(folder, 'appends.db'), systemClock);
  const by = new Libsql(join(folder, 'by-hand.db'));
  by.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=full; CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL, schema_version INTEGER NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, recorded_at TEXT NOT NULL, UNIQUE (stream, revision))');
  const insert = by.prepare('INSERT INTO events (stream, revision, event_id, type, schema_version, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const byHand = ({ type, data, eventId, schemaVersion, metadata: meta }, stream) => insert.run([stream, 0, eventId, type, schemaVersion, JSON.stringify(data), JSON.stringify(meta), systemClock.now()]);
  const line = Buffer.from(`${JSON.stringify(event(1))}\n`);
  const log = openSync(join(folder, 'raw.log'), 'a');
  const single = { ours: [], raw: [] };
  const group = { ours: [], raw: [] };
  for (let round = 0; round < 7; round++) {
    const n = 400;
    // The line is there before it is written, and so are the events.
    const made = Array.from({ length: n }, (_, i) => event(i));
    single.raw.push(await perSecond(n, () => { for (let i = 0; i < n; i++) { writeSync(log, line); fdatasyncSync(log); } }));
    single.ours.push(await perSecond(n, async () => { for (let i = 0; i < n; i++) await store.append(`single-${round}-${i}`, [made[i]], -1); }));
    const waves = 60;
    group.raw.push(await perSecond(waves * 64, () => {
      for (let wave = 0; wave < waves; wave++) {
        by.exec('BEGIN IMMEDIATE');
        for (let i = 0; i < 64; i++) byHand(event(i), `group-${round}-${wave}-${i}`);
        by.exec('COMMIT');
      }
    }));
    group.ours.push(await perSecond(waves * 64, async () => {
      for (let wave = 0; wave < waves; wave++) await Promise.all(Array.from({ length: 64 }, (_, i) => store.append(`group-${round}-${wave}-${i}`, [event(i)], -1)));
    }));
  }
  closeSync(log);
  results.singleAppend = { perSecond: median(single.ours), reference: median(single.raw), goal: 1.0 };
  results.concurrentAppends64 = { perSecond: median(group.ours), reference: median(group.raw), goal: 0.8 };
  await store.close();
  by.close();
  for (const size of sizes) {
    const path = join(folder, `log-${size}.db`);
    const events = new SqliteEventStore(path, systemClock);
    for (let i = 0; i < size; i += 500) await events.append(`tally-${i}`, Array.from({ length: 500 }, (_, k) => event(k)), -1);
    if (size === sizes[0]) {
      const raw = new Libsql(path);
      const select = raw.prepare('SELECT position, stream, revision, event_id, type, schema_version, data, metadata, recorded_at FROM events WHERE position > ? ORDER BY position LIMIT 500').raw(true);
      const ours = [];
      const reference = [];
      for (let round = 0; round < 3; round++) {
        reference.push(await perSecond(size, () => { for (let after = 0; ;) { const rows = select.all([after]); if (!rows.length) break; after = rows.at(-1)[0]; } }));
        ours.push(await perSecond(size, async () => { for (let after = null; ;) { const page = await events.readAll(after, 500); if (!page.length) break; after = page.at(-1).position; } }));
      }
      raw.close();
      results.readAll = { perSecond: median(ours), reference: median(reference), goal: 0.5 };
    }
    results[`rebuild${size}`] = await rebuild(events, folder, size);
    await events.close();
  }
  rmSync(folder, { recursive: true });
  return results;
};

const family = eventFamily('tally', { Counted: { version: 1 } });
const projection = { name: 'totals', version: 1, families: [family], indexes: [{ fields: ['total'] }], key: ({ stream }) => stream, evolve: (document, { stream, data }) => ({ _id: stream, total: (document?.total ?? 0) + data.by }) };

const rebuild = async (store, folder, size) => {
  const reads = new SqliteReadStore(join(folder, `reads-${size}.db`));
  const vault = new SqliteKeyVault(join(folder, `keys-${size}.db`));
  await reads.ensure('totals_v1', projection.indexes);
  const epoch = await reads.acquire('projections', 'bench', systemClock.now(), 3600);
  global.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const perSec = await perSecond(size, () => catchUp(memberOf(projection, 'totals_v1', null), store, { codec: new Codec([family], vault), reads, epoch }, { pageSize: 500, signal: new AbortController().signal }));
  clearInterval(watching);
  await reads.close();
  await vault.close();
  return { perSecond: perSec, goalPerSecond: 50_000, peakGrowthMB: Math.round((peak - before) / 1_048_576) };
};
