import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
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
    await takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined);
    await record(before, 'note-later');
    await stageRestore(data(), copy());
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
    await expect(stageRestore(data(), copy())).rejects.toThrow(/holds no backup/);
    await takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined);
    await expect(takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined)).rejects.toThrow(/is not empty/);
    appendFileSync(join(copy(), 'events.db'), 'x');
    await expect(stageRestore(data(), copy())).rejects.toThrow('events.db in the backup is damaged');
    expect(existsSync(join(data(), 'restore.pending'))).toBe(false);
    await stores.close();
  });

  test('that was being copied when somebody ended the restore leaves nothing behind from the next start on', async () => {
    const left = join(data(), 'restore.copying');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'keys.db'), 'of somebody');
    const after = await open();
    expect(existsSync(left)).toBe(false);
    await after.close();
  });

  describe('of what was sent', () => {
    const sent = async (stores: Stores, text: string): Promise<string> => (await stores.blobs.put(Readable.from([Buffer.from(text)]), 100)).sha256;
    const readBack = async (stores: Stores, sha256: string): Promise<string | null> => {
      const opened = await stores.blobs.open(sha256);
      return opened && Buffer.concat(await opened.content.toArray()).toString();
    };

    test('brings back each content that was there, and what is sent later is moved aside with the rest', async () => {
      const before = await open();
      const [kept, lost] = [await sent(before, 'kept'), await sent(before, 'lost later')];
      const { files } = await takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined);
      expect(files).toMatchObject({ [`files/${kept}`]: kept, [`files/${lost}`]: lost });
      rmSync(join(data(), 'files', lost));
      const later = await sent(before, 'later');
      await stageRestore(data(), copy());
      await before.close();
      const after = await open();
      expect([await readBack(after, kept), await readBack(after, lost), await readBack(after, later)]).toEqual(['kept', 'lost later', null]);
      expect(existsSync(join(data(), 'before-restore', 'files', later))).toBe(true);
      await sent(after, 'and on');
      await after.close();
    });

    test('leaves a damaged content out and says so; one that is damaged in the backup is not restored', async () => {
      const stores = await open();
      const [sound, damaged] = [await sent(stores, 'sound'), await sent(stores, 'damaged')];
      appendFileSync(join(data(), 'files', damaged), 'x');
      const told: string[] = [];
      const { files } = await takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', (line) => told.push(line));
      expect(Object.keys(files).filter((name) => name.startsWith('files/'))).toEqual([`files/${sound}`]);
      expect(told).toContain(`files/${damaged} is damaged and was left out`);
      appendFileSync(join(copy(), 'files', sound), 'x');
      await expect(stageRestore(data(), copy())).rejects.toThrow(`files/${sound} in the backup is damaged`);
      await stores.close();
    });

    test('takes no name from a manifest that leads elsewhere', async () => {
      const stores = await open();
      await takeBackup(data(), copy(), '2026-03-02T01:00:00.000Z', () => undefined);
      for (const name of ['files/../../evil', '../evil', 'files/x', 'elsewhere/x']) {
        writeFileSync(join(copy(), 'manifest.json'), JSON.stringify({ takenAt: '', files: { [name]: '' } }));
        await expect(stageRestore(data(), copy())).rejects.toThrow('the backup lacks');
      }
      await stores.close();
    });
  });
});
