import { textTerms } from '@hewu/words/src/text-terms.js';
import { groupsOf } from './asked.js';
import type { Entry } from './entry.js';
import { SearchIndex } from './search-index.js';

const TITLES = { oil: '花椒油低温萃取', english: 'Drying of prickly ash', casting: '镁合金压铸', die: 'Die coating with ash', cryptography: '国密网关' };
const entry = (id: string, title: string): Entry => ({ id, audience: 'public', ...textTerms([title], []), facets: {}, sorts: { newest: 0 } });

describe('an English phrase of the synonyms with an error in each of its words', () => {
  const index = new SearchIndex('things', []);
  for (const [id, title] of Object.entries(TITLES)) index.put(entry(id, title));
  const find = (text: string) => index.find({ groups: groupsOf(text), audience: 'public', chosen: {}, sort: { by: 'newest', direction: 'desc' }, limit: 100 });

  test.each([
    ['one letter too few, and two changed about in a word of three', 'pricly ahs', ['english', 'oil']],
    ['in front of more words', 'pricly ahs drying', ['english']],
    ['behind more words', 'drying pricly ahs', ['english']],
    ['of a longer phrase', 'pricly ahs oli', ['oil']],
    ['in Chinese alone', 'magnesum aloy', ['casting']],
    ['and nothing amiss', 'prickly ash', ['english', 'oil']],
  ])('%s: %s', (_what, text, ids) => {
    expect([text, find(text).hits.map((hit) => hit.id).sort()]).toEqual([text, ids]);
  });

  test.each([
    ['another word of three letters', 'pricly ask'], ['two errors in one word', 'pickl ash'], ['one of the words alone', 'ahs'], ['words that stand as they are', 'die coating'], ['the words the other way about', 'ahs pricly'],
  ])('is not %s: %s', (_what, text) => {
    expect([text, find(text).words.flatMap(({ alternatives }) => alternatives.flatMap(({ how, terms }) => (how === 'typo' ? terms.map(({ term }) => term) : []))).filter((term) => term.startsWith('~'))]).toEqual([text, []]);
  });

  test('is told for what it was taken', () => {
    expect(find('pricly ahs').words.map(({ asked, alternatives }) => [asked, alternatives.map(({ how, terms }) => [how, terms.map(({ term }) => term)])])).toEqual([['pricly ahs', [['typo', ['~花椒']]]]]);
  });
});
