import type { Content } from './content.js';

/** In pixels, as the header says; nothing is decoded. */
export type ImageSize = { readonly width: number; readonly height: number };

/** Segments of a JPEG file and pages of a TIFF file that are looked at; there are rarely more than a few dozen. */
const MOST_STEPS = 2_000;

/** Of a PNG file; null when it has no header or does not end as it must. */
export const pngSize = async (content: Content): Promise<ImageSize | null> => {
  const head = await content.read(0, 24);
  const end = await content.read(content.bytes - 8, 8);
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR' || end.toString('latin1', 0, 4) !== 'IEND') return null;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
};

/** Of a JPEG file: what its first frame says. */
export const jpegSize = async (content: Content): Promise<ImageSize | null> => {
  let at = 2;
  for (let step = 0; step < MOST_STEPS; step++) {
    const segment = await content.read(at, 9);
    if (segment.length < 9 || segment[0] !== 0xff) return null;
    const marker = segment[1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: segment.readUInt16BE(7), height: segment.readUInt16BE(5) };
    // A byte of filling stands before a marker.
    at += marker === 0xff ? 1 : 2 + segment.readUInt16BE(2);
  }
  return null;
};

/** Of a WebP file: its canvas, or its only picture. */
export const webpSize = async (content: Content): Promise<ImageSize | null> => {
  const head = await content.read(0, 30);
  if (head.length < 30 || head.readUInt32LE(4) + 8 !== content.bytes + (content.bytes % 2)) return null;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    case 'VP8L':
      return { width: (head.readUInt32LE(21) & 0x3fff) + 1, height: ((head.readUInt32LE(21) >>> 14) & 0x3fff) + 1 };
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
};

const [WIDTH, HEIGHT, SHORT, LONG] = [256, 257, 3, 4];

/** Of a TIFF file: the largest of its pages; null when one of them does not say. */
export const tiffSize = async (content: Content): Promise<ImageSize | null> => {
  const head = await content.read(0, 8);
  if (head.length < 8) return null;
  const little = head[0] === 0x49;
  const short = (bytes: Buffer, at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (bytes: Buffer, at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  let largest: ImageSize | null = null;
  let at = long(head, 4);
  for (let step = 0; at !== 0; step++) {
    const counted = await content.read(at, 2);
    if (step === MOST_STEPS || counted.length < 2) return null;
    const count = short(counted, 0);
    const fields = await content.read(at + 2, count * 12 + 4);
    if (fields.length < count * 12 + 4) return null;
    const said = new Map<number, number>();
    for (let field = 0; field < count * 12; field += 12) {
      const kind = short(fields, field + 2);
      if (kind === SHORT || kind === LONG) said.set(short(fields, field), kind === SHORT ? short(fields, field + 8) : long(fields, field + 8));
    }
    const page = { width: said.get(WIDTH) ?? 0, height: said.get(HEIGHT) ?? 0 };
    if (page.width === 0 || page.height === 0) return null;
    if (!largest || page.width * page.height > largest.width * largest.height) largest = page;
    at = long(fields, count * 12);
  }
  return largest;
};
