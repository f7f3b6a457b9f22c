import { lookAlikesOf } from '@hewu/words/src/look-alikes.js';
import { pinyinOf, syllablesOf } from '@hewu/words/src/pinyin.js';
import { isDictionaryWord } from '@hewu/words/src/terms.js';
import type { Among } from './asked.js';
import type { Alternative, Resolved } from './resolve.js';
import type { Known, Vocabulary } from './vocabulary.js';

/** What a stretch of the phrase was meant for, in one word or two: it answers every word that was asked within it. */
export type Correction = { readonly from: number; readonly to: number; readonly parts: readonly Resolved[] };

const SHORTEST = 3;
const LONGEST = 8;
/** Near pinyin is the dear part: it is looked for in so long stretches. */
const LONGEST_NEAR = 4;
/** A word of two characters says so little that it is corrected only beside others. */
const SHORTEST_AROUND_TWO = 4;

/**
 * A Chinese word that nothing holds, as one with another character in one place: 互朴 as 互补, and with what touches it 石墨稀 as
 * 石墨烯. The other character sounds alike, or is one letter of pinyin away where the dictionary knows no such word, or looks alike. Any
 * other character makes another word: whoever asks for 钠离子电池 means no 锂离子电池. What the dictionary knows as one word is asked as it is.
 * The longest stretch that is a word is taken, or else three characters that are a character and a word beside each other; null when there is none.
 */
export const mistypedAmong = (asked: string, { from, before, behind }: Among, vocabulary: Vocabulary, standTogether: (words: readonly Resolved[]) => boolean): Correction | null => {
  const run = before + asked + behind;
  if (asked.length > LONGEST || run.length < SHORTEST || (asked.length > 1 && isDictionaryWord(asked))) return null;
  const begin = before.length;
  const end = begin + asked.length;
  for (let length = Math.min(LONGEST, run.length); length >= asked.length; length--) {
    if (length < SHORTEST && (asked.length !== 2 || run.length < SHORTEST_AROUND_TWO)) break;
    for (let at = Math.max(0, end - length); at <= begin && at + length <= run.length; at++) {
      const stretch = run.slice(at, at + length);
      const meant = meantBy(stretch, begin - at, end - at, vocabulary);
      if (meant.length > 0) return { from: from - begin + at, to: from - begin + at + length, parts: [{ asked: stretch, alternatives: mistyped(meant) }] };
    }
  }
  for (let at = Math.max(0, end - SHORTEST); at <= begin && at + SHORTEST <= run.length; at++) {
    const parts = besideCharacter(run.slice(at, at + SHORTEST), begin - at, end - at, vocabulary).find(standTogether);
    if (parts) return { from: from - begin + at, to: from - begin + at + SHORTEST, parts };
  }
  return null;
};

const mistyped = (meant: readonly Known[]): readonly Alternative[] => meant.map((term) => ({ how: 'typo', terms: [term] }));

/**
 * Three characters as one that an entry holds beside a mistyped word of two: the dictionary knows no 青花椒, so that is kept as 青 and 花椒, while 青花较
 * is cut as 青花 and 较. The other character must sound or look alike; that both stand in one entry is for the caller to ask.
 */
const besideCharacter = (stretch: string, begin: number, end: number, vocabulary: Vocabulary): readonly (readonly Resolved[])[] =>
  [0, 1].flatMap((at) => {
    const [word, beside] = [stretch.slice(at, at + 2), stretch[at === 0 ? 2 : 0]!];
    const known = vocabulary.term(beside);
    if (!known || vocabulary.term(word) || isDictionaryWord(word)) return [];
    const meant = meantBy(word, Math.max(0, begin - at), Math.min(2, end - at), vocabulary, 0);
    if (meant.length === 0) return [];
    const parts: readonly Resolved[] = [{ asked: beside, alternatives: [{ how: 'exact', terms: [known] }] }, { asked: word, alternatives: mistyped(meant) }];
    return [at === 1 ? parts : parts.toReversed()];
  });

/** Words of the vocabulary that are this one but for one character within `[begin, end)`. */
const meantBy = (stretch: string, begin: number, end: number, vocabulary: Vocabulary, longestNear = LONGEST_NEAR): readonly Known[] => {
  const characters = [...stretch];
  const alike = characters.flatMap((character, at) =>
    at < begin || at >= end ? [] : lookAlikesOf(character).flatMap((other) => vocabulary.term(characters.with(at, other).join('')) ?? []));
  const sounding = vocabulary.soundingLike(syllablesOf(stretch));
  // A character alone may be a word that is meant: 钛 is one letter away from 钙.
  const near = end - begin > 1 && characters.length <= longestNear ? vocabulary.nearInPinyin(pinyinOf(stretch)) : [];
  const heard = [...sounding, ...near].filter(({ term }) => {
    const off = characters.flatMap((character, at) => (character === term[at] ? [] : [at]));
    return term.length === stretch.length && off.length === 1 && off[0]! >= begin && off[0]! < end;
  });
  return [...new Set([...alike, ...heard])];
};
