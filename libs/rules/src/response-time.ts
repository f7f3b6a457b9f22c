import { plusDays, type Day } from '@hewu/calendar/src/days.js';
import { periodEnd } from '@hewu/calendar/src/period.js';
import type { WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import type { AppliedRule } from './events.js';

/**
 * Until when somebody answers, and what that was counted by. Events embed this shape, so it keeps its meaning as they do. The
 * time is the house's own: when it passes, the other side is told and nothing becomes invalid. One that runs into a year whose
 * days off are not published is not counted again.
 */
export type RespondBy = {
  /** Not counted itself. */
  readonly startedOn: Day;
  /** The last day. */
  readonly respondOn: Day;
  /** 24:00 of that day in Shanghai, as ISO 8601 in UTC. */
  readonly at: string;
  /** When whoever must answer is reminded; null where the whole time is shorter than that. */
  readonly remindAt: string | null;
  readonly provisional: boolean;
  readonly calendarVersion: string;
  readonly rule: AppliedRule;
  /** So many days before the end (`reminder_days`). */
  readonly reminderRule: AppliedRule;
};

/** Counted from the day of what waits for an answer, by the rules in force on it. Pure. */
export const respondBy = (calendar: WorkingCalendar, startedOn: Day, rule: AppliedRule, reminderRule: AppliedRule): RespondBy => {
  const { lastDay: respondOn, endsAt: at, provisional, calendarVersion } = periodEnd(calendar, { kind: rule.unit === 'working_days' ? 'working' : 'natural', start: startedOn, days: rule.amount });
  const remindAt = plusDays(startedOn, reminderRule.amount) < respondOn ? plus(at, -reminderRule.amount * DAY) : null;
  return { startedOn, respondOn, at, remindAt, provisional, calendarVersion, rule, reminderRule };
};
