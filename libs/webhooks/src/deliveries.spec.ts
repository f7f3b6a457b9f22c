import fc from 'fast-check';
import { afterAttempt, bodyOf, newDelivery, positionBehind, replayed, type Outcome } from './deliveries.js';
import { nextAttemptAt, PAUSES_SECONDS } from './pauses.js';

const now = '2026-03-02T01:00:00.000Z';
const fresh = newDelivery({ _id: 'd', webhookId: 'w', organisationId: 'o', type: 'listing.published', subjectId: 's', href: '/api/v1/listings/s', occurredAt: now, seenBy: { who: 'everybody' } }, now, false);
const seconds = (until: string): number => (Date.parse(until) - Date.parse(now)) / 1_000;

describe('pauses', () => {
  test('are those that Standard Webhooks recommends, a twentieth more or less', () => {
    expect(PAUSES_SECONDS).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempts, chance) => {
      const pause = seconds(nextAttemptAt(attempts, now, chance)!);
      expect(pause).toBeGreaterThanOrEqual(PAUSES_SECONDS[attempts - 1]! * 0.95 - 0.001);
      expect(pause).toBeLessThanOrEqual(PAUSES_SECONDS[attempts - 1]! * 1.05 + 0.001);
    }));
  });

  test('grow, whatever chance says, and end after the ninth', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 9, maxLength: 9 }), (chances) => {
      const pauses = chances.map((chance, place) => seconds(nextAttemptAt(place + 1, now, chance)!));
      expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    }));
    expect(nextAttemptAt(10, now, 0)).toBeNull();
  });
});

describe('a delivery after an attempt', () => {
  test.each([200, 201, 204, 299])('answered %i is done', (status) => expect(afterAttempt(fresh, { status }, now, 0.5)).toMatchObject({ status: 'delivered', attempts: 1, lastStatus: status, dueAt: null, endedAt: now }));

  test.each([0, 199, 300, 301, 307, 400, 401, 404, 429, 500, 503])('answered %i waits for the next', (status) =>
    expect(afterAttempt(fresh, { status }, now, 0.5)).toMatchObject({ status: 'waiting', attempts: 1, lastStatus: status, dueAt: '2026-03-02T01:00:05.000Z', endedAt: null }));

  test('not answered at all waits too, and says why', () => expect(afterAttempt(fresh, { fault: 'timed_out' }, now, 0.5)).toMatchObject({ status: 'waiting', lastStatus: null, lastFault: 'timed_out' }));
  test('answered 410 is held', () => expect(afterAttempt(fresh, { status: 410 }, now, 0.5)).toMatchObject({ status: 'held', lastStatus: 410, lastFault: 'gone', dueAt: null }));
  test('that called nobody is no attempt', () => {
    expect(afterAttempt(fresh, { held: true }, now, 0.5)).toMatchObject({ status: 'held', attempts: 0, lastAttemptAt: null });
    expect(afterAttempt(fresh, { dropped: 'not_readable' }, now, 0.5)).toMatchObject({ status: 'dropped', attempts: 0, lastFault: 'not_readable' });
  });
  test('a ping is tried once', () => expect(afterAttempt({ ...fresh, type: 'webhook.ping' }, { status: 500 }, now, 0.5)).toMatchObject({ status: 'dead', attempts: 1 }));

  test('dies after the tenth; replayed, it has ten again, and is the same message', () => {
    const fails: Outcome = { status: 500 };
    const attempts = (times: number, from = fresh): typeof fresh => Array.from({ length: times }).reduce<typeof fresh>((delivery) => afterAttempt(delivery, fails, now, 0.5), from);
    expect(attempts(9).status).toBe('waiting');
    expect(attempts(10)).toMatchObject({ status: 'dead', attempts: 10 });
    const again = replayed(attempts(10), 2, now);
    expect(again).toMatchObject({ status: 'waiting', attempts: 0, round: 2, dueAt: now, endedAt: null });
    expect(attempts(10, again)).toMatchObject({ status: 'dead', round: 2 });
    expect(bodyOf(again)).toBe(bodyOf(fresh));
  });
});

test('positions of notes stand behind their event, before the next one, and in order', () => {
  const positions = ['', '', ''].reduce<string[]>((all) => [...all, positionBehind(all.at(-1)!)], ['0000000000000005']);
  expect([...positions, '0000000000000006']).toEqual([...positions, '0000000000000006'].sort());
  expect(positionBehind('5~000000009')).toBe('5~000000010');
});
