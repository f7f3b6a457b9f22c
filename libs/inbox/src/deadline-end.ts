import { dayOf } from '@hewu/calendar/src/days.js';
import { periodEnd } from '@hewu/calendar/src/period.js';
import type { WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { DeadlineSet } from './events.js';

export type DeadlineEnd = Pick<DeadlineSet['data'], 'dueAt' | 'provisional' | 'calendarVersion'>;

/** Until when something should be done that began to wait at `since`, by a rule that counts days or months. Pure. */
export const deadlineEnd = (calendar: WorkingCalendar, { amount, unit }: Pick<AppliedRule, 'amount' | 'unit'>, since: string): DeadlineEnd => {
  const start = dayOf(since);
  const { endsAt: dueAt, provisional, calendarVersion } = periodEnd(
    calendar, unit === 'months' ? { kind: 'months', months: amount, start } : { kind: unit === 'working_days' ? 'working' : 'natural', days: amount, start },
  );
  return { dueAt, provisional, calendarVersion };
};
