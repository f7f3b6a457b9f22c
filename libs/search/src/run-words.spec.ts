import fc from 'fast-check';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { groupsOf } from './asked.js';
import type { Entry } from './entry.js';
import { SearchIndex } from './search-index.js';

const TITLES = { green: '青花椒保鲜方法', red: '花椒油低温萃取工艺', clean: '玻璃清洗装置', graphene: 'Graphene welding sensor', wild: '川味野花椒烘干', qin: '秦岭栽培技术', dressing: '医用敷料的制备', apart: '医用外敷凝胶的儿科应用', together: '消炎敷贴', alone: '外敷药与贴剂', ward: '儿科床' };
const entry = (id: string, title: string): Entry => ({ id, audience: 'public', ...textTerms([title], []), facets: {}, sorts: { newest: 0 } });

describe('a run without a blank', () => {
  const index = new SearchIndex('things', []);
  for (const [id, title] of Object.entries(TITLES)) index.put(entry(id, title));
  const found = (text: string): readonly string[] =>
    index.find({ groups: groupsOf(text), audience: 'public', chosen: {}, sort: { by: 'newest', direction: 'desc' }, limit: 100 }).hits.map(({ id }) => id).sort();

  test.each([
    ['a word that is kept as a character and a word', 'qinghuajiao', ['green']],
    ['another one', 'yehuajiao', ['wild']],
    ['with more words behind it', 'qinghuajiaobaoxian', ['green']],
    ['a letter too few in the word', 'qinghuajao', ['green']],
    ['two letters changed about', 'qinghuajioa', ['green']],
    ['a letter too few in the character', 'qnghuajiao', ['green']],
    ['what sounds nearly so', 'qinhuajiao', ['green']],
    ['a letter too few in one of two words', 'huajiaodiwn', ['red']],
    ['initials of two words', 'hjdw', ['red']],
    ['partly Chinese', '青huajiao', ['green']],
    ['partly Chinese, the word', 'qing花椒', ['green']],
    ['partly Chinese, with blanks in it', 'ye花jiao', ['wild']],
    ['partly Chinese, with more words behind it', 'qing花椒baoxian', ['green']],
    ['partly Chinese, the word behind', 'huajiao低温', ['red']],
    ['partly Chinese, what sounds nearly so', 'qin花椒', ['green']],
    ['partly Chinese, with one letter too few', 'qing花椒baoxan', ['green']],
    ['letters that touch a word and are none', 'xyz花椒', []],
  ])('%s: %s', (_what, text, ids) => {
    expect([text, found(text)]).toEqual([text, ids]);
  });

  test.each([
    ['is meant as the word that it nearly is', '医用敷科', ['dressing']],
    ['with the same characters the other way about', '医用科敷', []],
    ['by itself, as it stands in a title', '敷贴', ['together']],
    ['between words', '花椒科敷低温', []],
    ['a single character beside a word', '低温油萃取', ['red']],
  ])('characters that the dictionary cannot read do not match each by itself: %s: %s', (_what, text, ids) => {
    expect([text, found(text)]).toEqual([text, ids]);
  });

  test('initials of a character and a word find whatever has both, what was meant among it', () => {
    expect(found('qhj')).toEqual(expect.arrayContaining(['green']));
    expect(found('qhj')).not.toEqual(expect.arrayContaining(['graphene']));
  });

  test('of characters alone, or of nothing that is known, finds nothing', () => {
    for (const text of ['qingye', 'qwrtypsd', 'huajiaoxxxxx']) expect([text, found(text)]).toEqual([text, []]);
  });

  test('one error is forgiven at any letter, and none of it breaks', () => {
    fc.assert(fc.property(fc.nat(10), fc.constantFrom(...'abcxyz'), fc.constantFrom('drop', 'put', 'swap'), (at, letter, kind) => {
      const run = 'qinghuajiao';
      const mistyped = run.slice(0, at) + (kind === 'drop' ? '' : letter) + run.slice(kind === 'put' ? at : at + 1);
      expect([mistyped, found(mistyped).includes('green')]).toEqual([mistyped, true]);
    }), { numRuns: 200 });
  });
});
