import { firstConflict, withBuffers, type Agenda } from './free-time.decider.js';
import { hoursOf } from './opening.decider.js';
import { gridFrom, localDay, MINUTE } from './zone.decider.js';

/*
 * What `nextFree` answers, for whoever asks it of thousands of calendars at once. A part of the calendar decider, and as pure.
 *
 * It goes through the days once and looks at the hours as they were worked out before (`View.known`), so a day in which nothing
 * fits costs a look and two comparisons. `first-fit.property.spec.ts` compares both.
 */

/** The first start at or after an instant of a free slot of a length; the slot ends by `limit`. */
export const firstFit = (agenda: Agenda, instant: number, length: number, limit: number): number | null => {
  const { view } = agenda;
  const { zone } = view.rules;
  // Hours that follow each other without a gap are one span.
  let [from, until] = [0, -1];
  const last = localDay(zone, limit);
  // Hours of the day before may reach into this one; nothing that begins after the last day counts.
  for (let day = localDay(zone, instant) - 1; day <= last; day++) {
    for (const hours of hoursOf(view, day)) {
      if (hours.from <= until) {
        if (hours.until > until) until = hours.until;
        continue;
      }
      const start = within(agenda, Math.max(from, instant), length, Math.min(until, limit));
      if (start !== null) return start;
      if (hours.from + length > limit) return null;
      from = hours.from;
      until = hours.until;
    }
  }
  return within(agenda, Math.max(from, instant), length, Math.min(until, limit));
};

/** The same within one span of time that is open throughout. */
const within = ({ view: { rules }, busy }: Agenda, from: number, length: number, until: number): number | null => {
  if (from + length > until) return null;
  let start = gridFrom(rules.zone, from, rules.gridMinutes);
  while (start + length <= until) {
    const conflict = firstConflict(busy, withBuffers(rules, { from: start, until: start + length }));
    if (!conflict) return start;
    start = gridFrom(rules.zone, conflict.busyUntil + rules.bufferBeforeMinutes * MINUTE, rules.gridMinutes);
  }
  return null;
};

