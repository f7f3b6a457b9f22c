import { specification } from '@hewu/kernel/src/testing.js';
import { calendar, type BookSlot, type CalendarCommand } from './calendar.decider.js';
import type { BookingMoved, BookingStarted, CalendarOpened, OpeningRules, SlotBooked, UsageRecorded } from './events.js';

/** Monday 2 March 2026, local time; +08:00 all year. */
const monday = (time: string): string => new Date(`2026-03-02T${time}:00+08:00`).toISOString();
const NOW = monday('08:00');

const rules: OpeningRules = {
  zone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:30', until: '18:00' })),
  gridMinutes: 30,
  minMinutes: 60,
  maxMinutes: 240,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 30,
  horizonDays: 30,
};
const tariff = { version: 1, pricePerHourFen: 30_000, unitMinutes: 30 };
const opened: CalendarOpened = { type: 'CalendarOpened', data: { calendarId: 'sem', ownerOrganisationId: 'institute', rules, rulesVersion: 1, openedAt: NOW } };
const booked = (from = '09:00', until = '11:00', bookingId = 'b1'): SlotBooked => ({
  type: 'SlotBooked',
  data: {
    bookingId, calendarId: 'sem', instrumentId: 'sem', organisationId: 'firm', personId: 'li', from: monday(from), until: monday(until),
    ownerOrganisationId: 'institute', busyFrom: monday(from), busyUntil: new Date(Date.parse(monday(until)) + 30 * 60_000).toISOString(),
    priceFen: ((Date.parse(monday(until)) - Date.parse(monday(from))) / 3_600_000) * 30_000, tariff, rulesVersion: 1, external: true, bookedAt: NOW,
  },
});
const started: BookingStarted = { type: 'BookingStarted', data: { bookingId: 'b1', startedAt: monday('08:50') } };
const used: UsageRecorded = { type: 'UsageRecorded', data: { bookingId: 'b1', from: monday('08:50'), until: monday('10:00'), minutes: 70, note: '', recordedBy: 'li', recordedAt: monday('10:00') } };

const book = (from: string, until: string, more: Partial<BookSlot['data']> = {}, facts: Partial<BookSlot['facts']> = {}): BookSlot => ({
  do: 'book',
  data: { bookingId: 'b2', calendarId: 'sem', instrumentId: 'sem', organisationId: 'firm', personId: 'li', from: monday(from), until: monday(until), ...more },
  facts: { now: NOW, tariff, ownerOrganisationId: 'institute', retired: false, idTaken: false, ...facts },
});
const at = (now: string, organisationId = 'firm') => ({ bookingId: 'b1', organisationId, now: monday(now) });
const given = specification(calendar);
const slot = (from: string, until: string) => ({ from: monday(from), until: monday(until) });

describe('booking', () => {
  test('a free slot is booked at the price of the day, buffer included, and asking twice changes nothing', () => {
    const again = given(opened).when(book('09:00', '11:00', { bookingId: 'b1' }));
    again.then(booked());
    again.thenRepeatingIsHarmless();
    given(opened, booked()).when(book('13:00', '14:00', { bookingId: 'b1' })).thenRefused('booking_id_reused');
    given(opened, booked()).when(book('09:00', '11:00', { bookingId: 'b1' }, { idTaken: true })).thenNothing();
    given(opened).when(book('09:00', '11:00', { bookingId: 'b1' }, { idTaken: true })).thenRefused('booking_id_reused');
  });

  test('an overlap is refused, and the answer names the nearest free slots', () => {
    given(opened, booked()).when(book('10:00', '12:00')).thenRefused('slot_taken', { nearestFree: [slot('11:30', '13:30'), slot('12:00', '14:00'), slot('12:30', '14:30')] });
  });

  test('the clean-up after a slot is nobody’s; a slot that touches it is free', () => {
    given(opened, booked()).when(book('11:00', '12:00')).thenRefused('slot_taken');
    given(opened, booked()).when(book('11:30', '12:30')).then(booked('11:30', '12:30', 'b2'));
    given(opened, booked('11:30', '13:30')).when(book('09:00', '11:00')).then(booked('09:00', '11:00', 'b2'));
  });

  test('refusals, in the order they are checked', () => {
    const retired = { retired: true };
    given().when(book('10:00', '09:00')).thenRefused('calendar_unknown');
    given(opened).when(book('10:00', '09:00', {}, retired)).thenRefused('instrument_retired');
    given(opened).when(book('07:10', '07:00')).thenRefused('slot_backwards');
    given(opened).when(book('07:10', '07:10')).thenRefused('slot_backwards');
    given(opened).when(book('07:59', '08:10')).thenRefused('slot_in_past');
    given(opened).when(book('09:00', '10:10', { until: '9999-12-31T00:00:00.000Z' })).thenRefused('slot_beyond_horizon', { until: '2026-04-01T16:00:00.000Z', horizonDays: 30 });
    given(opened).when(book('09:00', '09:10')).thenRefused('slot_off_grid', { gridMinutes: 30 });
    given(opened).when(book('08:00', '08:30')).thenRefused('slot_too_short', { minMinutes: 60 });
    given(opened).when(book('08:00', '12:30')).thenRefused('slot_too_long', { maxMinutes: 240 });
    given(opened, booked()).when(book('08:00', '10:00')).thenRefused('outside_opening_hours');
    given(opened, booked()).when(book('09:00', '10:00')).thenRefused('slot_taken');
  });

  test('hours end with the day: nothing is booked over the night or on a closed Sunday', () => {
    given(opened).when(book('17:00', '18:30')).thenRefused('outside_opening_hours');
    const sunday = { from: '2026-03-08T02:00:00.000Z', until: '2026-03-08T03:00:00.000Z' };
    given(opened).when(book('09:00', '10:00', sunday)).thenRefused('outside_opening_hours', {
      weekly: rules.weekly,
      nearestFree: [{ from: '2026-03-09T00:30:00.000Z', until: '2026-03-09T01:30:00.000Z' }, { from: '2026-03-09T01:00:00.000Z', until: '2026-03-09T02:00:00.000Z' }, { from: '2026-03-09T01:30:00.000Z', until: '2026-03-09T02:30:00.000Z' }],
    });
  });
});

describe('moving and cancelling', () => {
  const move = (from: string, until: string, now = '08:00', organisation = 'firm'): CalendarCommand => ({ do: 'move', ...at(now, organisation), ...slot(from, until) });
  const moved: BookingMoved = {
    type: 'BookingMoved',
    data: { bookingId: 'b1', ...slot('10:00', '11:00'), busyFrom: monday('10:00'), busyUntil: monday('11:30'), previousFrom: monday('09:00'), previousUntil: monday('11:00'), priceFen: 30_000, rulesVersion: 1, movedAt: NOW },
  };

  test('a move keeps the link to the old slot, may overlap it, and frees it', () => {
    given(opened, booked()).when(move('10:00', '11:00')).then(moved);
    given(opened, booked()).when(move('10:00', '11:00')).thenRepeatingIsHarmless();
    given(opened, booked(), moved).when(book('08:30', '09:30')).then(booked('08:30', '09:30', 'b2'));
  });

  test('a move onto another booking is refused and loses nothing', () => {
    given(opened, booked(), booked('13:00', '15:00', 'b3')).when(move('12:00', '14:00')).thenRefused('slot_taken');
  });

  test('what has begun is neither moved nor, once checked in, cancelled', () => {
    given(opened, booked()).when(move('13:00', '14:00', '09:00')).thenRefused('booking_started');
    given(opened, booked(), started).when(move('13:00', '14:00', '08:55')).thenRefused('booking_started');
    given(opened, booked(), started).when({ do: 'cancel', ...at('08:55'), reason: '' }).thenRefused('booking_started');
    given(opened, booked()).when(move('13:00', '14:00', '11:00')).thenRefused('booking_over');
  });

  test('a cancelled slot is free at once; a second cancellation changes nothing; the notice is kept', () => {
    const cancelled = { type: 'BookingCancelled' as const, data: { bookingId: 'b1', reason: 'no samples', noticeMinutes: 60, cancelledAt: NOW } };
    given(opened, booked()).when({ do: 'cancel', ...at('08:00'), reason: 'no samples' }).then(cancelled);
    given(opened, booked()).when({ do: 'cancel', ...at('08:00'), reason: 'no samples' }).thenRepeatingIsHarmless();
    given(opened, booked(), cancelled).when(book('09:00', '11:00')).then(booked('09:00', '11:00', 'b2'));
    given(opened, booked(), cancelled).when(move('13:00', '14:00')).thenRefused('booking_over');
    given(opened, booked(), cancelled).when(book('09:00', '11:00', { bookingId: 'b1' })).thenRefused('booking_id_reused');
  });

  test('another organisation’s booking is unknown to whoever asks', () => {
    given(opened, booked()).when(move('10:00', '11:00', '08:00', 'rival')).thenRefused('booking_unknown');
    given(opened, booked()).when({ do: 'cancel', ...at('08:00', 'rival'), reason: '' }).thenRefused('booking_unknown');
    given(opened, booked(), started, used).when({ do: 'cancel', ...at('10:00', 'rival'), reason: '' }).thenRefused('booking_unknown');
  });
});

describe('use', () => {
  const usage = (from: string, until: string, now: string): CalendarCommand => ({ do: 'record_usage', ...at(now), ...slot(from, until), note: '', personId: 'li' });

  test('check-in opens fifteen minutes before the start and closes with the slot', () => {
    given(opened, booked()).when({ do: 'check_in', ...at('08:44') }).thenRefused('check_in_too_early', slot('08:45', '11:00'));
    given(opened, booked()).when({ do: 'check_in', ...at('08:50') }).then(started);
    given(opened, booked()).when({ do: 'check_in', ...at('08:50') }).thenRepeatingIsHarmless();
    given(opened, booked()).when({ do: 'check_in', ...at('11:00') }).thenRefused('booking_over');
  });

  test('usage lies between check-in and now, is recorded once, and frees the rest after the clean-up', () => {
    given(opened, booked()).when(usage('09:00', '10:00', '10:30')).thenRefused('not_checked_in');
    for (const [from, until] of [['08:49', '10:00'], ['10:00', '09:00'], ['09:00', '09:00'], ['09:00', '10:01']] as const) {
      given(opened, booked(), started).when(usage(from, until, '10:00')).thenRefused('usage_impossible', { notBefore: monday('08:50'), notAfter: monday('10:00') });
    }
    given(opened, booked(), started).when(usage('08:50', '10:00', '10:00')).then(used);
    given(opened, booked(), started).when(usage('08:50', '10:00', '10:00')).thenRepeatingIsHarmless();
    given(opened, booked(), started, used).when(usage('08:50', '09:50', '10:00')).thenRefused('usage_recorded_differently');
    given(opened, booked(), started, used).when(book('10:00', '11:00', {}, { now: monday('10:00') })).thenRefused('slot_taken');
    given(opened, booked(), started, used).when(book('10:30', '11:30', {}, { now: monday('10:00') })).then({ ...booked('10:30', '11:30', 'b2'), data: { ...booked('10:30', '11:30', 'b2').data, bookedAt: monday('10:00') } });
  });

  test('who forgot the record may still give it days later, while the next slots are long booked', () => {
    given(opened, booked(), started, { ...booked('14:00', '15:00', 'b3'), data: { ...booked('14:00', '15:00', 'b3').data, bookedAt: monday('13:00') } })
      .when(usage('08:50', '10:00', '10:00'))
      .then(used);
  });
});

test('a calendar is opened once, with rules that can be kept', () => {
  const open = (more: Partial<OpeningRules>): CalendarCommand => ({ do: 'open', calendarId: 'sem', ownerOrganisationId: 'institute', now: NOW, rules: { ...rules, ...more } });
  given().when(open({})).then(opened);
  given().when(open({})).thenRepeatingIsHarmless();
  given(opened).when(open({ minMinutes: 30 })).thenRefused('calendar_opened_differently');
  const wrong: Partial<OpeningRules>[] = [{ weekly: [] }, { gridMinutes: 7 }, { minMinutes: 0 }, { minMinutes: 300 }, { maxMinutes: 100 }, { weekly: [{ day: 1, from: '10:00', until: '09:00' }] }, { weekly: [{ day: 1, from: '10:00', until: '24:30' }] }, { weekly: [{ day: 1, from: '09:00', until: '12:00' }, { day: 1, from: '11:00', until: '13:00' }] }, { weekly: [{ day: 1, from: '09:10', until: '12:00' }] }];
  for (const more of wrong) given().when(open(more)).thenRefused('opening_rules_wrong');
});

test('state holds live and future bookings only: the thousandth finds as few as the tenth', () => {
  let state = calendar.evolve(calendar.initialState, opened);
  for (let n = 0; n < 1_000; n++) {
    const from = Date.parse(monday('09:00')) + n * 3_600_000;
    const iso = (instant: number): string => new Date(instant).toISOString();
    state = calendar.evolve(state, { type: 'SlotBooked', data: { ...booked().data, bookingId: `b${n}`, from: iso(from), until: iso(from + 3_600_000), busyFrom: iso(from), busyUntil: iso(from + 3_600_000), bookedAt: iso(from - 5 * 3_600_000) } });
    expect(state.slots.length).toBeLessThanOrEqual(6);
  }
});
