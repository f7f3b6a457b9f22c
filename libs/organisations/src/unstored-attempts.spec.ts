import { StorageFull } from '@hewu/kernel/src/event-store.js';
import { UnstoredAttempts } from './unstored-attempts.js';

const T0 = '2026-03-02T01:00:00.000Z';
const T1 = '2026-03-02T01:10:00.000Z';
const NEXT_DAY = '2026-03-03T01:00:00.000Z';
const patience = { free: 3, firstWaitMs: 600_000 };

describe('attempts for which the disk has no room', () => {
  test('go on from those that are stored', () => {
    const attempts = new UnstoredAttempts();
    attempts.add('m-1', T0, patience, { count: 2, since: T0, until: T0 });
    expect(attempts.until('m-1', T0, patience)).toBe(T1);
    expect(attempts.until('m-1', T1, patience)).toBeNull();
    expect(attempts.until('m-2', T0, patience)).toBeNull();
  });

  test('are of no use to whoever makes up keys: those that are counted stay, and there is no room for more until a day is over', () => {
    const attempts = new UnstoredAttempts(2);
    for (let n = 0; n < 3; n++) attempts.add('m-1', T0, patience, null);
    attempts.add('m-2', T0, patience, null);
    expect(() => attempts.add('m-3', T0, patience, null)).toThrow(StorageFull);
    attempts.add('m-2', T0, patience, null);
    expect(attempts.until('m-1', T0, patience)).toBe(T1);
    attempts.add('m-3', NEXT_DAY, patience, null);
    expect(attempts.until('m-1', NEXT_DAY, patience)).toBeNull();
  });
});
