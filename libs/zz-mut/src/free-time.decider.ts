import type { Busy } from './capacity.decider.js';
import { horizonOf, nextOpen, openSince, openUntil, previousClose, type Span, type View } from './opening.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { DAY, gridFrom, gridUntil, MINUTE } from './zone.decider.js';

/*
 * Free time between busy spans. A part of the calendar decider, and as pure. Spans are sorted and never overlap, so a
 * question costs a binary search and what it answers, never a walk over all bookings.
 */

/** What a calendar looks like to somebody who wants a slot; `busy` is what nobody else can have. */
export type Agenda = { readonly view: View; readonly busy: readonly Busy[] };

/** How far from the asked start alternatives are looked for, and how many are told. */
const NEAR = 14 * DAY;
const ALTERNATIVES = 3;

/** Index of the first span that ends after an instant. */
export const firstAfter = (busy: readonly Busy[], instant: number): number => {
  let low = 0;
  let high = busy.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (busy[middle]!.busyUntil > instant) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** A slot with the buffers that the rules keep free around it. */
export const withBuffers = (rules: Pick<OpeningRules, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>, { from, until }: Span): Busy => ({ busyFrom: from - rules.bufferBeforeMinutes * MINUTE, busyUntil: until + rules.bufferAfterMinutes * MINUTE });

/** The earliest span that overlaps another, or null. Spans that only touch do not overlap. */
export const firstConflict = (busy: readonly Busy[], asked: Busy): Busy | null => {
  const found = busy[firstAfter(busy, asked.busyFrom)];
  return found && found.busyFrom < asked.busyUntil ? found : null;
};

/** The latest span that overlaps another, or null. */
const lastConflict = (busy: readonly Busy[], asked: Busy): Busy | null => {
  const index = firstAfter(busy, asked.busyFrom);
  let found: Busy | null = null;
  for (let at = index; at < busy.length && busy[at]!.busyFrom < asked.busyUntil; at++) found = busy[at]!;
  return found;
};

/** The first start at or after an instant of a free slot of a length; the slot ends by `limit`. */
export const nextFree = ({ view, busy }: Agenda, instant: number, length: number, limit: number): number | null => {
  const { rules } = view;
  const onGrid = (at: number): number => gridFrom(rules.zone, at, rules.gridMinutes);
  let start = onGrid(instant);
  while (start + length <= limit) {
    // Bookings first: asking them is a binary search, asking the hours is a walk over days.
    const conflict = firstConflict(busy, withBuffers(rules, { from: start, until: start + length }));
    if (conflict) {
      start = onGrid(conflict.busyUntil + rules.bufferBeforeMinutes * MINUTE);
      continue;
    }
    const reached = openUntil(view, start, start + length);
    if (reached === start + length) return start;
    const opens = nextOpen(view, reached, limit);
    if (opens === null) return null;
    start = onGrid(opens);
  }
  return null;
};

/** The last start at or before an instant of a free slot of a length; it begins no earlier than `limit`. */
export const previousFree = ({ view, busy }: Agenda, instant: number, length: number, limit: number): number | null => {
  const { rules } = view;
  const onGrid = (at: number): number => gridUntil(rules.zone, at, rules.gridMinutes);
  let start = onGrid(instant);
  while (start >= limit) {
    const conflict = lastConflict(busy, withBuffers(rules, { from: start, until: start + length }));
    if (conflict) {
      start = onGrid(conflict.busyFrom - rules.bufferAfterMinutes * MINUTE - length);
      continue;
    }
    const reached = openSince(view, start + length, start);
    if (reached === start) return start;
    const closes = previousClose(view, reached, limit);
    if (closes === null) return null;
    start = onGrid(closes - length);
  }
  return null;
};

/** Up to three free slots as long as the one asked for, those whose starts lie nearest to it, in order of time. */
export const nearestFree = (agenda: Agenda, { from, until }: Span, now: number): readonly Span[] => {
  const length = until - from;
  const grid = agenda.view.rules.gridMinutes * MINUTE;
  const earliest = Math.max(now, from - NEAR);
  const latest = Math.min(horizonOf(agenda.view, now), until + NEAR);
  const starts: number[] = [];
  let before = previousFree(agenda, Math.min(from, latest - length), length, earliest);
  let after = nextFree(agenda, Math.max(from + 1, now), length, latest);
  while (starts.length < ALTERNATIVES && (before !== null || after !== null)) {
    if (after === null || (before !== null && from - before <= after - from)) {
      starts.push(before!);
      before = previousFree(agenda, before! - grid, length, earliest);
    } else {
      starts.push(after);
      after = nextFree(agenda, after + grid, length, latest);
    }
  }
  return starts.sort((a, b) => a - b).map((start) => ({ from: start, until: start + length }));
};

/** Every free slot of a length that lies within a span and can still be booked, at most `limit`; one start for each step of the grid. */
export const freeSlots = (agenda: Agenda, within: Span, length: number, now: number, limit: number): readonly Span[] => {
  const grid = agenda.view.rules.gridMinutes * MINUTE;
  const latest = Math.min(horizonOf(agenda.view, now), within.until);
  const slots: Span[] = [];
  let start = nextFree(agenda, Math.max(now, within.from), length, latest);
  while (start !== null && slots.length < limit) {
    slots.push({ from: start, until: start + length });
    start = nextFree(agenda, start + grid, length, latest);
  }
  return slots;
};
