import type { Recorded } from '@hewu/kernel/src/event.js';
import { booked, held, monday, offered, opened, plus, rules, slot, started } from './calendar-fixtures.js';
import type { CalendarEvent } from './calendar-events.js';
import { calendar } from './calendar.decider.js';
import { SLOT_RULES, type Asked } from './checks.decider.js';
import { explain, explainMoment, type Explanation, type KnownThen } from './explanation.js';
import { BookingMoment, type Moment } from './explanation-moment.js';
import { sentenceOf } from './explanation-sentences.js';

const stateOf = (...events: CalendarEvent[]) => events.reduce(calendar.evolve, calendar.initialState);
const momentOf = (bookingId: string, ...events: CalendarEvent[]): Moment | null => {
  const seen = new BookingMoment(bookingId);
  for (const event of events) seen.see(event as Recorded<CalendarEvent>);
  return seen.found;
};
const asked = (from: string, until: string, more: Partial<Asked> = {}): Asked => {
  const { from: begins, until: ends } = slot(from, until);
  return { slot: { from: Date.parse(begins), until: Date.parse(ends) }, holder: { personId: 'li', organisationId: 'firm', groups: [] }, user: { suspendedUntil: null, missing: [] }, now: Date.parse(monday('08:00')), noticeMinutes: 0, instead: null, promised: null, overrides: [], ...more };
};
const fails = ({ checks }: Explanation): readonly string[] => checks.filter(({ holds }) => !holds).map(({ rule }) => rule);
const moved = (from: string, until: string, more: object = {}): CalendarEvent => {
  const { priceFen, missedAt, busyFrom, busyUntil } = booked(from, until).data;
  return { type: 'BookingMoved', data: { bookingId: 'b1', ...slot(from, until), busyFrom, busyUntil, previousFrom: monday('09:00'), previousUntil: monday('11:00'), priceFen, confirmed: true, missedAt, rulesVersion: 1, by: 'user', movedBy: 'li', overrides: [], grounds: { qualificationId: null, terms: [] }, keepsPrevious: false, returned: null, movedAt: monday('08:10'), ...more } };
};
/** Nothing against the user, and no quota. */
const THEN: KnownThen = { user: { suspendedUntil: null, missing: [] }, quotas: [], holidays: [] };
const NOT_HELD = { qualificationId: null, terms: [] };

describe('a slot is explained by the list that decides about it', () => {
  const view = { rules: rules({ bufferBeforeMinutes: 0 }), groups: [], holidays: [] };

  test('every rule is told, also those that hold, each with its values in both languages', () => {
    const told = explain(asked('09:00', '09:20'), stateOf(opened()), view, []);
    expect(told.allowed).toBe(false);
    expect(fails(told)).toEqual(['slot_off_grid', 'slot_too_short']);
    expect(told.checks.map(({ rule }) => rule)).toEqual(['slot_in_past', 'slot_beyond_horizon', 'slot_off_grid', 'slot_too_short', 'slot_too_long', 'outside_opening_hours', 'slot_too_soon', 'person_suspended', 'requirements_missing', 'instrument_out_of_service', 'slot_taken'].flatMap((rule) => (rule === 'slot_in_past' ? ['slot_backwards', rule] : [rule])));
    expect(told.checks.find(({ rule }) => rule === 'slot_too_short')).toMatchObject({ limit: 60, asked: 20, setAside: null, overridable: true, text: { zh: '至少 60 分钟；所求 20 分钟', en: 'At least 60 minutes; asked 20' } });
  });

  test('a quota is told with what it would come to, whether it holds or not', () => {
    const limit = { limitId: 'q', subject: 'person', group: null, measure: 'count', per: 'week', atMost: 6 } as const;
    const told = (amount: number) => explain(asked('09:00', '10:00'), stateOf(opened()), view, [{ limit, asked: { period: 'week 2026-03-02', amount } }]);
    expect(told(6).allowed).toBe(true);
    expect(fails(told(7))).toEqual(['quota_reached']);
    expect(told(7).checks.find(({ rule }) => rule === 'quota_reached')!.text.en).toBe('Over all instruments of the owner: At most 6 bookings a week for a person; with this one 7');
  });

  test('what was known of the user then decides, of a past moment as of now', () => {
    const suspended = asked('09:00', '10:00', { user: { suspendedUntil: monday('9 00:00'), missing: ['training'] } });
    expect(fails(explain(suspended, stateOf(opened()), view, []))).toEqual(['person_suspended', 'requirements_missing']);
    expect(explain(asked('09:00', '10:00'), stateOf(opened()), view, [])).toMatchObject({ allowed: true });
  });

  test('every rule has a sentence for whatever it may be asked', () => {
    const limit = { limitId: 'l', subject: 'group', group: 'g', measure: 'minutes', per: 'day', atMost: 60 };
    const values: Readonly<Record<string, readonly [unknown, unknown]>> = {
      slot_beyond_horizon: [{ until: monday('18:00'), horizonDays: 14 }, monday('18:00')], slot_in_past: [monday('08:00'), monday('09:00')], person_suspended: [null, monday('09:00')], requirements_missing: [[], ['a', 'b']],
      limit_reached: [limit, { period: 'day', amount: 90 }], open_limit_reached: [limit, 90], quota_reached: [null, null], gap_too_short: [60, slot('09:00', '10:00')],
    };
    for (const rule of SLOT_RULES) {
      const [most, wanted] = values[rule] ?? [30, rule === 'slot_too_short' || rule === 'slot_too_long' || rule === 'slot_too_soon' ? 20 : slot('09:00', '10:00')];
      const { zh, en } = sentenceOf(rule, most, wanted, 'Asia/Shanghai');
      expect({ rule, zh, en }).toEqual({ rule, zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z][^\p{Script=Han}]+$/u) });
      expect(`${zh} ${en}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe('a booking is explained by what was recorded of its calendar', () => {
  test('as it was made: under the rules of that moment, whatever they are now', () => {
    const changed: CalendarEvent = { type: 'OpeningRulesChanged', data: { calendarId: 'sem', rules: rules({ maxMinutes: 60 }), rulesVersion: 2, reason: '', changedBy: 'chen', changedAt: monday('08:30') } };
    const moment = momentOf('b1', opened(), booked(), changed, booked('14:00', '15:00', 'b2'))!;
    expect(moment).toMatchObject({ kind: 'booked', at: monday('08:00'), priceFen: 60_000 });
    expect(moment.state.opened!.rulesVersion).toBe(1);
    expect(explainMoment(moment, THEN)).toMatchObject({ allowed: true });
    expect(momentOf('b2', opened(), booked(), changed, booked('14:00', '15:00', 'b2'))!.state.opened!.rulesVersion).toBe(2);
    expect(momentOf('b3', opened(), booked())).toBeNull();
  });

  test('what staff set aside does not hold, and says why, with what was missing then', () => {
    const overrides = [{ rule: 'slot_too_long', reason: '连续成像' }, { rule: 'requirements_missing', reason: '有人陪同' }];
    const told = explainMoment(momentOf('b1', opened({ maxMinutes: 60 }), booked('09:00', '11:00', 'b1', { overrides }))!, { ...THEN, user: { suspendedUntil: null, missing: ['certificate:sem'], required: ['certificate:sem', 'terms:x@1'] } });
    expect(told.allowed).toBe(true);
    expect(told.checks.filter(({ holds }) => !holds).map(({ rule, setAside }) => ({ rule, setAside }))).toEqual([
      { rule: 'slot_too_long', setAside: '连续成像' }, { rule: 'requirements_missing', setAside: '有人陪同' },
    ]);
    expect(told.checks.find(({ rule }) => rule === 'requirements_missing')).toMatchObject({ limit: ['certificate:sem', 'terms:x@1'], asked: ['certificate:sem'] });
    // What the record says is believed over what was known at the same moment.
    const held = explainMoment(momentOf('b1', opened(), booked())!, { ...THEN, user: { suspendedUntil: monday('9 00:00'), missing: ['late'] } });
    expect(held.allowed).toBe(true);
    expect(held.checks.find(({ rule }) => rule === 'requirements_missing')).toMatchObject({ asked: NOT_HELD });
  });

  test('a quota is told with what it came to, and the full one as set aside', () => {
    const quota = (amount: number) => ({ limit: { limitId: 'q', subject: 'person', group: null, measure: 'count', per: 'week', atMost: 6 } as const, asked: { period: 'week 2026-03-02', amount } });
    const told = explainMoment(momentOf('b1', opened(), booked('09:00', '11:00', 'b1', { overrides: [{ rule: 'quota_reached', reason: '急' }] }))!, { ...THEN, quotas: [quota(3), quota(7)] });
    expect(told.checks.filter(({ rule }) => rule === 'quota_reached').map(({ holds, setAside }) => [holds, setAside])).toEqual([[true, null], [false, '急']]);
  });

  test('as it was moved last: the rules of changing, without itself in its way', () => {
    const moment = momentOf('b1', opened({ notice: { bookMinutes: 0, changeMinutes: 30, cancelMinutes: 0 } }), booked(), moved('10:00', '12:00'))!;
    expect(moment).toMatchObject({ kind: 'moved', at: monday('08:10') });
    const told = explainMoment(moment, THEN);
    expect(told.allowed).toBe(true);
    expect(told.checks.find(({ rule }) => rule === 'slot_too_soon')).toMatchObject({ limit: 30, asked: 50 });
  });

  test('an outage asks only whether it is open, in service and free, and what the user needs on that day', () => {
    const grounds = { qualificationId: 'q1', terms: [] };
    const told = explainMoment(momentOf('b1', opened(), booked(), moved('10:00', '12:00', { by: 'outage', grounds }))!, THEN);
    expect(told.checks.map(({ rule }) => rule)).toEqual(['slot_beyond_horizon', 'slot_off_grid', 'outside_opening_hours', 'requirements_missing', 'instrument_out_of_service', 'slot_taken']);
    expect(told.checks.find(({ rule }) => rule === 'requirements_missing')).toMatchObject({ asked: grounds, holds: true });
    const unasked = explainMoment(momentOf('b1', opened(), booked(), moved('10:00', '12:00', { by: 'outage', grounds: null }))!, THEN);
    expect(unasked.checks.map(({ rule }) => rule)).not.toContain('requirements_missing');
  });

  test('out of an offer or a hold only what is not promised is asked; of an act, what its hold was asked', () => {
    const late = { bookedAt: monday('08:30') };
    const served = explainMoment(momentOf('b1', opened({ maxMinutes: 60 }), offered('09:00', '11:00'), booked('09:00', '11:00', 'b1', { offerId: 'w1', organisationId: 'school', ...late }))!, THEN);
    expect(served).toMatchObject({ allowed: true });
    expect(served.checks.map(({ rule }) => rule)).not.toContain('slot_too_long');
    const together = momentOf('b1', opened(), held('09:00', '11:00', 'h1', { actId: 'a1', expiresAt: null }), booked('14:00', '15:00', 'b9'), booked('09:00', '11:00', 'b1', { holdId: 'h1', actId: 'a1', ...late }))!;
    expect(together).toMatchObject({ kind: 'held_for_act', at: monday('08:00'), priceFen: 60_000 });
    expect(explainMoment(together, THEN).checks.map(({ rule }) => rule)).toContain('slot_too_long');
  });

  test('what happens to it later changes nothing', () => {
    const history = [opened(), booked()];
    const later: CalendarEvent[] = [started(), { type: 'UsageRecorded', data: { bookingId: 'b1', ...slot('09:00', '10:00'), minutes: 60, note: '', recordedBy: 'li', recordedAt: plus(monday('10:00'), 1) } }];
    expect(momentOf('b1', ...history, ...later)).toEqual(momentOf('b1', ...history));
  });
});
