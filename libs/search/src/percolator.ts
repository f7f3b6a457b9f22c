import { groupsOf, type Group, type Key } from './asked.js';
import type { Entry } from './entry.js';
import type { Narrowing } from './events.js';
import { findsAll, profileOf, type Profile } from './matching.js';
import type { SavedSearch } from './saved-searches.projection.js';

/** What a saved search waits for: a key of a text, or a value of a facet. */
type Awaited = Key | `f:${string}=${string}`;

export type Waiting = { readonly personId: string; readonly search: SavedSearch };

type Held = Waiting & { readonly groups: readonly Group[]; readonly under: readonly Awaited[] };

/**
 * All saved searches of the market, each under what it needs and fewest others wait for: one of its words, in each of its ways,
 * or the values of one facet. So a listing meets those alone that wait for something it has, however many there are.
 */
export class Percolator {
  private readonly held = new Map<string, Held>();
  private readonly byPerson = new Map<string, readonly string[]>();
  private readonly waiting = new Map<Awaited, Set<string>>();
  /** Since when the first of all searches waits; null until it is asked for. */
  private oldest: string | null = null;

  get size(): number {
    return this.held.size;
  }

  /** Whether any search was saved before this position: to all others what came there is no news. */
  anyBefore(position: string): boolean {
    this.oldest ??= [...this.held.values()].reduce((least, { search }) => (search.since < least ? search.since : least), '~');
    return this.oldest < position;
  }

  /** All searches of a person as they stand now. Those who want to be told of nothing wait for nothing. */
  put(personId: string, searches: readonly SavedSearch[]): void {
    this.oldest = null;
    for (const id of this.byPerson.get(personId) ?? []) this.drop(id);
    const awake = searches.filter(({ alert }) => alert !== 'off');
    for (const search of awake) this.hold(personId, search);
    if (awake.length === 0) this.byPerson.delete(personId);
    else this.byPerson.set(personId, awake.map(({ id }) => id));
  }

  /** Whose searches a listing answers. */
  matching(entry: Entry): readonly Waiting[] {
    const profile = profileOf(entry.terms);
    const found = new Set<string>();
    for (const awaited of [...profile.keys(), ...facetsOf(entry)]) for (const id of this.waiting.get(awaited) ?? []) found.add(id);
    return [...found].map((id) => this.held.get(id)!).filter(({ groups, search }) => answers(groups, search.query.narrowed, profile, entry));
  }

  private hold(personId: string, search: SavedSearch): void {
    const { q, narrowed } = search.query;
    const groups = groupsOf(q ?? '');
    const needs: readonly (readonly Awaited[])[] = [
      ...groups.map(({ ways }) => ways.map(({ keys }) => [...keys].sort((a, b) => b.length - a.length)[0]!)),
      ...narrowed.map(({ facet, values }) => values.map((value): Awaited => `f:${facet}=${value}`)),
    ];
    // Words before facets where as few wait: a region is had by half of all listings.
    const under = [...needs].sort((a, b) => this.crowdAt(a) - this.crowdAt(b))[0];
    if (!under) return;
    this.held.set(search.id, { personId, search, groups, under });
    for (const awaited of under) this.waiting.set(awaited, (this.waiting.get(awaited) ?? new Set()).add(search.id));
  }

  private drop(id: string): void {
    for (const awaited of this.held.get(id)?.under ?? []) {
      const others = this.waiting.get(awaited);
      others?.delete(id);
      if (others?.size === 0) this.waiting.delete(awaited);
    }
    this.held.delete(id);
  }

  private crowdAt(needs: readonly Awaited[]): number {
    return needs.reduce((sum, awaited) => sum + (this.waiting.get(awaited)?.size ?? 0), 0) + (needs[0]?.startsWith('f:') ? FACET_HANDICAP : 0);
  }
}

/** A facet is had by many more listings than a word is. */
const FACET_HANDICAP = 1_000;

/** Whether a saved search finds it: all its words, and in each of its facets one of the values. */
export const answers = (groups: readonly Group[], narrowed: readonly Narrowing[], profile: Profile, entry: Entry): boolean =>
  (groups.length === 0 || findsAll(groups, profile)) && narrowed.every(({ facet, values }) => valuesOf(entry, facet).some((value) => values.includes(value)));

const valuesOf = ({ facets }: Entry, facet: string): readonly string[] => facets[facet]?.asked ?? facets[facet]?.counted ?? [];

const facetsOf = (entry: Entry): readonly Awaited[] => Object.keys(entry.facets).flatMap((facet) => valuesOf(entry, facet).map((value): Awaited => `f:${facet}=${value}`));
