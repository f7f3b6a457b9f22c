import type { CalendarEvent } from './calendar-events.js';
import type { CalendarCommand } from './calendar.decider.js';
import { m, type Booking, type Known, type Span } from './calendar-reference.fixtures.js';

/* The words of the reference, and small things that all its acts need. For tests only. */

export type Told = { readonly refused: string; readonly rules: readonly string[] } | readonly string[];
export const no = (refused: string, rules: readonly string[] = []): Told => ({ refused, rules });
export type Of<D extends CalendarCommand['do']> = Extract<CalendarCommand, { do: D }>;

export const spanOf = ({ from, until }: { from: string; until: string }): Span => ({ from: m(from), until: m(until) });
export const busyOf = ({ rules }: Known, { from, until }: Span): { busyFrom: number; busyUntil: number } => ({ busyFrom: from - rules.bufferBeforeMinutes, busyUntil: until + rules.bufferAfterMinutes });
export const missedAt = ({ rules }: Known, { from, until }: Span): number => (rules.noShowMinutes === null ? until : Math.min(until, from + rules.noShowMinutes));
export const line = (...words: readonly unknown[]): string => words.map(String).join(' ');
export const same = (a: Span, b: Span): boolean => a.from === b.from && a.until === b.until;
/** Length of the clean-up after it. */
export const afterOf = ({ until, busyUntil }: Booking): number => busyUntil - until;

export const moveTo = (known: Known, booking: Booking, slot: Span, by: string, confirmed: boolean): string => {
  Object.assign(booking, slot, busyOf(known, slot), { missedAt: missedAt(known, slot), status: confirmed ? 'booked' : 'requested' });
  return line('BookingMoved', booking.id, slot.from, slot.until, booking.busyFrom, booking.busyUntil, booking.missedAt, by, confirmed);
};

export const breakOff = (booking: Booking, now: number): void => {
  const after = afterOf(booking);
  const until = Math.max(booking.from, Math.min(booking.until, now));
  Object.assign(booking, { status: 'interrupted', interruptedAt: now, until, busyUntil: until + after });
};

/** An event as the reference says it. */
export const tell = ({ type, data }: CalendarEvent): string => {
  const fields = data as unknown as Readonly<Record<string, unknown>>;
  const id = ['bookingId', 'holdId', 'offerId', 'entryId', 'outageId'].map((name) => fields[name]).find((one) => typeof one === 'string') ?? '';
  const minutes = (...names: string[]): string => names.map((name) => (typeof fields[name] === 'string' ? m(fields[name]) : String(fields[name]))).join(' ');
  switch (type) {
    case 'SlotBooked':
      return `${type} ${id} ${minutes('from', 'until', 'busyFrom', 'busyUntil', 'missedAt')} ${data.confirmed} ${data.replacesBookingId}`;
    case 'BookingMoved':
      return `${type} ${id} ${minutes('from', 'until', 'busyFrom', 'busyUntil', 'missedAt')} ${data.by} ${data.confirmed}`;
    case 'BookingEndChanged':
      return `${type} ${id} ${minutes('until', 'busyUntil')}`;
    case 'BookingCancelled':
      return `${type} ${id} ${data.by} ${data.late}`;
    case 'BookingDeclined':
    case 'HoldReleased':
    case 'OfferEnded':
    case 'WaitingLeft':
      return `${type} ${id} ${data.ground}`;
    case 'UseInterrupted':
      return `${type} ${id} ${data.by}`;
    case 'UsageRecorded':
    case 'OutageAnnounced':
      return `${type} ${id} ${minutes('from', 'until')}`;
    case 'TimeFreed':
      return `${type} ${id} ${minutes('from', 'until')} ${data.nextBookingId === null ? 'nobody' : 'next'}`;
    case 'SlotHeld':
    case 'SlotOffered':
      return `${type} ${id} ${minutes('from', 'until', 'busyFrom', 'busyUntil', 'expiresAt')}`;
    case 'SeriesBooked':
      return `${type} ${data.bookingIds.join(',')} ${data.skipped.length}`;
    case 'CapacityChanged':
      return `${type} ${data.capacity}`;
    case 'OpeningRulesChanged':
      return `${type} ${data.rulesVersion}`;
    default:
      return `${type} ${id}`;
  }
};
