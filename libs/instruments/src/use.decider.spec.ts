import type { Recorded } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { BookingEndChanged, BookingOverdue, CalendarEvent, SamplesArrived, TimeFreed, UsageRecorded, UseInterrupted, UseUnrecorded } from './calendar-events.js';
import { calendarUpkeep } from './calendar-upkeep.process.js';
import { calendar, type CalendarCommand } from './calendar.decider.js';
import { NO_CALENDAR } from './calendar-state.decider.js';
import { book, booked, given, mine, monday, opened, requested, slot, staffs, started } from './calendar-fixtures.js';

const checkIn = (now: string, bookingId = 'b1'): CalendarCommand => ({ do: 'check_in', ...mine(now, bookingId) });
const usage = (from: string, until: string, now: string, bookingId = 'b1'): CalendarCommand => ({ do: 'record_usage', ...mine(now, bookingId), ...slot(from, until), note: '' });
const used = (from = '08:50', until = '10:00', minutes = 70, bookingId = 'b1'): UsageRecorded => ({ type: 'UsageRecorded', data: { bookingId, ...slot(from, until), minutes, note: '', recordedBy: 'li', recordedAt: monday(until) } });
const freed = (from: string, until: string, nextBookingId: string | null, at = '10:00'): TimeFreed => ({ type: 'TimeFreed', data: { bookingId: 'b1', ...slot(from, until), nextBookingId, freedAt: monday(at) } });
const overdue = (at: string, since = '11:00', bookingId = 'b1'): BookingOverdue => ({ type: 'BookingOverdue', data: { bookingId, since: monday(since), noticedAt: monday(at) } });
const interrupted = (at: string, by: UseInterrupted['data']['by'] = 'user', interruptedBy = 'li'): UseInterrupted => ({ type: 'UseInterrupted', data: { bookingId: 'b1', by, reason: 'leak', interruptedBy, interruptedAt: monday(at) } });

describe('check-in', () => {
  test('opens the minutes of the rules before the start and closes with the slot', () => {
    given(opened(), booked()).when(checkIn('08:44')).thenRefused('check_in_too_early', slot('08:45', '11:00'));
    given(opened(), booked()).when(checkIn('08:50')).then(started());
    given(opened(), booked()).when(checkIn('08:50')).thenRepeatingIsHarmless();
    given(opened(), booked()).when(checkIn('10:59')).then(started('10:59'));
    given(opened(), booked()).when(checkIn('11:00')).thenRefused('booking_over');
    given(opened(), requested()).when(checkIn('08:50')).thenRefused('booking_not_confirmed');
    given(opened(), booked()).when({ do: 'check_in', ...mine('08:50', 'b1', 'rival') }).thenRefused('booking_unknown');
  });

  test('is for the person who will use it, whom they named, and staff; a colleague who booked it for them cannot come for them', () => {
    const colleague = { ...mine('08:50'), actorId: 'sun' };
    given(opened(), booked()).when({ do: 'check_in', ...colleague }).thenRefused('may_not_act_for_others');
    given(opened(), booked('09:00', '11:00', 'b1', { bookedBy: 'sun' })).when({ do: 'check_in', ...colleague }).thenRefused('may_not_act_for_others');
    given(opened(), booked()).when({ do: 'check_in', ...colleague, proxy: true }).then(started());
    given(opened(), booked()).when({ do: 'check_in', ...staffs('08:50') }).then(started());
    const others: readonly CalendarCommand[] = [{ do: 'change_end', ...colleague, until: monday('10:30'), missing: [] }, { do: 'interrupt', ...colleague, reason: 'leak' }, { do: 'record_usage', ...colleague, ...slot('08:50', '08:55'), note: '' }];
    for (const command of others) given(opened(), booked(), started()).when(command).thenRefused('may_not_act_for_others');
  });

  test('nobody starts while those before run within their time; one whose time is over becomes a case and waits for nobody', () => {
    const narrow = opened({ bufferAfterMinutes: 0 });
    const next = booked('11:00', '12:00', 'b2');
    given(narrow, booked(), next, started()).when(checkIn('10:55', 'b2')).thenRefused('predecessor_running', { until: monday('11:00') });
    given(narrow, booked(), next, started()).when(checkIn('11:00', 'b2')).then(overdue('11:00'), started('11:00', 'b2', '12:00'));
    given(narrow, booked(), next, started(), overdue('11:00'), started('11:00', 'b2', '12:00')).when(usage('08:50', '11:01', '11:30')).thenRefused('usage_impossible', { notBefore: monday('08:50'), notAfter: monday('11:00') });
    given(narrow, booked(), next, started(), overdue('11:00'), started('11:00', 'b2', '12:00')).when(usage('08:50', '11:00', '11:30')).then({ ...used('08:50', '11:00', 130), data: { ...used('08:50', '11:00', 130).data, recordedAt: monday('11:30') } });
  });

  test('where several use it at once, only one who must have left is taken for gone', () => {
    const narrow = opened({ bufferAfterMinutes: 0 }, 2);
    const three: CalendarEvent[] = [booked(), booked('09:00', '11:00', 'b2'), booked('11:00', '12:00', 'b3'), started(), started('08:50', 'b2')];
    const two: CalendarEvent[] = [booked(), booked('11:00', '12:00', 'b3'), started()];
    given(narrow, ...two, overdue('11:15')).when(usage('08:50', '11:20', '11:20')).then(used('08:50', '11:20', 150));
    given(narrow, ...two, overdue('11:15'), started('11:16', 'b3', '12:00')).when(usage('08:50', '11:20', '11:20')).then(used('08:50', '11:20', 150));
    given(narrow, ...three).when(checkIn('11:00', 'b3')).then(overdue('11:00'), overdue('11:00', '11:00', 'b2'), started('11:00', 'b3', '12:00'));
    given(narrow, ...three, overdue('11:00'), overdue('11:00', '11:00', 'b2'), started('11:00', 'b3', '12:00')).when(usage('08:50', '11:20', '11:20')).thenRefused('usage_impossible');
    given(narrow, ...three, overdue('11:00'), overdue('11:00', '11:00', 'b2'), started('11:00', 'b3', '12:00')).when(usage('08:50', '11:20', '11:20', 'b2')).then(used('08:50', '11:20', 150, 'b2'));
  });

  test('early is early only in time that is nobody’s: who is late for their own slot still finds it', () => {
    const narrow = opened({ bufferAfterMinutes: 0 });
    given(narrow, booked(), booked('11:00', '12:00', 'b2')).when(checkIn('10:50', 'b2')).thenRefused('check_in_too_early', slot('11:00', '12:00'));
    given(narrow, booked(), booked('11:00', '12:00', 'b2')).when(checkIn('10:50')).then(started('10:50'));
  });

  test('who checked in early has the time until their slot: it is given to nobody else', () => {
    const early = opened({ bufferAfterMinutes: 0, checkInEarlyMinutes: 60, minMinutes: 30 });
    given(early, booked(), started('08:15')).when(book('08:30', '09:00', {}, { now: monday('08:20') })).thenRefused('slot_taken');
    given(early, booked(), booked('08:30', '09:00', 'b2')).when(checkIn('08:15')).thenRefused('check_in_too_early', slot('09:00', '11:00'));
  });

  test('a use that nobody ended is a case for the owner a quarter of an hour after its time', () => {
    given(opened(), booked(), started()).when({ do: 'settle', now: monday('11:14'), holidays: [] }).thenNothing();
    given(opened(), booked(), started()).when({ do: 'settle', now: monday('11:15'), holidays: [] }).then(overdue('11:15'));
    given(opened(), booked(), started(), overdue('11:15')).when({ do: 'settle', now: monday('12:00'), holidays: [] }).thenNothing();
  });
});

describe('samples that are with the owner', () => {
  const arrive = (now: string, inWork = false): CalendarCommand => ({ do: 'samples_arrive', ...staffs(now), inWork });
  const arrived = (at: string): SamplesArrived => ({ type: 'SamplesArrived', data: { bookingId: 'b1', from: monday('09:00'), receivedBy: 'chen', arrivedAt: monday(at) } });
  const strict = opened({ noShowMinutes: 15 });
  const kept = booked('09:00', '11:00', 'b1', { missedAt: monday('09:15') });
  const settle = (now: string): CalendarCommand => ({ do: 'settle', now: monday(now), holidays: [] });

  test('count as the check-in: no timer makes a no-show of them, and what came before begins with its slot', () => {
    given(strict, kept).when(settle('09:15')).then({ type: 'BookingMissed', data: { bookingId: 'b1', graceMinutes: 15, missedAt: monday('09:15') } });
    given(strict, kept).when(arrive('08:10')).then(arrived('08:10'));
    given(strict, kept).when(arrive('08:10')).thenRepeatingIsHarmless();
    given(strict, kept, arrived('08:10')).when(settle('08:59')).thenNothing();
    for (const late of ['09:00', '09:15', '10:40']) given(strict, kept, arrived('08:10')).when(settle(late)).then(started('09:00'));
    given(strict, kept).when(arrive('09:10')).then(arrived('09:10'), started('09:10'));
    given(strict, kept, arrived('08:10'), started('09:00')).when(settle('11:15')).then(overdue('11:15'));
  });

  test('the work on them may begin in the time for checking in, not before', () => {
    given(strict, kept, arrived('08:10')).when(arrive('08:50', true)).then(started('08:50'));
    given(strict, kept, arrived('08:10')).when(arrive('08:20', true)).thenNothing();
    given(strict, kept, arrived('08:10'), started('08:50')).when(arrive('09:30', true)).thenNothing();
  });

  test('change nothing about a booking that was missed or given back, nor about a request', () => {
    given(strict, kept).when(arrive('09:20')).thenRefused('booking_over');
    given(opened(), requested()).when(arrive('08:10')).then(arrived('08:10'));
    given(opened(), requested(), arrived('08:10')).when(settle('09:00')).then({ type: 'BookingDeclined', data: { bookingId: 'b1', ground: 'not_answered', reason: '', declinedBy: 'system:calendar', declinedAt: monday('09:00') } });
    for (const by of [mine('08:30'), { ...mine('08:30'), actorId: 'sun', proxy: true }]) given(strict, kept, arrived('08:10')).when({ do: 'cancel', ...by, reason: '' }).thenRefused('samples_received');
    given(strict, kept, arrived('08:10')).when({ do: 'undo_part', bookingId: 'b1', actId: 'x', now: monday('08:30'), holidays: [] }).thenNothing();
    given(strict, kept, arrived('08:10')).when({ do: 'cancel', ...staffs('08:30'), reason: '' }).then({ type: 'BookingCancelled', data: { bookingId: 'b1', reason: '', by: 'staff', cancelledBy: 'chen', noticeMinutes: 30, late: false, cancelledAt: monday('08:30') } });
  });
});

describe('the end of a use', () => {
  const changeEnd = (until: string, now = '10:00', missing: readonly string[] = []): CalendarCommand => ({ do: 'change_end', ...mine(now), until: monday(until), missing });
  const changed = (until: string, priceFen: number, busy: string, previous = '11:00', at = '10:00'): BookingEndChanged => ({ type: 'BookingEndChanged', data: { bookingId: 'b1', until: monday(until), busyUntil: monday(busy), previousUntil: monday(previous), priceFen, changedBy: 'li', changedAt: monday(at) } });

  test('it comes later when nobody follows and the rules allow the length, or earlier', () => {
    given(opened(), booked(), started()).when(changeEnd('12:00')).then(changed('12:00', 90_000, '12:30'));
    given(opened(), booked(), started()).when(changeEnd('12:00')).thenRepeatingIsHarmless();
    given(opened(), booked(), started()).when(changeEnd('10:30')).then(changed('10:30', 45_000, '11:00'), freed('11:00', '11:30', null));
    given(opened(), booked(), started(), booked('11:30', '12:30', 'b2')).when(changeEnd('11:30')).thenRefused('slot_taken');
    given(opened(), booked(), started()).when(changeEnd('13:30')).thenRefused('slot_too_long');
    given(opened(), booked(), started()).when(changeEnd('11:20')).thenRefused('slot_off_grid');
    given(opened(), booked(), started()).when(changeEnd('10:00')).thenRefused('end_not_ahead');
    given(opened(), booked()).when(changeEnd('12:00')).thenRefused('not_checked_in');
    given(opened(), booked(), started(), interrupted('09:30')).when(changeEnd('12:00')).thenRefused('use_ended');
    given(opened({ weekly: [{ day: 1, from: '08:00', until: '11:30', groups: null }] }), booked(), started()).when(changeEnd('12:00')).thenRefused('outside_opening_hours');
  });

  test('come earlier it tells the next user of the time it frees, as a record of the use does', () => {
    const next = booked('11:30', '12:30', 'b2');
    given(opened(), booked(), started(), next).when(changeEnd('10:30')).then(changed('10:30', 45_000, '11:00'), freed('11:00', '11:30', 'b2'));
    given(opened({ earlyFinish: { atLeastMinutes: 60, lookAheadMinutes: 120 } }), booked(), started(), next).when(changeEnd('10:30')).then(changed('10:30', 45_000, '11:00'));
    // What it freed then is not freed once more by the record.
    given(opened(), booked(), started(), changed('10:30', 45_000, '11:00')).when(usage('08:50', '10:30', '10:30')).then(used('08:50', '10:30', 100));
  });

  test('it asks for what is needed on the days that are added; coming earlier asks nothing', () => {
    const missing = ['certificate:sem'];
    const violations = [{ rule: 'requirements_missing', limit: missing, asked: missing, overridable: true }];
    given(opened(), booked(), started()).when(changeEnd('12:00', '10:00', missing)).thenRefused('requirements_missing', { violations });
    given(opened({ earlyFinish: { atLeastMinutes: 600, lookAheadMinutes: 60 } }), booked(), started()).when(changeEnd('10:30', '10:00', missing)).then(changed('10:30', 45_000, '11:00'));
  });

  test('a use that runs is none of those that have not begun; but it counts against what one may have in a day', () => {
    const open = { openLimits: [{ limitId: 'o', subject: 'person', group: null, measure: 'count', atMost: 1 }] } as const;
    given(opened(open), booked(), started(), booked('15:00', '16:00', 'b2')).when(changeEnd('12:00')).then(changed('12:00', 90_000, '12:30'));
    const day = { limits: [{ limitId: 'd', subject: 'person', group: null, measure: 'minutes', per: 'day', atMost: 170 }] } as const;
    given(opened(day), booked(), started()).when(changeEnd('12:00')).thenRefused('limit_reached');
    given(opened(day), booked(), started()).when(changeEnd('11:30')).then(changed('11:30', 75_000, '12:00'));
  });

  test('who was told that their time is over may still get more, and is told again when that is over', () => {
    given(opened(), booked(), started(), overdue('11:15')).when(changeEnd('12:00', '11:20')).then(changed('12:00', 90_000, '12:30', '11:00', '11:20'));
    given(opened(), booked(), started(), overdue('11:15'), changed('12:00', 90_000, '12:30')).when({ do: 'settle', now: monday('12:15'), holidays: [] }).then(overdue('12:15', '12:00'));
    given(opened({ bufferAfterMinutes: 0 }), booked(), booked('11:00', '12:00', 'b2'), started(), overdue('11:00'), started('11:00', 'b2', '12:00')).when(changeEnd('13:00', '12:00')).thenRefused('use_ended');
  });

  test('it is broken off by its user or by staff, which frees the rest; the record comes after', () => {
    const interrupt = (by: ReturnType<typeof mine>): CalendarCommand => ({ do: 'interrupt', ...by, reason: 'leak' });
    given(opened(), booked()).when(interrupt(mine('09:10'))).thenRefused('not_checked_in');
    given(opened(), booked(), started()).when(interrupt(mine('09:10'))).then(interrupted('09:10'));
    given(opened(), booked(), started()).when(interrupt(mine('09:10'))).thenRepeatingIsHarmless();
    given(opened(), booked(), started()).when(interrupt(staffs('09:10'))).then(interrupted('09:10', 'staff', 'chen'));
    given(opened(), booked(), started(), interrupted('09:30')).when(book('10:00', '11:00', {}, { now: monday('09:30') })).then(booked('10:00', '11:00', 'b2', { bookedAt: monday('09:30') }));
    given(opened(), booked(), started(), interrupted('09:30')).when(usage('08:50', '09:40', '10:00')).thenRefused('usage_impossible', { notBefore: monday('08:50'), notAfter: monday('09:30') });
  });

  test('one broken off before its slot began leaves the time before it to whoever has it', () => {
    const five = opened({ gridMinutes: 5, minMinutes: 5, bufferAfterMinutes: 0, checkInEarlyMinutes: 60 }, 2);
    const first = booked('08:30', '09:00', 'a', { busyUntil: monday('09:00') });
    const [second, third] = [booked('09:00', '11:00', 'b1', { busyUntil: monday('11:00') }), booked('08:30', '09:00', 'c', { busyUntil: monday('09:00') })];
    given(five, first, third, second, started('08:20'), interrupted('08:40')).when(book('08:45', '09:00')).thenRefused('slot_taken');
  });
});

describe('a use that nobody records', () => {
  const settle = (now: string): CalendarCommand => ({ do: 'settle', now: monday(now), holidays: [] });
  const unrecorded = (at: string, since = '11:00', notAfter = at): UseUnrecorded => ({ type: 'UseUnrecorded', data: { bookingId: 'b1', startedAt: monday('08:50'), since: monday(since), notAfter: monday(notAfter), noticedAt: monday(at) } });

  test('leaves the calendar thirty days after its time, whether or not anything was due before', () => {
    given(opened(), booked(), started(), overdue('11:15')).when(settle('30 10:59')).thenNothing();
    given(opened(), booked(), started(), overdue('11:15')).when(settle('30 11:00')).then(unrecorded('30 11:00'));
    given(opened(), booked(), started()).when(settle('31 09:00')).then(overdue('31 09:00'), unrecorded('31 09:00'));
    given(opened(), booked(), started(), interrupted('09:30')).when(settle('30 09:30')).then(unrecorded('30 09:30', '09:30', '09:30'));
    given(opened(), booked(), started(), overdue('11:15'), unrecorded('30 11:00')).when(settle('40 11:00')).thenNothing();
    const narrow = opened({ bufferAfterMinutes: 0 });
    const relieved = [narrow, booked(), booked('11:00', '12:00', 'b2'), started(), overdue('11:00'), started('11:00', 'b2', '12:00'), used('11:00', '12:00', 60, 'b2')];
    given(...relieved).when(settle('30 11:00')).then(unrecorded('30 11:00', '11:00', '11:00'));
  });

  test('or as many days after it as the rule says on the day on which it was left, whatever it says later', () => {
    const within = (amount: number): AppliedRule => ({ id: 'usage_record_days', jurisdiction: 'CN', version: 1, amount, unit: 'natural_days', force: 'default', article: '合武平台规则', verification: 'proposal' });
    const ruled = (now: string, amount: number): CalendarCommand => ({ do: 'settle', now: monday(now), holidays: [], recordWithin: within(amount) });
    const left: CalendarEvent = { type: 'BookingOverdue', data: { bookingId: 'b1', since: monday('11:00'), noticedAt: monday('11:15'), recordWithin: within(5) } };
    given(opened(), booked(), started()).when(ruled('11:15', 5)).then(left);
    given(opened(), booked(), started(), left).when(ruled('5 10:59', 2)).thenNothing();
    given(opened(), booked(), started(), left).when(ruled('5 11:00', 90)).then(unrecorded('5 11:00'));
    const broken: CalendarEvent = { type: 'UseInterrupted', data: { bookingId: 'b1', by: 'staff', reason: 'pump', interruptedBy: 'chen', interruptedAt: monday('09:30'), recordWithin: within(40) } };
    given(opened(), booked(), started()).when({ do: 'interrupt', ...staffs('09:30'), reason: 'pump', recordWithin: within(40) }).then(broken);
    given(opened(), booked(), started(), broken).when(settle('40 09:29')).thenNothing();
    given(opened(), booked(), started(), broken).when(settle('40 09:30')).then(unrecorded('40 09:30', '09:30', '09:30'));
    const alone = calendarUpkeep.react({ ...left, stream: 'calendar-sem' } as Recorded<CalendarEvent>);
    expect(alone).toMatchObject([{ do: 'schedule', dueAt: monday('5 11:00') }]);
  });

  test('so that what stays behind costs nothing', () => {
    const left = [opened(), booked(), started(), overdue('11:15'), unrecorded('30 11:00')].reduce(calendar.evolve, NO_CALENDAR);
    expect(left.slots).toEqual([]);
  });

  test('is recorded on the calendar while it is there, even a moment before it would go; afterwards no more', () => {
    given(opened(), booked(), started(), overdue('11:15')).when(usage('08:50', '11:00', '35 11:00')).then({ ...used('08:50', '11:00', 130), data: { ...used('08:50', '11:00', 130).data, recordedAt: monday('35 11:00') } });
    given(opened(), booked(), started(), overdue('11:15'), unrecorded('30 11:00')).when(usage('08:50', '11:00', '35 11:00')).thenRefused('booking_over');
  });
});

describe('the record of a use', () => {
  test('lies between check-in and now, is recorded once, and frees the rest after the clean-up', () => {
    given(opened(), booked()).when(usage('09:00', '10:00', '10:30')).thenRefused('not_checked_in');
    for (const [from, until] of [['08:49', '10:00'], ['10:00', '09:00'], ['09:00', '09:00'], ['09:00', '10:01']] as const) {
      given(opened(), booked(), started()).when(usage(from, until, '10:00')).thenRefused('usage_impossible', { notBefore: monday('08:50'), notAfter: monday('10:00') });
    }
    given(opened(), booked(), started()).when(usage('08:50', '10:00', '10:00')).then(used(), freed('10:30', '11:30', null));
    given(opened(), booked(), started()).when(usage('08:50', '10:00', '10:00')).thenRepeatingIsHarmless();
    given(opened(), booked(), started(), used()).when(usage('08:50', '09:50', '10:00')).thenRefused('usage_recorded_differently');
    given(opened(), booked(), started(), used()).when(checkIn('10:05')).thenRefused('booking_over');
    given(opened(), booked(), started(), used()).when(book('10:00', '11:00', {}, { now: monday('10:00') })).thenRefused('slot_taken');
    given(opened(), booked(), started(), used()).when(book('10:30', '11:30', {}, { now: monday('10:00') })).then(booked('10:30', '11:30', 'b2', { bookedAt: monday('10:00') }));
  });

  test('the minute of the check-in belongs to the user from its beginning', () => {
    const odd = { ...started(), data: { ...started().data, startedAt: new Date(Date.parse(monday('08:50')) + 42_300).toISOString() } };
    given(opened(), booked(), odd).when(usage('08:50', '11:00', '11:00')).then(used('08:50', '11:00', 130));
    given(opened(), booked(), odd).when(usage('08:49', '11:00', '11:00')).thenRefused('usage_impossible', { notBefore: monday('08:50'), notAfter: monday('11:00') });
  });

  test('the next user hears of time that came free if it is long enough and they come soon', () => {
    given(opened(), booked(), started(), booked('11:30', '12:30', 'b2')).when(usage('08:50', '10:00', '10:00')).then(used(), freed('10:30', '11:30', 'b2'));
    given(opened(), booked(), started(), booked('12:30', '13:30', 'b2')).when(usage('08:50', '10:00', '10:00')).then(used(), freed('10:30', '11:30', null));
    given(opened(), booked(), started(), booked('11:30', '12:30', 'b2')).when(usage('08:50', '10:40', '10:40')).then(used('08:50', '10:40', 110));
  });

  test('who forgot the record may still give it days later, while the next slots are long booked', () => {
    given(opened(), booked(), started(), overdue('11:15'), booked('2 09:00', '2 10:00', 'b2', { bookedAt: monday('1 09:00') })).when(usage('08:50', '11:00', '2 08:30')).then({ ...used('08:50', '11:00', 130), data: { ...used('08:50', '11:00', 130).data, recordedAt: monday('2 08:30') } });
  });
});
