import { calendar, CAPACITY_AT_MOST, type CalendarCommand } from './calendar.decider.js';
import type { CapacityChanged, OpeningRulesChanged } from './calendar-events.js';
import { book, booked, given, monday, NOW, opened, owner, plus, rules, started, weekly } from './calendar-fixtures.js';
import type { OpeningRules } from './opening-rules.js';

const open = (more: Partial<OpeningRules> = {}, capacity = 1): CalendarCommand => ({ do: 'open', calendarId: 'sem', ownerOrganisationId: 'institute', now: NOW, rules: rules(more), capacity });
const limit = { limitId: 'a', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 1 } as const;
const hours = (from: string, until: string, groups: readonly string[] | null = null) => ({ from, until, groups });

/** Rules that nobody could keep, each with a word of what is told. */
const WRONG: readonly (readonly [Partial<OpeningRules>, RegExp])[] = [
  [{ horizonDaysOf: [{ group: 'own', days: 40 }, { group: 'own', days: 60 }] }, /horizonDaysOf: each group once/],
  [{ weekly: [] }, /at least one/], [{ gridMinutes: 7 }, /grid|divisor/], [{ gridMinutes: 0 }, /grid/], [{ gridMinutes: 45 }, /grid|divisor/], [{ minMinutes: 0 }, /minMinutes/], [{ minMinutes: 300 }, /minMinutes/], [{ maxMinutes: 100 }, /multiples/],
  [{ weekly: weekly('09:00', '09:00') }, /open and close/], [{ weekly: weekly('09:10') }, /not on the grid/], [{ weekly: [...weekly('09:00', '12:00'), ...weekly('11:00', '13:00')] }, /overlaps/],
  [{ weekly: [{ day: 7, ...hours('22:00', '06:00') }, { day: 1, ...hours('05:30', '09:00') }] }, /overlaps/],
  [{ weekly: [{ day: 1, ...hours('09:00', '12:00', ['own']) }, { day: 1, ...hours('11:00', '13:00', ['own', 'guests']) }] }, /overlaps/],
  [{ overrides: [{ on: '2026-03-02', hours: [hours('09:00', '12:00'), hours('11:00', '13:00')], reason: '' }] }, /overlaps/],
  [{ overrides: [1, 2].map(() => ({ on: '2026-03-02', hours: [], reason: '' })) }, /one for each date/],
  [{ closures: [{ fromOn: '2026-03-03', untilOn: '2026-03-02', reason: '' }] }, /comes after/], [{ noShowMinutes: 0 }, /noShowMinutes/], [{ limits: [{ ...limit, group: 'own' }] }, /names a group/], [{ limits: [{ ...limit, subject: 'group' }] }, /names a group/], [{ limits: [limit, limit] }, /id of its own/],
  [{ zone: 'Mars/Olympus' }, /no time zone/], [{ zone: 'china' }, /no time zone/], [{ zone: '' }, /no time zone/],
];

describe('a calendar', () => {
  test('is opened once, with rules that can be kept', () => {
    given().when(open()).then(opened());
    given().when(open()).thenRepeatingIsHarmless();
    given(opened()).when(open({ weekly: [...weekly()].reverse() })).thenNothing();
    given(opened()).when(open({ minMinutes: 30 })).thenRefused('calendar_opened_differently');
    given(opened()).when(open({}, 2)).thenRefused('calendar_opened_differently');
    for (const capacity of [0, -1, 1.5, NaN, CAPACITY_AT_MOST + 1]) given().when(open({}, capacity)).thenRefused('capacity_wrong', { atMost: CAPACITY_AT_MOST });
    given().when(open({ weekly: [{ day: 1, ...hours('09:00', '12:00', ['own']) }, { day: 1, ...hours('11:00', '13:00', ['guests']) }, { day: 7, ...hours('22:00', '24:00') }] })).then(opened({ weekly: [{ day: 1, ...hours('09:00', '12:00', ['own']) }, { day: 1, ...hours('11:00', '13:00', ['guests']) }, { day: 7, ...hours('22:00', '24:00') }] }));
  });

  test.each(WRONG)('%j is refused', (more, told) => {
    given().when(open(more)).thenRefused('opening_rules_wrong');
    given(opened()).when({ do: 'change_rules', ...owner(), rules: rules(more) }).thenRefused('opening_rules_wrong');
    expect(calendar.decide(open(more), calendar.initialState)).toMatchObject({ details: { fault: expect.stringMatching(told) } });
  });

  test('that was never opened knows nothing of anything', () => {
    for (const command of [book('09:00', '10:00'), { do: 'settle', now: NOW, holidays: [] }, { do: 'change_capacity', ...owner(), capacity: 2 }] as const) given().when(command).thenRefused('calendar_unknown');
  });
});

describe('the owner changes', () => {
  test('its rules: bookings keep their slots, what comes after is asked by the new ones', () => {
    const later = rules({ weekly: weekly('12:00'), bufferBeforeMinutes: 30 });
    const changed: OpeningRulesChanged = { type: 'OpeningRulesChanged', data: { calendarId: 'sem', rules: later, rulesVersion: 2, reason: 'service', changedBy: 'chen', changedAt: NOW } };
    given(opened(), booked()).when({ do: 'change_rules', ...owner(), rules: later }).then(changed);
    given(opened(), booked()).when({ do: 'change_rules', ...owner(), rules: later }).thenRepeatingIsHarmless();
    given(opened(), booked(), changed).when(book('09:00', '11:00', { bookingId: 'b1' })).thenNothing();
    given(opened(), changed).when(book('09:00', '11:00')).thenRefused('outside_opening_hours');
    given(opened(), changed).when(book('12:00', '13:00')).then(booked('12:00', '13:00', 'b2', { rulesVersion: 2, busyFrom: monday('11:30') }));
    given(opened()).when({ do: 'change_rules', ...owner(), rules: rules({ zone: 'Europe/Berlin' }) }).thenRefused('zone_fixed', { zone: 'Asia/Shanghai' });
  });

  test('the first day of the week: what is booked counts in the weeks of today', () => {
    const limits = [{ ...limit, per: 'week' as const }];
    const sunday = rules({ limits, weekStartsOn: 7 });
    const changed: OpeningRulesChanged = { type: 'OpeningRulesChanged', data: { calendarId: 'sem', rules: sunday, rulesVersion: 2, reason: '', changedBy: 'chen', changedAt: NOW } };
    given(opened({ limits }), booked(), changed).when(book('2 09:00', '2 10:00')).thenRefused('limit_reached');
    given(opened({ limits, weekly: weekly('08:30', '18:00', [1, 7]) }), booked('6 09:00', '6 10:00'), changed).when(book('4 09:00', '4 10:00')).then(booked('4 09:00', '4 10:00', 'b2', { rulesVersion: 2 }));
  });

  test('how many may use it at once, not below what is booked at one moment from now on', () => {
    const change = (capacity: number, now = '08:00'): CalendarCommand => ({ do: 'change_capacity', ...owner(now), capacity });
    const changed = (capacity: number, previousCapacity: number, at = '08:00'): CapacityChanged => ({ type: 'CapacityChanged', data: { calendarId: 'sem', capacity, previousCapacity, reason: 'service', changedBy: 'chen', changedAt: monday(at) } });
    given(opened()).when(change(3)).then(changed(3, 1));
    given(opened()).when(change(3)).thenRepeatingIsHarmless();
    given(opened()).when(change(0)).thenRefused('capacity_wrong', { atMost: CAPACITY_AT_MOST });
    const three = [booked('09:00', '11:00', 'a'), booked('11:30', '12:30', 'b'), booked('10:00', '12:00', 'c')];
    given(opened({}, 3), ...three).when(change(2)).then(changed(2, 3));
    given(opened({}, 3), ...three).when(change(1)).thenRefused('capacity_below_booked', { peak: 2 });
    given(opened({}, 2), booked(), booked('09:00', '11:00', 'b2'), started(), started('08:50', 'b2')).when(change(1, '11:20')).thenRefused('capacity_below_booked');
    const over = ['b1', 'b2'].map((bookingId) => ({ type: 'BookingOverdue' as const, data: { bookingId, since: monday('11:00'), noticedAt: monday('11:30') } }));
    given(opened({}, 2), booked(), booked('09:00', '11:00', 'b2'), started(), started('08:50', 'b2')).when(change(1, '11:30')).then(...over, changed(1, 2, '11:30'));
    given(opened({}, 2), booked()).when(book('10:00', '11:00')).then(booked('10:00', '11:00', 'b2'));
  });
});

test('what is due happens first, once, in order of time, whatever is asked; a refusal records none of it', () => {
  const history = [opened({ noShowMinutes: 30 }), booked('09:00', '11:00', 'b1', { missedAt: monday('09:30') }), booked('12:00', '13:00', 'b2', { missedAt: monday('12:30'), confirmed: false })];
  const [declined, missed] = [{ type: 'BookingDeclined', data: { bookingId: 'b2', ground: 'not_answered', reason: '', declinedBy: 'system:calendar', declinedAt: monday('12:00') } }, { type: 'BookingMissed', data: { bookingId: 'b1', graceMinutes: 30, missedAt: monday('09:30') } }] as const;
  given(...history).when({ do: 'settle', now: monday('12:00'), holidays: [] }).then(missed, declined);
  given(...history).when({ do: 'settle', now: monday('12:00'), holidays: [] }).thenRepeatingIsHarmless();
  given(...history).when(book('12:00', '13:00', { bookingId: 'b3' }, { now: monday('12:00') })).then(missed, declined, booked('12:00', '13:00', 'b3', { bookedAt: monday('12:00'), missedAt: monday('12:30') }));
  given(...history).when(book('12:00', '12:30', { bookingId: 'b3' }, { now: monday('12:00') })).thenRefused('slot_too_short');
});

test('state holds live and future bookings only: the thousandth finds as few as the tenth', () => {
  let state = calendar.evolve(calendar.initialState, opened());
  for (let n = 0; n < 1_000; n++) {
    const from = plus(monday('09:00'), n * 60);
    state = calendar.evolve(state, booked('09:00', '10:00', `b${n}`, { from, until: plus(from, 60), busyFrom: from, busyUntil: plus(from, 60), bookedAt: plus(from, -300) }));
    expect(state.slots.length).toBeLessThanOrEqual(6);
    expect(JSON.stringify(state.tallies).length).toBeLessThan(2_000);
  }
});
