import fc from 'fast-check';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { groupsOf } from './asked.js';
import { one, type Entry } from './entry.js';
import { marked, rangesOf } from './highlights.js';
import { findsAll, profileOf } from './matching.js';
import { SearchIndex, type IndexSearch } from './search-index.js';

const WORDS = ['花椒', '柑橘', '摩托车', 'silk', 'graphene', '石墨烯', 'welding', '焊接', '检测', '加密'];

type Thing = { readonly id: string; readonly words: readonly string[]; readonly region: string; readonly kinds: readonly string[]; readonly industry: string; readonly price: number | null; readonly hidden: boolean };

const thing = (id: number): fc.Arbitrary<Thing> =>
  fc.record({
    id: fc.constant(`t-${String(id).padStart(3, '0')}`), words: fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }), region: fc.constantFrom('500117', '511622'),
    kinds: fc.uniqueArray(fc.constantFrom('patent', 'know_how', 'other'), { maxLength: 3 }), industry: fc.constantFrom('C13', 'C14', 'A01'), price: fc.option(fc.integer({ min: 0, max: 5 })), hidden: fc.boolean(),
  });

const entryOf = ({ id, words, region, kinds, industry, price, hidden }: Thing): Entry => ({
  id, audience: hidden ? 'signed_in' : 'public', ...textTerms([words[0]!], [words.slice(1).join(' 、 ')]),
  facets: { region: one(region), kind: { counted: kinds }, industry: { counted: [industry[0]!], asked: [industry[0]!, industry] } }, sorts: { newest: 0, price },
});

const FACETS = ['region', 'kind', 'industry'] as const;
const everything = { groups: null, audience: 'public', chosen: {}, sort: { by: 'newest', direction: 'desc' }, limit: 1_000 } as const satisfies IndexSearch;

/** What `find` should say, by walking through everything. */
const byHand = (things: readonly Thing[], search: IndexSearch): { ids: string[]; facets: Record<string, Record<string, number>> } => {
  const fits = (entry: Entry, left?: string): boolean =>
    (search.audience === 'signed_in' || entry.audience === 'public') && (search.groups === null || findsAll(search.groups, profileOf(entry.terms))) &&
    FACETS.every((facet) => facet === left || !search.chosen[facet] || (entry.facets[facet]!.asked ?? entry.facets[facet]!.counted).some((value) => search.chosen[facet]!.includes(value)));
  const entries = things.map(entryOf);
  return {
    ids: entries.filter((entry) => fits(entry)).map(({ id }) => id).sort(),
    facets: Object.fromEntries(FACETS.map((facet) => {
      const counts: Record<string, number> = {};
      for (const entry of entries.filter((candidate) => fits(candidate, facet))) for (const value of entry.facets[facet]!.counted) counts[value] = (counts[value] ?? 0) + 1;
      return [facet, counts];
    })),
  };
};

const corpus = fc.integer({ min: 0, max: 40 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, i) => thing(i)))) as fc.Arbitrary<Thing[]>;
const chosen = fc.record({ region: fc.option(fc.constant(['500117']), { nil: undefined }), kind: fc.option(fc.constant(['patent', 'other']), { nil: undefined }), industry: fc.option(fc.constantFrom(['C'], ['C13', 'A']), { nil: undefined }) });

describe('an index', () => {
  test('finds and counts what a walk through everything would, whatever was put, replaced and removed before', () => {
    fc.assert(
      fc.property(corpus, corpus, fc.array(fc.nat(39)), fc.option(fc.subarray(WORDS, { minLength: 1, maxLength: 2 })), chosen, fc.constantFrom('public' as const, 'signed_in' as const), (before, now, removed, words, narrowed, audience) => {
        const index = new SearchIndex('things', FACETS);
        for (const old of before) index.put(entryOf(old));
        for (const at of removed) index.remove(`t-${String(at).padStart(3, '0')}`);
        for (const old of before) if (!now.some(({ id }) => id === old.id)) index.remove(old.id);
        for (const thing of now) index.put(entryOf(thing));
        const search: IndexSearch = { ...everything, groups: words === null ? null : groupsOf(words.join(' ')), audience, chosen: narrowed };
        const found = index.find(search);
        const expected = byHand(now, search);
        expect(found.hits.map(({ id }) => id).sort()).toEqual(expected.ids);
        expect(found.count).toBe(expected.ids.length);
        // A word that nothing holds is tried as another one; what was found then is another question.
        for (const facet of FACETS) expect(Object.fromEntries(found.facets[facet]!.map(({ value, count }) => [value, count]))).toEqual(expected.facets[facet]);
      }),
      { numRuns: 60 },
    );
  });

  test('tells nothing of what is gone, not even as a word that was meant', () => {
    const index = new SearchIndex('things', []);
    const entry = (id: string, title: string): Entry => ({ id, audience: 'public', ...textTerms([title], []), facets: {}, sorts: { newest: 0 } });
    index.put(entry('a', 'superconductor'));
    expect(index.find({ ...everything, groups: groupsOf('superconducter') }).count).toBe(1);
    index.remove('a');
    for (const text of ['superconductor', 'superconducter']) expect(index.find({ ...everything, groups: groupsOf(text) })).toMatchObject({ count: 0, words: [{ alternatives: [] }] });
  });

  test('stays the same when it is packed', () => {
    const index = new SearchIndex('things', FACETS);
    const at = (i: number): Thing => ({ id: `t-${i}`, words: [WORDS[i % WORDS.length]!], region: i % 2 ? '500117' : '511622', kinds: [], industry: 'C13', price: i % 7, hidden: false });
    for (let round = 0; round < 130; round++) for (let i = 0; i < 50; i++) index.put(entryOf(at(i)));
    const things = Array.from({ length: 50 }, (_, i) => at(i));
    for (const groups of [null, groupsOf('花椒')]) {
      const found = index.find({ ...everything, groups });
      const expected = byHand(things, { ...everything, groups });
      expect(found.hits.map(({ id }) => id).sort()).toEqual(expected.ids);
      expect(Object.fromEntries(found.facets['region']!.map(({ value, count }) => [value, count]))).toEqual(expected.facets['region']);
    }
    expect(index.size).toBe(50);
  });

  test('pages in any order give everything once, null last', () => {
    fc.assert(fc.property(corpus, fc.integer({ min: 1, max: 7 }), fc.constantFrom('asc' as const, 'desc' as const), (things, limit, direction) => {
      const index = new SearchIndex('things', FACETS);
      for (const thing of things) index.put(entryOf({ ...thing, hidden: false }));
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = index.find({ ...everything, sort: { by: 'price', direction }, limit, cursor });
        seen.push(...page.hits.map(({ id }) => id));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect([...seen].sort()).toEqual(things.map(({ id }) => id).sort());
      const prices = seen.map((id) => things.find((thing) => thing.id === id)!.price);
      const told = prices.filter((price) => price !== null);
      expect(told).toEqual([...told].sort((a, b) => (direction === 'asc' ? a - b : b - a)));
      expect(prices.slice(told.length).every((price) => price === null)).toBe(true);
    }), { numRuns: 60 });
  });
});

describe('highlights', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: fc.constantFrom(...'花椒油低温ab 😀Ａ-oil', '\ud83d'), maxLength: 400 }));

  test('lie within the text, in order, none over another, and mark what was meant', () => {
    fc.assert(fc.property(text, fc.array(fc.constantFrom('花椒', '花椒油', '~花椒', 'oil', 'a', 'ab', '油'), { maxLength: 5 }), (shown, terms) => {
      for (const { text: piece, ranges } of [{ text: shown, ranges: rangesOf(shown, terms) }, marked(shown, terms)]) {
        let before = 0;
        for (const { from, to } of ranges) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          before = to;
        }
        expect(before).toBeLessThanOrEqual(piece.length);
      }
      expect(marked(shown, terms).text.length).toBeLessThanOrEqual(Math.max(160, 0) + 1);
    }));
  });

  test('count characters as they were written, whatever folding made of them', () => {
    const written = '㎡ ＯＩＬ😀花椒油';
    expect(rangesOf(written, ['oil', '花椒油']).map(({ from, to }) => written.slice(from, to))).toEqual(['ＯＩＬ', '花椒油']);
  });
});

describe('a phrase', () => {
  test('of signs asks nothing', () => {
    for (const phrase of ['', '*', '😀', '，。', '\u0000\u0007', '的']) expect([phrase, groupsOf(phrase)]).toEqual([phrase, []]);
  });
  test('of any characters never breaks, and costs a bounded number of groups', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: fc.constantFrom(...'花椒huajio n,.'), maxLength: 200 })), (phrase) => {
      const groups = groupsOf(phrase);
      expect(groups.length).toBeLessThanOrEqual(24);
      const index = new SearchIndex('things', []);
      index.put({ id: 'a', audience: 'public', ...textTerms(['花椒油低温萃取 graphene'], []), facets: {}, sorts: { newest: 0 } });
      expect(index.find({ ...everything, groups }).count).toBeLessThanOrEqual(1);
    }), { numRuns: 200 });
  });
});
