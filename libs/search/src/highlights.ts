import { spansOf, type Concept } from '@hewu/words/src/concepts.js';
import { foldedWithPlaces, type Folded } from '@hewu/words/src/folded.js';
import { stem } from '@hewu/words/src/stem.js';

/** A piece of a text, `from` inclusive, `to` exclusive, counted in UTF-16 units as JavaScript and Java do. */
export type Range = { readonly from: number; readonly to: number };

/** A text as it is shown, whole or around its first match, and what is to be marked in it. */
export type Marked = { readonly text: string; readonly cutBefore: boolean; readonly cutAfter: boolean; readonly ranges: readonly Range[] };

/** Where terms stand in a text: in order, none overlapping another, all within it. */
export const rangesOf = (text: string, terms: readonly string[], { text: plain, starts, ends }: Folded = foldedWithPlaces(text)): readonly Range[] => {
  const spans = terms.flatMap((term) => placesOf(term, plain));
  const found = spans.map(({ from, to }) => ({ from: starts[from]!, to: ends[to - 1]! })).sort((a, b) => a.from - b.from || b.to - a.to);
  const merged: Range[] = [];
  for (const range of found) {
    const before = merged.at(-1);
    if (before && range.from <= before.to) merged[merged.length - 1] = { from: before.from, to: Math.max(before.to, range.to) };
    else merged.push(range);
  }
  return merged;
};

const placesOf = (term: string, plain: string): readonly Range[] => {
  if (term.startsWith('~')) return spansOf(term as Concept, plain);
  if (!/\p{Script=Han}/u.test(term)) {
    return [...plain.matchAll(/[a-z0-9]+(?:[.\-_/+#'][a-z0-9]+)*/g)].flatMap(({ 0: word, index }) => {
      if (stem(word) === term) return [{ from: index, to: index + word.length }];
      return [...word.matchAll(/[a-z0-9]+/g)].filter(({ 0: part }) => stem(part) === term).map(({ 0: part, index: inside }) => ({ from: index + inside, to: index + inside + part.length }));
    });
  }
  const places: Range[] = [];
  for (let from = plain.indexOf(term); from >= 0; from = plain.indexOf(term, from + term.length)) places.push({ from, to: from + term.length });
  return places;
};

const SHOWN = 160;
const BEFORE = 40;

/** The text with its marks, cut around the first one when it is long. Never cut within a character. */
export const marked = (text: string, terms: readonly string[], folded?: Folded): Marked => {
  const ranges = rangesOf(text, terms, folded);
  if (text.length <= SHOWN) return { text, cutBefore: false, cutAfter: false, ranges };
  const from = atCharacter(text, Math.max(0, Math.min((ranges[0]?.from ?? 0) - BEFORE, text.length - SHOWN)));
  const to = atCharacter(text, Math.min(text.length, from + SHOWN));
  return {
    text: text.slice(from, to), cutBefore: from > 0, cutAfter: to < text.length,
    ranges: ranges.filter((range) => range.from >= from && range.to <= to).map((range) => ({ from: range.from - from, to: range.to - from })),
  };
};

/** Not between the halves of a surrogate pair. */
const atCharacter = (text: string, at: number): number => (/[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);
