import { seededChance, systemChance } from './chance.js';

test('chance is from [0, 1), the same again for the same seed, and another for another', () => {
  const drawn = (seed: number): readonly number[] => Array.from({ length: 1_000 }, seededChance(seed));
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(8)).not.toEqual(drawn(7));
  for (const one of [...drawn(7), systemChance()]) expect(one >= 0 && one < 1).toBe(true);
  const mean = drawn(7).reduce((sum, one) => sum + one, 0) / 1_000;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
});
