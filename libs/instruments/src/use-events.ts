import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { By, RecordedSpan } from './booking-events.js';

/* On `calendar-<calendarId>`: from the check-in, or its absence, to the record of the use. Stored and published; a shape, once recorded, keeps its meaning. */

/** Checked in. `until`: when its time is over; null on those of the first version. */
export type BookingStarted = Event<'BookingStarted', { readonly bookingId: string; readonly until: string | null; readonly startedAt: string }>;

/** 送样: the samples of a booking are with the owner, who works on them. Whoever sent them in is not expected at the door: it cannot be missed, and begins with its slot (`from`) at the latest. */
export type SamplesArrived = Event<'SamplesArrived', { readonly bookingId: string; readonly from: string; readonly receivedBy: string; readonly arrivedAt: string }>;

/** 爽约: nobody came within the grace of the rules. */
export type BookingMissed = Event<'BookingMissed', { readonly bookingId: string; readonly graceMinutes: number; readonly missedAt: string }>;

/** Within how many days after its time a use is to be recorded, by the rule of the day; absent where it was not asked: thirty. */
type ToBeRecorded = { readonly recordWithin?: AppliedRule };

/** Its time is over and the user neither left nor recorded the use: a case for the owner. Its successor may start. */
export type BookingOverdue = Event<'BookingOverdue', ToBeRecorded & { readonly bookingId: string; readonly since: string; readonly noticedAt: string }>;

/**
 * So many days after its time (`recordWithin`) nobody had recorded the use: the calendar is done with it. It is a case for the owner, and may still
 * be recorded on `usage-<bookingId>`, within [startedAt, notAfter): the interruption, the successor's check-in, or this moment.
 */
export type UseUnrecorded = Event<'UseUnrecorded', { readonly bookingId: string; readonly startedAt: string; readonly since: string; readonly notAfter: string; readonly noticedAt: string }>;

export type UseInterrupted = Event<'UseInterrupted', ToBeRecorded & { readonly bookingId: string; readonly by: By; readonly reason: string; readonly interruptedBy: string; readonly interruptedAt: string }>;

/** The user's own account of the use. It ends the booking and frees the rest of its slot. */
export type UsageRecorded = Event<'UsageRecorded', RecordedSpan & { readonly bookingId: string; readonly minutes: number; readonly note: string; readonly recordedBy: string; readonly recordedAt: string }>;

/** An early end freed time worth telling about; the next user within the look-ahead may come sooner. */
export type TimeFreed = Event<'TimeFreed', RecordedSpan & { readonly bookingId: string; readonly nextBookingId: string | null; readonly freedAt: string }>;
