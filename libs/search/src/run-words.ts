import { pinyinOf, syllablesOf } from '@hewu/words/src/pinyin.js';
import type { How } from './asked.js';
import type { Resolved } from './resolve.js';
import type { Known, Vocabulary } from './vocabulary.js';

/** One word of a run, and how doubtful it is to read it so. `scrap`: a character that stands alone; it says too little to be found by itself. */
type Reading = { readonly cost: number; readonly part: Resolved; readonly scrap: boolean };
type Reader = (characters: readonly string[], vocabulary: Vocabulary) => Reading | null;
type Step = { readonly cost: number; readonly next: number; readonly reading: Reading | null };

const LONGEST_RUN = 40;
const MOST_CHINESE = 8;
const MOST_LETTERS = 24;
/** So many stretches of a run are looked at for a typing error, those with the least doubtful words around them first. */
const MISTYPED_AT_MOST = 10;
/** So many ways to read a run are tried. */
const TRIED_AT_MOST = 6;

/**
 * What a run without a blank means as words of the vocabulary one after another, the least doubtful way; empty when there is none.
 * Two single characters beside each other are none: where they stand so the index keeps them as one word, and 敷 and 科 somewhere in a
 * text say nothing of 敷科.
 */
export const inKnownWords = (run: string, vocabulary: Vocabulary): readonly Resolved[] => {
  const readings = cheapest(charactersOf(run), vocabulary, readAs) ?? [];
  return readings.some(({ scrap }, at) => scrap && readings[at + 1]?.scrap) ? [] : readings.map(({ part }) => part);
};

/**
 * The same where single characters are among them: the dictionary knows 花椒 and no 青花椒, so that is kept as 青 and 花椒, and
 * qinghuajiao is read as both. Only each beside a longer word: a syllable alone means too many characters.
 */
export const inWordsAndCharacters = (run: string, vocabulary: Vocabulary): readonly (readonly Resolved[])[] => {
  const characters = charactersOf(run);
  const ahead = steps(characters, vocabulary, readWithScraps);
  // 青花 and 椒 is as likely as 青 and 花椒: one way for each first word, the least doubtful first.
  return Array.from({ length: Math.min(characters.length, MOST_LETTERS) }, (_, before) => before + 1)
    .flatMap((to) => {
      const rest = ahead[to];
      const first = rest ? readWithScraps(characters.slice(0, to), vocabulary) : null;
      return rest && first ? [{ cost: first.cost + rest.cost, readings: [first, ...readingsOf(ahead, to)] }] : [];
    })
    .sort((a, b) => a.cost - b.cost)
    .slice(0, TRIED_AT_MOST)
    .map(({ readings }) => withWords(readings));
};

/** The same with one letter of one of its words mistyped: every way to read it so, the least doubtful first. */
export const inMistypedWords = (run: string, vocabulary: Vocabulary): readonly (readonly Resolved[])[] => {
  const characters = /^[a-z]+$/.test(run) ? charactersOf(run) : [];
  const size = characters.length;
  const ahead = steps(characters, vocabulary, readWithScraps);
  const behind = stepsBack(characters, vocabulary, readWithScraps);
  const stretches: { readonly from: number; readonly to: number; readonly around: number }[] = [];
  for (let from = 0; from < size; from++) {
    for (let to = from + 2; to <= Math.min(size, from + MOST_LETTERS); to++) {
      const [before, after] = [behind[from], ahead[to]];
      // A run that is one word altogether is looked for among near words.
      if (before && after && to - from < size) stretches.push({ from, to, around: before.cost + after.cost });
    }
  }
  return stretches
    .sort((a, b) => a.around - b.around)
    .slice(0, MISTYPED_AT_MOST)
    .flatMap(({ from, to, around }) => readAsMistyped(characters.slice(from, to).join(''), vocabulary).map((mistyped) => ({ cost: around + mistyped.cost, readings: [...readingsBack(behind, from), mistyped, ...readingsOf(ahead, to)] })))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, TRIED_AT_MOST)
    .map(({ readings }) => withWords(readings));
};

/** Initials of several words one after another, one of them perhaps a single character: hjdw, qhj. */
export const inInitials = (run: string, vocabulary: Vocabulary): readonly Resolved[] => {
  if (!/^[bcdfghjklmnpqrstwxyz]{3,8}$/.test(run)) return [];
  const readings = cheapest([...run], vocabulary, readInitials);
  return withWords(readings);
};

/** Letters that touch a Chinese word, as the one character that they spell: qing花椒. */
export const asCharacter = (run: string, vocabulary: Vocabulary): readonly Resolved[] => {
  const scrap = /^[a-z]{1,6}$/.test(run) ? scrapOf(run, vocabulary) : null;
  return scrap ? [scrap.part] : [];
};

const charactersOf = (run: string): readonly string[] => {
  const characters = [...run];
  return characters.length > LONGEST_RUN || !/^[\p{Script=Han}a-z]+$/u.test(run) ? [] : characters;
};

/** Every character needs a word of its own beside it. */
const withWords = (readings: readonly Reading[] | null): readonly Resolved[] => {
  const scraps = readings?.filter(({ scrap }) => scrap).length ?? 0;
  return readings && 2 * scraps <= readings.length ? readings.map(({ part }) => part) : [];
};

const cheapest = (characters: readonly string[], vocabulary: Vocabulary, read: Reader): readonly Reading[] | null => {
  const ahead = steps(characters, vocabulary, read);
  return characters.length > 0 && ahead[0] ? readingsOf(ahead, 0) : null;
};

/** From each place on, the cheapest way to the end of the run, by its first word; null where there is none. */
const steps = (characters: readonly string[], vocabulary: Vocabulary, read: Reader): readonly (Step | null)[] => {
  const ahead: (Step | null)[] = Array.from({ length: characters.length + 1 }, () => null);
  ahead[characters.length] = { cost: 0, next: characters.length, reading: null };
  for (let from = characters.length - 1; from >= 0; from--) {
    for (let to = from + 1; to <= Math.min(characters.length, from + MOST_LETTERS); to++) {
      const rest = ahead[to];
      const reading = rest ? read(characters.slice(from, to), vocabulary) : null;
      if (rest && reading && rest.cost + reading.cost < (ahead[from]?.cost ?? Infinity)) ahead[from] = { cost: rest.cost + reading.cost, next: to, reading };
    }
  }
  return ahead;
};

/** Up to each place, the cheapest way from the beginning of the run, by its last word; `next` is where that begins. */
const stepsBack = (characters: readonly string[], vocabulary: Vocabulary, read: Reader): readonly (Step | null)[] => {
  const behind: (Step | null)[] = Array.from({ length: characters.length + 1 }, () => null);
  behind[0] = { cost: 0, next: 0, reading: null };
  for (let to = 1; to <= characters.length; to++) {
    for (let from = Math.max(0, to - MOST_LETTERS); from < to; from++) {
      const before = behind[from];
      const reading = before ? read(characters.slice(from, to), vocabulary) : null;
      if (before && reading && before.cost + reading.cost < (behind[to]?.cost ?? Infinity)) behind[to] = { cost: before.cost + reading.cost, next: from, reading };
    }
  }
  return behind;
};

const readingsOf = (ahead: readonly (Step | null)[], from: number): readonly Reading[] => {
  const readings: Reading[] = [];
  for (let step = ahead[from]; step?.reading; step = ahead[step.next]) readings.push(step.reading);
  return readings;
};

const readingsBack = (behind: readonly (Step | null)[], to: number): readonly Reading[] => {
  const readings: Reading[] = [];
  for (let step = behind[to]; step?.reading; step = behind[step.next]) readings.unshift(step.reading);
  return readings;
};

const read = (asked: string, cost: number, how: How, known: readonly Known[], scrap = false): Reading | null =>
  known.length === 0 ? null : { cost, scrap, part: { asked, alternatives: known.map((term) => ({ how, terms: [term] })) } };

/** One word of a run. A word as it stands is cheaper than its pinyin, and that than another one that sounds alike; scraps of one character are dear. */
const readAs: Reader = (characters, vocabulary) => {
  const asked = characters.join('');
  const chinese = characters.filter((character) => /\p{Script=Han}/u.test(character));
  if (chinese.length === characters.length) {
    if (characters.length > MOST_CHINESE) return null;
    const known = vocabulary.term(asked);
    if (known) return read(asked, characters.length === 1 ? 3 : 1, 'exact', [known], characters.length === 1);
    return characters.length === 1 ? null : read(asked, 4, 'typo', vocabulary.soundingLike(syllablesOf(asked)));
  }
  if (chinese.length > 0) return read(asked, 2, 'pinyin', vocabulary.having(`p:${characters.map((one) => (/\p{Script=Han}/u.test(one) ? pinyinOf(one) : one)).join('')}`, chinese));
  if (characters.length < 3) return null;
  return read(asked, 2, 'pinyin', vocabulary.having(`p:${asked}`)) ?? (characters.length > 3 ? read(asked, 1, 'exact', [vocabulary.term(asked)].filter((known) => known !== undefined)) : null);
};

/** Chinese words and characters by their pinyin. English words are none of them: what is left of one after a character was cut from it is a guess. */
const readWithScraps: Reader = (characters, vocabulary) => {
  const asked = characters.join('');
  if (/\p{Script=Han}/u.test(asked)) return readAs(characters, vocabulary);
  const words = characters.length < 3 ? null : read(asked, 2, 'pinyin', vocabulary.having(`p:${asked}`));
  return words ?? (characters.length > 6 ? null : scrapOf(asked, vocabulary));
};

/** A character by its syllable; those that sound nearly like it are meant, too, for qin and qing are seldom told apart here. */
const scrapOf = (syllable: string, vocabulary: Vocabulary): Reading | null => {
  const same = vocabulary.characters(syllable);
  const alike = vocabulary.charactersSoundingLike(syllable).filter((known) => !same.includes(known));
  const [exact, near] = [read(syllable, 5, 'pinyin', same, true), read(syllable, 6, 'typo', alike, true)];
  return exact && near ? { ...exact, part: { asked: syllable, alternatives: [...exact.part.alternatives, ...near.part.alternatives] } } : (exact ?? near);
};

const readAsMistyped = (asked: string, vocabulary: Vocabulary): readonly Reading[] =>
  [read(asked, 4, 'typo', vocabulary.nearInPinyin(asked)), read(asked, 9, 'typo', vocabulary.charactersNear(asked), true)].filter((reading) => reading !== null);

const readInitials: Reader = (characters, vocabulary) => {
  const asked = characters.join('');
  return characters.length === 1 ? read(asked, 5, 'pinyin', vocabulary.charactersBeginning(asked), true) : read(asked, 2, 'pinyin', vocabulary.having(`i:${asked}`));
};
