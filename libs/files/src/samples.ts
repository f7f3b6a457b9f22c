import { crc32, deflateRawSync } from 'node:zlib';

/** Small files of every kind that is taken, made byte by byte, for specs. */

/** What a spec may say otherwise of an entry than it is. */
type Entry = { readonly name: string; readonly data: Buffer | string; readonly stored?: boolean; readonly declaredBytes?: number; readonly nameInDirectory?: string; readonly flags?: number };

const header = (signature: number, { name, data, stored = false, declaredBytes, flags = 0x800 }: Entry) => {
  const plain = Buffer.from(data as string);
  const packed = stored ? plain : deflateRawSync(plain);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(stored ? 0 : 8, 4);
  common.writeUInt32LE(crc32(plain), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(declaredBytes ?? plain.length, 18);
  common.writeUInt16LE(Buffer.byteLength(name), 22);
  const sign = Buffer.alloc(4);
  sign.writeUInt32LE(signature);
  return { packed, sign, common };
};

/** An archive of these entries, in their order. */
export const zipOf = (entries: readonly Entry[], comment = ''): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = header(0x04034b50, entry);
    const body = Buffer.concat([local.sign, local.common, Buffer.from(entry.name), local.packed]);
    const central = header(0x02014b50, { ...entry, name: entry.nameInDirectory ?? entry.name });
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([central.sign, Buffer.from([20, 0]), central.common, place, Buffer.from(entry.nameInDirectory ?? entry.name)]));
    bodies.push(body);
    at += body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...bodies, listed, end, Buffer.from(comment)]);
};

const officeOf = (main: string) => (...more: readonly Entry[]): Buffer =>
  zipOf([{ name: '[Content_Types].xml', data: `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>` }, { name: 'main.xml', data: '<x/>' }, ...more]);
export const docxOf = officeOf('wordprocessingml.document');
export const xlsxOf = officeOf('spreadsheetml.sheet');
export const pptxOf = officeOf('presentationml.presentation');
export const openDocumentOf = (kind: 'text' | 'spreadsheet'): Buffer =>
  zipOf([{ name: 'mimetype', data: `application/vnd.oasis.opendocument.${kind}`, stored: true }, { name: 'content.xml', data: '<x/>' }]);

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export const pngOf = (width = 2, height = 2): Buffer => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const chunk = (kind: string, data: Buffer): Buffer => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(kind), data])));
    return Buffer.concat([length, Buffer.from(kind), data, sum]);
  };
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.concat([size, Buffer.from([8, 6, 0, 0, 0])])), chunk('IDAT', Buffer.alloc(10)), chunk('IEND', Buffer.alloc(0))]);
};

export const jpegOf = (width = 2, height = 2): Buffer => {
  const frame = Buffer.from('ffc0000b08000000000101110000', 'hex').subarray(0, 13);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  // Before the frame, as cameras write it, a segment with a small picture of its own.
  return Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffe1000affc0000b08ffffff', 'hex'), frame, Buffer.from('ffda0008010100003f0000ffd9', 'hex')]);
};

export const webpOf = (width = 2, height = 2): Buffer => {
  const chunk = Buffer.alloc(18);
  chunk.write('VP8X', 'latin1');
  chunk.writeUInt32LE(10, 4);
  chunk.writeUIntLE(width - 1, 12, 3);
  chunk.writeUIntLE(height - 1, 15, 3);
  const head = Buffer.from('RIFF....WEBP', 'latin1');
  head.writeUInt32LE(chunk.length + 4, 4);
  return Buffer.concat([head, chunk]);
};

/** One page, in either order of bytes. */
export const tiffOf = (width = 2, height = 2, order: 'little' | 'big' = 'little', next = 0): Buffer => {
  const little = order === 'little';
  const page = Buffer.alloc(38);
  page.write(little ? 'II*\0' : 'MM\0*', 'latin1');
  const short = (value: number, at: number): unknown => (little ? page.writeUInt16LE(value, at) : page.writeUInt16BE(value, at));
  const long = (value: number, at: number): unknown => (little ? page.writeUInt32LE(value, at) : page.writeUInt32BE(value, at));
  long(8, 4);
  short(2, 8);
  for (const [field, tag, value] of [[0, 256, width], [1, 257, height]] as const) {
    short(tag, 10 + field * 12);
    short(4, 12 + field * 12);
    long(1, 14 + field * 12);
    long(value, 18 + field * 12);
  }
  long(next, 34);
  return page;
};

export const mp4 = Buffer.concat([Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'), Buffer.from('000000086d646174', 'hex')]);
