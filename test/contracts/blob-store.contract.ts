import { createHash, randomBytes } from 'node:crypto';
import { BlobDamaged, BlobTooLarge, type BlobStore } from '@hewu/kernel/src/blob-store.js';
import { DAY, ManualClock } from '@hewu/kernel/src/clock.js';

const MIB = 1_048_576;
const FAR = '2999-01-01T00:00:00.000Z';

/** A store with nothing in it, and what only its adapter can do to it. */
export type BlobStoreUnderTest = {
  readonly store: BlobStore;
  /** Changes one byte of what is kept under the name, or takes the last one away. */
  readonly damage: (sha256: string, how: 'changed' | 'shortened') => Promise<void>;
  /** How many pieces lie about in it, seen or not. */
  readonly pieces: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function* inPieces(content: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function* breaking(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
  throw new Error('the sender went away');
}

const nameOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Everything that is read of a name; null when it is not there. */
export const readAll = async (store: BlobStore, sha256: string): Promise<Buffer | null> => {
  const opened = await store.open(sha256);
  if (!opened) return null;
  const pieces: Buffer[] = [];
  for await (const piece of opened.content) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces)).toHaveLength(opened.bytes);
  return Buffer.concat(pieces);
};

/** Jest compares bytes one by one, which takes seconds for a mebibyte. */
export const expectBytes = (found: Buffer | null, content: Buffer): void => expect(found?.equals(content)).toBe(true);

/** What every store of bytes outside the events must do. `open` answers an empty one on the clock given. */
export const blobStoreContract = (open: (clock: ManualClock) => Promise<BlobStoreUnderTest>): void => {
  let clock: ManualClock;
  let under: BlobStoreUnderTest;
  let store: BlobStore;
  beforeEach(async () => {
    clock = new ManualClock('2026-03-02T01:00:00.000Z');
    under = await open(clock);
    store = under.store;
  });
  afterEach(() => under.close());

  const put = (content: Buffer) => store.put(inPieces(content), 4 * MIB);
  const listed = async () => {
    const all = [];
    for await (const one of store.list()) all.push(one);
    return all.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
  };

  test.each([0, 1, 65_536, MIB - 1, MIB, MIB + 1, 3 * MIB + 7])('%d bytes come back as they were, under the name that they are', async (bytes) => {
    const content = randomBytes(bytes);
    expect(await put(content)).toEqual({ sha256: nameOf(content), bytes });
    expectBytes(await readAll(store, nameOf(content)), content);
  });

  test('the same content is kept once, however often and by how many at once it is put', async () => {
    const content = randomBytes(2 * MIB + 1);
    const kept = { sha256: nameOf(content), bytes: content.length };
    expect(await Promise.all(Array.from({ length: 6 }, () => put(content)))).toEqual(Array.from({ length: 6 }, () => kept));
    await store.tidy(FAR);
    const before = await under.pieces();
    await put(content);
    await store.tidy(FAR);
    expect(await listed()).toEqual([{ ...kept, putAt: clock.now() }]);
    expect(await under.pieces()).toBe(before);
    expectBytes(await readAll(store, kept.sha256), content);
  });

  test('the list tells of each when it was put last, by the clock', async () => {
    const [one, other] = [Buffer.from('one'), Buffer.from('other')];
    await put(one);
    await put(other);
    clock.advance(DAY);
    await put(one);
    expect(await listed()).toEqual(
      [
        { sha256: nameOf(one), bytes: 3, putAt: '2026-03-03T01:00:00.000Z' },
        { sha256: nameOf(other), bytes: 5, putAt: '2026-03-02T01:00:00.000Z' },
      ].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    );
  });

  test('one byte over the limit is too large, and a source that breaks off breaks the put; neither leaves anything', async () => {
    const content = randomBytes(MIB + 1);
    await expect(store.put(inPieces(content), MIB)).rejects.toThrow(BlobTooLarge);
    await expect(store.put(inPieces(content), MIB)).rejects.toMatchObject({ limitBytes: MIB });
    await expect(store.put(breaking(content), 4 * MIB)).rejects.toThrow('the sender went away');
    expect(await readAll(store, nameOf(content))).toBeNull();
    expect(await listed()).toEqual([]);
    expect(await under.pieces()).toBe(0);
    expect(await store.put(inPieces(content), MIB + 1)).toMatchObject({ bytes: MIB + 1 });
  });

  test('what is no name of kept bytes is not there', async () => {
    for (const name of [nameOf(Buffer.from('nothing')), '', 'x', '../incoming', `${'A'.repeat(64)}`, `${'0'.repeat(63)}/`]) {
      expect(await store.open(name)).toBeNull();
      expect(await store.remove(name, FAR)).toBe(false);
    }
  });

  test('what was put before the instant is removed, and nothing else', async () => {
    const [old, fresh] = [randomBytes(MIB + 1), randomBytes(10)];
    await put(old);
    clock.advance(DAY);
    await put(fresh);
    const instant = clock.now();
    expect(await store.remove(nameOf(fresh), instant)).toBe(false);
    expect(await store.remove(nameOf(old), instant)).toBe(true);
    expect(await store.remove(nameOf(old), instant)).toBe(false);
    expect(await readAll(store, nameOf(old))).toBeNull();
    expect((await listed()).map(({ sha256 }) => sha256)).toEqual([nameOf(fresh)]);
    await put(old);
    expectBytes(await readAll(store, nameOf(old)), old);
  });

  test('a put that answers while the same content is being removed stands', async () => {
    for (let round = 0; round < 12; round++) {
      const content = randomBytes(round % 2 ? 100 : MIB + 100);
      await put(content);
      clock.advance(DAY);
      const [kept] = await Promise.all([put(content), ...Array.from({ length: 3 }, () => store.remove(nameOf(content), clock.now()))]);
      expectBytes(await readAll(store, kept.sha256), content);
    }
  });

  test.each(['changed', 'shortened'] as const)('content that is %s is named and never arrives whole; putting it again heals it', async (how) => {
    for (const content of [randomBytes(100), randomBytes(2 * MIB + 100)]) {
      const { sha256 } = await put(content);
      await under.damage(sha256, how);
      const { content: stream } = (await store.open(sha256))!;
      let arrived = 0;
      const reading = (async () => {
        for await (const piece of stream) arrived += (piece as Buffer).length;
      })();
      await expect(reading).rejects.toThrow(BlobDamaged);
      await expect(reading).rejects.toMatchObject({ sha256 });
      expect(arrived).toBeLessThan(content.length - 1);
      await put(content);
      expectBytes(await readAll(store, sha256), content);
    }
  });

  test('one who has begun to read reads on while the same content is put again', async () => {
    const content = randomBytes(3 * MIB);
    const { sha256 } = await put(content);
    const { content: stream } = (await store.open(sha256))!;
    const pieces: Buffer[] = [];
    for await (const piece of stream) {
      if (pieces.push(piece as Buffer) === 1) await put(content);
    }
    expectBytes(Buffer.concat(pieces), content);
  });

  test('whoever opens and does not read leaves nothing open', async () => {
    const { sha256 } = await put(randomBytes(100));
    for (let i = 0; i < 3; i++) (await store.open(sha256))!.content.destroy();
    expect(await store.remove(sha256, FAR)).toBe(true);
  });

  test('a put that stands still for long may be cleared away, and then does not answer that it is kept', async () => {
    const content = randomBytes(2 * MIB);
    let goOn = (): void => undefined;
    let stands = (): void => undefined;
    const halfWay = new Promise<void>((resolve) => (stands = resolve));
    const more = new Promise<void>((resolve) => (goOn = resolve));
    const source = async function* (): AsyncGenerator<Buffer> {
      yield content.subarray(0, MIB);
      stands();
      await more;
      yield content.subarray(MIB);
    };
    const stalled = store.put(source(), 4 * MIB);
    await halfWay;
    const begun = clock.now();
    expect(await store.tidy(begun)).toBe(0);
    clock.advance(DAY);
    expect(await store.tidy(clock.now())).toBe(1);
    goOn();
    await expect(stalled).rejects.toThrow();
    expect(await readAll(store, nameOf(content))).toBeNull();
    expect(await listed()).toEqual([]);
    await store.tidy(FAR);
    expect(await under.pieces()).toBe(0);
  });

  test('tidying takes nothing away from what is kept', async () => {
    const content = randomBytes(MIB + 1);
    await put(content);
    await put(content);
    await store.tidy(FAR);
    expect(await store.tidy(FAR)).toBe(0);
    expectBytes(await readAll(store, nameOf(content)), content);
  });
};
