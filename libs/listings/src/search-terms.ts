import { stem } from '@hewu/words/src/stem.js';
import { terms } from '@hewu/words/src/terms.js';
import { LEXICON } from './lexicon.js';

/**
 * The terms by which a listing is found: those of its texts, those of every part of its title, and those of every lexicon
 * line of which a phrase stands in them. Phrases are translated here, where a text is kept, so that what is asked stays
 * what the asker wrote.
 */
export const searchTerms = (title: string, texts: readonly (string | null)[]): string[] => {
  const text = [title, ...texts].filter((one) => one !== null).join('\n');
  const lower = text.toLowerCase();
  const english = ` ${stemmed(lower)} `;
  const translations = lines().filter(({ phrases }) => phrases.some(({ chinese, words }) => (chinese ? lower.includes(words) : english.includes(` ${words} `))));
  return [...new Set([...terms(text), ...termsOfParts(title), ...translations.flatMap((line) => line.terms)])];
};

/** Longest part of a title that is cut by itself, in Chinese characters. */
const LONGEST_PART = 6;

/**
 * Chinese is cut by what stands around a word: 返排液 alone and 返排液 inside 压裂返排液 give different terms when the
 * dictionary knows neither. So every part of a title is cut as it would be if somebody asked for it alone.
 */
const termsOfParts = (title: string): readonly string[] =>
  (title.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.flatMap((_, from) =>
      Array.from({ length: Math.min(LONGEST_PART, characters.length - from) - 1 }, (_part, more) => characters.slice(from, from + more + 2).join('')).flatMap(terms),
    );
  });

type Line = { readonly phrases: readonly { readonly chinese: boolean; readonly words: string }[]; readonly terms: readonly string[] };

let known: readonly Line[] | undefined;

/** Cutting the lexicon into terms waits, like the dictionary, for the first text. */
const lines = (): readonly Line[] =>
  (known ??= LEXICON.map((line) => ({
    phrases: line.map((phrase) => (/\p{Script=Han}/u.test(phrase) ? { chinese: true, words: phrase } : { chinese: false, words: stemmed(phrase.toLowerCase()) })),
    terms: terms(line.join('\n')),
  })));

/** Latin words one space apart, each without its ending, so that a phrase is found whatever stands between its words. */
const stemmed = (lower: string): string => (lower.match(/[a-z0-9]+/g) ?? []).map(stem).join(' ');
