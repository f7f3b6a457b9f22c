import { foldedWithPlaces } from '@hewu/words/src/folded.js';
import type { HighlightAnswer, WhyAnswer, WordAnswer } from './answers.js';
import { HOWS, shownTerm } from './asked.js';
import type { Shown } from './findable.js';
import { marked, rangesOf } from './highlights.js';
import type { Resolved } from './resolve.js';
import type { Matched } from './search-index.js';

/** What an answer tells of a hit beside what it is. */
export type Told = { readonly highlights: readonly HighlightAnswer[]; readonly why: readonly WhyAnswer[] };

/** Texts in which something is marked, a long one cut around its first match; and word by word how it was found and in which of them. */
export const toldOf = ({ texts }: Pick<Shown, 'texts'>, matched: readonly Matched[]): Told => {
  if (matched.length === 0) return { highlights: [], why: [] };
  const terms = [...new Set(matched.flatMap((one) => one.terms))];
  const known = texts.map(({ field, text }) => ({ field, text, folded: foldedWithPlaces(text) }));
  const highlights = known.flatMap(({ field, text, folded }) => {
    const one = marked(text, terms, folded);
    return one.ranges.length === 0 ? [] : [{ field, ...one }];
  });
  const why = matched.map(({ asked, how, terms: own }) => ({
    asked, how, found: [...new Set(own.map(shownTerm))], fields: [...new Set(known.filter(({ text, folded }) => rangesOf(text, own, folded).length > 0).map(({ field }) => field))],
  }));
  return { highlights, why };
};

const TAKEN_AT_MOST = 8;

/** What became of each word of the phrase in one index. */
export const wordsTold = (words: readonly Resolved[]): readonly WordAnswer[] =>
  words.map(({ asked, alternatives }) => {
    const hows = HOWS.filter((how) => alternatives.some((alternative) => alternative.how === how));
    const takenFor = hows.includes('exact') ? [] : [...new Set(alternatives.flatMap(({ terms }) => terms.map(({ term }) => shownTerm(term))))].slice(0, TAKEN_AT_MOST);
    return { asked, hows, takenFor };
  });
