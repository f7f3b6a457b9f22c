import { FAULTS, type PlantedFault } from './faults.js';
import { month, type Month } from './month.js';

/** What a broken month prints is all that is needed to see it again. */
const told = ({ seed, days, broken, trace }: Month): object => (broken.length === 0 ? { seed, broken } : { seed, days, broken, trace });

describe('a laboratory, with processes that crash, deliveries that are late or come twice, and users who ask again', () => {
  test.each([1, 2, 3])('seed %i: ten days leave nothing given twice, lost, half done or told otherwise than it is', async (seed) => {
    const days = await month(seed, 10);
    expect(told(days)).toEqual({ seed, broken: [] });
    expect(days.bookings).toBeGreaterThan(100);
    expect(days.crashes).toBeGreaterThan(0);
    // Whatever can happen does: a laboratory in which nothing is refused proves little.
    for (const code of ['slot_taken', 'act_refused', 'outside_opening_hours']) expect(Object.keys(days.refusals)).toContain(code);
  });

  test('one seed makes one history', async () => {
    const [first, again, other] = [await month(7, 3), await month(7, 3), await month(8, 3)];
    expect(again.digest).toBe(first.digest);
    expect(other.digest).not.toBe(first.digest);
  });

  test.each(Object.entries(FAULTS) as [PlantedFault, string][])('a planted mistake is found: %s breaks "%s"', async (fault, rule) => {
    const found: string[] = [];
    for (let seed = 1; seed <= 6 && found.length === 0; seed++) found.push(...(await month(seed, 8, fault)).broken.filter((line) => line.startsWith(rule)));
    expect(found[0]).toMatch(rule);
  });
});
