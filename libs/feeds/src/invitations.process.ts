import { idOf, type Recorded } from '@hewu/kernel/src/event.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { ChangeInvitationCommand, type InvitationChange } from './invitations.commands.js';

/** Invites whoever wants it to what they have booked, and follows every change of it. Nothing here speaks to a mail server. */
export const invitationsProcess: Process<CalendarEvent> = {
  name: 'booking-invitations',
  families: [calendarEvents],
  // An invitation is about one booking, and a booking is in one calendar.
  sideBySide: true,
  react: (event) => {
    const change = changeOf(event);
    const send = (data: InvitationChange): Reaction => ({ do: 'send', errand: { name: 'follow', data } });
    return change ? [send(change)] : [];
  },
  command: ({ data }, context) => new ChangeInvitationCommand(data as InvitationChange, context),
};

/** What is told of an event; null of one that changes neither slot nor standing, and of what is over: a record of use, a no-show. Pure. */
export const changeOf = (event: Recorded<CalendarEvent>): InvitationChange | null => {
  const at = event.metadata.occurredAt;
  const sequence = event.revision;
  switch (event.type) {
    case 'SlotBooked': {
      const { bookingId, personId, instrumentId, from, until, confirmed } = event.data;
      return { do: 'invite', data: { bookingId, personId, instrumentId, calendarId: idOf(event.stream), sequence, from, until, confirmed, at } };
    }
    case 'BookingConfirmed':
      return { do: 'revise', data: { bookingId: event.data.bookingId, sequence, confirmed: true, at } };
    case 'BookingMoved':
      return { do: 'revise', data: { bookingId: event.data.bookingId, sequence, from: event.data.from, until: event.data.until, confirmed: event.data.confirmed, at } };
    case 'BookingEndChanged':
      return { do: 'revise', data: { bookingId: event.data.bookingId, sequence, until: event.data.until, at } };
    case 'BookingCancelled':
    case 'BookingDeclined':
      return { do: 'withdraw', data: { bookingId: event.data.bookingId, sequence, at } };
    default:
      return null;
  }
};
