import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { OpenMode } from './tariff.js';

/*
 * `act-<actId>`: several instruments booked as one act, or none of them. Each slot is held on its own calendar first; the act is
 * decided in one place, once; then every held slot becomes its booking, or is released. Instants are ISO 8601 in UTC.
 */

/** One slot of an act: the hold under which it is kept, and the booking that it becomes. */
export type ActPart = { readonly instrumentId: string; readonly calendarId: string; readonly from: string; readonly until: string; readonly mode: OpenMode | null; readonly holdId: string; readonly bookingId: string };

export type ActBegun = Event<
  'ActBegun',
  { readonly actId: string; readonly organisationId: string; readonly personId: string; readonly bookedBy: string; readonly parts: readonly ActPart[]; readonly deadlineAt: string; readonly begunAt: string }
>;
/** Every slot is held: from now on they are had, all of them. */
export type ActCommitted = Event<'ActCommitted', { readonly actId: string; readonly committedAt: string }>;
/** One could not be held, or nobody decided in time. `refused` names the instruments that could not be had, and why. */
export type ActAbandoned = Event<
  'ActAbandoned',
  { readonly actId: string; readonly ground: 'refused' | 'deadline'; readonly refused: readonly { readonly instrumentId: string; readonly code: string }[]; readonly abandonedAt: string }
>;
export type ActEvent = ActBegun | ActCommitted | ActAbandoned;

export const actEvents = eventFamily<ActEvent>('act', { ActBegun: { version: 1 }, ActCommitted: { version: 1 }, ActAbandoned: { version: 1 } });
