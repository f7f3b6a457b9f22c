import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from '../../libs/platform/src/actor.js';

const sources = readdirSync('libs')
  .flatMap((context) => readdirSync(join('libs', context, 'src'), { recursive: true, encoding: 'utf8' }).map((name) => join('libs', context, 'src', name)))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts'))
  .map((path) => readFileSync(path, 'utf8'));

/** Rows of the glossary: its cells, and the code words of its third one. */
const rows = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| 中文 '))
  .map((line) => ({ line, cells: line.split('|').slice(1, -1).map((cell) => cell.trim()) }));
const words = rows.flatMap(({ cells }) => [...cells[2]!.matchAll(/`([^`]+)`/g)].map(([, word]) => word!));

const isWordOf = (word: string, text: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text);

describe('the glossary', () => {
  test('has five cells a row, with a code word in each, and no word twice', () => {
    expect(rows.length).toBeGreaterThan(50);
    for (const { line, cells } of rows) {
      expect({ line, cells: cells.length, code: /^`[^`]+`(, `[^`]+`)*$/.test(cells[2]!), meaning: cells[3] !== '' }).toEqual({ line, cells: 5, code: true, meaning: true });
    }
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  test('knows every kind of stream and every role', () => {
    const categories = sources.flatMap((text) => [...text.matchAll(/eventFamily<\w+>\('(\w+)'/g)].map(([, category]) => category!));
    expect(categories.length).toBeGreaterThan(10);
    expect([...categories, ...ROLES].filter((word) => !words.includes(word))).toEqual([]);
  });

  test('holds no word that the code has not', () => {
    expect(words.filter((word) => !sources.some((text) => isWordOf(word, text)))).toEqual([]);
  });
});
