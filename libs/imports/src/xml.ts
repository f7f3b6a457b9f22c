import { SaxesParser } from 'saxes';
import type { Content } from '@hewu/files/src/content.js';
import { inflated, ZipBroken, type ZipEntry } from '@hewu/files/src/zip.js';
import { SheetFault } from './sheet.js';

/** What a reader of a part is told of, in order. Names are without their prefix. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

/** No part of a workbook is nested so deep; a parser remembers every level. */
const MOST_LEVELS = 32;
/** A parser keeps what stands between two signs `<`; longer is no cell of a spreadsheet. */
const LONGEST_STRETCH = 1_048_576;

/**
 * Reads one part of a workbook piece by piece; answers after each piece, so that a reader may hand on what it has. A part
 * with a document type (which could name entities, here or elsewhere) is refused before anything of it is looked at; nothing
 * a part names is ever opened. Throws `SheetFault`.
 */
export async function* xmlPieces(content: Content, entry: ZipEntry, { open, text, close }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  let levels = 0;
  parser.on('doctype', () => {
    throw new SheetFault('import_workbook_external', { why: 'document_type' });
  });
  parser.on('error', () => {
    throw broken();
  });
  parser.on('opentag', ({ name, attributes }) => {
    levels += 1;
    if (levels > MOST_LEVELS) throw broken();
    open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    levels -= 1;
    close(local(name));
  });
  parser.on('text', text);
  parser.on('cdata', text);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let stretch = 0;
  for await (const piece of unpacked(content, entry)) {
    const last = piece.lastIndexOf(0x3c);
    stretch = last === -1 ? stretch + piece.length : piece.length - last;
    if (stretch > LONGEST_STRETCH) throw broken();
    parser.write(textOf(() => decoder.decode(piece, { stream: true })));
    yield;
  }
  parser.write(textOf(() => decoder.decode()));
  parser.close();
  yield;
}

async function* unpacked(content: Content, entry: ZipEntry): AsyncGenerator<Buffer> {
  try {
    yield* inflated(content, entry);
  } catch (error) {
    throw error instanceof ZipBroken ? broken() : error;
  }
}

const textOf = (decode: () => string): string => {
  try {
    return decode();
  } catch {
    throw broken();
  }
};

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const broken = (): SheetFault => new SheetFault('import_workbook_broken');
