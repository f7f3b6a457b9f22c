import type { BookingCancelled, CalendarEvent, OfferEnded, OpeningRulesChanged, WaitingLeft } from './calendar-events.js';
import type { CalendarCommand } from './calendar.decider.js';
import { book, booked, given, join, mine, monday, NOW, offered, opened, owner, plus, rules, slot, started, waits, weekly } from './calendar-fixtures.js';
import { WAITING_AT_MOST } from './waiting.decider.js';

const cancel = (now = '08:00', bookingId = 'b1'): CalendarCommand => ({ do: 'cancel', ...mine(now, bookingId), reason: '' });
const cancelled = (at = '08:00', bookingId = 'b1', noticeMinutes = 60): BookingCancelled => ({ type: 'BookingCancelled', data: { bookingId, reason: '', by: 'user', cancelledBy: 'li', noticeMinutes, late: false, cancelledAt: monday(at) } });
const ended = (ground: OfferEnded['data']['ground'], at = '08:00', offerId = 'w1'): OfferEnded => ({ type: 'OfferEnded', data: { offerId, ground, endedAt: monday(at) } });
const left = (ground: WaitingLeft['data']['ground'], at = '08:00', entryId = 'w1'): WaitingLeft => ({ type: 'WaitingLeft', data: { entryId, ground, leftAt: monday(at) } });
const third = { organisationId: 'club', personId: 'xu' };
const full: CalendarEvent[] = [opened(), booked()];

describe('joining', () => {
  test('who wants time that is taken waits for it; asking twice changes nothing', () => {
    given(...full).when(join('09:00', '11:00')).then(waits('09:00', '11:00'));
    given(...full).when(join('09:00', '11:00')).thenRepeatingIsHarmless();
    given(...full, waits('09:00', '11:00')).when(join('13:00', '14:00')).thenRefused('waiting_id_reused');
    given(...full, waits('09:00', '11:00')).when(join('10:00', '12:00', { entryId: 'w2' })).thenRefused('waiting_already');
    given(...full, waits('09:00', '11:00')).when(join('10:00', '12:00', { entryId: 'b1', ...third })).thenRefused('waiting_id_reused');
    given(...full).when(join('12:00', '14:00')).thenRefused('slot_is_free', slot('12:00', '14:00'));
  });

  test.each([['11:00', '09:00', 60], ['09:10', '11:00', 60], ['09:00', '09:30', 60], ['09:00', '14:00', 60], ['09:00', '11:00', 30], ['09:00', '11:00', 150], ['6:30', '7:30', 60], ['31 09:00', '31 11:00', 60]] as const)('nobody waits from %s to %s for at least %i minutes', (from, until, atLeastMinutes) =>
    given(...full).when(join(from.padStart(5, '0'), until.padStart(5, '0'), { atLeastMinutes })).thenRefused('waiting_span_wrong'));

  test('there is room for so many and no more', () => {
    const crowd = Array.from({ length: WAITING_AT_MOST }, (_, n) => waits('09:00', '11:00', `e${n}`, { personId: `p${n}` }));
    given(...full, ...crowd).when(join('09:00', '11:00')).thenRefused('waiting_list_full', { atMost: WAITING_AT_MOST });
    given(...full, ...crowd.slice(1)).when(join('09:00', '11:00')).then(waits('09:00', '11:00'));
  });

  test('who takes a part and finds one free is offered it at once', () => {
    given(...full).when(join('09:00', '12:30')).then(waits('09:00', '12:30'), offered('11:30', '12:30', 'w1', { expiresAt: monday('10:00') }));
    given(...full).when(join('09:00', '12:30', { atLeastMinutes: 90 })).then(waits('09:00', '12:30', 'w1', { atLeastMinutes: 90 }));
  });
});

describe('an offer', () => {
  const first = waits('09:00', '11:00');
  const second = waits('09:00', '11:00', 'w2', third);

  test('is made in the append that frees the time, to the first in line, until it expires or the slot begins', () => {
    given(...full, first, second).when(cancel()).then(cancelled(), offered('09:00', '11:00'));
    given(...full, second, first).when(cancel()).then(cancelled(), offered('09:00', '11:00', 'w2', third));
    given(opened({ offerMinutes: 20 }), booked(), first).when(cancel()).then(cancelled(), offered('09:00', '11:00', 'w1', { expiresAt: plus(NOW, 20) }));
  });

  test('keeps the time from everybody else, and becomes their booking without the owner’s word', () => {
    const history: CalendarEvent[] = [opened({ confirmation: 'owner', notice: { bookMinutes: 600, changeMinutes: 0, cancelMinutes: 0 } }), booked(), first, cancelled(), offered('09:00', '11:00')];
    given(...history).when(book('09:00', '11:00', {}, { staff: true })).thenRefused('slot_too_soon');
    const theirs = { organisationId: 'school', personId: 'wu', bookedBy: 'wu', offerId: 'w1' };
    given(...history).when(book('09:00', '11:00', theirs)).then(booked('09:00', '11:00', 'b2', theirs), left('served'));
    given(...history).when(book('09:00', '11:00', theirs)).thenRepeatingIsHarmless();
    given(...history).when(book('09:00', '10:00', theirs)).thenRefused('slot_offer_differs');
    given(...history).when(book('09:00', '11:00', { ...theirs, organisationId: 'rival' })).thenRefused('slot_offer_unknown');
    given(...history).when(book('09:00', '11:00', { ...theirs, personId: 'he', bookedBy: 'he' })).thenRefused('slot_offer_unknown');
    given(...history).when(book('09:00', '11:00', { ...theirs, bookedBy: 'he' })).then(booked('09:00', '11:00', 'b2', { ...theirs, bookedBy: 'he' }), left('served'));
    given(...history).when(book('09:00', '11:00', theirs, { now: monday('09:00') })).thenRefused('slot_offer_unknown');
    given(opened(), booked(), first, cancelled(), offered('09:00', '11:00')).when(book('09:00', '11:00')).thenRefused('slot_taken');
  });

  test('declined or let lapse, it goes to the next in line, and whoever had it leaves', () => {
    const history: CalendarEvent[] = [...full, first, second, cancelled(), offered('09:00', '11:00', 'w1', { expiresAt: monday('08:20') })];
    const decline: CalendarCommand = { do: 'decline_offer', offerId: 'w1', organisationId: 'school', actorId: 'wu', staff: false, proxy: false, now: NOW, holidays: [] };
    given(...history).when(decline).then(ended('declined'), left('declined'), offered('09:00', '11:00', 'w2', third));
    given(...history).when(decline).thenRepeatingIsHarmless();
    given(...history).when({ ...decline, organisationId: 'club' }).thenRefused('slot_offer_unknown');
    given(...history).when({ ...decline, actorId: 'he' }).thenRefused('slot_offer_unknown');
    given(...history).when({ ...decline, actorId: 'he', proxy: true }).then(ended('declined'), left('declined'), offered('09:00', '11:00', 'w2', third));
    const next = offered('09:00', '11:00', 'w2', { ...third, offeredAt: monday('08:20') });
    given(...history).when({ do: 'settle', now: monday('08:20'), holidays: [] }).then(ended('expired', '08:20'), left('let_lapse', '08:20'), next);
    given(...history).when(book('09:00', '11:00', {}, { now: monday('08:20') })).thenRefused('slot_taken');
  });

  test('who leaves gives their offer to the next', () => {
    const leave: CalendarCommand = { do: 'leave_waiting', entryId: 'w1', organisationId: 'school', actorId: 'wu', staff: false, proxy: false, now: NOW, holidays: [] };
    given(...full, first).when(leave).then(left('left'));
    given(...full, first).when({ ...leave, organisationId: 'club' }).thenRefused('waiting_unknown');
    given(...full, first).when({ ...leave, actorId: 'he' }).thenRefused('waiting_unknown');
    given(...full, first).when({ ...leave, organisationId: 'institute', actorId: 'chen', staff: true }).then(left('left'));
    given(...full, first, second, cancelled(), offered('09:00', '11:00')).when(leave).then(ended('withdrawn'), left('left'), offered('09:00', '11:00', 'w2', third));
  });

  test('is the longest part that is free, the earliest of several, and not one that begins too soon to think', () => {
    const [a, b] = [booked('09:00', '10:00', 'a'), booked('11:00', '12:30', 'b1')];
    given(opened({ bufferAfterMinutes: 0 }), a, b, waits('09:00', '13:00')).when(cancel()).then(cancelled('08:00', 'b1', 180), offered('10:30', '13:00', 'w1', { busyUntil: monday('13:00'), expiresAt: monday('10:00') }));
    given(...full, waits('09:00', '11:00')).when(cancel('08:55')).then(cancelled('08:55', 'b1', 5), offered('09:30', '11:00', 'w1', { expiresAt: monday('09:30'), offeredAt: monday('08:55') }));
  });

  test('nobody waits for time in which nobody, or not they, could have it; an open part that is long enough is enough', () => {
    const closed = booked('09:00', '11:00');
    given(opened(), closed).when(join('19:00', '21:00')).thenRefused('outside_opening_hours');
    given(opened(), closed).when(join('17:30', '19:30')).thenRefused('outside_opening_hours');
    given(opened(), booked('16:00', '18:00')).when(join('17:00', '19:00')).then(waits('17:00', '19:00'));
    const members = { weekly: weekly().map((hours) => ({ ...hours, groups: ['night'] })) };
    given(opened(members), closed).when(join('09:00', '11:00')).thenRefused('outside_opening_hours');
    given(opened(members), closed).when(join('09:00', '11:00', { groups: ['night'] })).then(waits('09:00', '11:00', 'w1', { groups: ['night'] }));
  });

  test('nobody is offered what limits forbid them; the next in line is', () => {
    const limits = [{ limitId: 'd', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 1 }] as const;
    given(opened({ limits }), booked(), booked('14:00', '15:00', 'b3', { organisationId: 'school', personId: 'wu' }), first, second).when(cancel()).then(cancelled(), offered('09:00', '11:00', 'w2', third));
    given(opened({ gapMinutes: 240 }), booked(), booked('14:00', '15:00', 'b3', { organisationId: 'school', personId: 'wu' }), first).when(cancel()).then(cancelled());
  });

  test('follows an early end, a broken use, a move, a declined request, more capacity and longer hours', () => {
    const late = waits('10:30', '12:00', 'w1', { atLeastMinutes: 60 });
    const offer = (from: string, until: string, at: string) => offered(from, until, 'w1', { offeredAt: monday(at), expiresAt: monday(from) });
    given(...full, started(), late).when({ do: 'interrupt', ...mine('09:30'), reason: '' }).then({ type: 'UseInterrupted', data: { bookingId: 'b1', by: 'user', reason: '', interruptedBy: 'li', interruptedAt: monday('09:30') } }, offer('10:30', '12:00', '09:30'));
    given(...full, first).when({ do: 'change_capacity', ...owner(), capacity: 2 }).then({ type: 'CapacityChanged', data: { calendarId: 'sem', capacity: 2, previousCapacity: 1, reason: 'service', changedBy: 'chen', changedAt: NOW } }, offered('09:00', '11:00'));
    const longer = rules({ weekly: [{ day: 1, from: '08:30', until: '20:00', groups: null }] });
    const changed: OpeningRulesChanged = { type: 'OpeningRulesChanged', data: { calendarId: 'sem', rules: longer, rulesVersion: 2, reason: 'service', changedBy: 'chen', changedAt: NOW } };
    given(opened(), waits('18:00', '20:00')).when({ do: 'change_rules', ...owner(), rules: longer }).then(changed, offered('18:00', '20:00', 'w1', { expiresAt: monday('10:00') }));
  });

  test('nobody joins who could not have it, nor for an instrument that is no more', () => {
    const suspendedUntil = monday('5 00:00');
    given(...full).when(join('09:00', '11:00', { user: { suspendedUntil, missing: [] } })).thenRefused('person_suspended', { violations: [{ rule: 'person_suspended', limit: NOW, asked: suspendedUntil, overridable: true }] });
    given(...full).when(join('09:00', '11:00', { user: { suspendedUntil: null, missing: ['terms:x'] } })).thenRefused('requirements_missing', { violations: [{ rule: 'requirements_missing', limit: ['terms:x'], asked: ['terms:x'], overridable: true }] });
    given(...full).when(join('09:00', '11:00', { retired: true })).thenRefused('instrument_retired');
  });

  test('whoever cannot have what they were offered is passed over, and the next in line has it; what an outage took is kept', () => {
    const passOver: CalendarCommand = { do: 'pass_over', offerId: 'w1', now: NOW, holidays: [] };
    given(...full, first, second, cancelled(), offered('09:00', '11:00')).when(passOver).then(ended('passed_over'), left('passed_over'), offered('09:00', '11:00', 'w2', third));
    given(...full, first, second, cancelled(), offered('09:00', '11:00')).when(passOver).thenRepeatingIsHarmless();
    given(opened(), offered('09:00', '11:00', 'b1', { entryId: null, displacedBookingId: 'b1' })).when({ ...passOver, offerId: 'b1' }).thenNothing();
  });

  test('whose time is over leaves the list', () => {
    given(...full, first).when({ do: 'settle', now: monday('10:00'), holidays: [] }).thenNothing();
    given(opened(), started(), waits('09:00', '11:00')).when({ do: 'settle', now: plus(monday('10:00'), 1), holidays: [] }).then({ ...left('time_over'), data: { entryId: 'w1', ground: 'time_over', leftAt: plus(monday('10:00'), 1) } });
  });
});
