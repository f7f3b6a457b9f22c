import { crc32, createDeflateRaw } from 'node:zlib';
import type { Cell } from './table.js';

/** As many rows as a sheet has (ISO/IEC 29500: 1 048 576); more go on the next sheet. */
const ROWS_OF_A_SHEET = 1_048_576;
/** So many characters a cell of text holds; longer ones are cut, as spreadsheets would refuse the whole book. */
const CHARACTERS_OF_A_CELL = 32_767;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A workbook as a stream of bytes, made while it is read: a row is held no longer than until it is taken, so the memory it takes
 * does not grow with the rows, however slowly they are fetched. Text is text in it, never a formula.
 */
export async function* xlsx(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  const zip = new Zip();
  const left = rows[Symbol.asyncIterator]();
  let sheets = 0;
  let ended = false;
  do {
    yield* zip.entry(`xl/worksheets/sheet${++sheets}.xml`, sheet(left, () => (ended = true)));
  } while (!ended);
  const numbers = Array.from({ length: sheets }, (_, n) => n + 1);
  yield* zip.entry('xl/workbook.xml', [`${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbers.map((n) => `<sheet name="${n}" sheetId="${n}" r:id="r${n}"/>`).join('')}</sheets></workbook>`]);
  yield* zip.entry('xl/_rels/workbook.xml.rels', [`${XML}<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => `<Relationship Id="r${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}</Relationships>`]);
  yield* zip.entry('_rels/.rels', [`${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`]);
  const types = [['xl/workbook.xml', 'sheet.main'], ...numbers.map((n) => [`xl/worksheets/sheet${n}.xml`, 'worksheet'])];
  yield* zip.entry('[Content_Types].xml', [
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.map(([part, type]) => `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`).join('')}</Types>`,
  ]);
  yield zip.end();
}

/** The rows of one sheet; tells when there are no more. */
async function* sheet(rows: AsyncIterator<readonly Cell[]>, ended: () => void): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  for (let written = 0; written < ROWS_OF_A_SHEET; written++) {
    const next = await rows.next();
    if (next.done) {
      ended();
      break;
    }
    const row = written + 1;
    yield `<row r="${row}">${next.value.map((value, column) => cell(value, `${letters(column)}${row}`)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

/** 0 → A, 25 → Z, 26 → AA. */
const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const cell = (value: Cell, at: string): string => {
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${at}"><v>${value}</v></c>` : '';
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  return value === '' ? '' : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text(value)}</t></is></c>`;
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What XML 1.0 cannot hold is left out: control characters, halves of a pair, the two that are no characters. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const text = (raw: string): string => raw.slice(0, CHARACTERS_OF_A_CELL).replace(NOT_XML, '').replace(/[&<>]/g, (sign) => ESCAPES[sign]!);

type Entry = { readonly name: Buffer; readonly crc: number; readonly packed: number; readonly plain: number; readonly at: number };

/** So much text is packed at a time. */
const PIECE_CHARACTERS = 65_536;
/** General purpose flags: sizes follow behind the data, and names are UTF-8. The day is 1 January 1980, so that equal rows give equal bytes. */
const [FLAGS, DEFLATE, DAY] = [0x0808, 8, 0x21];

/** A zip archive (APPNOTE 6.3), one entry after the other, each packed while it is written. Below four gigabytes: tables of the market are. */
class Zip {
  private readonly entries: Entry[] = [];
  private at = 0;

  async *entry(name: string, parts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const began = this.at;
    const head = Buffer.alloc(30);
    const bytes = Buffer.from(name);
    head.writeUInt32LE(0x04034b50, 0);
    [[4, 20], [6, FLAGS], [8, DEFLATE], [12, DAY], [26, bytes.length]].forEach(([at, value]) => head.writeUInt16LE(value!, at));
    yield this.counted(Buffer.concat([head, bytes]));
    let crc = 0;
    let plain = 0;
    let packed = 0;
    const deflate = createDeflateRaw();
    // Reading pulls, so no more is packed than is taken.
    const pieces = joined(parts);
    const feed = (async () => {
      for await (const piece of pieces) {
        crc = crc32(piece, crc);
        plain += piece.length;
        if (!deflate.write(piece)) await new Promise<void>((drained) => deflate.once('drain', drained));
      }
      deflate.end();
    })().catch((fault: unknown) => void deflate.destroy(fault as Error));
    for await (const part of deflate as AsyncIterable<Buffer>) {
      packed += part.length;
      yield this.counted(part);
    }
    await feed;
    const tail = Buffer.alloc(16);
    [0x08074b50, crc, packed, plain].forEach((value, n) => tail.writeUInt32LE(value, n * 4));
    yield this.counted(tail);
    this.entries.push({ name: bytes, crc, packed, plain, at: began });
  }

  /** The directory, which ends the archive. */
  end(): Buffer {
    const heads = this.entries.map(({ name, crc, packed, plain, at }) => {
      const head = Buffer.alloc(46);
      head.writeUInt32LE(0x02014b50, 0);
      [[4, 20], [6, 20], [8, FLAGS], [10, DEFLATE], [14, DAY], [28, name.length]].forEach(([place, value]) => head.writeUInt16LE(value!, place));
      [[16, crc], [20, packed], [24, plain], [42, at]].forEach(([place, value]) => head.writeUInt32LE(value!, place));
      return Buffer.concat([head, name]);
    });
    const directory = Buffer.concat(heads);
    const tail = Buffer.alloc(22);
    tail.writeUInt32LE(0x06054b50, 0);
    [[8, heads.length], [10, heads.length]].forEach(([place, value]) => tail.writeUInt16LE(value!, place));
    [[12, directory.length], [16, this.at]].forEach(([place, value]) => tail.writeUInt32LE(value!, place));
    return Buffer.concat([directory, tail]);
  }

  private counted(part: Buffer): Buffer {
    this.at += part.length;
    return part;
  }
}

/** Small parts put together, so that packing them costs little. */
async function* joined(parts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const part of parts) {
    text += part;
    if (text.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text) yield Buffer.from(text);
}
