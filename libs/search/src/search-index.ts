import { fingerprintOf } from '@hewu/kernel/src/ids.js';
import { BadCursor, decodeCursor, encodeCursor } from '@hewu/kernel/src/read-store.js';
import type { Group } from './asked.js';
import type { Entry } from './entry.js';
import { FacetColumn } from './facet-column.js';
import { HeldTerms } from './held-terms.js';
import { resolved, type Alternative, type Resolved } from './resolve.js';
import { Scores } from './scores.js';
import { Vocabulary } from './vocabulary.js';

export type IndexSearch = {
  /** Null: everything. Empty: a phrase was given and holds no word that can be searched for, so nothing is found. */
  readonly groups: readonly Group[] | null;
  readonly audience: Entry['audience'];
  /** By facet; a list means any of its values. */
  readonly chosen: Readonly<Record<string, readonly string[] | undefined>>;
  readonly sort: { readonly by: string; readonly direction: 'asc' | 'desc' };
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** What the context that asks knows of each entry at this moment and no index holds: whether it is found at all, and by what it is in order under a name that no entry has. */
  readonly atOnce?: { readonly passes: (id: string) => boolean; readonly keys: Readonly<Record<string, (id: string) => number>> } | undefined;
};

export type Counts = readonly { readonly value: string; readonly count: number }[];

export type IndexPage = {
  readonly hits: readonly { readonly id: string; readonly points: number; readonly matched: readonly Matched[] }[];
  readonly next: string | null;
  readonly count: number;
  /** What was chosen in a facet does not narrow its own counts. */
  readonly facets: Readonly<Record<string, Counts>>;
  readonly words: readonly Resolved[];
};

/** Which word found an entry, how (the first of its ways that holds), and by which terms (of all of them). */
export type Matched = { readonly asked: string; readonly how: Alternative['how']; readonly terms: readonly string[] };

const GONE = 0;
const PUBLIC = 1;
const SIGNED_IN = 2;

const grown = <A extends Uint8Array | Float64Array>(from: A, to: A): A => (to.set(from), to);

/** More replaced entries than this, and more than stand, and the index is packed. */
const PACK_AT = 5_000;

/**
 * Everything of one kind that can be found, in memory: words with the entries that hold them, facets as columns. It is made of
 * the documents of a read model and can be made anew at any time. One search walks through the postings of its words and once
 * through what they have in common, whatever is asked of facets; it allocates nothing that grows with the index.
 */
export class SearchIndex {
  private readonly vocabulary = new Vocabulary();
  private ids: (string | null)[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly columns: Readonly<Record<string, FacetColumn>>;
  private readonly sorts: Record<string, Float64Array> = {};
  /** Of each entry, who finds it. */
  private audiences = new Uint8Array(64);
  private readonly scores = new Scores();
  private readonly held = new HeldTerms();

  /** `name` stands in its cursors, so that those of another list lead nowhere in this one. */
  constructor(
    private readonly name: string,
    private readonly facets: readonly string[],
  ) {
    this.columns = Object.fromEntries(facets.map((facet) => [facet, new FacetColumn()]));
  }

  get size(): number {
    return this.numbers.size;
  }

  get words(): number {
    return this.vocabulary.size;
  }

  /** In the place of what stood under the same id. */
  put(entry: Entry): void {
    this.remove(entry.id);
    const number = this.ids.push(entry.id) - 1;
    this.numbers.set(entry.id, number);
    if (number >= this.audiences.length) this.audiences = grown(this.audiences, new Uint8Array(2 * number));
    this.audiences[number] = entry.audience === 'signed_in' ? SIGNED_IN : PUBLIC;
    for (const facet of this.facets) this.columns[facet]!.set(number, entry.facets[facet] ?? { counted: [] });
    for (const [name, value] of Object.entries(entry.sorts)) this.sortBy(name, number, value ?? NaN);
    const titles = new Set(entry.titleTerms);
    this.held.push([...new Set(entry.terms)].map((term) => this.vocabulary.add(term, number, titles.has(term))));
  }

  remove(id: string): void {
    const number = this.numbers.get(id);
    if (number === undefined) return;
    this.ids[number] = null;
    this.audiences[number] = GONE;
    for (const term of this.held.of(number)) this.vocabulary.leave(term);
    this.numbers.delete(id);
    const gone = this.ids.length - this.numbers.size;
    if (gone > PACK_AT && gone > this.numbers.size) this.pack();
  }

  /** What a search would do the first time; in parts, so that others get their turn between them. True when there is more. */
  warm(): boolean {
    return this.vocabulary.derive(2_000);
  }

  find(search: IndexSearch): IndexPage {
    const words = search.groups === null ? [] : resolved(search.groups, this.vocabulary, (entry) => this.stands(entry, search.audience));
    const nothing = search.groups !== null && (words.length === 0 || words.some(({ alternatives }) => alternatives.length === 0));
    if (nothing) return { hits: [], next: null, count: 0, facets: Object.fromEntries(this.facets.map((facet) => [facet, []])), words };
    this.scores.take(words, this.ids.length, this.numbers.size);
    return { ...this.page(search, words), words };
  }

  private stands(entry: number, audience: Entry['audience']): boolean {
    const to = this.audiences[entry]!;
    return to === PUBLIC || (to === SIGNED_IN && audience === 'signed_in');
  }

  /** Of entries like this one, by the terms that few have: best first, with the terms they share. */
  similar(entry: Pick<Entry, 'id' | 'terms' | 'titleTerms'>, most: number): readonly { readonly id: string; readonly points: number; readonly shared: readonly string[] }[] {
    const size = this.numbers.size;
    const own = this.numbers.get(entry.id);
    const titles = new Set(entry.titleTerms);
    // What a fifth of the market says is no likeness.
    const telling = entry.terms
      .flatMap((term) => this.vocabulary.term(term) ?? [])
      .filter(({ term, live }) => live > 1 && live <= Math.max(3, size / 5) && [...term].length > 1)
      .map((known) => ({ known, weight: Math.log(1 + size / known.live) * (titles.has(known.term) ? 2 : 1) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 40);
    const points = new Map<number, { points: number; shared: string[] }>();
    for (const { known, weight } of telling) {
      for (let place = 0; place < Math.min(known.postings.length, 5_000); place++) {
        const number = known.postings.at(place) >>> 1;
        if (number === own || this.audiences[number] !== PUBLIC) continue;
        const one = points.get(number) ?? { points: 0, shared: [] };
        one.points += weight;
        one.shared.push(known.term);
        points.set(number, one);
      }
    }
    return [...points]
      .map(([number, one]) => ({ id: this.ids[number]!, points: Math.round(one.points * 10), shared: one.shared }))
      .sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
      .slice(0, most);
  }

  /** Loops over plain arrays: whatever is found passes through here once, and a common word is in most of the market. */
  private page(search: IndexSearch, words: readonly Resolved[]): Omit<IndexPage, 'words'> {
    const columns = this.facets.map((facet) => this.columns[facet]!);
    const codes = columns.map((column) => column.all);
    const counts = columns.map((column) => new Uint32Array(column.kinds));
    const passing = this.facets.map((facet, at) => columns[at]!.passing(search.chosen[facet]));
    const narrowed = passing.flatMap((one, at) => (one ? [at] : []));
    const top = new Top(search, `${fingerprintOf([this.name, search.sort]).slice(0, 8)}.`, this.keysBy(search), (number) => this.ids[number]!);
    const most = search.audience === 'signed_in' ? SIGNED_IN : PUBLIC;
    const all = words.length === 0;
    const found = all ? this.ids.length : this.scores.length;
    let count = 0;
    // What came last was put last, and mostly stands first: from the end on, the rest is told by one comparison each.
    for (let place = found - 1; place >= 0; place--) {
      const number = all ? place : this.scores.at(place);
      const audience = this.audiences[number]!;
      if (audience === GONE || audience > most) continue;
      let missed = 0;
      let misses = -1;
      for (let n = 0; n < narrowed.length && missed < 2; n++) {
        const facet = narrowed[n]!;
        if (passing[facet]![codes[facet]![number]!] === 0) {
          missed++;
          misses = facet;
        }
      }
      if (missed > 1 || (search.atOnce && !search.atOnce.passes(this.ids[number]!))) continue;
      if (missed === 1) counts[misses]![codes[misses]![number]!]!++;
      if (missed > 0) continue;
      for (let facet = 0; facet < codes.length; facet++) counts[facet]![codes[facet]![number]!]!++;
      count++;
      top.offer(number);
    }
    const { numbers, next } = top.taken();
    const hits = numbers.map((number) => ({ id: this.ids[number]!, points: this.scores.pointsOf(number, words), matched: matchedBy(number, words) }));
    return { hits, next, count, facets: Object.fromEntries(columns.map((column, at) => [this.facets[at]!, column.counts(counts[at]!)])) };
  }

  private keysBy({ sort: { by: sort }, atOnce }: IndexSearch): (number: number) => number {
    const own = atOnce?.keys[sort];
    if (own) return (number) => own(this.ids[number]!);
    if (sort === 'relevance') return (number) => this.scores.points(number);
    const keys = this.sorts[sort] ?? new Float64Array(0);
    return (number) => keys[number] ?? NaN;
  }

  private sortBy(name: string, number: number, key: number): void {
    const keys = this.sorts[name] ?? new Float64Array(64);
    this.sorts[name] = number < keys.length ? keys : grown(keys, new Float64Array(2 * number).fill(NaN));
    this.sorts[name][number] = key;
  }

  private pack(): void {
    const numbers: (number | undefined)[] = [];
    let next = 0;
    this.ids.forEach((id, number) => (numbers[number] = id === null ? undefined : next++));
    this.vocabulary.renumber(numbers);
    this.held.renumber(numbers);
    for (const column of Object.values(this.columns)) column.renumber(numbers);
    for (const keys of Object.values(this.sorts)) numbers.forEach((now, before) => now !== undefined && (keys[now] = keys[before] ?? NaN));
    numbers.forEach((now, before) => now !== undefined && (this.audiences[now] = this.audiences[before]!));
    this.ids = this.ids.filter((id) => id !== null);
    this.ids.forEach((id, number) => this.numbers.set(id!, number));
  }
}

const matchedBy = (number: number, words: readonly Resolved[]): readonly Matched[] =>
  words.flatMap(({ asked, alternatives }) => {
    const ways = alternatives.filter(({ terms }) => terms.every(({ postings }) => postings.has(number)));
    const [first] = ways;
    if (!first) return [];
    // What stands there as one word is not told once more in its parts.
    const told = [first, ...ways.filter(({ terms }) => terms.length === 1)];
    return [{ asked, how: first.how, terms: [...new Set(told.flatMap(({ terms }) => terms.map(({ term }) => term)))] }];
  });

type Wanted = Pick<IndexSearch, 'sort' | 'limit' | 'cursor'>;

/** The first so many behind a cursor, in one order that is total: by key, null last, then by id. Keeps one more than asked, to know whether there are more. */
class Top {
  private readonly best: { readonly key: number; readonly id: string; readonly number: number }[] = [];
  private readonly behind: { readonly key: number; readonly id: string } | null;
  private readonly way: 1 | -1;

  constructor(
    private readonly search: Wanted,
    /** Stands before its cursors. */
    private readonly mark: string,
    private readonly keyOf: (number: number) => number,
    private readonly idOf: (number: number) => string,
  ) {
    this.way = search.sort.direction === 'asc' ? 1 : -1;
    this.behind = search.cursor === undefined ? null : fromCursor(search.cursor, mark);
  }

  offer(number: number): void {
    const key = this.keyOf(number);
    const full = this.best.length > this.search.limit;
    // Most of what is found is further down than what is shown: one comparison of numbers tells.
    if (full && this.compareKeys(key, this.best.at(-1)!.key) > 0) return;
    const id = this.idOf(number);
    if (this.behind && this.compare({ key, id }, this.behind) <= 0) return;
    if (full && this.compare({ key, id }, this.best.at(-1)!) >= 0) return;
    let low = 0;
    let high = this.best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(this.best[middle]!, { key, id }) < 0) low = middle + 1;
      else high = middle;
    }
    this.best.splice(low, 0, { key, id, number });
    if (this.best.length > this.search.limit + 1) this.best.pop();
  }

  taken(): { readonly numbers: readonly number[]; readonly next: string | null } {
    const shown = this.best.slice(0, this.search.limit);
    const last = this.best.length > this.search.limit ? shown.at(-1) : undefined;
    return { numbers: shown.map(({ number }) => number), next: last ? this.mark + encodeCursor(Number.isNaN(last.key) ? null : last.key, last.id) : null };
  }

  private compareKeys(a: number, b: number): number {
    const nothing = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return nothing !== 0 ? nothing : a === b || Number.isNaN(a) ? 0 : a < b ? -this.way : this.way;
  }

  private compare(a: { readonly key: number; readonly id: string }, b: { readonly key: number; readonly id: string }): number {
    return this.compareKeys(a.key, b.key) || (a.id === b.id ? 0 : a.id < b.id ? -this.way : this.way);
  }
}

const fromCursor = (cursor: string, mark: string): { readonly key: number; readonly id: string } => {
  if (!cursor.startsWith(mark)) throw new BadCursor('the cursor is not one of this list');
  const { value, id } = decodeCursor(cursor.slice(mark.length));
  if (value !== null && typeof value !== 'number') throw new BadCursor('the cursor is not one of this list');
  return { key: value ?? NaN, id };
};
