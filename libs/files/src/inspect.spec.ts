import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { contentOf } from './content.js';
import { inspect, MOST_PIXELS } from './inspect.js';
import { HIGHEST_RATIO, MOST_INFLATED_BYTES } from './office.js';
import { docxOf, jpegOf, mp4, openDocumentOf, pdf, pngOf, pptxOf, tiffOf, webpOf, xlsxOf, zipOf } from './samples.js';

const MIB = 1_048_576;
const look = (bytes: Buffer | string, extension: string, declared = '') => inspect(contentOf(Buffer.from(bytes as string)), { extension, declared });
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const POWERPOINT = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const [ZH_UTF8, ZH_GB18030] = [Buffer.from('名称,数量\n花椒油,12\n'), Buffer.from('c3fbb3c62ccafdc1bf0abba8bdb7d3cd2c31320a', 'hex')];

/** So many mebibytes that do not pack, and so many that do. */
const filled = (random: number, zeros: number): Buffer => Buffer.concat([randomBytes(random * MIB), Buffer.alloc(zeros * MIB)]);

describe('what a file is', () => {
  test.each<[string, Buffer, string, string, string]>([
    ['PDF', pdf, 'pdf', 'application/pdf', 'application/pdf'],
    ['PNG', pngOf(), 'png', 'image/png', 'image/png'],
    ['JPEG', jpegOf(), 'jpeg', 'image/jpg', 'image/jpeg'],
    ['WebP', webpOf(), 'webp', 'image/webp', 'image/webp'],
    ['TIFF', tiffOf(), 'tif', 'image/tiff', 'image/tiff'],
    ['TIFF in the other order', tiffOf(9, 9, 'big'), 'tiff', 'image/tiff', 'image/tiff'],
    ['Word', docxOf(), 'docx', WORD, WORD],
    ['Excel', xlsxOf(), 'xlsx', 'application/octet-stream', EXCEL],
    ['PowerPoint', pptxOf(), 'pptx', 'application/x-zip-compressed', POWERPOINT],
    ['text of LibreOffice', openDocumentOf('text'), 'odt', '', 'application/vnd.oasis.opendocument.text'],
    ['table of LibreOffice', openDocumentOf('spreadsheet'), 'ods', '', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['CSV', ZH_UTF8, 'csv', 'text/csv', 'text/csv'],
    ['CSV as Windows calls it', ZH_UTF8, 'csv', 'application/vnd.ms-excel', 'text/csv'],
    ['CSV in GB18030', ZH_GB18030, 'csv', 'text/csv', 'text/csv'],
    ['text with a byte order mark', Buffer.from('\ufeff名称\r\n'), 'txt', 'text/plain', 'text/plain'],
    ['text that begins as another type does', Buffer.from('BMW,MZ,\n'), 'txt', 'text/plain', 'text/plain'],
    ['MP4', mp4, 'mp4', 'video/mp4', 'video/mp4'],
    ['a table behind the chart of a slide', pptxOf({ name: 'ppt/embeddings/Microsoft_Excel_Sheet1.xlsx', data: xlsxOf() }), 'pptx', '', POWERPOINT],
    ['an archive with a comment', Buffer.from(docxOf().subarray(0, -2).toString('latin1') + '\x05\0hello', 'latin1'), 'docx', '', WORD],
  ])('%s', async (_, bytes, extension, declared, found) => expect(await look(bytes, extension, declared)).toBe(found));

  test.each<[string, Buffer | string, string, string, object]>([
    ['a program called a PDF', Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(200)]), 'pdf', 'application/pdf', { found: 'application/x-msdownload' }],
    ['a program of Linux', Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(200)]), 'txt', '', { found: 'application/x-elf' }],
    ['SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'svg', 'image/svg+xml', { found: 'text/html' }],
    ['SVG called a picture', '<?xml version="1.0"?><svg onload="alert(1)"/>', 'png', 'image/png', { found: 'application/xml' }],
    ['HTML called a PDF', '<!DOCTYPE html><script>alert(1)</script>', 'pdf', 'application/pdf', { found: 'text/html' }],
    ['HTML called text', '\ufeff \n<html><body onload=alert(1)>', 'txt', 'text/plain', { found: 'text/html' }],
    ['a bare archive', zipOf([{ name: 'a.txt', data: 'a' }]), 'zip', 'application/zip', { found: 'application/zip' }],
    ['a Java archive called Word', zipOf([{ name: 'META-INF/MANIFEST.MF', data: 'Main-Class: X' }]), 'docx', WORD, { found: 'application/zip' }],
    ['Word with macros', docxOf({ name: 'word/vbaProject.bin', data: 'x' }), 'docx', WORD, { found: 'application/zip' }],
    ['Word that says it is Excel too', zipOf([{ name: '[Content_Types].xml', data: `"${WORD}.main+xml" "${EXCEL}.main+xml"` }]), 'docx', WORD, { found: 'application/zip' }],
    ['GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1'), 'gif', 'image/gif', { found: 'image/gif' }],
    ['bytes of no type', Buffer.concat([Buffer.from([0, 1, 2, 3]), Buffer.alloc(50, 0xfe)]), 'txt', '', { found: null }],
    ['text with a nil in it', 'abc\u0000def', 'txt', 'text/plain', { found: null }],
    ['text that is neither UTF-8 nor GB18030', Buffer.from('616263ff20', 'hex'), 'txt', 'text/plain', { found: null }],
    ['text that breaks off in a character', ZH_UTF8.subarray(0, 1), 'txt', 'text/plain', { found: null }],
  ])('is not allowed: %s', async (_, bytes, extension, declared, details) => {
    expect(await look(bytes, extension, declared)).toMatchObject({ refused: 'file_type_not_allowed', details: { ...details, allowed: expect.arrayContaining(['pdf']) } });
  });

  test.each<[string, Buffer, string, string, object]>([
    ['a PDF called a picture', pdf, 'png', 'image/png', { found: 'application/pdf', extension: 'png' }],
    ['a PDF whose name says program', pdf, 'exe', 'application/pdf', { extension: 'exe' }],
    ['a PDF without an ending', pdf, '', 'application/pdf', { extension: '', extensions: ['pdf'] }],
    ['a PDF declared as a picture', pdf, 'pdf', 'image/png', { declared: 'image/png' }],
    ['text called HTML', Buffer.from('hello'), 'html', 'text/html', { found: 'text/plain' }],
    ['Excel called Word', xlsxOf(), 'docx', '', { found: EXCEL }],
    ['a JPEG with an archive behind it', Buffer.concat([jpegOf(), zipOf([{ name: 'x.class', data: 'x' }])]), 'jpg', 'image/jpeg', { also: 'application/zip' }],
    ['a PDF with an archive behind it', Buffer.concat([pdf, zipOf([{ name: 'x.class', data: 'x' }], 'with a comment')]), 'pdf', '', { also: 'application/zip' }],
    ['a picture that readers of PDF open', Buffer.concat([jpegOf(), pdf]), 'jpg', '', { also: 'application/pdf' }],
  ])('contradicts itself: %s', async (_, bytes, extension, declared, details) => {
    expect(await look(bytes, extension, declared)).toMatchObject({ refused: 'file_type_contradicts_content', details });
  });

  test('nothing is no file', async () => expect(await look('', 'txt')).toMatchObject({ refused: 'file_empty' }));

  test.each([
    ['PNG', pngOf, 'png'], ['JPEG', jpegOf, 'jpg'], ['WebP', webpOf, 'webp'], ['TIFF', tiffOf, 'tif'],
  ] as const)('a %s picture has at most twenty-five million pixels', async (_, pictureOf, extension) => {
    expect(await look(pictureOf(5_000, 5_000), extension)).toMatch(/^image/);
    expect(await look(pictureOf(5_000, 5_001), extension)).toEqual({ refused: 'image_too_large', details: { width: 5_000, height: 5_001, mostPixels: MOST_PIXELS } });
  });

  test.each<[string, Buffer, string]>([
    ['PNG without its end', pngOf().subarray(0, -4), 'png'],
    ['PNG with an archive behind it', Buffer.concat([pngOf(), zipOf([{ name: 'x.class', data: 'x' }])]), 'png'],
    ['JPEG without a frame', jpegOf().subarray(0, 24), 'jpg'],
    ['WebP shorter than it says', webpOf().subarray(0, -1), 'webp'],
    ['TIFF whose pages go round', tiffOf(2, 2, 'little', 8), 'tif'],
    ['TIFF without a size', tiffOf(0, 2), 'tif'],
    ['Word without its end', docxOf().subarray(0, -1), 'docx'],
    ['Word with something behind it', Buffer.concat([docxOf(), Buffer.from('x')]), 'docx'],
    ['Word with something behind its directory', Buffer.concat([docxOf().subarray(0, -22), Buffer.from('x'), docxOf().subarray(-22)]), 'docx'],
    ['Word with something before its directory', Buffer.concat([docxOf().subarray(0, 30), Buffer.from('x'), docxOf().subarray(30)]), 'docx'],
    ['Word that is encrypted', docxOf({ name: 'x', data: 'x', flags: 0x801 }), 'docx'],
    ['Word with two names for one entry', docxOf({ name: 'a.exe', nameInDirectory: 'b.xml', data: 'x' }), 'docx'],
  ])('is damaged: %s', async (_, bytes, extension) => expect(await look(bytes, extension)).toMatchObject({ refused: 'file_damaged' }));

  test.each<[string, () => Buffer, string]>([
    ['zeros without end', () => docxOf({ name: 'word/media/x.bin', data: Buffer.alloc(12 * MIB) }), 'ratio'],
    ['more than memory takes, packed well enough', () => docxOf({ name: 'x', data: filled(4, MOST_INFLATED_BYTES / MIB) }), 'inflated_bytes'],
    ['more than memory takes, half of it within', () => docxOf({ name: 'x', data: filled(4, 200) }, { name: 'word/embeddings/x.docx', data: docxOf({ name: 'x', data: filled(2, 60) }) }), 'inflated_bytes'],
    ['more than it declares', () => docxOf({ name: 'x', data: Buffer.alloc(5_000), declaredBytes: 4_999 }), 'declared_bytes'],
    ['less than it declares', () => docxOf({ name: 'x', data: Buffer.alloc(5_000), declaredBytes: 5_001 }), 'declared_bytes'],
    ['a stored entry that is not as long as it declares', () => docxOf({ name: 'x', data: 'abc', stored: true, declaredBytes: 2 }), 'declared_bytes'],
    ['ten thousand and one entries', () => zipOf(Array.from({ length: 10_001 }, (_, n) => ({ name: String(n), data: '', stored: true }))), 'entries'],
    ['entries that share their bytes', () => overlapping(), 'overlap'],
    ['an archive within', () => docxOf({ name: 'word/media/x.zip', data: zipOf([{ name: 'a', data: 'a' }]) }), 'nested'],
    ['an archive within, whatever it is called', () => docxOf({ name: 'word/media/image1.png', data: zipOf([{ name: 'a', data: 'a' }]), stored: true }), 'nested'],
    ['an archive where documents may be', () => docxOf({ name: 'word/embeddings/x.docx', data: zipOf([{ name: 'a', data: 'a' }]) }), 'nested'],
    ['half an archive where documents may be', () => docxOf({ name: 'word/embeddings/x.docx', data: docxOf().subarray(0, -5) }), 'nested'],
    ['a document within a document within a document', () => docxOf({ name: 'word/embeddings/x.docx', data: docxOf({ name: 'word/embeddings/y.docx', data: docxOf() }) }), 'nested'],
    ['zeros within a document within', () => docxOf({ name: 'x', data: randomBytes(MIB) }, { name: 'word/embeddings/x.docx', data: docxOf({ name: 'x', data: Buffer.alloc(11 * MIB) }) }), 'ratio'],
  ])('is a bomb: %s', async (_, make, why) => expect(await look(make(), 'docx')).toEqual({ refused: 'file_is_bomb', details: { why } }));

  test('a table of equal rows is no bomb', async () => {
    const rows = Buffer.from('<row><c><v>1</v></c></row>'.repeat(300_000));
    const table = xlsxOf({ name: 'xl/worksheets/sheet1.xml', data: rows });
    expect(rows.length).toBeGreaterThan(HIGHEST_RATIO * table.length);
    expect(await look(table, 'xlsx')).toBe(EXCEL);
  });

  test('no bytes whatever bring it out of order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(pdf, pngOf(), jpegOf(), webpOf(), tiffOf(), docxOf({ name: 'x', data: 'xyz' }), openDocumentOf('text'), mp4, ZH_GB18030),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.nat(),
        async (whole, changes, cut) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const answer = await look(bytes.subarray(0, bytes.length - (cut % bytes.length)), 'pdf');
          expect(typeof answer === 'string' || isRefusal(answer)).toBe(true);
        },
      ),
      { numRuns: 1_500 },
    ));
});

/** Two entries of the directory that point at one. */
const overlapping = (): Buffer => {
  const archive = docxOf({ name: 'x', data: 'xyz', stored: true });
  const end = archive.length - 22;
  const at = archive.lastIndexOf(Buffer.from('PK\x01\x02'));
  const again = Buffer.concat([archive.subarray(0, end), archive.subarray(at)]);
  again.writeUInt16LE(4, again.length - 14);
  again.writeUInt16LE(4, again.length - 12);
  again.writeUInt32LE(archive.readUInt32LE(end + 12) + (end - at), again.length - 10);
  return again;
};
