import type { Calendar, Closed } from './calendar-state.decider.js';
import { isRunning, type Booking, type Slot } from './slot-state.decider.js';
import { counted, type Holder } from './tallies.decider.js';

/*
 * The slots of a calendar as a whole: put in at their place, changed, counted against the limits, ended. Each gives the calendar
 * that comes of it; of a slot that is not there, the same one. A part of the calendar decider, and as pure.
 */

/** So many of what ended last are remembered, so that a late repetition of their last command is recognised. */
export const CLOSED_REMEMBERED = 64;

export const put = (state: Calendar, slot: Slot): Calendar => {
  let at = state.slots.length;
  while (at > 0 && state.slots[at - 1]!.busyFrom > slot.busyFrom) at--;
  return { ...state, slots: state.slots.toSpliced(at, 0, slot), longest: Math.max(state.longest, slot.busyUntil - slot.busyFrom) };
};

export const without = (state: Calendar, id: string): Calendar => ({ ...state, slots: state.slots.filter((slot) => slot.id !== id) });

/** Without what is over; what was checked in waits for its usage record, what an act holds for the act. */
export const ahead = (slots: readonly Slot[], now: number): readonly Slot[] => {
  const over = (slot: Slot): boolean => slot.busyUntil <= now && (slot.kind === 'booking' ? slot.startedAt === null || slot.used : slot.expiresAt !== null);
  return slots[0] && slots[0].busyFrom < now && slots.some(over) ? slots.filter((slot) => !over(slot)) : slots;
};

const bookingOf = (state: Calendar, id: string): Booking | undefined => state.slots.find((slot): slot is Booking => slot.kind === 'booking' && slot.id === id);

/** The state with one booking changed and at its place, or taken out. */
export const changed = (state: Calendar, id: string, change: (slot: Booking) => Booking | null): Calendar => {
  const before = bookingOf(state, id);
  if (!before) return state;
  const after = change(before);
  const rest = without(state, id);
  return after ? put(rest, after) : rest;
};

export const counting = (state: Calendar, slot: Booking, sign: 1 | -1): Calendar =>
  state.opened ? { ...state, tallies: counted(state.tallies, state.opened.rules, slot satisfies Holder, slot, sign) } : state;

/** As `changed`, with what it counts against the limits. */
export const recounted = (state: Calendar, id: string, change: (slot: Booking) => Booking | null): Calendar => {
  const before = bookingOf(state, id);
  if (!before) return state;
  const after = change(before);
  const had = after ?? before;
  const tallied = had.from === before.from && had.until === before.until ? state : counting(counting(state, before, -1), had, 1);
  return changed(tallied, id, () => after);
};

/** Given back before it began: it counts against no limit. */
export const given = (state: Calendar, id: string, how: Closed['how']): Calendar => {
  const slot = bookingOf(state, id);
  return slot ? closed(without(counting(state, slot, -1), id), state, id, how) : state;
};

export const closed = (next: Calendar, before: Calendar, id: string, how: Closed['how'], usage = ''): Calendar => {
  const slot = before.slots.find((one) => one.id === id);
  return slot ? { ...next, closed: [...next.closed.slice(1 - CLOSED_REMEMBERED), { id, organisationId: slot.organisationId, how, usage }] } : next;
};

/** More have started than can be at it: those whose time was over longest have left without a word. */
export const relieving = (state: Calendar, startedAt: number): Calendar => {
  const running = state.slots.filter(isRunning);
  const gone = running.filter(({ overdue }) => overdue).sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)).slice(0, Math.max(0, running.length - (state.opened?.capacity ?? 1)));
  return gone.length === 0 ? state : { ...state, slots: state.slots.map((slot) => (slot.kind === 'booking' && gone.includes(slot) ? { ...slot, relievedAt: startedAt } : slot)) };
};

/** The state in which limits do not count a booking that is about to be elsewhere. */
export const uncounted = (state: Calendar, slot: Booking): Calendar => ({ ...state, tallies: counted(state.tallies, state.opened!.rules, slot, slot, -1) });
