/*
 * A map inside a state that may hold thousands of entries: they stand on shelves, so that one more or one less copies one
 * shelf and not all of them. A part of the deciders that use it, and as pure.
 */

/** Values by key; read with `onShelf`, written with `shelved` and `sifted`. */
export type Shelves<T> = { readonly [shelf: string]: { readonly [key: string]: T } };

const SHELVES = 64;
const shelfOf = (key: string): string => {
  let sum = 0;
  for (let at = 0; at < key.length; at++) sum = (sum * 31 + key.charCodeAt(at)) % 65_521;
  return String(sum % SHELVES);
};

export const onShelf = <T>(shelves: Shelves<T>, key: string): T | undefined => shelves[shelfOf(key)]?.[key];

/** With this value under the key; null: with nothing under it. */
export const shelved = <T extends object>(shelves: Shelves<T>, key: string, value: T | null): Shelves<T> => {
  const name = shelfOf(key);
  if (value) return { ...shelves, [name]: { ...shelves[name], [key]: value } };
  const { [name]: { [key]: gone, ...others } = {}, ...elsewhere } = shelves;
  if (!gone) return shelves;
  return Object.keys(others).length > 0 ? { ...elsewhere, [name]: others } : elsewhere;
};

/** With what `kept` makes of each value; without those of which it makes null. */
export const sifted = <T extends object>(shelves: Shelves<T>, kept: (value: T) => T | null): Shelves<T> => {
  const left: Record<string, Record<string, T>> = {};
  for (const [name, values] of Object.entries(shelves))
    for (const [key, value] of Object.entries(values)) {
      const now = kept(value);
      if (now) (left[name] ??= {})[key] = now;
    }
  return left;
};
