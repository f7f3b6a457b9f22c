import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { FIELD_TERMS } from './field-terms.js';
import { folded } from './folded.js';
import { stem } from './stem.js';
import { SYNONYMS } from './synonyms.js';

/**
 * The search terms of a text, each once, in the order of their first appearance. What is searched and what it is searched
 * for go through this one function, so both are cut, folded and stemmed alike. Chinese is cut into words and the shorter
 * words inside them (花椒油 → 花椒, 花椒油); English words lose their plural and -ing. Words that only hold a sentence
 * together and signs that are no part of a word are left out; a text of nothing else has no terms.
 */
export const terms = (text: string): string[] => {
  const words = segmenter().cutForSearch(folded(text), true);
  return [...new Set(words.map((word) => stem(word.trim())))].filter(saysSomething);
};

/** The words of a text that was folded, in order and without the shorter ones inside them, each as it stands there. */
export const wordsOf = (foldedText: string): string[] => segmenter().cut(foldedText, true).map((word) => word.trim()).filter(saysSomething);

/** Where words begin and end in a folded text, in UTF-16 units. */
export const wordEdges = (foldedText: string): ReadonlySet<number> => {
  const edges = new Set([0]);
  let at = 0;
  for (const word of segmenter().cut(foldedText, true)) edges.add((at += word.length));
  return edges;
};

/** Whether the dictionary knows a text that was folded as one word; of a new one, or a mistyped one, it only guesses. */
export const isDictionaryWord = (foldedWord: string): boolean => segmenter().cut(foldedWord, false).length === 1;

const saysSomething = (word: string): boolean => SAYS_SOMETHING.test(word) && !HOLDS_TOGETHER.has(word);

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** In nearly every text, so that they tell none apart; a search for all terms of a phrase must not fail by them. */
const HOLDS_TOGETHER = new Set([
  ...'的了和与及或在是对于为以从其之而并且等',
  '一种', '以及', '对于', '用于', '基于', '其中', '可以', '进行',
  ...['a', 'an', 'and', 'are', 'as', 'at', 'be', 'by', 'for', 'from', 'in', 'into', 'is', 'it', 'its', 'of', 'on', 'or', 'that', 'the', 'this', 'to', 'with'].map(stem),
]);

let loaded: Jieba | undefined;

/** Reading the dictionary takes a quarter of a second, so it waits for the first text. */
const segmenter = (): Jieba => {
  if (!loaded) {
    loaded = Jieba.withDict(dict);
    loaded.loadDict(Buffer.from([...FIELD_TERMS, ...SYNONYMS.flat().filter((phrase) => /^\p{Script=Han}+$/u.test(phrase))].map((term) => `${term} 3000 n\n`).join('')));
  }
  return loaded;
};
