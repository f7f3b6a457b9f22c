import { periodEnd } from '@hewu/calendar/src/period.js';
import type { WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import type { DecideBy } from './events.js';

/** What was counted: the day of the objection, and the rule `objection_decision_days` in force on it. */
export type ObjectionTerm = Pick<DecideBy, 'raisedOn' | 'rule'>;

/** Until when an objection must be decided: so many working days after the day on which it was raised, which is not counted (Civil Code art. 201, 203). */
export const decideByOf = (calendar: WorkingCalendar, { raisedOn, rule }: ObjectionTerm): DecideBy => {
  const { lastDay: decideOn, endsAt: at, provisional, calendarVersion } = periodEnd(calendar, { kind: 'working', start: raisedOn, days: rule.amount });
  return { raisedOn, decideOn, at, provisional, calendarVersion, rule };
};
