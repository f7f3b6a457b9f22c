import type { BookingCancelled, BookingMoved, OutageAnnounced, OutageEnded, UseInterrupted, UseMeetsOutage } from './calendar-events.js';
import { calendar, type CalendarCommand } from './calendar.decider.js';
import { book, booked, given, held, join, mine, monday, NOW, offered, opened, slot, staffs, started, waits, weekly } from './calendar-fixtures.js';
import { runningInto, type AnnounceOutages } from './outage.decider.js';

const announce = (from: string, until: string, treatment: AnnounceOutages['treatment'] = 'cancel', now = '08:00', outageId = 'o1', entitled: AnnounceOutages['entitled'] = null): AnnounceOutages => ({
  do: 'announce_outages', outages: [{ outageId, ...slot(from, until) }], kind: 'planned', treatment, seriesId: null, reason: 'pump', actorId: 'chen', entitled, now: monday(now), holidays: [],
});
const announced = (from: string, until: string, treatment: AnnounceOutages['treatment'] = 'cancel', now = '08:00', outageId = 'o1'): OutageAnnounced => ({
  type: 'OutageAnnounced', data: { outageId, ...slot(from, until), kind: 'planned', treatment, seriesId: null, reason: 'pump', announcedBy: 'chen', announcedAt: monday(now) },
});
const cancelled = (bookingId = 'b1', noticeMinutes = 60): BookingCancelled => ({ type: 'BookingCancelled', data: { bookingId, reason: 'pump', by: 'outage', cancelledBy: 'chen', noticeMinutes, late: false, cancelledAt: NOW } });
const moved = (from: string, until: string, previous = slot('09:00', '11:00'), bookingId = 'b1', priceFen = 60_000, grounds: BookingMoved['data']['grounds'] = null): BookingMoved => ({
  type: 'BookingMoved',
  data: { bookingId, ...slot(from, until), busyFrom: monday(from), busyUntil: new Date(Date.parse(monday(until)) + 1_800_000).toISOString(), previousFrom: previous.from, previousUntil: previous.until, priceFen, confirmed: true, missedAt: monday(until), rulesVersion: 1, by: 'outage', movedBy: 'chen', overrides: [], grounds, keepsPrevious: false, returned: null, movedAt: NOW },
});
const meets = (): UseMeetsOutage => ({ type: 'UseMeetsOutage', data: { bookingId: 'b1', outageId: 'o1', instrumentId: 'sem', ownerOrganisationId: 'institute', outageFrom: monday('10:30'), until: monday('11:00'), noticedAt: monday('10:00') } });
const end = (now: string): CalendarCommand => ({ do: 'end_outage', outageId: 'o1', actorId: 'chen', now: monday(now), holidays: [] });
const ended = (at: string): OutageEnded => ({ type: 'OutageEnded', data: { outageId: 'o1', endedBy: 'chen', endedAt: monday(at) } });

describe('an outage', () => {
  test('takes the time, buffers too; what touches neither is left alone; announced twice it is one', () => {
    given(opened()).when(announce('10:00', '12:00')).then(announced('10:00', '12:00'));
    given(opened()).when(announce('10:00', '12:00')).thenRepeatingIsHarmless();
    const violations = [{ rule: 'instrument_out_of_service', limit: null, asked: slot('09:00', '10:00'), overridable: false }];
    given(opened(), announced('10:00', '12:00')).when(book('09:00', '10:00')).thenRefused('instrument_out_of_service', { violations, nearestFree: [slot('08:30', '09:30'), slot('12:00', '13:00'), slot('12:30', '13:30')] });
    given(opened(), announced('10:00', '12:00')).when(book('08:30', '09:30')).then(booked('08:30', '09:30', 'b2'));
    given(opened(), booked('12:00', '13:00')).when(announce('10:00', '12:00')).then(announced('10:00', '12:00'));
    given(opened()).when(announce('12:00', '10:00')).thenRefused('outage_span_wrong');
    given(opened()).when(announce('07:00', '08:00')).thenRefused('outage_span_wrong');
  });

  test('cancels what is in its way', () => {
    given(opened(), booked()).when(announce('11:00', '12:00')).then(announced('11:00', '12:00'), cancelled());
    given(opened(), booked(), booked('13:00', '14:00', 'b2'), booked('15:00', '16:00', 'b3')).when(announce('10:00', '13:30')).then(announced('10:00', '13:30'), cancelled(), cancelled('b2', 300));
  });

  test('or moves it, never earlier and never onto another; what finds no time within the horizon is cancelled', () => {
    given(opened(), booked()).when(announce('10:00', '12:00', 'move')).then(announced('10:00', '12:00', 'move'), moved('12:00', '14:00'));
    given(opened(), booked(), booked('13:00', '15:00', 'b3')).when(announce('10:00', '12:00', 'move')).then(announced('10:00', '12:00', 'move'), moved('15:30', '17:30'));
    given(opened(), booked(), booked('11:30', '12:30', 'b3')).when(announce('10:00', '13:00', 'move')).then(announced('10:00', '13:00', 'move'), moved('13:00', '15:00'), moved('15:30', '16:30', slot('11:30', '12:30'), 'b3', 30_000));
    given(opened({ horizonDays: 1 }), booked()).when(announce('08:30', '2 00:00', 'move')).then(announced('08:30', '2 00:00', 'move'), cancelled());
  });

  test('nobody is moved to a day on which they could not use it: they are offered it, and asked when they take it up', () => {
    const grounds = { qualificationId: 'q1', terms: [{ termsId: 't1', version: 2 }] };
    const asked = (...entitled: NonNullable<AnnounceOutages['entitled']>) => announce('10:00', '12:00', 'move', '08:00', 'o1', entitled);
    const there = { bookingId: 'b1', from: monday('12:00') };
    const offer = offered('12:00', '14:00', 'b1', { entryId: null, displacedBookingId: 'b1', organisationId: 'firm', personId: 'li', expiresAt: monday('10:00') });
    given(opened(), booked()).when(asked({ ...there, grounds })).then(announced('10:00', '12:00', 'move'), moved('12:00', '14:00', slot('09:00', '11:00'), 'b1', 60_000, grounds));
    given(opened(), booked()).when(asked({ ...there, grounds: null })).then(announced('10:00', '12:00', 'move'), cancelled(), offer);
    // Nobody asked of that slot: the calendar has changed since.
    given(opened(), booked()).when(asked({ bookingId: 'b1', from: monday('13:00'), grounds })).then(announced('10:00', '12:00', 'move'), cancelled(), offer);
    given(opened(), booked()).when(asked()).then(announced('10:00', '12:00', 'move'), cancelled(), offer);
  });

  test('hours kept for a group take it only as long as its user belongs to that: moved or offered', () => {
    const visitors = ['external', 'visitors'];
    // Tuesday is theirs alone.
    const history = [opened({ weekly: weekly('08:30', '18:00', [1, 2, 3]).map((hours) => (hours.day === 2 ? { ...hours, groups: ['visitors'] } : hours)) }), booked('09:00', '11:00', 'b1', { groups: visitors })];
    const until = (treatment: AnnounceOutages['treatment'], ...last: readonly (string | null)[]): AnnounceOutages => ({ ...announce('08:00', '18:00', treatment), memberUntil: new Map([['b1', new Map(last.map((day) => ['visitors', day] as const))]]) });
    const [tuesday, wednesday] = [['1 08:30', '1 10:30'], ['2 08:30', '2 10:30']] as const;
    const told = announced('08:00', '18:00', 'move');
    for (const last of [null, '2026-03-03', '2026-03-31']) given(...history).when(until('move', last)).then(told, moved(...tuesday));
    given(...history).when(until('move', '2026-03-02')).then(told, moved(...wednesday));
    given(...history).when(until('move')).then(told, moved(...wednesday));
    // It has been booked since the memberships were looked up.
    given(...history).when({ ...until('move'), memberUntil: new Map() }).then(told, moved(...wednesday));
    const offer = offered(...wednesday, 'b1', { entryId: null, displacedBookingId: 'b1', organisationId: 'firm', personId: 'li', expiresAt: monday('10:00') });
    given(...history).when(until('reoffer', '2026-03-02')).then(announced('08:00', '18:00', 'reoffer'), cancelled(), offer);
  });

  test('nobody is moved onto another booking of theirs, or over a limit: they get the next slot that they may have, else an offer', () => {
    const other = booked('12:00', '14:00', 'b3');
    const told = announced('08:00', '12:00', 'move');
    given(opened({}, 2), booked(), other).when(announce('08:00', '12:00', 'move')).then(told, moved('14:00', '16:00'));
    given(opened({ gapMinutes: 60 }, 2), booked(), other).when(announce('08:00', '12:00', 'move')).then(told, moved('15:00', '17:00'));
    given(opened({}, 2), booked(), booked('12:00', '14:00', 'b3', { personId: 'zhao' })).when(announce('08:00', '12:00', 'move')).then(told, moved('12:00', '14:00'));
    const limits = [{ limitId: 'd', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 1 }] as const;
    const all = announced('08:00', '18:00', 'move');
    const tomorrow = booked('1 14:00', '1 16:00', 'b3');
    given(opened({ limits }), booked(), tomorrow).when(announce('08:00', '18:00', 'move')).then(all, moved('2 08:30', '2 10:30'));
    const offer = offered('1 08:30', '1 10:30', 'b1', { entryId: null, displacedBookingId: 'b1', organisationId: 'firm', personId: 'li', expiresAt: monday('10:00') });
    given(opened({ limits, horizonDays: 1 }), booked(), tomorrow).when(announce('08:00', '18:00', 'move')).then(all, cancelled(), offer);
    // What quotas of the owner have no room for, as whoever asks them says.
    given(opened(), booked()).when({ ...announce('08:00', '18:00', 'move'), notBefore: new Map([['b1', monday('2 00:00')]]) }).then(all, moved('2 08:30', '2 10:30'));
  });

  test('or offers another time in its place: nobody has both', () => {
    const offer = offered('12:00', '14:00', 'b1', { entryId: null, displacedBookingId: 'b1', organisationId: 'firm', personId: 'li', expiresAt: monday('10:00') });
    const history = [opened(), booked(), announced('10:00', '12:00', 'reoffer'), cancelled(), offer];
    given(opened(), booked()).when(announce('10:00', '12:00', 'reoffer')).then(...history.slice(2));
    given(...history).when(book('12:00', '14:00', { organisationId: 'school' })).thenRefused('slot_taken');
    given(...history).when(book('12:00', '14:00', { offerId: 'b1' })).then(booked('12:00', '14:00', 'b2', { offerId: 'b1', replacesBookingId: 'b1' }));
    given(...history).when({ do: 'cancel', ...mine('08:00'), reason: '' }).thenNothing();
    given(...history).when({ do: 'decline_offer', offerId: 'b1', organisationId: 'firm', actorId: 'li', staff: false, proxy: false, now: NOW, holidays: [] }).then({ type: 'OfferEnded', data: { offerId: 'b1', ground: 'declined', endedAt: NOW } });
  });

  test('ends holds and offers in its way; who waits keeps their place', () => {
    given(opened(), held('09:00', '11:00'), waits('13:00', '14:00'), offered('13:00', '14:00'), booked('15:00', '16:00')).when(announce('10:00', '16:00', 'move')).then(
      announced('10:00', '16:00', 'move'),
      { type: 'HoldReleased', data: { holdId: 'h1', ground: 'expired', releasedAt: NOW } },
      { type: 'OfferEnded', data: { offerId: 'w1', ground: 'withdrawn', endedAt: NOW } },
      moved('16:00', '17:00', slot('15:00', '16:00'), 'b1', 30_000),
    );
  });

  test('leaves an act over several instruments what it holds; the booking it becomes falls to the outage', () => {
    const act = held('09:00', '11:00', 'h1', { actId: 'a1', expiresAt: null });
    given(opened(), act).when(announce('10:00', '12:00')).then(announced('10:00', '12:00'));
    given(opened(), act, announced('10:00', '12:00')).when(book('09:00', '11:00', { holdId: 'h1', actId: 'a1' })).then(
      booked('09:00', '11:00', 'b2', { holdId: 'h1', actId: 'a1' }), { ...cancelled('b2'), data: { ...cancelled('b2').data, reason: '', cancelledBy: 'system:acts' } });
  });

  test('what runs into it is told to its user and to staff, who may break it off', () => {
    const running = [opened(), booked(), started(), announced('10:30', '12:00', 'cancel', '10:00'), meets()];
    const state = running.reduce(calendar.evolve, calendar.initialState);
    expect(runningInto(['o1'], state, monday('10:00'))).toEqual([{ bookingId: 'b1', until: monday('11:00') }]);
    expect([runningInto(['o2'], state, monday('10:00')), runningInto(['o1'], state, monday('11:00'))]).toEqual([[], []]);
    given(...running).when({ do: 'interrupt', ...staffs('10:30'), reason: 'pump' }).then({ type: 'UseInterrupted', data: { bookingId: 'b1', by: 'staff', reason: 'pump', interruptedBy: 'chen', interruptedAt: monday('10:30') } });
    // Another outage, while the first one is there: what was told once is not told again.
    given(...running).when(announce('13:00', '14:00', 'cancel', '10:10', 'o2')).then(announced('13:00', '14:00', 'cancel', '10:10', 'o2'));
  });

  test('breaks off a use while it lasts, not one before it begins', () => {
    const broken: UseInterrupted = { type: 'UseInterrupted', data: { bookingId: 'b1', by: 'outage', reason: 'pump', interruptedBy: 'chen', interruptedAt: monday('10:00') } };
    given(opened(), booked(), started()).when(announce('09:45', '12:00', 'cancel', '10:00')).then(announced('09:45', '12:00', 'cancel', '10:00'), broken);
    given(opened(), booked(), started()).when(announce('10:30', '12:00', 'cancel', '10:00')).then(announced('10:30', '12:00', 'cancel', '10:00'), meets());
    given(opened(), booked(), started()).when(announce('10:30', '12:00', 'cancel', '10:00')).thenRepeatingIsHarmless();
    // What is left of it is the clean-up, and what was broken off is over.
    given(opened(), booked(), started()).when(announce('11:00', '12:00', 'cancel', '10:00')).then(announced('11:00', '12:00', 'cancel', '10:00'));
    given(opened(), booked(), started(), broken).when(announce('09:45', '12:00', 'cancel', '10:00')).then(announced('09:45', '12:00', 'cancel', '10:00'));
    const earlier = announced('08:40', '09:00', 'cancel', '08:35', 'o0');
    given(opened(), booked('09:00', '11:00', 'b1', { bookedAt: monday('08:30') }), earlier, started('09:00')).when(announce('10:30', '12:00', 'cancel', '10:00')).then(announced('10:30', '12:00', 'cancel', '10:00'), meets());
    given(opened(), announced('08:00', '09:00', 'cancel', '08:00'), booked('09:00', '11:00')).when({ do: 'check_in', ...mine('08:50') }).thenRefused('instrument_out_of_service', { until: monday('09:00') });
  });

  test('is over before its time when somebody says so, and whoever waits is offered the rest', () => {
    given(opened()).when(end('09:00')).thenRefused('outage_unknown');
    given(opened(), announced('08:00', '12:00')).when(end('09:00')).then(ended('09:00'));
    given(opened(), announced('08:00', '12:00')).when(end('12:00')).thenNothing();
    given(opened(), announced('08:00', '12:00')).when(end('09:00')).thenRepeatingIsHarmless();
    // Called off before it began, and again: two at once, or much later, or announced again by a late repetition.
    for (const again of ['09:00', '13:00']) given(opened(), announced('10:00', '12:00'), ended('09:00')).when(end(again)).thenNothing();
    given(opened(), announced('10:00', '12:00'), ended('09:00')).when(announce('10:00', '12:00')).thenNothing();
    given(opened(), announced('08:00', '12:00'), waits('10:00', '11:00')).when(end('09:00')).then(ended('09:00'), offered('10:00', '11:00', 'w1', { offeredAt: monday('09:00'), expiresAt: monday('10:00') }));
    given(opened(), announced('08:00', '12:00')).when(join('10:00', '11:00')).then(waits('10:00', '11:00'));
  });
});
