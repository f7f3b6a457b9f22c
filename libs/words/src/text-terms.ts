import { conceptsIn } from './concepts.js';
import { terms } from './terms.js';

/** By what something is found: the terms of its titles, and those of all of its texts, the titles among them. */
export type TextTerms = { readonly titleTerms: readonly string[]; readonly terms: readonly string[] };

/**
 * The terms by which a thing with titles and further texts is found: its words, every part of its titles, and the concepts
 * (`concepts.ts`) of which a phrase stands in them. Texts are cut once, where they are kept; asking cuts only what is asked.
 */
export const textTerms = (titles: readonly (string | null)[], texts: readonly (string | null)[]): TextTerms => {
  const title = joined(titles);
  const rest = joined(texts);
  const titleTerms = [...new Set([...terms(title), ...termsOfParts(title), ...conceptsIn(title)])];
  return { titleTerms, terms: [...new Set([...titleTerms, ...terms(rest), ...conceptsIn(rest)])] };
};

const joined = (texts: readonly (string | null)[]): string => texts.filter((one) => one !== null && one !== '').join('\n');

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
      Array.from({ length: Math.max(0, Math.min(LONGEST_PART, characters.length - from) - 1) }, (_part, more) => characters.slice(from, from + more + 2).join('')).flatMap(terms),
    );
  });
