import { fileTypeFromBuffer } from 'file-type';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Content } from './content.js';
import { MEDIA_TYPES, type MediaType } from './events.js';
import { agrees, EXTENSIONS, FILE_TYPES } from './file-types.js';
import { jpegSize, pngSize, tiffSize, webpSize, type ImageSize } from './image-size.js';
import { officeTypeOf } from './office.js';
import { textKindOf } from './text.js';
import { ZipBomb, ZipBroken, zipEndOf } from './zip.js';

/** A house rule: what a screen shows and a reader's memory takes; an A4 page scanned at 500 dpi. */
export const MOST_PIXELS = 25_000_000;

/** In order of precedence. */
export type InspectionRefusal = 'file_empty' | 'file_type_not_allowed' | 'file_type_contradicts_content' | 'file_damaged' | 'file_is_bomb' | 'image_too_large';

/** How a sender calls what they send: the ending of its name, and the type they declare. */
export type Called = { readonly extension: string; readonly declared: string };

const HEAD_BYTES = 4_100;

/** What the bytes are, or why they are not taken. Nothing is believed of what the sender says; it must only agree. */
export const inspect = async (content: Content, called: Called): Promise<MediaType | Refusal<InspectionRefusal>> => {
  if (content.bytes === 0) return refuse('file_empty');
  try {
    const found = await typeOf(content, called);
    if (!isMediaType(found)) return refuse('file_type_not_allowed', { found, allowed: EXTENSIONS });
    if (!agrees(found, called.extension, called.declared)) return refuse('file_type_contradicts_content', { found, ...called, extensions: FILE_TYPES[found].extensions });
    return (await sizeFault(content, found)) ?? (await polyglotFault(content, found)) ?? found;
  } catch (fault) {
    if (fault instanceof ZipBomb) return refuse('file_is_bomb', { why: fault.why });
    if (fault instanceof ZipBroken) return refuse('file_damaged', { found: 'application/zip' });
    throw fault;
  }
};

const isMediaType = (found: string | null): found is MediaType => MEDIA_TYPES.includes(found as MediaType);

/** Archives are looked into by ourselves alone; text is what has no other type and can be read. */
const typeOf = async (content: Content, { extension }: Called): Promise<string | null> => {
  const head = await content.read(0, HEAD_BYTES);
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return (await officeTypeOf(content)) ?? 'application/zip';
  const found = (await fileTypeFromBuffer(head))?.mime ?? null;
  if (isMediaType(found)) return found;
  // Two letters make other types, and a table may begin with them: what is text to its end is text.
  const text = await textKindOf(content);
  if (text === 'markup') return found ?? 'text/html';
  return text === 'text' ? (extension === 'csv' ? 'text/csv' : 'text/plain') : found;
};

const SIZES: Partial<Readonly<Record<MediaType, (content: Content) => Promise<ImageSize | null>>>> = {
  'image/png': pngSize,
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/tiff': tiffSize,
};

const sizeFault = async (content: Content, found: MediaType): Promise<Refusal<InspectionRefusal> | null> => {
  const sizeOf = SIZES[found];
  if (!sizeOf) return null;
  const size = await sizeOf(content);
  if (!size) return refuse('file_damaged', { found });
  return size.width * size.height > MOST_PIXELS ? refuse('image_too_large', { ...size, mostPixels: MOST_PIXELS }) : null;
};

const OFFICE_OR_TEXT = /^(text\/|application\/vnd\.)/;

/** One content that two readers take for two things: an archive hung behind, or a PDF within the first bytes of another type. */
const polyglotFault = async (content: Content, found: MediaType): Promise<Refusal<InspectionRefusal> | null> => {
  if (OFFICE_OR_TEXT.test(found)) return null;
  const also = (await zipEndOf(content)) ? 'application/zip' : pdfWithin(found, await content.read(0, 1_024));
  return also && refuse('file_type_contradicts_content', { found, also });
};

/** Readers of PDF look for its beginning in so many bytes. */
const pdfWithin = (found: MediaType, head: Buffer): 'application/pdf' | null => (found !== 'application/pdf' && head.includes('%PDF-') ? 'application/pdf' : null);
