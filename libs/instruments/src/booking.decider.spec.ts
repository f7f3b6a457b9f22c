import { isRefusal } from '@hewu/kernel/src/decider.js';
import { calendar, type CalendarCommand } from './calendar.decider.js';
import type { BookingCancelled, BookingMoved, CalendarEvent } from './calendar-events.js';
import { book, booked, given, held, hold, mine, monday, move, NOW, offered, opened, requested, slot, staffs, started, waits, weekly } from './calendar-fixtures.js';

const why = [{ rule: 'slot_too_short', reason: 'a quick look' }];
const refusal = (command: CalendarCommand, ...history: CalendarEvent[]): { refused: string; details: Record<string, unknown> } => {
  const answer = calendar.decide(command, history.reduce(calendar.evolve, calendar.initialState));
  if (!isRefusal(answer)) throw new Error('was not refused');
  return answer as never;
};

describe('booking', () => {
  test('a free slot is booked at the price of the day, buffer included, and asking twice changes nothing', () => {
    const again = given(opened()).when(book('09:00', '11:00', { bookingId: 'b1' }));
    again.then(booked());
    again.thenRepeatingIsHarmless();
    given(opened(), booked()).when(book('13:00', '14:00', { bookingId: 'b1' })).thenRefused('booking_id_reused');
    given(opened(), booked()).when(book('09:00', '11:00', { bookingId: 'b1' })).thenNothing();
  });

  test('an overlap is refused, and the answer names the nearest free slots', () => {
    const violations = [{ rule: 'slot_taken', limit: 1, asked: slot('10:00', '12:00'), overridable: false }];
    given(opened(), booked()).when(book('10:00', '12:00')).thenRefused('slot_taken', { violations, nearestFree: [slot('11:30', '13:30'), slot('12:00', '14:00'), slot('12:30', '14:30')] });
  });

  test('the clean-up after a slot is nobody’s; a slot that touches it is free', () => {
    given(opened(), booked()).when(book('11:00', '12:00')).thenRefused('slot_taken');
    given(opened(), booked()).when(book('11:30', '12:30')).then(booked('11:30', '12:30', 'b2'));
    given(opened(), booked('11:30', '13:30')).when(book('09:00', '11:00')).then(booked('09:00', '11:00', 'b2'));
    given(opened({ bufferBeforeMinutes: 30 }), booked('09:00', '11:00', 'b1')).when(book('11:30', '12:30')).thenRefused('slot_taken');
  });

  test('all that does not hold is told together, each with its limit and what was asked', () => {
    const limits = [{ limitId: 'day', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 1 }] as const;
    const rules = { limits, openLimits: [{ limitId: 'open', subject: 'organisation', group: null, measure: 'minutes', atMost: 120 }] as const, gapMinutes: 60, notice: { bookMinutes: 600, changeMinutes: 0, cancelMinutes: 0 } };
    const { refused, details } = refusal(book('18:10', '18:20', {}, { user: { suspendedUntil: monday('1 00:00'), missing: ['training'], required: ['training', 'terms'] } }), opened(rules), booked('15:00', '17:30', 'b1'));
    expect(refused).toBe('slot_off_grid');
    expect(details['violations']).toEqual([
      { rule: 'slot_off_grid', limit: 30, asked: slot('18:10', '18:20'), overridable: true },
      { rule: 'slot_too_short', limit: 60, asked: 10, overridable: true },
      { rule: 'outside_opening_hours', limit: weekly(), asked: slot('18:10', '18:20'), overridable: true },
      { rule: 'person_suspended', limit: NOW, asked: monday('1 00:00'), overridable: true },
      { rule: 'requirements_missing', limit: ['training', 'terms'], asked: ['training'], overridable: true },
      { rule: 'limit_reached', limit: limits[0], asked: { period: 'day 2026-03-02', amount: 2 }, overridable: true },
      { rule: 'open_limit_reached', limit: rules.openLimits[0], asked: 160, overridable: true },
      { rule: 'gap_too_short', limit: 60, asked: slot('15:00', '17:30'), overridable: true },
    ]);
    const late = refusal(book('08:00', '20:00', { until: '9999-12-31T00:00:00.000Z' }, { now: monday('08:01') }), opened({ notice: rules.notice }), booked('09:00', '11:00'));
    expect((late.details['violations'] as { rule: string; overridable: boolean }[]).map(({ rule, overridable }) => `${rule} ${overridable}`)).toEqual(
      ['slot_in_past false', 'slot_beyond_horizon true', 'slot_too_long true', 'outside_opening_hours true', 'slot_too_soon true', 'slot_taken false']);
    expect(late.details['nearestFree']).toBeUndefined();
  });

  test.each([['07:10', '07:00', 'slot_backwards'], ['07:10', '07:10', 'slot_backwards'], ['07:59', '08:10', 'slot_in_past'], ['09:00', '09:10', 'slot_off_grid'], ['08:00', '08:30', 'slot_too_short'], ['08:30', '13:00', 'slot_too_long'], ['08:00', '10:00', 'outside_opening_hours'], ['17:00', '18:30', 'outside_opening_hours'], ['6 10:00', '6 11:00', 'outside_opening_hours'], ['31 10:00', '31 11:00', 'slot_beyond_horizon']] as const)('%s to %s is refused: %s', (from, until, code) => given(opened()).when(book(from, until)).thenRefused(code));

  test('a slot begins on the whole of its second too', () => {
    given(opened()).when(book('09:00', '10:00', { from: '2026-03-02T01:00:00.500Z' })).thenRefused('slot_off_grid');
    given(opened()).when(book('09:00', '10:00', { until: '2026-03-02T02:00:01.000Z' })).thenRefused('slot_off_grid');
  });

  test('refusals about who asks come first, in order', () => {
    const other = { bookedBy: 'zhao', overrides: why };
    given().when(book('10:00', '09:00')).thenRefused('calendar_unknown');
    given(opened()).when(book('10:00', '09:00', other, { retired: true, mayBookFor: false })).thenRefused('instrument_retired');
    given(opened()).when(book('10:00', '09:00', other, { mayBookFor: false })).thenRefused('may_not_book_for_others');
    given(opened()).when(book('10:00', '09:00', other)).thenRefused('may_not_override');
    given(opened()).when(book('10:00', '09:00', { ...other, holdId: 'h1' }, { staff: true })).thenRefused('hold_unknown');
    given(opened()).when(book('10:00', '09:00', { ...other, offerId: 'w1' }, { staff: true })).thenRefused('slot_offer_unknown');
    given(opened()).when(book('10:00', '09:00', other, { staff: true })).thenRefused('slot_backwards');
  });

  test('staff set named rules aside with a reason, kept with the booking; never those that protect everybody', () => {
    const short = { overrides: [...why, { rule: 'slot_too_long', reason: 'not needed' }], bookedBy: 'chen' };
    given(opened()).when(book('09:00', '09:30', short, { staff: true })).then(booked('09:00', '09:30', 'b2', { bookedBy: 'chen', overrides: why }));
    const all = ['slot_taken', 'slot_in_past', 'instrument_out_of_service', 'slot_backwards'].map((rule) => ({ rule, reason: 'urgent' }));
    given(opened(), booked()).when(book('10:00', '12:00', { overrides: all }, { staff: true })).thenRefused('slot_taken');
    given(opened()).when(book('07:00', '08:30', { overrides: all }, { staff: true })).thenRefused('slot_in_past');
  });
});

describe('hold', () => {
  test('a slot is held for the minutes of the rules, then booked by whoever holds it, once', () => {
    given(opened()).when(hold('09:00', '11:00')).then(held('09:00', '11:00'));
    given(opened()).when(hold('09:00', '11:00')).thenRepeatingIsHarmless();
    given(opened(), held('09:00', '10:00'), held('11:00', '12:00', 'h2')).when(hold('14:00', '15:00', { holdId: 'h3' })).thenRefused('holds_too_many', { atMost: 2 });
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00')).thenRefused('slot_taken');
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1' })).then(booked('09:00', '11:00', 'b2', { holdId: 'h1' }));
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1' })).thenRepeatingIsHarmless();
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1', organisationId: 'rival' })).thenRefused('hold_unknown');
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1', personId: 'zhao', bookedBy: 'zhao' })).thenRefused('hold_unknown');
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1', bookedBy: 'zhao' })).then(booked('09:00', '11:00', 'b2', { holdId: 'h1', bookedBy: 'zhao' }));
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:30', { holdId: 'h1' })).thenRefused('hold_differs', slot('09:00', '11:00'));
    given(opened(), held('09:00', '11:00'), booked('09:00', '11:00', 'b1', { holdId: 'h1' })).when(hold('13:00', '14:00')).thenRefused('hold_id_reused');
    given(opened(), held('09:00', '11:00')).when(hold('13:00', '14:00')).thenRefused('hold_id_reused');
    given(opened()).when(hold('09:00', '11:00', {}, { retired: true })).thenRefused('instrument_retired');
  });

  test('it is let go by itself, or given back; one for an act over several instruments stays until the act is decided', () => {
    const late = { now: monday('08:10') };
    const expired = { type: 'HoldReleased' as const, data: { holdId: 'h1', ground: 'expired' as const, releasedAt: late.now } };
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1' }, late)).thenRefused('hold_unknown');
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', {}, late)).then(expired, booked('09:00', '11:00', 'b2', { bookedAt: late.now }));
    const release = { do: 'release' as const, holdId: 'h1', organisationId: 'firm', actorId: 'li', staff: false, proxy: false, ground: 'given_back' as const, now: NOW, holidays: [] };
    const released = { type: 'HoldReleased' as const, data: { holdId: 'h1', ground: 'given_back' as const, releasedAt: NOW } };
    given(opened(), held('09:00', '11:00')).when(release).then(released);
    // A colleague does not, unless they were named for it; staff of the owner do.
    given(opened(), held('09:00', '11:00')).when({ ...release, actorId: 'zhao' }).thenRefused('hold_unknown');
    given(opened(), held('09:00', '11:00')).when({ ...release, actorId: 'zhao', proxy: true }).then(released);
    given(opened(), held('09:00', '11:00')).when({ ...release, organisationId: 'institute', actorId: 'chen', staff: true }).then(released);
    given(opened(), held('09:00', '11:00')).when(release).thenRepeatingIsHarmless();
    given(opened(), held('09:00', '11:00')).when({ ...release, organisationId: 'rival' }).thenRefused('hold_unknown');
    const act = held('09:00', '11:00', 'h1', { actId: 'a1', expiresAt: null });
    given(opened()).when(hold('09:00', '11:00', { actId: 'a1' })).then(act);
    given(opened(), act).when(book('09:00', '11:00', { bookingId: 'b3' }, { now: monday('08:59') })).thenRefused('slot_taken');
  });

  test('what was held may be had whatever the owner decides about time in between, with the buffers it was held with', () => {
    const stricter = { type: 'OpeningRulesChanged' as const, data: { calendarId: 'sem', rules: opened({ weekly: weekly('13:00'), minMinutes: 180, bufferAfterMinutes: 180, notice: { bookMinutes: 900, changeMinutes: 0, cancelMinutes: 0 } }).data.rules, rulesVersion: 2, reason: '', changedBy: 'chen', changedAt: NOW } };
    given(opened(), held('09:00', '11:00'), booked('11:30', '12:30'), stricter).when(book('09:00', '11:00', { holdId: 'h1' })).then(booked('09:00', '11:00', 'b2', { holdId: 'h1', rulesVersion: 2 }));
    given(opened(), held('09:00', '11:00'), stricter).when(book('09:00', '11:00', { holdId: 'h1' }, { user: { suspendedUntil: null, missing: ['training'] } })).thenRefused('requirements_missing');
  });

  test('whoever holds a slot cannot end another’s offer with it', () => {
    given(opened(), held('09:00', '11:00')).when(book('09:00', '11:00', { holdId: 'h1', offerId: 'w1' })).thenRefused('slot_offer_unknown');
  });
});

describe('the owner’s word', () => {
  const answer = (word: 'confirm' | 'decline', now = '08:30') => ({ do: word, ...staffs(now), reason: 'no' });
  const byOwner = opened({ confirmation: 'owner' });

  test('a request takes its time at once, and is confirmed or declined once', () => {
    given(byOwner).when(book('09:00', '11:00', { bookingId: 'b1' })).then(requested());
    given(byOwner).when(book('09:00', '11:00', { bookingId: 'b1' }, { staff: true })).then(booked());
    given(byOwner, requested()).when(book('10:00', '11:00')).thenRefused('slot_taken');
    given(byOwner, requested()).when(answer('confirm')).then({ type: 'BookingConfirmed', data: { bookingId: 'b1', missedAt: monday('11:00'), confirmedBy: 'chen', confirmedAt: monday('08:30') } });
    given(byOwner, requested()).when(answer('confirm')).thenRepeatingIsHarmless();
    const declined = { type: 'BookingDeclined' as const, data: { bookingId: 'b1', ground: 'owner' as const, reason: 'no', declinedBy: 'chen', declinedAt: monday('08:30') } };
    given(byOwner, requested()).when(answer('decline')).then(declined);
    given(byOwner, requested()).when(answer('decline')).thenRepeatingIsHarmless();
    given(byOwner, requested(), declined).when(answer('confirm')).thenRefused('booking_over');
    given(byOwner, requested(), declined).when(book('10:00', '11:00')).then(requested('10:00', '11:00', 'b2'));
    given(byOwner, booked()).when(answer('decline')).thenRefused('booking_not_requested');
    given(byOwner, requested()).when({ do: 'confirm', ...mine('08:30'), reason: '' }).thenRefused('booking_unknown');
  });

  test('one that nobody answered lapses as it begins', () => {
    given(byOwner, requested()).when({ do: 'check_in', ...mine('08:50') }).thenRefused('booking_not_confirmed');
    given(byOwner, requested()).when(answer('confirm', '09:00')).thenRefused('booking_over');
    given(byOwner, requested()).when({ do: 'settle', now: monday('09:00'), holidays: [] }).then({ type: 'BookingDeclined', data: { bookingId: 'b1', ground: 'not_answered', reason: '', declinedBy: 'system:calendar', declinedAt: monday('09:00') } });
    given(byOwner, requested()).when({ do: 'settle', now: monday('08:59'), holidays: [] }).thenNothing();
  });
});

describe('moving and cancelling', () => {
  const moved = (more: Partial<BookingMoved['data']> = {}): BookingMoved => ({
    type: 'BookingMoved',
    data: { bookingId: 'b1', ...slot('10:00', '11:00'), busyFrom: monday('10:00'), busyUntil: monday('11:30'), previousFrom: monday('09:00'), previousUntil: monday('11:00'), priceFen: 30_000, confirmed: true, missedAt: monday('11:00'), rulesVersion: 1, by: 'user', movedBy: 'li', overrides: [], grounds: { qualificationId: null, terms: [] }, keepsPrevious: false, returned: null, movedAt: NOW, ...more },
  });
  const cancelled = (more: Partial<BookingCancelled['data']> = {}): BookingCancelled => ({ type: 'BookingCancelled', data: { bookingId: 'b1', reason: 'no samples', by: 'user', cancelledBy: 'li', noticeMinutes: 60, late: false, cancelledAt: NOW, ...more } });
  const cancel = (by = mine('08:00')): CalendarCommand => ({ do: 'cancel', ...by, reason: 'no samples' });

  test('a move keeps the link to the old slot, may overlap it, and frees it', () => {
    given(opened(), booked()).when(move('10:00', '11:00')).then(moved());
    given(opened(), booked()).when(move('10:00', '11:00')).thenRepeatingIsHarmless();
    const visitors = opened({ weekly: weekly().map((hours) => ({ ...hours, groups: ['visitors'] })) });
    const visiting = booked('09:00', '11:00', 'b1', { groups: ['visitors'] });
    given(visitors, visiting).when({ ...move('10:00', '11:00'), memberOf: ['external', 'visitors'] }).then(moved());
    given(visitors, visiting).when({ ...move('10:00', '11:00'), memberOf: ['external'] }).thenRefused('outside_opening_hours');
    given(opened(), booked(), moved()).when(book('08:30', '09:30')).then(booked('08:30', '09:30', 'b2'));
    given(opened(), booked()).when(move('10:00', '11:00', staffs('08:00'))).then(moved({ by: 'staff', movedBy: 'chen' }));
    // Another slot is another request, unless staff speak for the owner.
    given(opened({ confirmation: 'owner' }), requested()).when(move('10:00', '11:00')).then(moved({ confirmed: false }));
    given(opened({ confirmation: 'owner' }), booked()).when(move('10:00', '11:00', staffs('08:00'))).then(moved({ by: 'staff', movedBy: 'chen' }));
    given(opened(), booked()).when(move('10:00', '10:30', mine('08:00'), { overrides: why })).thenRefused('may_not_override');
  });

  test('a move onto another booking, or too late, is refused and loses nothing', () => {
    given(opened(), booked(), booked('13:00', '15:00', 'b3')).when(move('12:00', '14:00')).thenRefused('slot_taken');
    given(opened({ notice: { bookMinutes: 0, changeMinutes: 180, cancelMinutes: 0 } }), booked()).when(move('10:00', '11:00')).thenRefused('slot_too_soon');
  });

  test('inside the lock window it can only be made longer; staff may still move it', () => {
    const locked = opened({ lockMinutes: 120 });
    given(locked, booked()).when(move('10:00', '11:00')).thenRefused('booking_locked', { lockMinutes: 120, from: monday('09:00') });
    given(locked, booked()).when(move('09:00', '10:30')).thenRefused('booking_locked');
    given(locked, booked()).when(move('09:00', '11:30')).then(moved({ ...slot('09:00', '11:30'), busyFrom: monday('09:00'), busyUntil: monday('12:00'), missedAt: monday('11:30'), priceFen: 75_000 }));
    given(locked, booked()).when(move('10:00', '11:00', staffs('08:00'))).then(moved({ by: 'staff', movedBy: 'chen' }));
    given(locked, booked('1 09:00', '1 11:00')).when(move('10:00', '11:00')).then(moved({ previousFrom: monday('1 09:00'), previousUntil: monday('1 11:00') }));
  });

  test('what has begun is neither moved nor, once checked in, cancelled', () => {
    given(opened(), booked()).when(move('13:00', '14:00', mine('09:00'))).thenRefused('booking_started');
    given(opened(), booked(), started()).when(move('13:00', '14:00', mine('08:55'))).thenRefused('booking_started');
    given(opened(), booked(), started()).when(cancel(mine('08:55'))).thenRefused('booking_started');
    given(opened(), booked()).when(move('13:00', '14:00', mine('11:00'))).thenRefused('booking_over');
  });

  test('a cancelled slot is free at once; a second cancellation changes nothing; the notice is kept', () => {
    given(opened(), booked()).when(cancel()).then(cancelled());
    given(opened(), booked()).when(cancel()).thenRepeatingIsHarmless();
    given(opened(), booked(), cancelled()).when(book('09:00', '11:00')).then(booked('09:00', '11:00', 'b2'));
    given(opened(), booked(), cancelled()).when(move('13:00', '14:00')).thenRefused('booking_over');
    given(opened(), booked(), cancelled()).when(book('09:00', '11:00', { bookingId: 'b1' })).thenRefused('booking_id_reused');
    given(opened({ notice: { bookMinutes: 0, changeMinutes: 0, cancelMinutes: 61 } }), booked()).when(cancel()).then(cancelled({ late: true }));
    given(opened(), booked()).when(cancel(staffs('08:00'))).then(cancelled({ by: 'staff', cancelledBy: 'chen' }));
  });

  describe('of an accepted booking where the owner confirms, it keeps the old slot until the owner has said yes', () => {
    const owner = opened({ confirmation: 'owner' });
    const away = { ...slot('14:00', '15:00'), busyFrom: monday('14:00'), busyUntil: monday('15:30'), missedAt: monday('15:00') };
    const asked = moved({ ...away, confirmed: false, keepsPrevious: true });
    const kept = held('09:00', '11:00', 'k1', { expiresAt: null, keptForBookingId: 'b1' });
    const released = (holdId = 'k1', releasedAt = NOW): CalendarEvent => ({ type: 'HoldReleased', data: { holdId, ground: 'move_answered', releasedAt } });
    const back = (ground: 'owner' | 'not_answered' | 'withdrawn' | 'outage', reason: string, more: Partial<BookingMoved['data']> = {}): BookingMoved =>
      moved({ ...slot('09:00', '11:00'), busyFrom: monday('09:00'), busyUntil: monday('11:30'), missedAt: monday('11:00'), previousFrom: monday('14:00'), previousUntil: monday('15:00'), priceFen: 60_000, grounds: null, returned: { ground, reason }, ...more });
    const word = (decision: 'confirm' | 'decline'): CalendarCommand => ({ do: decision, ...staffs('08:00'), reason: 'busy' });
    const history = [owner, booked(), asked, kept];

    test('both are busy; nobody books with what is kept, or gives it back', () => {
      given(owner, booked()).when(move('14:00', '15:00')).then(asked, kept);
      given(...history).when(move('14:00', '15:00')).thenNothing();
      given(...history).when(book('09:00', '11:00')).thenRefused('slot_taken');
      given(...history).when(book('14:00', '15:00')).thenRefused('slot_taken');
      given(...history).when(book('09:00', '11:00', { holdId: 'k1' })).thenRefused('hold_unknown');
      given(...history).when({ do: 'release', holdId: 'k1', organisationId: 'firm', actorId: 'li', staff: false, proxy: false, ground: 'given_back', now: NOW, holidays: [] }).thenRefused('hold_unknown');
    });

    test('accepted it lets go of the old one, which is offered to whoever waits; declined it stands there as before', () => {
      given(...history).when(word('confirm')).then({ type: 'BookingConfirmed', data: { bookingId: 'b1', missedAt: monday('15:00'), confirmedBy: 'chen', confirmedAt: NOW } }, released());
      given(...history, waits('09:00', '11:00')).when(word('confirm')).then({ type: 'BookingConfirmed', data: { bookingId: 'b1', missedAt: monday('15:00'), confirmedBy: 'chen', confirmedAt: NOW } }, released(), offered('09:00', '11:00', 'w1', { expiresAt: monday('09:00') }));
      given(...history).when(word('decline')).then(released(), back('owner', 'busy', { by: 'staff', movedBy: 'chen' }));
      given(...history, released(), back('owner', 'busy', { by: 'staff', movedBy: 'chen' })).when({ do: 'check_in', ...mine('08:50') }).then(started());
      given(...history, released(), back('owner', 'busy', { by: 'staff', movedBy: 'chen' })).when(book('14:00', '15:00')).then({ ...booked('14:00', '15:00', 'b2'), data: { ...booked('14:00', '15:00', 'b2').data, confirmed: false } });
    });

    test('nothing said until the old slot begins, it stands there; and what is cancelled gives back both', () => {
      given(...history).when({ do: 'settle', now: monday('09:00'), holidays: [] }).then(released('k1', monday('09:00')), back('not_answered', '', { by: 'staff', movedBy: 'system:calendar', movedAt: monday('09:00') }));
      given(...history).when(cancel()).then(released(), cancelled());
      given(opened({ confirmation: 'owner', notice: { bookMinutes: 0, changeMinutes: 0, cancelMinutes: 61 } }), booked(), asked, kept).when(cancel()).then(released(), cancelled({ late: true }));
    });

    test('its user takes the request back, or asks for yet another slot from where it was', () => {
      given(...history).when(move('09:00', '11:00')).then(released(), back('withdrawn', ''));
      given(...history).when(move('16:00', '17:00')).then(released(), back('withdrawn', ''), moved({ ...slot('16:00', '17:00'), busyFrom: monday('16:00'), busyUntil: monday('17:30'), missedAt: monday('17:00'), confirmed: false, keepsPrevious: true }), kept);
      given(...history, booked('16:00', '17:00', 'b3')).when(move('16:00', '17:00')).thenRefused('slot_taken');
      given(opened({ confirmation: 'owner', lockMinutes: 120 }), booked(), asked, kept).when(move('09:00', '11:00')).then(released(), back('withdrawn', ''));
    });

    test('of slots that overlap it keeps what the new one leaves', () => {
      const part = held('09:00', '10:00', 'k1', { busyUntil: monday('10:00'), expiresAt: null, keptForBookingId: 'b1' });
      given(owner, booked()).when(move('10:00', '11:00')).then(moved({ confirmed: false, keepsPrevious: true }), part);
      const longer = moved({ ...slot('09:00', '12:00'), busyFrom: monday('09:00'), busyUntil: monday('12:30'), missedAt: monday('12:00'), priceFen: 90_000, confirmed: false, keepsPrevious: true });
      given(owner, booked()).when(move('09:00', '12:00')).then(longer);
      given(owner, booked(), longer).when(word('decline')).then(back('owner', 'busy', { by: 'staff', movedBy: 'chen', previousFrom: monday('09:00'), previousUntil: monday('12:00') }));
    });

    test('a request that was moved by the first versions kept nothing, and is declined', () => {
      given(owner, booked(), moved({ ...away, confirmed: false })).when(word('decline')).then({ type: 'BookingDeclined', data: { bookingId: 'b1', ground: 'owner', reason: 'busy', declinedBy: 'chen', declinedAt: NOW } });
    });

    test('an outage in the new slot brings it back; one in the old slot leaves it nowhere to go back to', () => {
      const outage = (from: string, until: string): Extract<CalendarCommand, { do: 'announce_outages' }> => ({ do: 'announce_outages', outages: [{ outageId: 'o1', ...slot(from, until) }], kind: 'planned', treatment: 'move', seriesId: null, reason: 'pump', actorId: 'chen', entitled: null, now: NOW, holidays: [] });
      const announced = (from: string, until: string): CalendarEvent => ({ type: 'OutageAnnounced', data: { outageId: 'o1', ...slot(from, until), kind: 'planned', treatment: 'move', seriesId: null, reason: 'pump', announcedBy: 'chen', announcedAt: NOW } });
      given(...history).when(outage('14:00', '15:00')).then(announced('14:00', '15:00'), released(), back('outage', 'pump', { by: 'outage', movedBy: 'chen' }));
      const gone: CalendarEvent = { type: 'HoldReleased', data: { holdId: 'k1', ground: 'expired', releasedAt: NOW } };
      given(...history).when(outage('09:00', '10:00')).then(announced('09:00', '10:00'), gone);
      given(...history, announced('09:00', '10:00'), gone).when(word('decline')).then({ type: 'BookingDeclined', data: { bookingId: 'b1', ground: 'owner', reason: 'busy', declinedBy: 'chen', declinedAt: NOW } });
    });
  });

  test('a colleague neither moves nor cancels it, unless they were named or booked it; staff act as staff also on one of their own organisation', () => {
    const colleague = { ...mine('08:00'), actorId: 'sun' };
    given(opened(), booked()).when(cancel(colleague)).thenRefused('may_not_act_for_others');
    given(opened(), booked()).when(move('10:00', '11:00', colleague)).thenRefused('may_not_act_for_others');
    given(opened(), booked()).when(cancel({ ...colleague, proxy: true })).then(cancelled({ cancelledBy: 'sun' }));
    given(opened(), booked('09:00', '11:00', 'b1', { bookedBy: 'sun' })).when(cancel(colleague)).then(cancelled({ cancelledBy: 'sun' }));
    const own = booked('09:00', '11:00', 'b1', { organisationId: 'institute', personId: 'zhang', external: false });
    given(opened(), own).when(cancel(staffs('08:00'))).then(cancelled({ by: 'staff', cancelledBy: 'chen' }));
    given(opened(), own).when(cancel({ ...staffs('08:00'), actorId: 'zhang' })).then(cancelled({ cancelledBy: 'zhang' }));
  });

  test('a move needs the notice of the slot it leaves too, unless it only makes it longer; staff may set that aside', () => {
    const noticed = opened({ notice: { bookMinutes: 0, changeMinutes: 120, cancelMinutes: 0 } });
    const violations = [{ rule: 'slot_too_soon', limit: 120, asked: 60, overridable: true }];
    given(noticed, booked()).when(move('1 10:00', '1 11:00')).thenRefused('slot_too_soon', { violations });
    const overrides = [{ rule: 'slot_too_soon', reason: '协调' }];
    const later = { ...slot('1 10:00', '1 11:00'), busyFrom: monday('1 10:00'), busyUntil: monday('1 11:30'), missedAt: monday('1 11:00') };
    given(noticed, booked()).when(move('1 10:00', '1 11:00', staffs('08:00'), { overrides })).then(moved({ ...later, by: 'staff', movedBy: 'chen', overrides }));
    given(noticed, booked('1 09:00', '1 11:00')).when(move('1 10:00', '1 11:00')).then(moved({ ...later, previousFrom: monday('1 09:00'), previousUntil: monday('1 11:00') }));
  });

  test('moved away at the last moment and cancelled there is cancelled late; moved by staff, or only made longer, it is not', () => {
    const strict = opened({ notice: { bookMinutes: 0, changeMinutes: 0, cancelMinutes: 24 * 60 } });
    const far = { ...slot('20 10:00', '20 11:00'), busyFrom: monday('20 10:00'), busyUntil: monday('20 11:30'), missedAt: monday('20 11:00') };
    const noticeMinutes = 20 * 24 * 60 + 120;
    given(strict, booked(), moved(far)).when(cancel()).then(cancelled({ noticeMinutes, late: true }));
    given(strict, booked(), moved({ ...far, by: 'staff' })).when(cancel()).then(cancelled({ noticeMinutes }));
    given(strict, booked('3 09:00', '3 11:00'), moved({ ...far, previousFrom: monday('3 09:00'), previousUntil: monday('3 11:00') })).when(cancel()).then(cancelled({ noticeMinutes }));
    const longer = moved({ ...slot('09:00', '12:00'), busyFrom: monday('09:00'), busyUntil: monday('12:30'), missedAt: monday('12:00') });
    given(strict, booked(), longer, moved({ ...far, previousFrom: monday('09:00'), previousUntil: monday('12:00'), by: 'staff' })).when(cancel()).then(cancelled({ noticeMinutes }));
  });

  test('another organisation’s booking is unknown to whoever asks, also to staff of another owner', () => {
    given(opened(), booked()).when(move('10:00', '11:00', mine('08:00', 'b1', 'rival'))).thenRefused('booking_unknown');
    given(opened(), booked()).when(cancel(mine('08:00', 'b1', 'rival'))).thenRefused('booking_unknown');
    given(opened(), booked()).when(cancel({ ...staffs('08:00'), organisationId: 'rival' })).thenRefused('booking_unknown');
    given(opened(), booked(), cancelled()).when(cancel(mine('08:00', 'b1', 'rival'))).thenRefused('booking_unknown');
    given(opened()).when(cancel()).thenRefused('booking_over');
  });
});

test('who did not come is found out late as surely as in time', () => {
  const grace = opened({ noShowMinutes: 30 });
  const missed = { type: 'BookingMissed' as const, data: { bookingId: 'b1', graceMinutes: 30, missedAt: monday('09:30') } };
  const one = booked('09:00', '11:00', 'b1', { missedAt: monday('09:30') });
  given(grace).when(book('09:00', '11:00', { bookingId: 'b1' })).then(one);
  given(grace, one).when({ do: 'settle', now: monday('09:29'), holidays: [] }).thenNothing();
  given(grace, one).when({ do: 'settle', now: monday('09:30'), holidays: [] }).then(missed);
  given(grace, one).when(book('12:00', '13:00', {}, { now: monday('11:59') })).then(missed, booked('12:00', '13:00', 'b2', { bookedAt: monday('11:59'), missedAt: monday('12:30') }));
  given(grace, one).when(book('10:00', '11:00', {}, { now: monday('09:31') })).then(missed, booked('10:00', '11:00', 'b2', { bookedAt: monday('09:31'), missedAt: monday('10:30') }));
  given(grace, one).when({ do: 'check_in', ...mine('09:30') }).thenRefused('booking_over');
});
