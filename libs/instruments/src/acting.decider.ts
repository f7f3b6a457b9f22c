import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Day } from './booking.decider.js';
import type { By } from './calendar-events.js';
import type { Booking, Calendar, Closed } from './calendar-state.decider.js';

/* Who may do what with a booking that exists. A part of the calendar decider, and as pure. */

/** Who acts: for which organisation, whether as staff of the owner, and whether a named right lets them act for the person of the booking. */
export type Actor = { readonly organisationId: string; readonly actorId: string; readonly staff: boolean; readonly proxy: boolean };

/** What is asked of one booking. */
export type OnBooking = Day & Actor & { readonly bookingId: string };

/** The booking a command is about, if the actor may touch it: its organisation, or the owner's staff. */
export const touched = (state: Calendar, { bookingId, organisationId, staff }: Actor & { readonly bookingId: string }): Booking | Closed | Refusal<'booking_unknown' | 'booking_over'> => {
  const allowed = (of: { readonly organisationId: string }): boolean => of.organisationId === organisationId || (staff && state.opened!.ownerOrganisationId === organisationId);
  const past = state.closed.find(({ id }) => id === bookingId);
  if (past) return allowed(past) ? past : refuse('booking_unknown');
  const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId);
  // The calendar does not tell a booking long over from one that never was; that one is looks for itself in the read model.
  if (!slot) return refuse('booking_over');
  return allowed(slot) ? slot : refuse('booking_unknown');
};

/** What is the owner's to say, and is asked of them elsewhere. */
const OF_OWNER: readonly string[] = ['confirm', 'decline', 'samples_arrive'];

/**
 * 实名预约: a booking is its person's. Whoever is named for them may do what they may, and the owner's staff; who booked it may still
 * move it and give it back, but neither come nor speak for its person.
 */
export const mayAct = (command: { readonly do: string; readonly actorId: string; readonly staff: boolean; readonly proxy: boolean }, { personId, bookedBy }: Booking): boolean =>
  OF_OWNER.includes(command.do) || command.staff || command.proxy || command.actorId === personId || (command.actorId === bookedBy && (command.do === 'move' || command.do === 'cancel'));

/** What is kept for somebody, a hold, an offer or a place on the waiting list, is theirs as a booking is: they give it up, whom they named, and the owner's staff. */
export const mayGiveUp = ({ organisationId, actorId, staff, proxy }: Actor, of: { readonly organisationId: string; readonly personId: string }, { opened }: Calendar): boolean =>
  (staff && opened!.ownerOrganisationId === organisationId) || (of.organisationId === organisationId && (proxy || actorId === of.personId));

/** Staff act as staff on every booking but their own, also on one of their organisation. */
export const byOf = ({ actorId, staff }: Actor, { personId }: Booking): By => (staff && actorId !== personId ? 'staff' : 'user');

/** Hours and horizons of a group are for whoever still belongs to it on the day. */
export const stillIn = ({ groups }: Booking, memberOf: readonly string[] | undefined): readonly string[] => (memberOf ? groups.filter((group) => memberOf.includes(group)) : groups);

/** It ended, and is remembered only for late repetitions. */
export const isPast = (one: Booking | Closed): one is Closed => 'how' in one;
