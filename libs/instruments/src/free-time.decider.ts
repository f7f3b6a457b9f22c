import type { OpeningRules } from './events.js';
import { DAY, horizonOf, MINUTE, nextOpen, openSince, openUntil, previousClose, type Span } from './opening.decider.js';

/*
 * Free time between busy spans. A part of the calendar decider, and as pure. Spans are sorted and never overlap, so a
 * question costs a binary search and what it answers, never a walk over all bookings.
 */

/** What a calendar looks like to somebody who wants a slot. */
export type Agenda = { readonly rules: OpeningRules; readonly busy: readonly Busy[] };
/** Time that is taken, buffers included. */
export type Busy = { readonly busyFrom: number; readonly busyUntil: number };

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
export const withBuffers = (rules: OpeningRules, { from, until }: Span): Busy => ({ busyFrom: from - rules.bufferBeforeMinutes * MINUTE, busyUntil: until + rules.bufferAfterMinutes * MINUTE });

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
export const nextFree = ({ rules, busy }: Agenda, instant: number, length: number, limit: number): number | null => {
  const grid = rules.gridMinutes * MINUTE;
  let start = Math.ceil(instant / grid) * grid;
  while (start + length <= limit) {
    // Bookings first: asking them is a binary search, asking the hours is a walk over days.
    const conflict = firstConflict(busy, withBuffers(rules, { from: start, until: start + length }));
    if (conflict) {
      start = Math.ceil((conflict.busyUntil + rules.bufferBeforeMinutes * MINUTE) / grid) * grid;
      continue;
    }
    const reached = openUntil(rules, start, start + length);
    if (reached === start + length) return start;
    const opens = nextOpen(rules, reached, limit);
    if (opens === null) return null;
    start = Math.ceil(opens / grid) * grid;
  }
  return null;
};

/** The last start at or before an instant of a free slot of a length; it begins no earlier than `limit`. */
export const previousFree = ({ rules, busy }: Agenda, instant: number, length: number, limit: number): number | null => {
  const grid = rules.gridMinutes * MINUTE;
  let start = Math.floor(instant / grid) * grid;
  while (start >= limit) {
    const conflict = lastConflict(busy, withBuffers(rules, { from: start, until: start + length }));
    if (conflict) {
      start = Math.floor((conflict.busyFrom - rules.bufferAfterMinutes * MINUTE - length) / grid) * grid;
      continue;
    }
    const reached = openSince(rules, start + length, start);
    if (reached === start) return start;
    const closes = previousClose(rules, reached, limit);
    if (closes === null) return null;
    start = Math.floor((closes - length) / grid) * grid;
  }
  return null;
};

/** Up to three free slots as long as the one asked for, those whose starts lie nearest to it, in order of time. */
export const nearestFree = (agenda: Agenda, { from, until }: Span, now: number): readonly Span[] => {
  const length = until - from;
  const grid = agenda.rules.gridMinutes * MINUTE;
  const earliest = Math.max(now, from - NEAR);
  const latest = Math.min(horizonOf(agenda.rules, now), until + NEAR);
  const starts: number[] = [];
  let before = previousFree(agenda, Math.min(from, latest - length), length, earliest);
  let after = nextFree(agenda, Math.max(from + grid, now), length, latest);
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
  const grid = agenda.rules.gridMinutes * MINUTE;
  const latest = Math.min(horizonOf(agenda.rules, now), within.until);
  const slots: Span[] = [];
  let start = nextFree(agenda, Math.max(now, within.from), length, latest);
  while (start !== null && slots.length < limit) {
    slots.push({ from: start, until: start + length });
    start = nextFree(agenda, start + grid, length, latest);
  }
  return slots;
};
