import type { CommandContext } from '@hewu/kernel/src/handle.js';

/** Roles that book instruments, of the owner or of anybody else. */
export const MEMBERS = ['firm_member', 'researcher', 'transfer_officer', 'instrument_manager', 'technology_manager'] as const;

/** What other contexts may know of a booking; instants are ISO 8601 in UTC. */
export type KnownBooking = {
  readonly bookingId: string;
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  /** For which organisation, and who uses the instrument. */
  readonly organisationId: string;
  readonly personId: string;
  /** Who works at the instrument: the owner's staff where it is staff operated or samples are sent in. */
  readonly operatedBy: 'user' | 'staff';
  readonly from: string;
  readonly until: string;
  /** Null until checked in. */
  readonly startedAt: string | null;
  /** The user's own account of the use, once it was given. */
  readonly usage: { readonly from: string; readonly until: string; readonly minutes: number } | null;
  /** The owner has confirmed the use: what belongs to it is settled. */
  readonly confirmed: boolean;
};

export type KnownInstrument = { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly region: string; readonly name: { readonly zh: string; readonly en: string } };

/** Who acts, for which organisation and in which roles. */
export type Acting = { readonly personId: string; readonly organisationId: string | null; readonly roles: readonly string[] };

/** Takes an instrument out of service, as its owner's instrument manager would. */
export type AnnouncedOutage = { readonly outageId: string; readonly instrumentId: string; readonly from: string; readonly until: string; readonly reason: string; readonly actorId: string };

/** Samples sent in for a booking are with the owner; `inWork`: and the owner is at work on them. */
export type ArrivedSamples = { readonly bookingId: string; readonly inWork: boolean; readonly actorId: string };

/** Whether the use of the booking has begun, and if not, the code of what keeps it from beginning now; null where nothing does. */
export type Arrival = { readonly begun: boolean; readonly because: string | null };

/** Where contexts around the calendar ask for what stands on it. The instruments context provides it. */
export interface BookingRegister {
  /** The booking, after everything that was recorded up to a position, or (`now`) up to this moment. */
  booking(bookingId: string, upTo: string): Promise<KnownBooking | null>;
  /** Bookings of an instrument whose recorded use reaches into [from, until); at most so many as a month can hold. */
  used(instrumentId: string, from: string, until: string, upTo: string): Promise<readonly KnownBooking[]>;
  /** As strict as the instrument's own stream. */
  instrument(instrumentId: string): Promise<KnownInstrument | null>;
  /** Whether somebody acts as the owner's staff for this instrument: its instrument manager, or an operator of it today. */
  isStaff(instrumentId: string, who: Acting): Promise<boolean>;
  /** Whether somebody may do what the user of a booking does: its user, whom they named for that, and the owner's staff. */
  mayActFor(booking: KnownBooking, who: Acting): Promise<boolean>;
  /** Counts as the check-in of the booking. One that is over stays so, and nothing is refused: the answer tells what became of the use. */
  samplesArrived(samples: ArrivedSamples, context: CommandContext): Promise<Arrival>;
  /** What is booked meanwhile is offered another slot. A refusal is told as that of the calendar. */
  announceOutage(outage: AnnouncedOutage, context: CommandContext): Promise<object>;
}
export const BOOKING_REGISTER = Symbol('BookingRegister');

/** Up to this moment: everything that was ever recorded. */
export const NOW = 'now';
