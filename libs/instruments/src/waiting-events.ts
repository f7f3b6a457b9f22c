import type { Event } from '@hewu/kernel/src/event.js';
import type { RecordedBusySpan, RecordedSpan } from './booking-events.js';

/* On `calendar-<calendarId>`: time that is kept for somebody, waited for, or offered. Stored and published; a shape, once recorded, keeps its meaning. */

/**
 * Kept for somebody who fills in the form, or (`actId`, no end) for an act over several instruments that has not been decided, or
 * (`keptForBookingId`, no end; null on those of the first version) of the slot to which a booking goes back unless the owner accepts another.
 */
export type SlotHeld = Event<
  'SlotHeld',
  RecordedBusySpan & { readonly holdId: string; readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly expiresAt: string | null; readonly actId: string | null; readonly keptForBookingId: string | null; readonly heldAt: string }
>;

export type HoldReleased = Event<'HoldReleased', { readonly holdId: string; readonly ground: 'given_back' | 'expired' | 'act_abandoned' | 'move_answered'; readonly releasedAt: string }>;

/** Waits for time within a span; `atLeastMinutes` is the shortest part they would take. */
export type WaitingJoined = Event<
  'WaitingJoined',
  RecordedSpan & { readonly entryId: string; readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly groups: readonly string[]; readonly atLeastMinutes: number; readonly joinedAt: string }
>;

/** `passed_over`: their turn came while they could not have it (suspended, over a quota, without what the use requires, or no more of the group for which the time is kept). */
export type WaitingLeft = Event<'WaitingLeft', { readonly entryId: string; readonly ground: 'left' | 'served' | 'declined' | 'let_lapse' | 'time_over' | 'passed_over' | /** The instrument was. */ 'withdrawn'; readonly leftAt: string }>;

/** Binding until it expires: the time is kept for them. Its id is that of the entry, or of the booking that an outage took (`displacedBookingId`): neither gets two. */
export type SlotOffered = Event<
  'SlotOffered',
  RecordedBusySpan & {
    readonly offerId: string;
    readonly entryId: string | null;
    readonly displacedBookingId: string | null;
    readonly instrumentId: string;
    readonly organisationId: string;
    readonly personId: string;
    readonly expiresAt: string;
    readonly offeredAt: string;
  }
>;

export type OfferEnded = Event<'OfferEnded', { readonly offerId: string; readonly ground: 'declined' | 'expired' | 'withdrawn' | 'passed_over'; readonly endedAt: string }>;
