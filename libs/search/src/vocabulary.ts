import { errorsForgiven, stepsBetween } from '@hewu/words/src/edit-distance.js';
import { initialsOf, pinyinOf, soundOf, syllablesOf } from '@hewu/words/src/pinyin.js';
import { rootOf } from '@hewu/words/src/word-form.js';
import { isChineseWord, type Key } from './asked.js';
import { Postings } from './postings.js';

/** A term; `live` entries hold it now. Its postings may also name entries that are gone: of those nothing is told, not even that there were some. */
type Known = { readonly term: string; readonly number: number; readonly postings: Postings; live: number };

/** Bounds of one look for typing errors: postings of grams walked through, words compared, words taken. */
const GRAMS_AT_MOST = 40_000;
/** Where one run is looked at in several places. */
const PINYIN_GRAMS_AT_MOST = 10_000;
const COMPARED_AT_MOST = 400;
const NEAR_AT_MOST = 8;
/** Of so many words that share a sound or initials the most frequent count. */
const ALIKE_AT_MOST = 24;

/** Single characters that share a sound or a letter: they only narrow what a longer word beside them found. */
const CHARACTERS_AT_MOST = 64;

/** Every term of an index with where it stands, and the other keys by which a term is looked up; those are made when one is first asked for. */
export class Vocabulary {
  private readonly byTerm = new Map<string, Known>();
  private readonly order: Known[] = [];
  private derived = 0;
  private readonly byKey = new Map<string, Known[]>();
  /** Words in letters, and pinyin of Chinese words, by every two letters of them. */
  private readonly spellings: { readonly spelling: string; readonly known: Known[] }[] = [];
  private readonly spellingAt = new Map<string, number>();
  /** Every syllable of a term of one character. */
  private readonly syllables = new Set<string>();
  private readonly byGram = new Map<string, number[]>();

  get size(): number {
    return this.order.length;
  }

  /** Answers the term's number. */
  add(term: string, entry: number, inTitle: boolean): number {
    let known = this.byTerm.get(term);
    if (!known) {
      known = { term, number: this.order.length, postings: new Postings(), live: 0 };
      this.byTerm.set(term, known);
      this.order.push(known);
    }
    known.postings.add(entry, inTitle);
    known.live++;
    return known.number;
  }

  /** An entry that held the term of this number is gone. */
  leave(number: number): void {
    this.order[number]!.live--;
  }

  term(term: string): Known | undefined {
    const known = this.byTerm.get(term);
    return known && known.live > 0 ? known : undefined;
  }

  /** The terms that have a key, most frequent first. */
  having(key: Key, holding: readonly string[] = []): readonly Known[] {
    if (key.startsWith('t:')) {
      const known = this.term(key.slice(2));
      return known ? [known] : [];
    }
    this.derive();
    const all = (this.byKey.get(key) ?? []).filter(({ term, live }) => live > 0 && holding.every((character) => term.includes(character)));
    return mostFrequent(all, ALIKE_AT_MOST);
  }

  /** Chinese words that sound nearly like these syllables. */
  soundingLike(syllables: readonly string[]): readonly Known[] {
    this.derive();
    return mostFrequent((this.byKey.get(`f:${soundOf(syllables)}`) ?? []).filter(({ live }) => live > 0), ALIKE_AT_MOST);
  }

  /** Terms of one Chinese character that is read so: of words that the dictionary does not know. */
  characters(syllable: string): readonly Known[] {
    return this.charactersBy(`1p:${syllable}`);
  }

  /** Those that sound nearly so. */
  charactersSoundingLike(syllable: string): readonly Known[] {
    return this.charactersBy(`1f:${soundOf([syllable])}`);
  }

  /** Those whose syllable begins with this letter. */
  charactersBeginning(letter: string): readonly Known[] {
    return this.charactersBy(`1i:${letter}`);
  }

  /** Those whose syllable is this but for one typing error. There are some four hundred syllables, however much is in the index. */
  charactersNear(mistyped: string): readonly Known[] {
    this.derive();
    const near = [...this.syllables].filter((syllable) => stepsBetween(mistyped, syllable, 1) === 1);
    return mostFrequent(near.flatMap((syllable) => this.characters(syllable)), CHARACTERS_AT_MOST);
  }

  private charactersBy(key: string): readonly Known[] {
    this.derive();
    return mostFrequent((this.byKey.get(key) ?? []).filter(({ live }) => live > 0), CHARACTERS_AT_MOST);
  }

  /**
   * Words that are this one but for a typing error or two, nearest first. Candidates share a run of two letters with it, so the
   * vocabulary is never walked through; words with digits are numbers and models, which have no near ones.
   */
  near(word: string): Near {
    return this.within(word, errorsForgiven(word.length), { grams: GRAMS_AT_MOST, words: NEAR_AT_MOST }, () => true);
  }

  /** Chinese words whose pinyin is this but for one typing error. */
  nearInPinyin(letters: string): readonly Known[] {
    return this.within(letters, Math.min(1, errorsForgiven(letters.length)), { grams: PINYIN_GRAMS_AT_MOST, words: ALIKE_AT_MOST }, isChineseWord).known;
  }

  private within(word: string, forgiven: number, atMost: { readonly grams: number; readonly words: number }, fits: (term: string) => boolean): Near {
    if (forgiven === 0 || word.length > 24 || !/^[a-z]+$/.test(word)) return { steps: 0, known: [] };
    this.derive();
    const shared = new Map<number, number>();
    let walked = 0;
    for (const gram of gramsOf(word).sort((a, b) => (this.byGram.get(a)?.length ?? 0) - (this.byGram.get(b)?.length ?? 0))) {
      const holders = this.byGram.get(gram) ?? [];
      if (walked + holders.length > atMost.grams && walked > 0) break;
      walked += holders.length;
      for (const holder of holders) shared.set(holder, (shared.get(holder) ?? 0) + 1);
    }
    // One error breaks at most three of the runs of two letters, two neighbours changed about among them.
    const least = Math.max(1, gramsOf(word).length - 3 * forgiven);
    const candidates = [...shared].filter(([holder, count]) => count >= least && Math.abs(this.spellings[holder]!.spelling.length - word.length) <= forgiven).sort((a, b) => b[1] - a[1]).slice(0, COMPARED_AT_MOST);
    const near = candidates.flatMap(([holder]) => {
      const { spelling, known } = this.spellings[holder]!;
      const steps = stepsBetween(word, spelling, forgiven);
      return steps === null || steps === 0 ? [] : known.filter(({ term, live }) => live > 0 && fits(term)).map((one) => ({ steps, one }));
    });
    const fewest = Math.min(...near.map(({ steps }) => steps));
    return { steps: fewest, known: mostFrequent([...new Set(near.filter(({ steps }) => steps === fewest).map(({ one }) => one))], atMost.words) };
  }

  renumber(numbers: readonly (number | undefined)[]): void {
    for (const { postings } of this.order) postings.renumber(numbers);
  }

  /** Makes the keys of at most so many terms that have none yet; true when there are more. Without a number: of all. */
  derive(atMost = Infinity): boolean {
    for (let done = 0; this.derived < this.order.length && done < atMost; done++, this.derived++) this.deriveOne(this.order[this.derived]!);
    return this.derived < this.order.length;
  }

  private deriveOne(known: Known): void {
    const { term } = known;
    if (isChineseWord(term)) {
      const syllables = syllablesOf(term);
      this.keyed(`p:${syllables.join('')}`, known);
      this.keyed(`i:${initialsOf(term)}`, known);
      this.keyed(`f:${soundOf(syllables)}`, known);
      this.spelled(syllables.join(''), known);
      return;
    }
    if (/^\p{Script=Han}$/u.test(term)) {
      const syllable = pinyinOf(term);
      this.syllables.add(syllable);
      this.keyed(`1p:${syllable}`, known);
      this.keyed(`1f:${soundOf([syllable])}`, known);
      this.keyed(`1i:${syllable.slice(0, 1)}`, known);
      return;
    }
    const root = rootOf(term);
    if (root) this.keyed(`s:${root}`, known);
    if (/^[a-z]{3,24}$/.test(term)) this.spelled(term, known);
  }

  private keyed(key: string, known: Known): void {
    const list = this.byKey.get(key);
    if (list) list.push(known);
    else this.byKey.set(key, [known]);
  }

  private spelled(spelling: string, known: Known): void {
    const at = this.spellingAt.get(spelling);
    if (at !== undefined) {
      this.spellings[at]!.known.push(known);
      return;
    }
    const holder = this.spellings.push({ spelling, known: [known] }) - 1;
    this.spellingAt.set(spelling, holder);
    for (const gram of gramsOf(spelling)) {
      const holders = this.byGram.get(gram);
      if (holders) holders.push(holder);
      else this.byGram.set(gram, [holder]);
    }
  }
}

/** Words that are another one but for so many typing errors. */
export type Near = { readonly steps: number; readonly known: readonly Known[] };

export type { Known };

/** Every two letters that stand beside each other, with the edges as blanks, each once. */
const gramsOf = (word: string): string[] => {
  const framed = ` ${word} `;
  return [...new Set(Array.from({ length: framed.length - 1 }, (_, at) => framed.slice(at, at + 2)))];
};

const mostFrequent = (known: readonly Known[], atMost: number): readonly Known[] =>
  known.length <= 1 ? known : [...known].sort((a, b) => b.live - a.live || (a.term < b.term ? -1 : 1)).slice(0, atMost);
