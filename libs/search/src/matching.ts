import { keysOf, type Group, type Key } from './asked.js';

/** The keys of one text, each with the terms that have it. */
export type Profile = ReadonlyMap<Key, readonly string[]>;

/** What a text with these terms may be found by. */
export const profileOf = (terms: readonly string[]): Profile => {
  const keys = new Map<Key, string[]>();
  for (const term of terms) {
    for (const key of keysOf(term)) {
      const having = keys.get(key);
      if (having) having.push(term);
      else keys.set(key, [term]);
    }
  }
  return keys;
};

/** Whether all groups are found in one text, as they were asked: typing errors are not guessed at here. */
export const findsAll = (groups: readonly Group[], profile: Profile): boolean =>
  groups.length > 0 && groups.every(({ ways }) => ways.some(({ keys, holding = [] }) => keys.every((key) => (profile.get(key) ?? []).some((term) => holding.every((character) => term.includes(character))))));
