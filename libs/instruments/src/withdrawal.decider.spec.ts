import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { BookingCancelled, InstrumentWithdrawn } from './calendar-events.js';
import { book, booked, held, hold, join, monday, NOW, offered, opened, started, waits } from './calendar-fixtures.js';
import { calendar } from './calendar.decider.js';
import { NO_CALENDAR } from './calendar-state.decider.js';
import type { WithdrawInstrument } from './withdrawal.decider.js';

const given = specification(calendar);
const withdraw = (cancelBookings = true): WithdrawInstrument => ({ do: 'withdraw', instrumentId: 'sem', cancelBookings, reason: 'worn out', actorId: 'chen', now: NOW, holidays: [] });
const withdrawn: InstrumentWithdrawn = { type: 'InstrumentWithdrawn', data: { instrumentId: 'sem', reason: 'worn out', withdrawnBy: 'chen', withdrawnAt: NOW } };
const cancelled = (bookingId = 'b1', noticeMinutes = 60): BookingCancelled => ({ type: 'BookingCancelled', data: { bookingId, reason: 'worn out', by: 'outage', cancelledBy: 'chen', noticeMinutes, late: false, cancelledAt: NOW } });

describe('an instrument that is retired', () => {
  test('takes its bookings with it, or is refused by them; its calendar learns of it even when nothing is booked', () => {
    given(opened()).when(withdraw(false)).then(withdrawn);
    given(opened(), booked()).when(withdraw()).then(withdrawn, cancelled());
    given(opened(), booked()).when(withdraw()).thenRepeatingIsHarmless();
    given(opened(), booked(), booked('13:00', '14:00', 'b2')).when(withdraw(false)).thenRefused('instrument_has_bookings', { count: 2, firstFrom: monday('09:00') });
    given(opened({ checkInEarlyMinutes: 90 }), booked(), started('07:50')).when(withdraw(false)).then(withdrawn);
  });

  test('nobody books it from then on, whatever they knew before', () => {
    given(opened(), withdrawn).when(book('09:00', '10:00')).thenRefused('instrument_retired');
    given(opened(), withdrawn).when(hold('09:00', '10:00')).thenRefused('instrument_retired');
    given(opened(), withdrawn).when(join('09:00', '10:00')).thenRefused('instrument_retired');
    given(opened(), withdrawn).when(book('09:00', '10:00', { instrumentId: 'tem' })).then(booked('09:00', '10:00', 'b2', { instrumentId: 'tem' }));
  });

  test('what is held, offered or waited for goes too; what stands on the calendar for others stays', () => {
    const expected = [withdrawn, { type: 'HoldReleased', data: { holdId: 'h1', ground: 'expired', releasedAt: NOW } }, { type: 'OfferEnded', data: { offerId: 'w1', ground: 'withdrawn', endedAt: NOW } }, { type: 'WaitingLeft', data: { entryId: 'w1', ground: 'withdrawn', leftAt: NOW } }] as const;
    given(opened(), booked('15:00', '16:00', 'b9', { instrumentId: 'tem' }), waits('12:00', '13:00'), held('09:00', '10:00'), offered('12:00', '13:00')).when(withdraw()).then(...expected);
  });

  test('what an act holds the act finds, and loses at once', () => {
    const taken = [opened(), held('09:00', '10:00', 'h1', { actId: 'a', expiresAt: null }), withdrawn].reduce(calendar.evolve, NO_CALENDAR);
    const answer = calendar.decide(book('09:00', '10:00', { holdId: 'h1', actId: 'a' }), taken);
    expect(isRefusal(answer) ? answer : answer.map(({ type }) => type)).toEqual(['SlotBooked', 'BookingCancelled']);
  });
});
