import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'docs/decisions';
const pages = readdirSync(FOLDER).filter((name) => name !== 'README.md');
const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');

describe('the decisions', () => {
  test('each has a number of its own', () => {
    expect(pages.filter((name) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([]);
    const numbers = pages.map((name) => name.slice(0, 4));
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  });

  test('each says by which number it goes, what the options were, what was chosen and what follows', () => {
    for (const name of pages) {
      const text = readFileSync(join(FOLDER, name), 'utf8');
      const headings = [...text.matchAll(/^## (\w+)/gm)].map(([, heading]) => heading);
      expect({ name, title: text.split('\n')[0] }).toEqual({ name, title: expect.stringMatching(new RegExp(`^# ${name.slice(0, 4)}\\b`)) as string });
      expect({ name, missing: ['Context', 'Options', 'Choice', 'Consequences'].filter((heading) => !headings.includes(heading)) }).toEqual({ name, missing: [] });
    }
  });

  test('each is listed, and what is listed is there', () => {
    const listed = [...index.matchAll(/\[(\d{4})\]\(([^)]+)\)/g)];
    expect(listed.map(([, , name]) => name!).sort()).toEqual([...pages].sort());
    for (const [, number, name] of listed) expect(name!.slice(0, 4)).toBe(number);
  });

  test('what a page names of the code is there', () => {
    for (const name of pages) {
      const paths = [...readFileSync(join(FOLDER, name), 'utf8').matchAll(/`((?:libs|apps|test|docs)\/[\w./-]+\.\w+)`/g)].map(([, path]) => path!);
      const missing = paths.filter((path) => !existsSync(path));
      expect({ name, missing }).toEqual({ name, missing: [] });
    }
  });
});
