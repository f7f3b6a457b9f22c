import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { Limit } from './opening-rules.js';
import { keptOf, quota, quotaRules, type Quota, type QuotaCommand } from './quota.decider.js';
import { localDay } from './zone.decider.js';

const NOW = '2026-03-02T01:00:00.000Z';
const EXPIRES = '2026-03-02T01:02:00.000Z';
const limit: Limit = { limitId: 'day', subject: 'organisation', group: null, measure: 'minutes', per: 'day', atMost: 240 };
const rules = { rulesVersion: 1, limits: [limit] };
const hour = (n: number): string => new Date(Date.parse('2026-03-03T00:00:00.000Z') + n * 3_600_000).toISOString();
const reserve = (bookingId: string, from: number, until: number, more: Partial<Extract<QuotaCommand, { do: 'reserve' }>> = {}): QuotaCommand =>
  ({ do: 'reserve', quotaId: 'q', bookingId, calendarId: 'c', from: hour(from), until: hour(until), limits: [limit], rules, expiresAt: EXPIRES, force: false, now: NOW, ...more });
const confirm = (bookingId: string, from: number, until: number): QuotaCommand => ({ do: 'confirm', quotaId: 'q', bookingId, from: hour(from), until: hour(until), rules, now: NOW });
const release = (bookingId: string, ground: 'refused' | 'ended' | 'expired'): QuotaCommand => ({ do: 'release', quotaId: 'q', bookingId, ground, rules, now: NOW });
const given = specification(quota);
const after = (...commands: readonly QuotaCommand[]): Quota =>
  commands.reduce((state, command) => {
    const answer = quota.decide(command, state);
    return isRefusal(answer) ? state : answer.reduce(quota.evolve, state);
  }, quota.initialState);
const refused = (state: Quota, command: QuotaCommand): boolean => isRefusal(quota.decide(command, state));

test('what is reserved counts at once, and no longer when it was released', () => {
  given().when(reserve('a', 0, 3)).then({ type: 'QuotaReserved', data: { quotaId: 'q', bookingId: 'a', calendarId: 'c', actId: null, from: hour(0), until: hour(3), rulesVersion: 1, expiresAt: EXPIRES, reservedAt: NOW } });
  given().when(reserve('a', 0, 3)).thenRepeatingIsHarmless();
  expect(refused(after(reserve('a', 0, 3)), reserve('b', 4, 6))).toBe(true);
  expect(refused(after(reserve('a', 0, 3), release('a', 'refused')), reserve('b', 4, 6))).toBe(false);
  expect(refused(after(reserve('a', 0, 3), confirm('a', 0, 3), release('a', 'refused')), reserve('b', 4, 6))).toBe(true);
  expect(refused(after(reserve('a', 0, 3), confirm('a', 0, 3), release('a', 'ended')), reserve('b', 4, 6))).toBe(false);
});

test('a move counts in the new place and not in the old; one that is refused stays where it was', () => {
  const moved = after(reserve('a', 0, 4), confirm('a', 0, 4), reserve('a', 24, 28), confirm('a', 24, 28));
  expect(refused(moved, reserve('b', 0, 4))).toBe(false);
  expect(refused(moved, reserve('b', 28, 29))).toBe(true);
  const stayed = after(reserve('a', 0, 4), confirm('a', 0, 4), reserve('a', 24, 28), release('a', 'refused'));
  expect(refused(stayed, reserve('b', 4, 5))).toBe(true);
  expect(refused(stayed, reserve('b', 24, 28))).toBe(false);
});

test('the parts of an act are reserved together or not at all, each beside those before it; what leaves no room is told by its booking', () => {
  const part = (bookingId: string, from: number, until: number) => ({ bookingId, calendarId: `c-${bookingId}`, from: hour(from), until: hour(until), limits: [limit] });
  const together = (...parts: readonly ReturnType<typeof part>[]): QuotaCommand => ({ do: 'reserve_act', quotaId: 'q', actId: 'act', parts, rules, expiresAt: EXPIRES, now: NOW });
  const reserved = (bookingId: string, from: number, until: number) => ({ type: 'QuotaReserved' as const, data: { quotaId: 'q', bookingId, calendarId: `c-${bookingId}`, actId: 'act', from: hour(from), until: hour(until), rulesVersion: 1, expiresAt: EXPIRES, reservedAt: NOW } });
  given().when(together(part('a', 0, 2), part('b', 0, 2))).then(reserved('a', 0, 2), reserved('b', 0, 2));
  given().when(together(part('a', 0, 2), part('b', 0, 2))).thenRepeatingIsHarmless();
  given(reserved('a', 0, 2), reserved('b', 0, 2), { type: 'QuotaConfirmed', data: { quotaId: 'q', bookingId: 'a', from: hour(0), until: hour(2), confirmedAt: NOW } }).when(together(part('a', 0, 2), part('b', 0, 2))).thenNothing();
  const asked = { period: 'day 2026-03-03', amount: 300 };
  given().when(together(part('a', 0, 2), part('b', 0, 3), part('c', 4, 7))).thenRefused('quota_reached', { violations: [{ bookingId: 'b', limit, asked }, { bookingId: 'c', limit, asked }] });
});

test('a slot of years, or at the end of all dates, is not kept and not walked through: its calendar refuses it', () => {
  const year = (n: number): number => (Date.UTC(n, 0) - Date.parse(hour(0))) / 3_600_000;
  for (const [from, until] of [[0, year(9_990)], [year(9_999), year(9_999) + 1], [2, 1]] as const) given().when(reserve('a', from, until)).thenNothing();
});

test('staff set it aside', () => {
  expect(refused(quota.initialState, reserve('a', 0, 5))).toBe(true);
  expect(refused(quota.initialState, reserve('a', 0, 5, { force: true }))).toBe(false);
});

test('after anything at all no day has more than its limit, and the tallies are what a recount of the bookings says', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.record({ do: fc.constant('reserve' as const), id, from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constantFrom('confirm' as const, 'refused' as const, 'ended' as const), id }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let state = quota.initialState;
      for (const one of steps) {
        const pending = keptOf(state, one.id).pending;
        const command = one.do === 'reserve' ? reserve(one.id, one.from, one.from + one.length) : one.do === 'confirm' ? (pending ? confirm(one.id, (pending.from - Date.parse(hour(0))) / 3_600_000, (pending.until - Date.parse(hour(0))) / 3_600_000) : null) : release(one.id, one.do);
        if (!command) continue;
        const answer = quota.decide(command, state);
        if (!isRefusal(answer)) state = (JSON.parse(JSON.stringify(answer)) as typeof answer).reduce(quota.evolve, state);
        const byDay = new Map<number, number>();
        for (const { counts, pending: waits } of Object.values(state.kept).flatMap((shelf) => Object.values(shelf)))
          for (const span of [counts, waits]) if (span) for (let at = span.from; at < span.until; at += 3_600_000) byDay.set(localDay('Asia/Shanghai', at), (byDay.get(localDay('Asia/Shanghai', at)) ?? 0) + 60);
        // A booking on the move counts in both places until it is confirmed.
        const moving = Object.values(state.kept).flatMap((shelf) => Object.values(shelf)).filter(({ counts, pending: waits }) => counts && waits).length;
        if (moving === 0) for (const minutes of byDay.values()) expect(minutes).toBeLessThanOrEqual(limit.atMost);
      }
      for (const bookingId of ['a', 'b', 'c', 'd']) {
        const ended = quota.decide(release(bookingId, 'ended'), state);
        if (!isRefusal(ended)) state = ended.reduce(quota.evolve, state);
      }
      expect(state.kept).toEqual({});
      expect(Object.values(state.tallies.shelves).flatMap((shelf) => Object.keys(shelf))).toEqual([]);
    }),
  );
});

test('rules are set in versions, and wrong ones not at all', () => {
  const set = (limits: readonly Limit[]) => ({ do: 'set' as const, data: { ownerOrganisationId: 'o', limits, reason: '', setBy: 'p', setAt: NOW } });
  specification(quotaRules)().when(set([limit])).then({ type: 'QuotaRulesSet', data: { ownerOrganisationId: 'o', rulesVersion: 1, limits: [limit], reason: '', setBy: 'p', setAt: NOW } });
  specification(quotaRules)().when(set([limit])).thenRepeatingIsHarmless();
  specification(quotaRules)().when(set([limit, limit])).thenRefused('quota_rules_wrong');
  specification(quotaRules)().when(set([{ ...limit, subject: 'group' }])).thenRefused('quota_rules_wrong');
});
