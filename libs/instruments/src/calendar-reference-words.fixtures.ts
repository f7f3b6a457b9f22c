import type { CalendarEvent } from './calendar-events.js';
import type { CalendarCommand } from './calendar.decider.js';
import { isRunning, m, type Booking, type Known, type Span } from './calendar-reference.fixtures.js';

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

/** What a booking keeps of its slot, while it may go back there. */
export const keep = (known: Known, booking: Booking, ids: readonly string[]): string[] => {
  const { busyFrom, busyUntil, organisationId, personId, groups, kept } = booking;
  const minutes = Array.from({ length: kept!.busyUntil - kept!.busyFrom }, (_, n) => kept!.busyFrom + n).filter((minute) => minute < busyFrom || minute >= busyUntil);
  const parts = minutes.reduce<number[][]>((all, minute) => (all.at(-1)?.at(-1) === minute - 1 ? [...all.slice(0, -1), [...all.at(-1)!, minute]] : [...all, [minute]]), []).map((part) => ({ from: part[0]!, until: part.at(-1)! + 1 }));
  return parts.map((part, at) => {
    const whole = minutes.length === kept!.busyUntil - kept!.busyFrom;
    const spans = whole ? { from: kept!.from, until: kept!.until, busyFrom: kept!.busyFrom, busyUntil: kept!.busyUntil } : { ...part, busyFrom: part.from, busyUntil: part.until };
    known.holds.push({ id: ids[at]!, organisationId, personId, groups, ...spans, expiresAt: null, actId: null, keptFor: booking.id, status: 'held' });
    return line('SlotHeld', ids[at], ...Object.values(spans), null);
  });
};
export const letGo = ({ holds }: Known, { id }: Booking): string[] =>
  holds.filter(({ keptFor, status }) => keptFor === id && status === 'held').map((hold) => {
    hold.status = 'gone';
    return line('HoldReleased', hold.id, 'move_answered');
  });
/** Null where it keeps nothing that is still there. */
export const goBack = (known: Known, booking: Booking, by: string, at: number): string[] | null => {
  const { kept } = booking;
  if (!kept || known.outages.some(({ from, until }) => from < kept.busyUntil && until > Math.max(kept.busyFrom, at))) return null;
  const lines = letGo(known, booking);
  Object.assign(booking, kept, { status: 'booked', kept: null });
  return [...lines, line('BookingMoved', booking.id, kept.from, kept.until, kept.busyFrom, kept.busyUntil, kept.missedAt, by, true)];
};

export const moveTo = (known: Known, booking: Booking, slot: Span, by: string, confirmed: boolean): string => {
  Object.assign(booking, slot, busyOf(known, slot), { kept: null, missedAt: missedAt(known, slot), status: confirmed ? 'booked' : 'requested' });
  return line('BookingMoved', booking.id, slot.from, slot.until, booking.busyFrom, booking.busyUntil, booking.missedAt, by, confirmed);
};

export const breakOff = (booking: Booking, now: number): void => {
  const after = afterOf(booking);
  const until = Math.max(booking.from, Math.min(booking.until, now));
  Object.assign(booking, { status: 'interrupted', interruptedAt: now, until, busyUntil: until + after });
};

/** Somebody starts: who is over their time has left by then. */
export const start = ({ bookings, capacity }: Known, booking: Booking, at: number): string[] => {
  const running = bookings.filter(isRunning);
  const newly = running.length >= capacity ? running.filter(({ until, overdue }) => until <= at && !overdue) : [];
  for (const one of newly) one.overdue = true;
  Object.assign(booking, { status: 'started', startedAt: at, busyFrom: Math.min(booking.busyFrom, at) });
  const surplus = running.length + 1 - capacity;
  for (const one of running.filter(({ overdue }) => overdue).sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)).slice(0, Math.max(0, surplus))) one.relievedAt = at;
  return [...newly.map(({ id }) => line('BookingOverdue', id)), line('BookingStarted', booking.id)];
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
