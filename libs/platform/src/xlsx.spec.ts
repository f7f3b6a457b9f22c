import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { rowOf, type Cell } from './table.js';
import { xlsx } from './xlsx.js';

async function* from(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}
const bytesOf = async (rows: AsyncIterable<readonly Cell[]>): Promise<Buffer> => Buffer.concat(await Readable.from(xlsx(rows)).toArray());
/** As a spreadsheet reads it, by a library that is not ours. */
const read = async (bytes: Buffer): Promise<readonly (readonly unknown[])[]> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const rows: unknown[][] = [];
  book.worksheets[0]!.eachRow({ includeEmpty: true }, (row) => rows.push((row.values as unknown[]).slice(1)));
  return rows;
};

describe('a table as a workbook', () => {
  test('is read by others as it was written: text as text, numbers as numbers', async () => {
    const rows = [['id', 'title', 'fen', 'open'], ['a-1', '花椒油 <b>&"\'</b>\n 第二行 ', 48_000_000, true], ['a-2', '', -0.5, false], ['a-3', '𠮷\u{1F336}', 0, true]];
    const seen = await read(await bytesOf(from(rows)));
    expect(seen[0]).toEqual(rows[0]);
    expect(seen[1]).toEqual(rows[1]);
    const wide = Array.from({ length: 60 }, (_, n) => n);
    expect(await read(await bytesOf(from([wide])))).toEqual([wide]);
    expect([seen[2]![0], seen[2]![2], seen[2]![3], seen[3]![1]]).toEqual(['a-2', -0.5, false, '𠮷\u{1F336}']);
  });

  test('holds no formula, and nothing that XML cannot hold', async () => {
    const { title } = rowOf({ title: '=HYPERLINK("http://evil.example")' });
    const bytes = await bytesOf(from([[title!], ['a\u0000b\u001fc\ud800d\uffff']]));
    expect(await read(bytes)).toEqual([[title], ['abcd']]);
  });

  test('without a row is still a workbook', async () => {
    expect(await read(await bytesOf(from([])))).toEqual([]);
  });

  test('gives equal bytes for equal rows', async () => {
    expect(await bytesOf(from([['a', 1]]))).toEqual(await bytesOf(from([['a', 1]])));
  });

  test('takes no more rows than are fetched, however many there are', async () => {
    let taken = 0;
    async function* many(): AsyncGenerator<readonly Cell[]> {
      for (; taken < 300_000; taken++) yield [`行 ${taken}`, Math.sin(taken), `${Math.cos(taken)}`];
    }
    const parts = xlsx(many());
    for (let n = 0; n < 5; n++) await parts.next();
    // What is packed lies in a buffer or two; nobody asks for more.
    for (let calm = 0, before = -1; calm < 5; calm = before === taken ? calm + 1 : 0) {
      before = taken;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(taken).toBeLessThan(30_000);
    await parts.return(undefined);
  });

  test('a fault of its rows ends it as one', async () => {
    async function* broken(): AsyncGenerator<readonly Cell[]> {
      yield ['a'];
      throw new Error('the store is gone');
    }
    await expect(bytesOf(broken())).rejects.toThrow('the store is gone');
  });
});
