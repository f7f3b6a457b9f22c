import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@hewu/kernel/src/clock.js';
import { NO_STREAM } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { applyStagedRestore, stageRestore, takeBackup } from './backup.js';
import { readConfig } from './config.js';
import { openStores, type Stores } from './stores.js';

const metadata = { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'a', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' };
const record = (stores: Stores, stream: string): Promise<unknown> => stores.events.append(stream, [{ type: 'Noted', data: {}, eventId: newId(), schemaVersion: 1, metadata }], NO_STREAM);
const streams = async (stores: Stores): Promise<readonly string[]> => (await stores.events.readAll(null, 100)).map(({ stream }) => stream);

describe('a backup', () => {
  let base: string;
  const data = (): string => join(base, 'data');
  const copy = (): string => join(base, 'copy');
  const open = (): Promise<Stores> => openStores(readConfig({ HEWU_DATA: data() }), systemClock);
  beforeEach(() => (base = mkdtempSync(join(tmpdir(), 'hewu-backup-'))));
  afterEach(() => rmSync(base, { recursive: true }));

  test('of a running system holds what was acknowledged before it, and brings it back; what came later is moved aside', async () => {
    const before = await open();
    await record(before, 'note-kept');
    const key = await before.vault.obtain('person');
    takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined);
    await record(before, 'note-later');
    stageRestore(data(), copy());
    expect(await streams(before)).toEqual(['note-kept', 'note-later']);
    await before.close();
    const after = await open();
    expect(await streams(after)).toEqual(['note-kept']);
    expect((await after.vault.find(['person'])).get('person')).toEqual(key);
    expect(existsSync(join(data(), 'before-restore', 'events.db'))).toBe(true);
    await after.close();
    expect(applyStagedRestore(data())).toBe(false);
  });

  test('that is damaged, missing or in the way is refused before anything is touched', async () => {
    const stores = await open();
    expect(() => stageRestore(data(), copy())).toThrow(/holds no backup/);
    takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined);
    expect(() => takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined)).toThrow(/is not empty/);
    appendFileSync(join(copy(), 'events.db'), 'x');
    expect(() => stageRestore(data(), copy())).toThrow('events.db in the backup is damaged');
    expect(existsSync(join(data(), 'restore.pending'))).toBe(false);
    await stores.close();
  });
});
