import { termOf, type Among, type Group, type How } from './asked.js';
import { mistypedAmong, type Correction } from './mistyped-chinese.js';
import { mistypedPhrases } from './mistyped-phrase.js';
import { asCharacter, inInitials, inKnownWords, inMistypedWords, inWordsAndCharacters } from './run-words.js';
import type { Known, Near, Vocabulary } from './vocabulary.js';

/** One way in which an index finds a word: entries that hold all of these terms. */
export type Alternative = { readonly how: How; readonly terms: readonly Known[] };

/** A word that was asked for, with every way in which this index finds it. None: nothing holds it. */
export type Resolved = { readonly asked: string; readonly alternatives: readonly Alternative[] };

/**
 * What groups mean in a vocabulary. A word that no term answers is tried once more: a run of characters as known words one
 * after another (their pinyin, or a word that sounds alike; letters that touch a Chinese word also as one character), then with single characters between them, then as a typing error
 * in the one or in several words, then as initials; a Chinese one at last with what touches it (`mistyped-chinese.ts`), English ones as a phrase (`mistyped-phrase.ts`). Of several words in a run, some entry must hold all (`stands`: it is there
 * for whoever asks), or else they are not what was meant: a run of letters can be cut in many ways.
 */
export const resolved = (groups: readonly Group[], vocabulary: Vocabulary, stands: (entry: number) => boolean): readonly Resolved[] => {
  const understood = groups.map((group) => understand(group, vocabulary, stands));
  const corrections: Correction[] = [];
  let tried = 0;
  groups.forEach(({ asked, among }, at) => {
    if (!among || tried === MISTYPED_AT_MOST || isWithin(among, corrections) || isMeant(at, groups, understood, stands)) return;
    tried++;
    const correction = mistypedAmong(asked, among, vocabulary, (words) => standTogether(words, stands));
    if (correction && !corrections.some(({ to }) => correction.from < to)) corrections.push(correction);
  });
  const phrases = mistypedPhrases(groups, (at) => understood[at]!.found, vocabulary);
  const told = new Set<Correction>();
  return groups.flatMap(({ among }, at): readonly Resolved[] => {
    const phrase = phrases.find((one) => one.at <= at && at < one.until);
    if (phrase) return phrase.at === at ? [phrase.part] : [];
    const correction = among && isWithin(among, corrections);
    if (!correction) return understood[at]!.words;
    return told.has(correction) ? [] : (told.add(correction), correction.parts);
  });
};

const isWithin = ({ from, to }: Among, corrections: readonly Correction[]): Correction | undefined => corrections.find((correction) => correction.from <= from && to <= correction.to);

/** Whether a word says what was meant. A single character stands in many titles; it does when some entry holds it together with the words beside it. */
const isMeant = (at: number, groups: readonly Group[], understood: readonly Understood[], stands: (entry: number) => boolean): boolean => {
  const { words, found } = understood[at]!;
  if (!found || groups[at]!.asked.length > 1) return found;
  const beside = [understood[at - 1], understood[at + 1]].flatMap((other) => (other?.found ? other.words : []));
  return standTogether([...words, ...beside], stands);
};

/** `found`: there is something that holds it. */
type Understood = { readonly words: readonly Resolved[]; readonly found: boolean };

const understand = (group: Group, vocabulary: Vocabulary, stands: (entry: number) => boolean): Understood => {
  const { asked, run } = group;
  const one = (how: How, known: readonly Known[]): readonly Resolved[] => (known.length === 0 ? [] : [{ asked, alternatives: known.map((term) => ({ how, terms: [term] })) }]);
  const whole = asAsked(group, vocabulary);
  if (whole.length > 0) return { words: [{ asked, alternatives: whole }], found: true };
  let near: Near | null = null;
  const guesses: readonly (() => readonly (readonly Resolved[])[])[] = [
    () => (group.touching ? [asCharacter(run, vocabulary)] : []),
    () => [inKnownWords(run, vocabulary)],
    () => inWordsAndCharacters(run, vocabulary),
    () => ((near = nearest(run, vocabulary)).steps === 1 ? [one('typo', near.known)] : []),
    () => inMistypedWords(run, vocabulary),
    () => [one('typo', near?.known ?? [])],
    () => [one('pinyin', /^[a-z]{2,6}$/.test(run) ? vocabulary.having(`i:${run}`) : [])],
    () => [inInitials(run, vocabulary)],
  ];
  let doubtful: readonly Resolved[] | null = null;
  for (const guess of guesses) {
    for (const words of guess()) {
      if (words.length > 0 && standTogether(words, stands)) return { words, found: true };
      if (words.length > 0) doubtful ??= words;
    }
  }
  return { words: doubtful ?? [{ asked, alternatives: [] }], found: false };
};

/** So many words of a phrase are taken for mistyped ones; it bounds what one request may cost. */
const MISTYPED_AT_MOST = 3;

/** So many places of the rarest word are looked at; what is more common than that stands somewhere with the others. */
const PLACES_AT_MOST = 1_000;

/** Whether some entry holds all of these words. */
const standTogether = (words: readonly Resolved[], stands: (entry: number) => boolean): boolean => {
  if (words.length < 2) return true;
  const known = words.map(({ alternatives }) => alternatives.map(({ terms }) => terms[0]!));
  const [rarest, ...others] = known.sort((a, b) => placesOf(a) - placesOf(b));
  if (placesOf(rarest!) > PLACES_AT_MOST) return true;
  for (const { postings } of rarest!) {
    for (let place = 0; place < postings.length; place++) {
      const entry = postings.at(place) >>> 1;
      if (stands(entry) && others.every((other) => other.some((one) => one.postings.has(entry)))) return true;
    }
  }
  return false;
};

const placesOf = (known: readonly Known[]): number => known.reduce((sum, { postings }) => sum + postings.length, 0);

/** Compared as terms are kept, without their ending, or else as it was typed: the error may be in the ending. */
const nearest = (word: string, vocabulary: Vocabulary): Near => {
  const asKept = vocabulary.near(termOf(word));
  return asKept.known.length > 0 || termOf(word) === word ? asKept : vocabulary.near(word);
};

const asAsked = ({ ways }: Group, vocabulary: Vocabulary): readonly Alternative[] => {
  const seen = new Set<Known>();
  return ways.flatMap(({ how, keys, holding }): readonly Alternative[] => {
    if (keys.length === 1) {
      const fresh = vocabulary.having(keys[0]!, holding).filter((known) => !seen.has(known));
      for (const known of fresh) seen.add(known);
      return fresh.map((known) => ({ how, terms: [known] }));
    }
    const terms = keys.flatMap((key) => vocabulary.having(key, holding).slice(0, 1));
    return terms.length < keys.length || terms.length === 0 ? [] : [{ how, terms }];
  });
};
