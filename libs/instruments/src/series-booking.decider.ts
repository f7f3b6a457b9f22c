import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { book, type BookingData, type BookingFacts, type BookingRefusal } from './booking.decider.js';
import type { CalendarEvent, SeriesPattern } from './calendar-events.js';
import { evolve, type Calendar } from './calendar-state.decider.js';
import { iso, told } from './checks.decider.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';

/* A series is one append: all of it or nothing, or all that can be had with the list of what cannot. A part of the calendar decider. */

export type BookSeries = {
  readonly do: 'book_series';
  readonly seriesId: string;
  readonly pattern: SeriesPattern;
  /** One id for each occurrence, in order; as many as a series may have. */
  readonly bookingIds: readonly string[];
  readonly skipConflicts: boolean;
  readonly data: Omit<BookingData, 'bookingId' | 'from' | 'until' | 'holdId' | 'offerId' | 'actId' | 'overrides'>;
  readonly facts: BookingFacts;
};
export type SeriesRefusal = 'series_pattern_wrong' | 'series_too_long' | 'series_empty' | 'series_conflicts' | 'series_id_reused';

export const bookSeries = ({ seriesId, pattern, bookingIds, skipConflicts, data, facts }: BookSeries, before: Calendar): readonly CalendarEvent[] | Refusal<SeriesRefusal | BookingRefusal> => {
  if (before.slots.some(({ id }) => bookingIds.includes(id)) || before.closed.some(({ id }) => bookingIds.includes(id))) return refuse('series_id_reused');
  if ((pattern.count === null) === (pattern.untilOn === null)) return refuse('series_pattern_wrong', { fault: 'count or untilOn: one of the two' });
  if (pattern.untilOn !== null && pattern.untilOn < pattern.startsOn) return refuse('series_pattern_wrong', { fault: 'untilOn: not before startsOn' });
  if (!(pattern.every >= 1) || (pattern.repeats === 'weekdays' && pattern.every !== 1)) return refuse('series_pattern_wrong', { fault: 'every: at least 1, and 1 on weekdays' });
  if ((pattern.repeats === 'weekly') !== pattern.days.length > 0) return refuse('series_pattern_wrong', { fault: 'days: for a weekly series, and only there' });
  const occurrences = occurrencesOf(pattern, before.opened!.rules.zone);
  if (occurrences.length > OCCURRENCES_AT_MOST || (pattern.count ?? 0) > OCCURRENCES_AT_MOST) return refuse('series_too_long', { atMost: OCCURRENCES_AT_MOST });
  const booked: CalendarEvent[] = [];
  const had: string[] = [];
  const conflicts: { on: string; from: string | null; until: string | null; rules: readonly string[]; details: unknown }[] = [];
  let state = before;
  for (const [index, { on, slot, problem }] of occurrences.entries()) {
    if (!slot) {
      conflicts.push({ on, from: null, until: null, rules: [problem!], details: null });
      continue;
    }
    const answer = book({ do: 'book', data: { ...data, bookingId: bookingIds[index]!, from: iso(slot.from), until: iso(slot.until), holdId: null, offerId: null, actId: null, overrides: [] }, facts: { ...facts, groups: facts.groupsOn?.[bookingIds[index]!] ?? facts.groups } }, state);
    if (isRefusal(answer)) {
      const { violations } = (answer.details ?? {}) as { violations?: readonly { readonly rule: string }[] };
      // What is no matter of one day's slot refuses the whole.
      if (!violations) return answer as Refusal<BookingRefusal>;
      conflicts.push({ on, ...told(slot), rules: violations.map(({ rule }) => rule), details: answer.details ?? null });
      continue;
    }
    const events = answer.map((event) => (event.type === 'SlotBooked' ? { ...event, data: { ...event.data, seriesId } } : event));
    booked.push(...events);
    had.push(bookingIds[index]!);
    state = events.reduce(evolve, state);
  }
  if (conflicts.length > 0 && !skipConflicts) return refuse('series_conflicts', { conflicts, free: had.length });
  if (had.length === 0) return refuse('series_empty', { conflicts });
  const skipped = conflicts.map(({ on, from, until, rules }) => ({ on, from, until, rules }));
  return [{ type: 'SeriesBooked', data: { seriesId, instrumentId: data.instrumentId, organisationId: data.organisationId, personId: data.personId, pattern, bookingIds: had, skipped, bookedBy: data.bookedBy, bookedAt: facts.now } }, ...booked];
};
