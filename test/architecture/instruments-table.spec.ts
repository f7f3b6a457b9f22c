import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PAGE = 'docs/instruments.md';
const text = readFileSync(PAGE, 'utf8');

const links = (of: string): readonly { readonly name: string; readonly file: string }[] =>
  [...of.matchAll(/\[([^\]]+)\]\(([^)\s]+\.ts)\)/g)].map(([, name, path]) => ({ name: name!, file: join(dirname(PAGE), path!) }));

/** Whether a file has a test of that name, however it is quoted there. */
const holds = ({ name, file }: { readonly name: string; readonly file: string }): boolean =>
  existsSync(file) && ['\'', '"', '`'].some((quote) => readFileSync(file, 'utf8').includes(`test(${quote}${name}${quote},`));

/** Rows of the tables that end with what Hewu does: the feature, and that cell. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Feature '))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  .map((cells) => ({ feature: cells[0]!, hewu: cells.at(-1)! }));

describe('the table of docs/instruments.md', () => {
  test('says of every feature how far it is there', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ hewu }) => !/^[●◐○]/.test(hewu))).toEqual([]);
  });

  test('leads from every ● to the test that shows it', () => {
    expect(rows.filter(({ hewu }) => hewu.startsWith('●') && links(hewu).length === 0)).toEqual([]);
    expect(rows.filter(({ hewu }) => /^[◐○]/.test(hewu) && links(hewu).length > 0)).toEqual([]);
  });

  test('leads to no test that is not there', () => {
    expect(links(text).length).toBeGreaterThan(40);
    expect(links(text).filter((link) => !holds(link))).toEqual([]);
  });

  test('a name or a file that is not there is found', () => {
    const [one] = links(text) as [{ readonly name: string; readonly file: string }];
    expect([holds(one), holds({ ...one, name: `${one.name}.` }), holds({ ...one, file: `${one.file}x` })]).toEqual([true, false, false]);
  });
});
