import { calendarEvents, usageEvents, type CalendarEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import { AS_IT_WAS, slot, waits, type DutyTable, type Next } from './duty.js';

type Known = { readonly owner: string; readonly user: string; readonly personId: string; readonly until: string; readonly moves: number };

const href = (bookingId: string): string => `/api/v1/bookings/${bookingId}`;

const checkIn = (bookingId: string, from: string, known: Known): Next<Known> =>
  waits(known, {
    what: 'check_in', round: known.moves, by: { organisationId: known.user, personId: known.personId }, dueAt: from, href: href(bookingId),
    sentence: { zh: '预约的仪器到时请签到', en: 'Check in when the booked slot begins' },
  });

/** A booking waits for whoever booked to check in and to record the use, then for the owner to confirm it. */
export const bookingDuties: DutyTable = {
  whats: {
    check_in: { zh: '仪器签到', en: 'Check in at the instrument', quiet: true, staysThere: true },
    usage_recording: { zh: '登记仪器使用', en: 'Record the use of the instrument', quiet: true },
    usage_confirmation: { zh: '确认仪器使用', en: 'Confirm the use of an instrument' },
  },
  slots: [
    slot<CalendarEvent | UsageEvent, Known>('booking', 'bookingId', [calendarEvents, usageEvents], {
      SlotBooked: ({ data: { bookingId, ownerOrganisationId: owner, organisationId: user, personId, from, until } }, known) =>
        // A booking is not hidden behind a later one under its id.
        known ? AS_IT_WAS : checkIn(bookingId, from, { owner, user, personId, until, moves: 0 }),
      BookingMoved: ({ data: { bookingId, from, until } }, known) => known && checkIn(bookingId, from, { ...known, until, moves: known.moves + 1 }),
      BookingCancelled: () => null,
      BookingDeclined: () => null,
      BookingMissed: () => null,
      BookingStarted: ({ data: { bookingId } }, known) =>
        known && waits(known, {
          what: 'usage_recording', round: known.moves, by: { organisationId: known.user, personId: known.personId }, dueAt: known.until, href: href(bookingId),
          sentence: { zh: '使用结束后请登记机时', en: 'Record the use when it has ended' },
        }),
      UsageRecorded: ({ data: { bookingId, minutes } }, known) =>
        known && waits(known, {
          what: 'usage_confirmation', round: known.moves, by: { organisationId: known.owner, roles: ['instrument_manager'] }, dueBy: 'usage_confirmation_days', href: href(bookingId),
          sentence: { zh: `使用 ${minutes} 分钟，待确认`, en: `${minutes} minutes of use wait for confirmation` },
        }),
      UsageConfirmed: () => null,
    }),
  ],
};
