import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore } from '@hewu/kernel/src/blob-store.js';
import { DAY, HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { startFilesApp, type FilesApp } from '../../../test/support/files-app.js';
import { until } from '../../../test/support/until.js';
import { BlobSweep } from './blob-sweep.js';
import { ORGANISATION_QUOTA_BYTES } from './file.decider.js';
import { Files } from './files.js';
import { pdf, pngOf } from './samples.js';

const anybody = (): CommandContext => ({ commandId: newId(), fingerprint: 'f', correlationId: 'k', causationId: 'k', actor: 'p-wang', onBehalfOf: 'o-institute', region: '500117', legalBasis: null });
const achievement = { kind: 'achievement', id: 'a-1' };

describe('how long a file is kept', () => {
  let world: FilesApp;
  let files: Files;
  let sweep: BlobSweep;
  beforeEach(async () => {
    world = await startFilesApp();
    files = world.app.get(Files);
    sweep = world.app.get(BlobSweep);
  });
  afterEach(() => world.stop());

  const stored = async (content: Buffer = pdf, name = 'a.pdf'): Promise<string> => (await world.send(content, name).expect(201)).body.id;
  const held = (fileId: string, to = achievement) => ({ fileId, organisationId: 'o-institute', to });
  const kept = (): number => readdirSync(join(world.folder, 'files')).length - 1;
  const typesOf = async (fileId: string): Promise<readonly string[]> => (await world.stores.events.read(`file-${fileId}`, 0, 100)).map(({ type }) => type);
  /** Until the timers that are due have fired. */
  const settled = async (): Promise<void> => {
    const end = (await world.stores.events.end())!;
    await until(async () => ((await world.stores.reads.checkpoint('timers')) ?? '') >= end);
    await until(async () => (await world.stores.reads.count('timers', { refused: null, dueAt: { $lte: world.clock.now() } })) === 0);
  };
  const gone = async (fileId: string): Promise<boolean> => (await files.describe(fileId, 'o-institute')) === null;

  test('one that nobody attaches is discarded after a day, and its bytes follow when no other file has them', async () => {
    const [first, second] = [await stored(), await stored(pdf, 'b.pdf')];
    await files.attach(held(second), anybody());
    await settled();
    world.clock.advance(DAY - 1);
    await settled();
    await world.get(first).expect(200);
    world.clock.advance(1);
    await settled();
    await world.get(first).expect(404);
    await world.get(`${first}/content`).expect(404);
    expect(await typesOf(first)).toEqual(['FileStored', 'FileDiscarded']);
    world.clock.advance(DAY);
    expect(await sweep.sweep()).toBe(0);
    expect((await world.get(`${second}/content`).expect(200)).body).toEqual(pdf);
    await files.detach(second, achievement, anybody());
    await settled();
    world.clock.advance(DAY);
    await settled();
    expect(await typesOf(second)).toEqual(['FileStored', 'FileAttached', 'FileDetached', 'FileDiscarded']);
    await sweep.sweep();
    expect(kept()).toBe(0);
  });

  test('one that is detached by mistake can be attached again for a day', async () => {
    const fileId = await stored();
    await files.attach(held(fileId), anybody());
    world.clock.advance(3 * DAY);
    await files.detach(fileId, achievement, anybody());
    await settled();
    expect((await world.get(fileId).expect(200)).body).toMatchObject({ attachedTo: [], keepUntil: plus(world.clock.now(), DAY) });
    world.clock.advance(DAY - 1);
    await files.attach(held(fileId), anybody());
    await settled();
    world.clock.advance(5 * DAY);
    await settled();
    expect((await world.get(fileId).expect(200)).body).toMatchObject({ attachedTo: [achievement], keepUntil: null });
  });

  test('the night sweep comes by itself, when the grace of all that happened on its day is over', async () => {
    const fileId = await stored();
    await settled();
    world.clock.advance(DAY);
    await settled();
    expect(await gone(fileId)).toBe(true);
    expect(kept()).toBe(1);
    world.clock.advance(2 * DAY);
    await until(async () => kept() === 0);
  });

  test('bytes that were put and never recorded go after a day, and not before', async () => {
    await world.stores.blobs.put([Buffer.from('left behind')] as unknown as AsyncIterable<Buffer>, 100);
    world.clock.advance(DAY);
    expect(await sweep.sweep()).toBe(0);
    world.clock.advance(1);
    expect(await sweep.sweep()).toBe(1);
  });

  test('a file whose bytes were waiting to be swept keeps them: it put them anew', async () => {
    const sha256 = await world.stores.blobs.put([pdf] as unknown as AsyncIterable<Buffer>, 1_000).then((blob) => blob.sha256);
    world.clock.advance(2 * DAY);
    const [fileId, removed] = await Promise.all([stored(), sweep.sweep()]);
    expect([0, 1]).toContain(removed);
    expect(await sweep.sweep()).toBe(0);
    expect((await world.get(`${fileId}/content`).expect(200)).headers['etag']).toBe(`"${sha256}"`);
  });

  test('what is recorded while a sweep is under way keeps its bytes, wherever the sweep stands', async () => {
    // A sweep that stops before each step of the store, while somebody sends the very content that it wants to remove.
    for (const stop of ['list', 'remove'] as const) {
      const content = pngOf(stop.length);
      const real = world.stores.blobs;
      const { sha256 } = await real.put([content] as unknown as AsyncIterable<Buffer>, 1_000);
      world.clock.advance(2 * DAY);
      let fileId = '';
      const send = async (): Promise<void> => void (fileId = await stored(content, 'a.png'));
      const slow: BlobStore = Object.create(real) as BlobStore;
      slow.list = async function* () {
        yield* real.list();
        if (stop === 'list') await send();
      };
      slow.remove = async (...args) => {
        if (stop === 'remove' && args[0] === sha256) await send();
        return real.remove(...args);
      };
      const slowly = Object.create(sweep) as BlobSweep;
      Object.assign(slowly, { blobs: slow });
      await slowly.sweep();
      await world.get(`${fileId}/content`).expect(200);
    }
  });

  test('a machine that slept between the bytes and the event puts them once more', async () => {
    const real = world.stores.blobs.put.bind(world.stores.blobs);
    const put = jest.spyOn(world.stores.blobs, 'put').mockImplementationOnce(async (...args) => {
      const blob = await real(...args);
      world.clock.advance(3 * DAY);
      await sweep.sweep();
      expect(kept()).toBe(0);
      return blob;
    });
    const fileId = await stored();
    expect(put).toHaveBeenCalledTimes(2);
    await settled();
    expect(await sweep.sweep()).toBe(0);
    expect((await world.get(`${fileId}/content`).expect(200)).body).toEqual(pdf);
  });

  test('the sweep removes nothing when it cannot read the log to its end', async () => {
    await stored();
    await settled();
    world.clock.advance(2 * DAY);
    await settled();
    const broken = Object.create(sweep) as BlobSweep;
    Object.assign(broken, { store: { subscribe: async function* () {} } });
    await expect(broken.sweep()).rejects.toThrow('before the end of the log');
    expect(kept()).toBe(1);
  });

  test('a file hangs where its holder says, whatever is recorded while that is settled', async () => {
    const fileId = await stored();
    const has = (...answers: readonly boolean[]) => {
      const left = [...answers];
      return async () => (left.length > 1 ? left.shift()! : left[0]!);
    };
    const hangs = async (): Promise<boolean> => ((await files.describe(fileId, 'o-institute'))?.holders.length ?? 0) > 0;
    for (const [answers, hanging] of [[[true], true], [[false], false], [[false, true], true], [[true, false], false], [[false, true, false], false], [[false, true, false, true], true]] as const) {
      expect(await files.settle(held(fileId), has(...answers), anybody())).toBeNull();
      expect({ answers, hangs: await hangs() }).toEqual({ answers, hangs: hanging });
    }
    expect(await files.settle({ ...held(fileId), organisationId: 'o-firm' }, has(true), anybody())).toMatchObject({ refused: 'not_found' });
    expect(await files.settle(held(newId()), has(true), anybody())).toMatchObject({ refused: 'not_found' });
  });

  test('the quota counts what lives, and what is discarded makes room again', async () => {
    const usage = { _id: 'o-institute', files: 1, bytes: ORGANISATION_QUOTA_BYTES - pdf.length + 1 };
    const get = jest.spyOn(world.stores.reads, 'get').mockImplementation(async () => usage as never);
    const { body } = await world.send(pdf, 'a.pdf').expect(409);
    expect(body).toMatchObject({ code: 'quota_used', rule: 'Hewu rule: 2 GiB for each organisation', details: { usedBytes: usage.bytes, bytes: pdf.length, quotaBytes: ORGANISATION_QUOTA_BYTES } });
    expect(kept()).toBe(0);
    get.mockRestore();
    const fileId = await stored();
    await world.send(pdf, 'a.pdf', { token: 'firm' }).expect(201);
    await settled();
    const used = () => world.stores.reads.get('fileUsage_v1', 'o-institute');
    await until(async () => (await used()) !== null);
    expect(await used()).toEqual({ _id: 'o-institute', files: 1, bytes: pdf.length });
    world.clock.advance(DAY);
    await until(() => gone(fileId));
    await until(async () => ((await used()) as { files: number } | null)?.files === 0);
    expect(await used()).toEqual({ _id: 'o-institute', files: 0, bytes: 0 });
  });
});

describe('a person who is erased', () => {
  const NAME = '王敏的体检报告-canary-7f3a.pdf';
  /** Every file of the folder that holds the words, in whichever way they are written. */
  const filesThatHold = (folder: string, words: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile() && (name.includes(words) || readFileSync(join(folder, name)).includes(words)));

  test('takes the names of their files along; the files stay, and nothing on disk ever held the name in clear', async () => {
    const world = await startFilesApp();
    const { body } = await world.send(pdf, NAME).expect(201);
    expect(body.file.name).toBe(NAME);
    await world.app.get(Files).attach({ fileId: body.id, organisationId: 'o-institute', to: achievement }, anybody());
    world.clock.advance(HOUR);
    for (const words of [NAME, '王敏', 'canary', encodeURIComponent('王敏'), Buffer.from(NAME).toString('base64').slice(4, 20)]) expect(filesThatHold(world.folder, words)).toEqual([]);
    expect(await world.stores.vault.destroy('p-wang')).toBe(true);
    expect((await world.get(body.id, 'zhao').expect(200)).body).toMatchObject({ name: null, storedBy: 'p-wang', sha256: body.file.sha256 });
    const answer = await world.get(`${body.id}/content`, 'zhao').expect(200);
    expect(answer.body).toEqual(pdf);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${body.id}.pdf"; filename*=UTF-8''${body.id}.pdf`);
    await world.stop();
  });
});
