import { stepsBetween } from './edit-distance.js';
import { folded } from './folded.js';
import { stem } from './stem.js';
import { SYNONYMS } from './synonyms.js';
import { wordEdges } from './terms.js';

/** A line of the synonyms as a term: `~` and its first phrase. No text has a term of that form. */
export type Concept = `~${string}`;

/** Where a phrase stands in a folded text. */
export type ConceptSpan = { readonly from: number; readonly to: number; readonly concept: Concept };

/** The concepts of which a phrase stands in the text. English phrases are found without their endings and whatever stands between their words. */
export const conceptsIn = (text: string): readonly Concept[] => [...new Set(spansIn(folded(text)).map(({ concept }) => concept))];

/**
 * The longest phrases that stand in a folded text and do not overlap, in order: 花椒油 is one, and no 花椒 inside it. A Chinese one
 * begins and ends with words: there is no 检测 in 检测仪.
 */
export const conceptSpans = (foldedText: string): readonly ConceptSpan[] => {
  const chosen: ConceptSpan[] = [];
  const spans = spansIn(foldedText);
  const edges = spans.length > 0 ? wordEdges(foldedText) : new Set<number>();
  for (const span of spans.filter(({ from, to }) => !/\p{Script=Han}/u.test(foldedText.slice(from, to)) || (edges.has(from) && edges.has(to))).sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)) {
    if (chosen.every((other) => span.to <= other.from || other.to <= span.from)) chosen.push(span);
  }
  return chosen.sort((a, b) => a.from - b.from);
};

/** Every place of a concept's phrases in a folded text. */
export const spansOf = (concept: Concept, foldedText: string): readonly ConceptSpan[] => spansIn(foldedText, concept);

/**
 * The concept of which these words in small letters are an English phrase of several words, with at most one typing error in each: *pricly ahs*.
 * In a word of three letters only two neighbours changed about are one, and shorter ones stand as they are. Null where none or more than one fits.
 */
export const mistypedConcept = (words: readonly string[]): Concept | null => {
  if (words.length < 2) return null;
  const asked = words.map(stem);
  const fits = known().filter((phrase) => phrase.words.length === asked.length && phrase.words.every((word, at) => isNearly(asked[at]!, word)));
  const concepts = new Set(fits.map(({ concept }) => concept));
  return concepts.size === 1 ? [...concepts][0]! : null;
};

const isNearly = (asked: string, word: string): boolean => {
  if (asked === word) return true;
  const forgiven = word.length > 3 || (word.length === 3 && lettersOf(asked) === lettersOf(word));
  return forgiven && stepsBetween(asked, word, 1) === 1;
};

const lettersOf = (word: string): string => [...word].sort().join('');

/** What a person calls it: the first phrase of its line. */
export const nameOf = (concept: Concept): string => concept.slice(1);

type Phrase = { readonly concept: Concept; readonly chinese: string | null; readonly words: readonly string[] };

let phrases: readonly Phrase[] | undefined;
/** English phrases by their first word, so that a long text is walked through once. */
let byFirstWord: ReadonlyMap<string, readonly Phrase[]> | undefined;

const known = (): readonly Phrase[] =>
  (phrases ??= SYNONYMS.flatMap((line) => line.map((phrase): Phrase => {
    const concept: Concept = `~${line[0]!}`;
    return /\p{Script=Han}/u.test(phrase) ? { concept, chinese: folded(phrase), words: [] } : { concept, chinese: null, words: latinWords(folded(phrase)).map(({ word }) => word) };
  })));

const englishByFirstWord = (): ReadonlyMap<string, readonly Phrase[]> => {
  if (!byFirstWord) {
    const map = new Map<string, Phrase[]>();
    for (const phrase of known()) if (phrase.chinese === null) map.set(phrase.words[0]!, [...(map.get(phrase.words[0]!) ?? []), phrase]);
    byFirstWord = map;
  }
  return byFirstWord;
};

const spansIn = (text: string, only?: Concept): readonly ConceptSpan[] => {
  const spans: ConceptSpan[] = [];
  for (const { concept, chinese } of known()) {
    if (chinese === null || (only && concept !== only)) continue;
    for (let from = text.indexOf(chinese); from >= 0; from = text.indexOf(chinese, from + 1)) spans.push({ from, to: from + chinese.length, concept });
  }
  const words = latinWords(text);
  const english = englishByFirstWord();
  for (const [at, { word, from }] of words.entries()) {
    for (const { concept, words: wanted } of english.get(word) ?? []) {
      if ((!only || concept === only) && wanted.every((one, more) => words[at + more]?.word === one)) spans.push({ from, to: words[at + wanted.length - 1]!.to, concept });
    }
  }
  return spans;
};

const latinWords = (text: string): readonly { readonly word: string; readonly from: number; readonly to: number }[] =>
  [...text.matchAll(/[a-z0-9]+/g)].map(({ 0: word, index }) => ({ word: stem(word), from: index, to: index + word.length }));
