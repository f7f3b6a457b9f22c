import { fingerprintOf } from '@hewu/kernel/src/ids.js';
import { isWeekend, yearOf, type Day } from './days.js';

/** What the yearly notice says of one year. */
export type PublishedYear = {
  /** Days of the holidays, weekends inside them included. A notice may begin in the last days of the December before. */
  readonly daysOff: readonly Day[];
  /** Saturdays and Sundays on which people work instead (调休上班). */
  readonly makeUpDays: readonly Day[];
  /** The notice it was taken from. */
  readonly source: string;
};

/** Which days are worked, as far as it was published. Plain data: it can travel in a command as a fact. */
export type WorkingCalendar = {
  /** Equal for equal years, on every machine: stored beside each deadline that was counted by it. */
  readonly version: string;
  /** By year, four digits. */
  readonly years: Readonly<Record<string, PublishedYear>>;
};

/**
 * Days off in every year by law, whatever the notice arranges around them: New Year, Labour Day and National Day, whose
 * dates do not move (全国年节及纪念日放假办法, as amended 2024-11-10). In an unpublished year they and the weekends are all
 * that is known.
 */
const EVERY_YEAR = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** A calendar of these years; its version follows from what they say, not from their order or their sources. */
export const workingCalendar = (years: Readonly<Record<string, PublishedYear>>): WorkingCalendar => {
  const known = Object.keys(years).sort();
  const said = known.map((year) => [year, [...years[year]!.daysOff].sort(), [...years[year]!.makeUpDays].sort()]);
  return { version: `${known[0] ?? 'none'}-${known.at(-1) ?? 'none'}/${fingerprintOf(said).slice(0, 12)}`, years };
};

/** The years that are known, ascending. */
export const publishedYears = (calendar: WorkingCalendar): readonly number[] => Object.keys(calendar.years).map(Number).sort((a, b) => a - b);

/** Whether the notice for the year of this day is known; what is said of other days is provisional. */
export const isPublished = (calendar: WorkingCalendar, day: Day): boolean => String(yearOf(day)) in calendar.years;

/** Whether nobody need work: a weekend that is not worked instead, or a day of a holiday. */
export const isDayOff = (calendar: WorkingCalendar, day: Day): boolean => isHoliday(calendar, day) || (isWeekend(day) && !isMakeUpDay(calendar, day));

/** A day of a published holiday, or one that is a holiday in every year. */
export const isHoliday = (calendar: WorkingCalendar, day: Day): boolean =>
  says(calendar, day, 'daysOff') || (!isPublished(calendar, day) && EVERY_YEAR.has(day.slice(5)));

/** A weekend day that is worked. */
export const isMakeUpDay = (calendar: WorkingCalendar, day: Day): boolean => says(calendar, day, 'makeUpDays');

const says = (calendar: WorkingCalendar, day: Day, list: 'daysOff' | 'makeUpDays'): boolean => saidOf(calendar, day).some((year) => year[list].includes(day));

/** The notice of its own year and, for December, the one of the next. */
const saidOf = (calendar: WorkingCalendar, day: Day): readonly PublishedYear[] =>
  [calendar.years[yearOf(day)], day.slice(5, 7) === '12' ? calendar.years[yearOf(day) + 1] : undefined].filter((year) => year !== undefined);
