import type { BookingMoved, SlotBooked, SlotHeld, SlotOffered } from './calendar-events.js';
import type { Calendar } from './calendar-state.decider.js';
import type { Busy } from './capacity.decider.js';
import type { Span } from './opening.decider.js';
import type { Tariff } from './tariff.js';
import { MINUTE } from './zone.decider.js';

/* What stands on a calendar, a booking, a hold or an offer, and what becomes of one booking. A part of the calendar decider, and as pure. */

type Taken = Busy & Span & { readonly id: string; readonly organisationId: string; readonly personId: string; readonly instrumentId: string };

/** A booking that still matters; instants in epoch milliseconds. */
export type Booking = Taken & {
  readonly kind: 'booking';
  readonly bookedBy: string;
  readonly groups: readonly string[];
  readonly tariff: Tariff;
  readonly confirmed: boolean;
  readonly missedAt: number;
  /** Its user left an earlier slot with less notice than a cancellation needs: given back, it is given back late. */
  readonly leftLate: boolean;
  /** Where it goes back to unless the owner accepts the slot in which it stands. */
  readonly kept: (Span & Busy & { readonly missedAt: number; readonly leftLate: boolean }) | null;
  /** Its samples are with the owner: nobody else is expected. */
  readonly attended: boolean;
  /** Null until checked in. */
  readonly startedAt: number | null;
  /** Broken off: the use ended then, whatever its record says. */
  readonly interruptedAt: number | null;
  readonly overdue: boolean;
  /** Within how many days its use is to be recorded; absent before it is over, and where the rule was not asked. */
  readonly recordDays?: number;
  /** Its successor has started since, so it cannot have been used later. */
  readonly relievedAt: number | null;
  /** Its use is over and recorded; only the clean-up after it still takes time. */
  readonly used: boolean;
};
/** Kept for a while for somebody; `expiresAt` null: for an act over several instruments, or a booking that may go back there. */
export type Hold = Taken & { readonly kind: 'hold'; readonly expiresAt: number | null; readonly actId: string | null; readonly keptFor: string | null };
export type Offer = Taken & { readonly kind: 'offer'; readonly expiresAt: number; readonly entryId: string | null; readonly displacedBookingId: string | null };
export type Slot = Booking | Hold | Offer;

/** In use now, whatever the clock says. */
export const isRunning = (slot: Slot): slot is Booking => slot.kind === 'booking' && slot.startedAt !== null && !slot.used && slot.interruptedAt === null && slot.relievedAt === null;

type Spans = Readonly<Record<'from' | 'until' | 'busyFrom' | 'busyUntil', string>>;
export const spansOf = ({ from, until, busyFrom, busyUntil }: Spans): Span & Busy => ({ from: Date.parse(from), until: Date.parse(until), busyFrom: Date.parse(busyFrom), busyUntil: Date.parse(busyUntil) });
export const takenOf = (data: SlotBooked['data'] | SlotHeld['data'] | SlotOffered['data']): Omit<Taken, 'id'> => ({ organisationId: data.organisationId, personId: data.personId, instrumentId: data.instrumentId, ...spansOf(data) });

/** A slot that a move only makes longer is not left. */
const leavesLate = ({ by, from, until, previousFrom, previousUntil, movedAt }: BookingMoved['data'], { opened }: Calendar): boolean =>
  by === 'user' && (from > previousFrom || until < previousUntil) && Date.parse(previousFrom) - Date.parse(movedAt) < (opened?.rules.notice.cancelMinutes ?? 0) * MINUTE;

export const movedTo = (slot: Booking, data: BookingMoved['data'], state: Calendar): Booking => {
  const { from, until, busyFrom, busyUntil, missedAt, leftLate } = slot;
  return {
    ...slot, ...spansOf(data), confirmed: data.confirmed, missedAt: Date.parse(data.missedAt), kept: data.keepsPrevious ? { from, until, busyFrom, busyUntil, missedAt, leftLate } : null,
    leftLate: data.returned ? (slot.kept?.leftLate ?? leftLate) : leftLate || leavesLate(data, state),
  };
};

/** Broken off before its slot began: nothing of the slot is left but the clean-up. */
export const brokenOff = (slot: Booking, at: number): Booking => {
  const until = Math.max(slot.from, Math.min(slot.until, at));
  return { ...slot, interruptedAt: at, until, busyUntil: until + (slot.busyUntil - slot.until) };
};

/** An early end frees the rest of the slot, after the clean-up; nothing is left of a slot whose clean-up is over. */
export const restOf = (slot: Booking, usedUntil: number, now: number): Booking | null => {
  const busyUntil = Math.min(slot.busyUntil, Math.max(usedUntil, slot.busyFrom) + (slot.busyUntil - slot.until));
  return busyUntil > now ? { ...slot, busyUntil, used: true } : null;
};
