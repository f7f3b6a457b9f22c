import { readdirSync, readFileSync } from 'node:fs';
import { booked, held, monday, offered, opened, slot, started } from '@hewu/instruments/src/calendar-fixtures.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { BookingCheck, type Fault, type Logged } from './booking-check.js';

/** Each event an append of its own; a list is one append together. */
const faultsOf = (...appends: readonly (CalendarEvent | readonly CalendarEvent[])[]): readonly Fault[] => checked(...appends).map(({ fault }) => fault);
const checked = (...appends: readonly (CalendarEvent | readonly CalendarEvent[])[]) => {
  const check = new BookingCheck();
  let revision = 0;
  for (const [n, append] of appends.entries()) for (const event of [append].flat() as CalendarEvent[]) check.see(logged(event, 'calendar-sem', revision++, `c${n}`));
  return check.finish();
};
const logged = (event: CalendarEvent, stream: string, revision: number, commandId: string): Logged => ({ ...event, stream, revision, metadata: { commandId } });

const moved = (from: string, until: string, bookingId = 'b1'): CalendarEvent => {
  const { priceFen, missedAt, busyFrom, busyUntil } = booked(from, until).data;
  return { type: 'BookingMoved', data: { bookingId, ...slot(from, until), busyFrom, busyUntil, previousFrom: monday('09:00'), previousUntil: monday('11:00'), priceFen, confirmed: true, missedAt, rulesVersion: 1, by: 'user', movedBy: 'li', overrides: [], grounds: { qualificationId: null, terms: [] }, keepsPrevious: false, returned: null, movedAt: monday('08:00') } };
};
/** `b1` asks for 14:00 and keeps 09:00 until the owner answers: by accepting, or by a move back. */
const asksFor = (from: string, until: string): CalendarEvent => ({ ...moved(from, until), data: { ...moved(from, until).data, confirmed: false, keepsPrevious: true } }) as CalendarEvent;
const kept = (from = '09:00', until = '11:00', more = {}): CalendarEvent => held(from, until, 'k1', { expiresAt: null, keptForBookingId: 'b1', ...more });
const letGo: CalendarEvent = { type: 'HoldReleased', data: { holdId: 'k1', ground: 'move_answered', releasedAt: monday('08:10') } };
const accepted: CalendarEvent = { type: 'BookingConfirmed', data: { bookingId: 'b1', missedAt: monday('15:00'), confirmedBy: 'chen', confirmedAt: monday('08:10') } };
const back: CalendarEvent = { ...moved('09:00', '11:00'), data: { ...moved('09:00', '11:00').data, by: 'staff', returned: { ground: 'owner', reason: '已另有安排' } } } as CalendarEvent;
const cancelled = (bookingId = 'b1', by: 'user' | 'outage' = 'user'): CalendarEvent => ({ type: 'BookingCancelled', data: { bookingId, reason: '', by, cancelledBy: 'li', noticeMinutes: 60, late: false, cancelledAt: monday('08:00') } });
const used = (from: string, until: string, at: string, bookingId = 'b1'): CalendarEvent => ({ type: 'UsageRecorded', data: { bookingId, ...slot(from, until), minutes: 60, note: '', recordedBy: 'li', recordedAt: monday(at) } });
const missed: CalendarEvent = { type: 'BookingMissed', data: { bookingId: 'b1', graceMinutes: 30, missedAt: monday('09:30') } };
const outage = (from: string, until: string): CalendarEvent => ({ type: 'OutageAnnounced', data: { outageId: 'o1', ...slot(from, until), kind: 'planned', treatment: 'cancel', seriesId: null, reason: '', announcedBy: 'chen', announcedAt: monday('08:00') } });
const capacity = (to: number): CalendarEvent => ({ type: 'CapacityChanged', data: { calendarId: 'sem', capacity: to, previousCapacity: 2, reason: '', changedBy: 'chen', changedAt: monday('08:00') } });
const interrupted: CalendarEvent = { type: 'UseInterrupted', data: { bookingId: 'b1', by: 'staff', reason: '', interruptedBy: 'chen', interruptedAt: monday('10:00') } };
const longer = (until: string, busyUntil: string): CalendarEvent => ({ type: 'BookingEndChanged', data: { bookingId: 'b1', until: monday(until), busyUntil: monday(busyUntil), previousUntil: monday('11:00'), priceFen: 1, changedBy: 'li', changedAt: monday('09:00') } });

describe('the log alone tells whether an instrument was given twice', () => {
  test.each<[string, readonly Fault[], ...(CalendarEvent | readonly CalendarEvent[])[]]>([
    ['two at one time', ['given_twice'], opened(), booked(), booked('10:00', '12:00', 'b2')],
    ['one in the clean-up of the other', ['given_twice'], opened(), booked(), booked('11:00', '12:00', 'b2')],
    ['one after the other', [], opened(), booked(), booked('11:30', '12:30', 'b2')],
    ['two where two may', [], opened({}, 2), booked(), booked('10:00', '12:00', 'b2')],
    ['three where two may', ['given_twice'], opened({}, 2), booked(), booked('10:00', '12:00', 'b2'), booked('10:30', '12:00', 'b3')],
    ['three of which no moment sees more than two', [], opened({}, 2), booked('09:00', '10:00'), booked('11:00', '12:00', 'b2'), booked('09:00', '13:00', 'b3')],
    ['a move onto another', ['given_twice'], opened(), booked(), booked('14:00', '15:00', 'b2'), moved('14:30', '15:30')],
    ['where somebody has moved away', [], opened(), booked(), moved('14:30', '15:30'), booked('09:00', '11:00', 'b2')],
    ['a longer use into another', ['given_twice'], opened(), booked(), booked('12:00', '13:00', 'b2'), started(), longer('12:00', '12:30')],
    ['both slots of a move that the owner has not answered', [], opened(), booked(), [asksFor('14:00', '15:00'), kept()], booked('12:00', '13:00', 'b2')],
    ['a slot that is kept while the owner decides', ['given_twice'], opened(), booked(), [asksFor('14:00', '15:00'), kept()], booked('10:00', '12:00', 'b2')],
    ['the slot that such a move asks for', ['given_twice'], opened(), booked(), [asksFor('14:00', '15:00'), kept()], booked('14:30', '15:30', 'b2')],
    ['a kept slot that was booked by somebody with a hold', ['other_than_promised'], opened(), booked(), [asksFor('14:00', '15:00'), kept()], booked('09:00', '11:00', 'b2', { holdId: 'k1', organisationId: 'school' })],
    ['where the owner accepted, and nothing is kept any more', [], opened(), booked(), [asksFor('14:00', '15:00'), kept()], [letGo, accepted], booked('09:00', '11:00', 'b2')],
    ['where the owner refused, and it went back', [], opened(), booked(), [asksFor('14:00', '15:00'), kept()], [letGo, back], booked('14:00', '15:00', 'b2')],
    ['back where somebody else is meanwhile', ['given_twice'], opened(), booked(), asksFor('14:00', '15:00'), booked('10:00', '12:00', 'b2'), back],
    ['by half an hour: it shares what the two have, and keeps the rest', [], opened(), booked(), [asksFor('10:00', '12:00'), kept('09:00', '10:00', { busyUntil: monday('10:00') })], [letGo, back]],
    ['where somebody cancelled', [], opened(), booked(), cancelled(), booked('09:00', '11:00', 'b2')],
    ['where nobody came', [], opened(), booked(), missed, booked('09:30', '11:00', 'b2')],
    ['after an early end, and its clean-up', [], opened(), booked(), started(), used('09:00', '09:30', '09:30'), booked('10:00', '11:00', 'b2')],
    ['in the clean-up of an early end', ['given_twice'], opened(), booked(), started(), used('09:00', '10:00', '10:00'), booked('10:00', '11:00', 'b2')],
    ['after it was broken off', [], opened(), booked(), started(), interrupted, booked('10:30', '11:30', 'b2')],
    ['where somebody holds', ['given_twice'], opened(), held('09:00', '10:00'), booked()],
    ['where somebody was offered it', ['given_twice'], opened(), offered('09:00', '10:00'), booked()],
    ['with a capacity that was taken back', ['given_twice'], opened({}, 2), booked(), booked('10:00', '12:00', 'b2'), capacity(1)],
    ['in an outage', ['in_outage'], opened(), outage('09:30', '10:00'), booked()],
    ['left in an outage', ['in_outage'], opened(), booked(), outage('09:30', '10:00')],
    ['taken by the outage in the same append', [], opened(), booked(), [outage('09:30', '10:00'), cancelled('b1', 'outage')]],
    ['moved by the outage in the same append', [], opened(), booked(), [outage('09:30', '10:00'), moved('14:00', '16:00')]],
    ['begun before the outage', [], opened(), booked(), started(), outage('09:30', '10:00')],
    ['a longer use into an outage', ['in_outage'], opened(), outage('12:00', '13:00'), booked(), started(), longer('12:00', '12:30')],
    ['an offer made twice', ['offer_given_twice', 'given_twice'], opened(), offered('09:00', '10:00'), offered('09:00', '10:00')],
    ['an offer that was over', ['offer_given_twice'], opened(), booked('09:00', '10:00', 'b2', { offerId: 'w1' })],
    ['an offer at another time', ['other_than_promised'], opened(), offered('09:00', '10:00'), booked('09:00', '11:00', 'b2', { offerId: 'w1', organisationId: 'school' })],
    ['a hold of somebody else', ['other_than_promised'], opened(), held('09:00', '11:00'), booked('09:00', '11:00', 'b2', { holdId: 'h1', organisationId: 'school' })],
    ['a hold that is booked', [], opened(), held('09:00', '11:00'), booked('09:00', '11:00', 'b2', { holdId: 'h1' })],
    ['a hold that was over', ['hold_given_twice'], opened(), held('09:00', '11:00'), { type: 'HoldReleased', data: { holdId: 'h1', ground: 'expired', releasedAt: monday('08:10') } }, booked('09:00', '11:00', 'b2', { holdId: 'h1' })],
    ['one id twice', ['id_twice'], opened(), booked(), booked('14:00', '15:00')],
    ['moved after it was cancelled', ['changed_after_end'], opened(), booked(), cancelled(), moved('14:30', '15:30')],
    ['used after it was used', ['changed_after_end'], opened(), booked(), started(), used('09:00', '10:00', '10:00'), used('09:00', '10:30', '10:30')],
    ['never booked', ['unknown_booking'], opened(), started()],
  ])('%s', (_, faults, ...log) => {
    expect(faultsOf(...log)).toEqual(faults);
  });

  test('a finding says where it is, whose it is and with whom', () => {
    expect(checked(opened(), booked(), booked('10:00', '12:00', 'b2'))).toEqual([{ fault: 'given_twice', stream: 'calendar-sem', revision: 2, id: 'b2', with: ['b1'], from: monday('10:00'), until: monday('12:00') }]);
  });

  test('one id on two calendars is one too many', () => {
    const check = new BookingCheck();
    for (const [n, stream] of ['calendar-a', 'calendar-b'].entries()) check.see(logged(booked(), stream, 0, `c${n}`));
    expect(check.finish()).toEqual([expect.objectContaining({ fault: 'id_twice', stream: 'calendar-b', with: ['calendar-a'] })]);
    expect(check.counts).toEqual({ calendars: 2, bookings: 1 });
  });

  test('preparation that was over when the time was given takes nothing from anybody', () => {
    const busy = { busyFrom: monday('11:00'), bookedAt: monday('11:30') };
    expect(faultsOf(opened(), booked(), booked('11:30', '12:30', 'b2', busy))).toEqual([]);
    expect(faultsOf(opened(), booked(), booked('11:30', '12:30', 'b2', { busyFrom: monday('11:00'), bookedAt: monday('11:00') }))).toEqual(['given_twice']);
  });

  test('it reads the stored events of every version there ever was', () => {
    const folder = 'libs/instruments/src/examples';
    const examples = readdirSync(folder).map((file) => ({ type: file.split('.')[0]!, data: JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as object })).filter(({ type }) => type in calendarEvents.specs);
    expect(examples.length).toBeGreaterThan(Object.keys(calendarEvents.specs).length);
    for (const example of examples) {
      const check = new BookingCheck();
      for (const revision of [0, 1]) check.see({ ...example, stream: 'calendar-x', revision, metadata: { commandId: `c${revision}` } });
      // Twice the same takes the same time twice, if its instants were understood.
      const twice = example.type === 'SlotBooked' || example.type === 'SlotHeld' || example.type === 'SlotOffered';
      expect({ ...example, faults: check.finish().some(({ fault }) => fault === 'given_twice') }).toEqual({ ...example, faults: twice });
    }
  });
});
