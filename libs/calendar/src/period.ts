import { endOf, isDay, plusDays, plusMonths, type Day } from './days.js';
import { isDayOff, isHoliday, isPublished, type WorkingCalendar } from './working-calendar.js';

/**
 * A period to be counted. `start` is the day of the event that sets it running and is itself not counted (Civil Code
 * art. 201). `natural` counts every day, `working` only worked days, `months` goes to the day of the same number (art. 202).
 */
export type Period = ({ readonly kind: 'natural' | 'working'; readonly days: number } | { readonly kind: 'months'; readonly months: number }) & {
  readonly start: Day;
  /**
   * Over which days a last day moves on (art. 203 says 法定休假日). Practice counts weekends among them, and so does the
   * default; art. 204 lets law or agreement say otherwise.
   */
  readonly movesOver?: 'days_off' | 'holidays';
};

export type PeriodEnd = {
  readonly lastDay: Day;
  /** The instant at which it is over: 24:00 of the last day in Shanghai (art. 203), as ISO 8601 in UTC. */
  readonly endsAt: string;
  /** A day that mattered lies in a year whose notice is not known: count again when it is published. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
};

const MOST_DAYS = 10_000;
const MOST_MONTHS = 600;

/** When a period ends. Pure: the same period and calendar give the same end. Throws `RangeError` on what is no period. */
export const periodEnd = (calendar: WorkingCalendar, period: Period): PeriodEnd => {
  check(period);
  let provisional = false;
  const off = (day: Day): boolean => {
    provisional ||= !isPublished(calendar, day);
    return period.movesOver === 'holidays' && period.kind !== 'working' ? isHoliday(calendar, day) : isDayOff(calendar, day);
  };
  let lastDay = period.kind === 'working' ? afterWorkingDays(period.start, period.days, off) : arithmeticEnd(period);
  while (off(lastDay)) lastDay = plusDays(lastDay, 1);
  return { lastDay, endsAt: endOf(lastDay), provisional, calendarVersion: calendar.version };
};

const arithmeticEnd = (period: Exclude<Period, { kind: 'working' }>): Day =>
  period.kind === 'months' ? plusMonths(period.start, period.months) : plusDays(period.start, period.days);

const afterWorkingDays = (start: Day, days: number, off: (day: Day) => boolean): Day => {
  let day = start;
  for (let counted = 0; counted < days; ) {
    day = plusDays(day, 1);
    if (!off(day)) counted++;
  }
  return day;
};

const check = (period: Period): void => {
  const [length, most] = period.kind === 'months' ? [period.months, MOST_MONTHS] : [period.days, MOST_DAYS];
  if (!isDay(period.start)) throw new RangeError(`${JSON.stringify(period.start)} is no day`);
  if (!Number.isInteger(length) || length < 1 || length > most) throw new RangeError(`a period of ${length} ${period.kind} is not between 1 and ${most}`);
};
