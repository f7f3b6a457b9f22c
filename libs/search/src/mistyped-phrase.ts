import { mistypedConcept } from '@hewu/words/src/concepts.js';
import type { Group } from './asked.js';
import type { Resolved } from './resolve.js';
import type { Vocabulary } from './vocabulary.js';

/** Groups from one place to before another that are one phrase of the synonyms. */
export type MistypedPhrase = { readonly at: number; readonly until: number; readonly part: Resolved };

/** So many words the longest English phrase that is looked for has. */
const LONGEST = 4;

/**
 * English words one after another, not all of which something holds, as a phrase of the synonyms with an error in its words: *pricly ahs* is
 * 花椒, also where nothing was written in English. A word of three letters is forgiven nothing by itself, but within a phrase it is.
 */
export const mistypedPhrases = (groups: readonly Group[], isFound: (at: number) => boolean, vocabulary: Vocabulary): readonly MistypedPhrase[] => {
  const phrases: MistypedPhrase[] = [];
  for (let at = 0; at < groups.length; at++) {
    const phrase = phraseAt(at, groups, isFound, vocabulary);
    if (!phrase) continue;
    phrases.push(phrase);
    at = phrase.until - 1;
  }
  return phrases;
};

const phraseAt = (at: number, groups: readonly Group[], isFound: (at: number) => boolean, vocabulary: Vocabulary): MistypedPhrase | null => {
  for (let until = Math.min(groups.length, at + LONGEST); until - at > 1; until--) {
    const words = groups.slice(at, until).map(({ run }) => run);
    if (!words.every((word) => /^[a-z]{2,24}$/.test(word)) || words.every((_, place) => isFound(at + place))) continue;
    const concept = mistypedConcept(words);
    const known = concept === null ? undefined : vocabulary.term(concept);
    if (known) return { at, until, part: { asked: words.join(' '), alternatives: [{ how: 'typo', terms: [known] }] } };
  }
  return null;
};
