import { DAY, HOUR, plus } from '@hewu/kernel/src/clock.js';

/** A day of Chinese law: ISO date `2026-03-04`, by the clock of Asia/Shanghai. Days compare as text. */
export type Day = string;

/** Asia/Shanghai is UTC+8 without summer time since 1992. */
const SHANGHAI = 8 * HOUR;
/** Of the years 1000 to 2999, so that no period counted on from a day leaves the form: `9999-12-31` has no next day in it. */
const FORM = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Whether a text is a day that exists, of the years 1000 to 2999: `2026-02-29` is none. Takes anything. */
export const isDay = (text: unknown): text is Day => typeof text === 'string' && FORM.test(text) && plusDays(text, 0) === text;

/** So many days later, or earlier when negative. */
export const plusDays = (day: Day, days: number): Day => plus(midnightUtc(day), days * DAY).slice(0, 10);

/** The day of the same number so many months later, or the last of that month when it has no such day. */
export const plusMonths = (day: Day, months: number): Day => {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  const same = plusDays(first, Number(day.slice(8)) - 1);
  return same.slice(0, 7) === first.slice(0, 7) ? same : plusDays(plusDays(first, 31).slice(0, 8) + '01', -1);
};

/** 0 Sunday to 6 Saturday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => (((Date.parse(midnightUtc(day)) / DAY + 4) % 7) + 7) % 7;

export const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** All days from the first to the last, both included. */
export const daysFrom = (first: Day, last: Day): readonly Day[] => {
  const days: Day[] = [];
  for (let day = first; day <= last; day = plusDays(day, 1)) days.push(day);
  return days;
};

/** The day that an instant (ISO 8601, UTC) falls on in Shanghai: 16:00 UTC is already the next one. */
export const dayOf = (instant: string): Day => plus(instant, SHANGHAI).slice(0, 10);

/** The instant at which a day begins in Shanghai, 00:00. */
export const startOf = (day: Day): string => plus(midnightUtc(day), -SHANGHAI);

/** The instant at which a day is over in Shanghai, 24:00; it belongs to the next day. */
export const endOf = (day: Day): string => plus(midnightUtc(day), DAY - SHANGHAI);

const midnightUtc = (day: Day): string => `${day}T00:00:00.000Z`;
