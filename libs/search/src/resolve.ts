import { pinyinOf, syllablesOf } from '@hewu/words/src/pinyin.js';
import { termOf, type Group, type How } from './asked.js';
import type { Known, Vocabulary } from './vocabulary.js';

/** One way in which an index finds a word: entries that hold all of these terms. */
export type Alternative = { readonly how: How; readonly terms: readonly Known[] };

/** A word that was asked for, with every way in which this index finds it. None: nothing holds it. */
export type Resolved = { readonly asked: string; readonly alternatives: readonly Alternative[] };

/**
 * What groups mean in a vocabulary. A word that no term answers is tried once more: a run of characters as known words one
 * after another (their pinyin, or a word that sounds alike), then as a typing error, then as initials.
 */
export const resolved = (groups: readonly Group[], vocabulary: Vocabulary): readonly Resolved[] =>
  groups.flatMap((group): readonly Resolved[] => {
    const alternatives = asAsked(group, vocabulary);
    if (alternatives.length > 0) return [{ asked: group.asked, alternatives }];
    const parts = inKnownWords(group.run, vocabulary);
    if (parts.length > 0) return parts;
    const near = nearest(group.run, vocabulary).map((known): Alternative => ({ how: 'typo', terms: [known] }));
    if (near.length > 0) return [{ asked: group.asked, alternatives: near }];
    const initials = /^[a-z]{2,6}$/.test(group.run) ? vocabulary.having(`i:${group.run}`).map((known): Alternative => ({ how: 'pinyin', terms: [known] })) : [];
    return [{ asked: group.asked, alternatives: initials }];
  });

/** Compared as terms are kept, without their ending, or else as it was typed: the error may be in the ending. */
const nearest = (word: string, vocabulary: Vocabulary): readonly Known[] => {
  const asKept = vocabulary.near(termOf(word));
  return asKept.length > 0 ? asKept : vocabulary.near(word);
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

type Part = { readonly cost: number; readonly from: number; readonly part: Resolved };

const LONGEST_RUN = 40;
const MOST_CHINESE = 8;
const MOST_LETTERS = 24;

/** The cheapest way to read a run as words of the vocabulary one after another; empty when there is none. */
const inKnownWords = (run: string, vocabulary: Vocabulary): readonly Resolved[] => {
  const characters = [...run];
  if (characters.length > LONGEST_RUN || !/^[\p{Script=Han}a-z]+$/u.test(run)) return [];
  const best: (Part | null)[] = [{ cost: 0, from: 0, part: { asked: '', alternatives: [] } }];
  for (let to = 1; to <= characters.length; to++) {
    best[to] = null;
    for (let from = Math.max(0, to - MOST_LETTERS); from < to; from++) {
      const before = best[from];
      const word = before ? readAs(characters.slice(from, to), vocabulary) : null;
      if (before && word && (best[to] === null || before.cost + word.cost < best[to]!.cost)) best[to] = { cost: before.cost + word.cost, from, part: word.part };
    }
  }
  const parts: Resolved[] = [];
  for (let to = characters.length; to > 0; to = best[to]!.from) {
    if (!best[to]) return [];
    parts.unshift(best[to]!.part);
  }
  return parts;
};

/** One word of a run. A word as it stands is cheaper than its pinyin, and that than another one that sounds alike; scraps of one character are dear. */
const readAs = (characters: readonly string[], vocabulary: Vocabulary): { readonly cost: number; readonly part: Resolved } | null => {
  const asked = characters.join('');
  const chinese = characters.filter((character) => /\p{Script=Han}/u.test(character));
  const one = (cost: number, how: How, known: readonly Known[]): { cost: number; part: Resolved } | null =>
    known.length === 0 ? null : { cost, part: { asked, alternatives: known.map((term) => ({ how, terms: [term] })) } };
  if (chinese.length === characters.length) {
    if (characters.length > MOST_CHINESE) return null;
    const known = vocabulary.term(asked);
    if (known) return one(characters.length === 1 ? 3 : 1, 'exact', [known]);
    return characters.length === 1 ? null : one(4, 'typo', vocabulary.soundingLike(syllablesOf(asked)));
  }
  if (chinese.length > 0) return one(2, 'pinyin', vocabulary.having(`p:${characters.map((one) => (/\p{Script=Han}/u.test(one) ? pinyinOf(one) : one)).join('')}`, chinese));
  if (characters.length < 3) return null;
  return one(2, 'pinyin', vocabulary.having(`p:${asked}`)) ?? (characters.length > 3 ? one(1, 'exact', [vocabulary.term(asked)].filter((known) => known !== undefined)) : null);
};
