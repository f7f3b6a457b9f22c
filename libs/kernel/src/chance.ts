/** Where chance comes from, as time comes from the clock: a number from [0, 1), another one each time. For spreading things out; never for secrets. */
export type Chance = () => number;

export const systemChance: Chance = () => Math.random();

/** The same numbers for the same seed, for tests (mulberry32). */
export const seededChance = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
