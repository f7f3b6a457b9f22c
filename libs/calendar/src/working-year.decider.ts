import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { workingCalendarEvents, type WorkingCalendarEvent } from './events.js';
import type { PublicHoliday } from './public-holidays.js';

/** The years of one country that were recorded, as far as the next decision needs them. */
export type WorkingYears = { readonly years: Readonly<Record<string, Said>> };
type Said = { readonly daysOff: readonly string[]; readonly makeUpDays: readonly string[]; readonly source: string };

type Facts = {
  readonly country: string;
  readonly year: number;
  /** ISO dates that exist; the order does not matter. */
  readonly daysOff: readonly string[];
  readonly makeUpDays: readonly string[];
  readonly source: string;
  readonly by: string;
  /** The days that a notice of this year must have off, as `publicHolidaysOf` tells them. */
  readonly holidays: readonly PublicHoliday[];
};

export type PublishYear = Facts & {
  readonly type: 'PublishYear';
  /** The present year in Shanghai. */
  readonly presentYear: number;
  /** Whether the program came with this year. */
  readonly builtIn: boolean;
};
export type AmendYear = Facts & { readonly type: 'AmendYear'; readonly reason: string; readonly builtIn: boolean };

/** In order of precedence. */
export type WorkingYearRefusal =
  | 'year_too_far'
  | 'day_of_other_year'
  | 'day_off_and_worked'
  | 'make_up_day_not_weekend'
  | 'statutory_day_missing'
  | 'year_already_published'
  | 'year_not_published';

export const workingYears: Decider<WorkingYears, PublishYear | AmendYear, WorkingCalendarEvent, WorkingYearRefusal> = {
  events: workingCalendarEvents,
  stateVersion: 1,
  initialState: { years: {} },
  evolve: ({ years }, event) => {
    switch (event.type) {
      case 'WorkingYearPublished':
      case 'WorkingYearAmended': {
        const { year, daysOff, makeUpDays, source } = event.data;
        return { years: { ...years, [year]: { daysOff, makeUpDays, source } } };
      }
    }
  },
  decide: (command, { years }) => {
    const daysOff = inOrder(command.daysOff);
    const makeUpDays = inOrder(command.makeUpDays);
    const known = years[command.year];
    const { country, year, source, by: publishedBy } = command;
    const notice = { country, year, daysOff, makeUpDays, source, publishedBy };
    const fault = faultOf(command, daysOff, makeUpDays);
    switch (command.type) {
      case 'PublishYear':
        // A notice comes in the November before; a year further away is a slip of the pen.
        if (year > command.presentYear + 1) return refuse('year_too_far', { latest: command.presentYear + 1 });
        if (fault) return fault;
        if (known && says(known, notice)) return [];
        if (known || command.builtIn) return refuse('year_already_published', { year });
        return [{ type: 'WorkingYearPublished', data: notice }];
      case 'AmendYear':
        if (fault) return fault;
        if (known && says(known, notice)) return [];
        if (!known && !command.builtIn) return refuse('year_not_published', { year });
        return [{ type: 'WorkingYearAmended', data: { ...notice, reason: command.reason } }];
    }
  },
};

/** A list typed from a notice goes wrong in known ways; each is named with the days it concerns. */
const faultOf = ({ year, holidays }: Facts, daysOff: readonly string[], makeUpDays: readonly string[]) => {
  const foreign = [...daysOff, ...makeUpDays].filter((day) => !day.startsWith(`${year}-`) && !day.startsWith(`${year - 1}-12-`));
  if (foreign.length > 0) return refuse('day_of_other_year', { days: foreign });
  const both = daysOff.filter((day) => makeUpDays.includes(day));
  if (both.length > 0) return refuse('day_off_and_worked', { days: both });
  const weekdays = makeUpDays.filter((day) => !isWeekend(day));
  if (weekdays.length > 0) return refuse('make_up_day_not_weekend', { days: weekdays });
  const missing = holidays.filter(({ day }) => !daysOff.includes(day));
  return missing.length > 0 ? refuse('statutory_day_missing', { days: missing.map(({ day }) => day), festivals: [...new Set(missing.map(({ festival }) => festival))] }) : null;
};

const inOrder = (days: readonly string[]): readonly string[] => [...new Set(days)].sort();

const says = (known: Said, notice: Said): boolean =>
  known.source === notice.source && known.daysOff.join() === notice.daysOff.join() && known.makeUpDays.join() === notice.makeUpDays.join();

/** 1970-01-01 was a Thursday, so Sundays are the days 3 mod 7 and Saturdays 2 mod 7. */
const isWeekend = (day: string): boolean => [2, 3].includes((Date.parse(`${day}T00:00:00.000Z`) / 86_400_000) % 7);
