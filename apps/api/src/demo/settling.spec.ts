import type { ProjectionStatus } from '@hewu/kernel/src/projections.js';
import { settle } from './settling.js';

type World = Parameters<typeof settle>[0];

/** A world at position 9 in which all is done, on a watch that goes on a second with each rest. */
const world = ({ bookings = {}, behind, timers = '9', parked, due = 0 }: { bookings?: Partial<ProjectionStatus>; behind?: boolean; timers?: string; parked?: string; due?: number }): World & { rests: number } => {
  const counted = { rests: 0 };
  const status = [{ name: 'people', served: true, position: '9', parked: null }, { name: 'bookings', served: true, position: '4', parked: null, ...bookings }] as ProjectionStatus[];
  return Object.assign(counted, {
    events: { end: async () => '9' },
    projections: { status: async () => status, waitFor: async (name: string) => !(behind && name === 'bookings') },
    reads: {
      checkpoint: async () => timers,
      count: async () => due,
      find: async () => ({ items: [{ _id: 't-1', process: 'offers', dueAt: '2026-03-02T01:00:00.000Z' }], next: null }) as never,
      setting: async (name: string) => (name === 'parked:processes' ? parked ?? null : null),
    },
    clock: { now: () => '2026-03-02T01:00:00.000Z' },
    rest: async () => void counted.rests++,
    watch: () => counted.rests * 1_000,
  });
};

describe('waiting for a world to come to rest', () => {
  test('is over when all is done', async () => {
    await expect(settle(world({}))).resolves.toBeUndefined();
  });

  test('ends at once at a read model that was parked, with the reason', async () => {
    const one = world({ behind: true, bookings: { parked: 'BookingMoved version 9 at booking-1@3' } });
    await expect(settle(one)).rejects.toThrow('the read model "bookings" stands still: BookingMoved version 9 at booking-1@3');
    expect(one.rests).toBe(0);
  });

  test.each([
    ['a read model', { behind: true }, 'the read model "bookings" stands still: it is at 4 of 9'],
    ['processes that are behind', { timers: '5' }, 'the processes stand still: they are at 5 of 9'],
    ['processes that met what they cannot read', { timers: '5', parked: 'ListingSigned version 3 at listing-1@0' }, 'the processes stand still: ListingSigned version 3 at listing-1@0'],
    ['an errand that fails', { due: 3 }, 'the processes stand still: 3 timers are due, the first of "offers" since 2026-03-02T01:00:00.000Z (t-1)'],
  ] as const)('ends with one line about %s when nothing has moved for a minute', async (_, how, why) => {
    const one = world(how);
    await expect(settle(one)).rejects.toThrow(why);
    expect(one.rests).toBe(60);
  });

  test('goes on as long as something moves', async () => {
    let due = 200;
    const one = world({});
    await settle({ ...one, reads: { ...one.reads, count: async () => due-- } });
    expect(due).toBeLessThan(1);
  });
});
