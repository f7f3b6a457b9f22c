import { ManualClock } from './clock.js';
import { Loop } from './loop.js';
import type { ReadStore } from './read-store.js';

/** Lets everything go on that only waits for promises. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a loop', () => {
  const clock = new ManualClock('2026-03-02T01:00:00.000Z');
  const reads = { acquire: async () => 1 } as unknown as ReadStore;
  let pauses: number[];
  let told: [unknown, string][];
  let rounds: number;
  let fault: Error | null;
  let ring: () => void;
  let loop: Loop;

  /** The next pause is over. */
  const rings = async (): Promise<void> => (ring(), turn());
  beforeEach(async () => {
    [pauses, told, rounds, fault] = [[], [], 0, null];
    loop = new Loop({
      reads, clock, lease: 'letters', owner: 'me', tickMs: 250,
      round: async () => {
        rounds++;
        if (fault) throw fault;
        return false;
      },
      onFault: (what, where) => told.push([what, where]),
      alarm: (resolve, milliseconds) => {
        ring = resolve;
        if (milliseconds === 0) resolve();
        else pauses.push(milliseconds);
        return () => undefined;
      },
    });
    loop.start();
    await turn();
  });
  afterEach(() => loop.stop());

  test('rests alike between rounds that go well', async () => {
    await rings();
    await rings();
    expect([rounds, pauses, told]).toEqual([3, [250, 250, 250], []]);
  });

  test('waits longer and longer for a fault to pass, up to a minute, and tells it whole once', async () => {
    fault = new Error('no room');
    for (let n = 0; n < 10; n++) await rings();
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(rounds).toBe(11);
    expect(told[0]).toEqual([fault, 'letters']);
    expect(told.slice(1)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => [`Error: no room; again in ${seconds} s`, 'letters']));
  });

  test('is back to its rest with the first round that goes well, and tells the next fault whole', async () => {
    fault = new Error('no room');
    for (let n = 0; n < 5; n++) await rings();
    const first = fault;
    fault = null;
    await rings();
    expect(pauses.at(-1)).toBe(250);
    fault = new Error('no room');
    await rings();
    expect(pauses.at(-1)).toBe(500);
    expect(told.filter(([what]) => what instanceof Error)).toEqual([[first, 'letters'], [fault, 'letters']]);
  });

  test('tells another fault whole at once, and goes on waiting longer', async () => {
    fault = new Error('no room');
    await rings();
    fault = new Error('gone');
    await rings();
    expect([pauses, told.at(-1)]).toEqual([[250, 500, 1_000], [fault, 'letters']]);
  });

  test.each([['a jump of the clock', () => clock.advance(1)], ['somebody who is in a hurry', () => loop.wakeUp()]])('does not let %s wait for the end of a long pause', async (_, happens) => {
    fault = new Error('no room');
    for (let n = 0; n < 9; n++) await rings();
    expect([pauses.at(-1), rounds]).toEqual([60_000, 10]);
    fault = null;
    happens();
    await turn();
    expect([pauses.at(-1), rounds]).toEqual([250, 11]);
  });
});
