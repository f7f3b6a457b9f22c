import { conceptSpans, nameOf, type Concept } from '@hewu/words/src/concepts.js';
import { folded } from '@hewu/words/src/folded.js';
import { initialsOf, isSyllable, pinyinOf } from '@hewu/words/src/pinyin.js';
import { stem } from '@hewu/words/src/stem.js';
import { terms, wordsOf } from '@hewu/words/src/terms.js';
import { rootOf } from '@hewu/words/src/word-form.js';

/** How a word that was asked for was found: as it stands, in another form, by a synonym, by its pinyin, or as a typing error. */
export const HOWS = ['exact', 'word_form', 'synonym', 'pinyin', 'typo'] as const;
export type How = (typeof HOWS)[number];

/**
 * What a text may be looked up by: a term (`t:`), the root of an English one (`s:`), full pinyin (`p:`), initials (`i:`).
 * Every text has the keys of its terms (`keysOf`).
 */
export type Key = `${'t' | 's' | 'p' | 'i'}:${string}`;

/** One way in which a word is found: all of its keys. `holding`: the term that has a key must hold these characters. */
export type Way = { readonly how: Exclude<How, 'typo'>; readonly keys: readonly Key[]; readonly holding?: readonly string[] };

/** Where a Chinese word stands in the phrase, in UTF-16 units, and the Chinese that touches it on either side. */
export type Among = { readonly from: number; readonly to: number; readonly before: string; readonly behind: string };

/** Something asked for that must be found in one of its ways. `run`: the text as it was asked, for when none of them is known. `touching`: letters without a blank beside a Chinese word. `among`: of a Chinese word. */
export type Group = { readonly asked: string; readonly ways: readonly Way[]; readonly run: string; readonly touching?: true; readonly among?: Among };

/**
 * What a phrase asks for; all groups must be found. It says the same whatever stands in an index, so a saved search can be
 * kept by its keys. No groups: the phrase holds no word that can be searched for.
 */
export const groupsOf = (phrase: string): readonly Group[] => {
  const text = folded(phrase);
  const groups: Group[] = [];
  let at = 0;
  for (const { from, to, concept } of conceptSpans(text)) {
    // 花椒j asks for no 花椒: what begins or ends within a run of letters is not cut out of it.
    groups.push(...inGap(text.slice(at, from), { before: at > 0 && HAN.test(text[at - 1]!), behind: HAN.test(text[from]!) }), bySynonym(text.slice(from, to), concept));
    at = to;
  }
  groups.push(...inGap(text.slice(at), { before: at > 0 && HAN.test(text[at - 1]!), behind: false }));
  const unique = [...new Map(groups.map((group) => [JSON.stringify(group.ways), group])).values()];
  return placed(unique.slice(0, GROUPS_AT_MOST), text);
};

/** Words come in the order of the phrase, so each stands behind the one before it. */
const placed = (groups: readonly Group[], text: string): readonly Group[] => {
  let at = 0;
  return groups.map((group) => {
    const from = text.indexOf(group.asked, at);
    if (from < 0 || !/^\p{Script=Han}+$/u.test(group.asked)) return group;
    at = from + group.asked.length;
    return { ...group, among: { from, to: at, before: /\p{Script=Han}*$/u.exec(text.slice(0, from))![0].slice(-TOUCHING), behind: /^\p{Script=Han}*/u.exec(text.slice(at))![0].slice(0, TOUCHING) } };
  });
};

/** The longest Chinese word that is looked up has eight characters: so many others may touch one of it. */
const TOUCHING = 7;

/** More words than that tell nothing more apart; it bounds what one request may cost. */
const GROUPS_AT_MOST = 24;

const bySynonym = (asked: string, concept: Concept): Group => ({
  asked, run: asked,
  ways: [{ how: 'exact', keys: terms(asked).map((term): Key => `t:${term}`) }, { how: 'synonym', keys: [`t:${concept}`] }],
});

/** What synonyms left over: runs of Chinese, of letters and digits, or of both. */
const inGap = (text: string, words: { readonly before: boolean; readonly behind: boolean }): readonly Group[] => {
  const runs = text.match(/[\p{L}\p{N}]+(?:[.\-_/+#'][\p{L}\p{N}]+)*/gu) ?? [];
  const groups: Group[] = [];
  // qing花椒: a synonym was cut out of the run, and what is left of it may be a character of the same word.
  const isTouching = (at: number): boolean => (at === 0 && words.before && /^[a-z]/.test(text)) || (at === runs.length - 1 && words.behind && /[a-z]$/.test(text));
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    // hua jiao: letters one after another that can all be read as syllables are asked as one word, too.
    const syllables = syllablesFrom(runs, i);
    if (syllables.length > 1) {
      groups.push(inPinyin(syllables));
      i += syllables.length - 1;
    } else if (isMixed(run)) groups.push(mixed(run));
    else if (HAN.test(run)) groups.push(...inChinese(run));
    else groups.push(...(isTouching(i) ? inLetters(run).map((group): Group => ({ ...group, touching: true })) : inLetters(run)));
  }
  return groups;
};

const HAN = /\p{Script=Han}/u;
const isMixed = (run: string): boolean => HAN.test(run) && /[a-z]/.test(run) && /^[\p{Script=Han}a-z]{2,40}$/u.test(run);

const syllablesFrom = (runs: readonly string[], from: number): readonly string[] => {
  let to = from;
  while (to < runs.length && to - from < 8 && isSyllable(runs[to]!)) to++;
  return runs.slice(from, to);
};

const exact = (term: string): Way => ({ how: 'exact', keys: [`t:${term}`] });

const inPinyin = (syllables: readonly string[]): Group => {
  const run = syllables.join('');
  return { asked: syllables.join(' '), run, ways: [{ how: 'exact', keys: terms(syllables.join(' ')).map((term): Key => `t:${term}`) }, { how: 'pinyin', keys: [`p:${run}`] }].filter(({ keys }) => keys.length > 0) as Way[] };
};

/** Each word as it is, or as the shorter words of which it is made: 返排液 → 返排 and 液. */
const inChinese = (run: string): readonly Group[] =>
  scrapsJoined(wordsOf(run)).map((word) => {
    const parts = terms(word).filter((part) => part !== word);
    return { asked: word, run: word, ways: parts.length > 1 ? [exact(word), { how: 'exact', keys: parts.map((part): Key => `t:${part}`) }] : [exact(word)] };
  });

/** Characters that the dictionary left alone one after another are more likely one word that it does not know, or a mistyped one. */
const scrapsJoined = (words: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  let scraps = false;
  for (const word of words) {
    const scrap = [...word].length === 1;
    if (scrap && scraps) joined.push(joined.pop()! + word);
    else joined.push(word);
    scraps = scrap;
  }
  return joined;
};

/** 花jiao, 花j: every character of it read as pinyin; or simply its words beside each other, as in 5G基站. */
const mixed = (run: string): Group => {
  const pieces = run.match(/\p{Script=Han}|[a-z]+/gu) ?? [];
  const holding = pieces.filter((piece) => HAN.test(piece));
  const full = pieces.map((piece) => (HAN.test(piece) ? pinyinOf(piece) : piece)).join('');
  const short = pieces.map((piece) => (HAN.test(piece) ? initialsOf(piece) : piece)).join('');
  return {
    asked: run, run,
    ways: [{ how: 'exact', keys: terms(run).map((term): Key => `t:${term}`) }, { how: 'pinyin', keys: [`p:${full}`], holding }, { how: 'pinyin', keys: [`i:${short}`], holding }],
  };
};

/** Initials have no vowel, but for those of words that begin with one; a word with vowels is tried as initials when nothing else is found. */
const INITIALS = /^[bcdfghjklmnpqrstwxyz]{2,6}$/;

const inLetters = (run: string): readonly Group[] => {
  const parts = terms(run);
  if (parts.length === 0) return [];
  const [only] = parts;
  if (parts.length > 1 || only === undefined) return [{ asked: run, run, ways: [{ how: 'exact', keys: parts.map((part): Key => `t:${part}`) }] }];
  const root = rootOf(only);
  const ways: Way[] = [exact(only)];
  if (root) ways.push({ how: 'word_form', keys: [`s:${root}`] });
  if (/^[a-z]{2,24}$/.test(run)) ways.push({ how: 'pinyin', keys: [`p:${run}`] });
  if (INITIALS.test(run)) ways.push({ how: 'pinyin', keys: [`i:${run}`] });
  return [{ asked: run, run, ways }];
};

/** The keys of a term: what a way must name to find it. */
export const keysOf = (term: string): readonly Key[] => {
  if (isChineseWord(term)) return [`t:${term}`, `p:${pinyinOf(term)}`, `i:${initialsOf(term)}`];
  const root = rootOf(term);
  return root ? [`t:${term}`, `s:${root}`] : [`t:${term}`];
};

/** Two to eight Chinese characters: what has a pinyin that somebody would type. */
export const isChineseWord = (term: string): boolean => /^\p{Script=Han}{2,8}$/u.test(term);

/** A term as a person reads it. */
export const shownTerm = (term: string): string => (term.startsWith('~') ? nameOf(term as Concept) : term);

/** The term that a word in letters is looked up by. */
export const termOf = (word: string): string => stem(word);
