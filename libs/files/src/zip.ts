import { createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import { pieces, type Content } from './content.js';

/** One entry as the directory at the end tells of it. `from` is where its data begin. */
export type ZipEntry = { readonly name: string; readonly deflated: boolean; readonly from: number; readonly until: number; readonly declaredBytes: number };

/** Not one that we read: broken, encrypted, spread over disks, or with data outside its entries. */
export class ZipBroken extends Error {}

/** One that would do harm to whoever unpacks it. `why` is told to the sender. */
export class ZipBomb extends Error {
  constructor(readonly why: 'entries' | 'inflated_bytes' | 'ratio' | 'declared_bytes' | 'overlap' | 'nested') {
    super(why);
  }
}

export const MOST_ENTRIES = 10_000;

const [END, CENTRAL, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const [END_BYTES, CENTRAL_BYTES, LOCAL_BYTES] = [22, 46, 30];
const LONGEST_COMMENT = 65_535;

/** Where the directory's end begins when the content ends as a ZIP archive does; null when it does not. */
export const zipEndOf = async (content: Content): Promise<{ readonly at: number; readonly end: Buffer } | null> => {
  const from = Math.max(0, content.bytes - END_BYTES - LONGEST_COMMENT);
  const tail = await content.read(from, content.bytes - from);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END && tail.readUInt16LE(at + 20) === tail.length - at - END_BYTES) return { at: from + at, end: tail.subarray(at) };
  }
  return null;
};

/**
 * The entries of an archive that fills its content from the first byte to the last. What the directory and the entries
 * themselves say must be the same, so that no two readers see two archives. Archives over 4 GiB (ZIP64) are none of ours.
 * Throws `ZipBroken`, `ZipBomb`.
 */
export const zipEntriesOf = async (content: Content): Promise<readonly ZipEntry[]> => {
  const found = await zipEndOf(content);
  if (!found) throw new ZipBroken('no directory');
  const { at, end } = found;
  const [disk, count, size, from] = [end.readUInt32LE(4), end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (disk !== 0 || end.readUInt16LE(8) !== count || from + size !== at) throw new ZipBroken('the directory is not where it says');
  if (count > MOST_ENTRIES) throw new ZipBomb('entries');
  const directory = await content.read(from, size);
  const entries: ZipEntry[] = [];
  let place = 0;
  for (let n = 0; n < count; n++) {
    if (place + CENTRAL_BYTES > size || directory.readUInt32LE(place) !== CENTRAL) throw new ZipBroken('the directory is torn');
    const header = directory.subarray(place);
    const [nameBytes, extraBytes, commentBytes] = [header.readUInt16LE(28), header.readUInt16LE(30), header.readUInt16LE(32)];
    entries.push(await entryOf(content, header, header.subarray(CENTRAL_BYTES, CENTRAL_BYTES + nameBytes), from));
    place += CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
  }
  if (place !== size) throw new ZipBroken('the directory holds more than its entries');
  const inOrder = [...entries].sort((one, other) => one.from - other.from);
  if (inOrder.some(({ from: begin }, n) => n > 0 && begin < inOrder[n - 1]!.until)) throw new ZipBomb('overlap');
  return entries;
};

const entryOf = async (content: Content, header: Buffer, name: Buffer, end: number): Promise<ZipEntry> => {
  const [flags, method, packedBytes, declaredBytes, at] = [header.readUInt16LE(8), header.readUInt16LE(10), header.readUInt32LE(20), header.readUInt32LE(24), header.readUInt32LE(42)];
  if ((flags & 0x2041) !== 0 || (method !== 0 && method !== 8)) throw new ZipBroken('an entry is encrypted or packed in a way of its own');
  const local = await content.read(at, LOCAL_BYTES + name.length);
  if (local.length < LOCAL_BYTES + name.length || local.readUInt32LE(0) !== LOCAL || local.readUInt16LE(8) !== method || !local.subarray(LOCAL_BYTES).equals(name)) throw new ZipBroken('an entry is not what the directory says');
  const from = at + LOCAL_BYTES + name.length + local.readUInt16LE(28);
  const until = from + packedBytes;
  if (until > end) throw new ZipBroken('an entry reaches into the directory');
  return { name: name.toString('utf8'), deflated: method === 8, from, until, declaredBytes };
};

/** What an entry holds, piece by piece; whoever has enough stops. Throws `ZipBroken` when it cannot be unpacked. */
export async function* inflated(content: Content, { deflated, from, until }: ZipEntry): AsyncGenerator<Buffer> {
  if (!deflated) {
    yield* pieces(content, from, until);
    return;
  }
  const packed = Readable.from(pieces(content, from, until), { objectMode: false });
  const inflate = createInflateRaw();
  packed.once('error', (error) => inflate.destroy(error)).pipe(inflate);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('Z_') ? new ZipBroken('an entry cannot be unpacked', { cause: error }) : error;
  } finally {
    packed.destroy();
  }
}
