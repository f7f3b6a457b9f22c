import { offsetAt } from '@hewu/calendar/src/zone-offset.js';

/*
 * A time zone as a calendar program is told of it (RFC 5545, 3.6.5), made from the time zone data of the platform: every change
 * of the clocks between the first and the last moment of a text, one by one. A rule would say more than is known: next year's
 * changes are whatever the platform's data will then say. Pure.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A moment at which the clocks of a zone change; offsets in milliseconds east of UTC. */
export type ClockChange = { readonly at: number; readonly before: number; readonly after: number };

/** Every change between two instants, found by looking at each day and halving it where it begins and ends differently. */
export const clockChanges = (zone: string, from: number, until: number): readonly ClockChange[] => {
  const changes: ClockChange[] = [];
  for (let at = from; at < until; at += DAY) {
    const end = Math.min(at + DAY, until);
    if (offsetAt(zone, at) !== offsetAt(zone, end)) changes.push(changeWithin(zone, at, end));
  }
  return changes;
};

const changeWithin = (zone: string, from: number, until: number): ClockChange => {
  let [low, high] = [from, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === offsetAt(zone, from)) low = middle;
    else high = middle;
  }
  return { at: high, before: offsetAt(zone, from), after: offsetAt(zone, high) };
};

const two = (n: number): string => String(n).padStart(2, '0');

/** `+0800`, `-0230`; seconds only where there are some. */
export const offsetText = (offset: number): string => {
  const seconds = Math.abs(offset) / 1_000;
  const rest = seconds % 60;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(seconds / 3_600))}${two(Math.floor((seconds % 3_600) / 60))}${rest === 0 ? '' : two(rest)}`;
};

/** What a clock shows that stands so far from UTC: `20260302T090000`. */
export const wallText = (instant: number, offset: number): string => new Date(instant + offset).toISOString().slice(0, 19).replace(/[-:]/g, '');

/** The same by the clocks of a zone, for `DTSTART;TZID=…`. */
export const localText = (zone: string, instant: string): string => wallText(Date.parse(instant), offsetAt(zone, Date.parse(instant)));

/** Summer time, as far as it can be told: the clocks stand further east than at some other time of that year. */
const isDaylight = (zone: string, at: number, offset: number): boolean => {
  const year = new Date(at).getUTCFullYear();
  return offset > Math.min(offsetAt(zone, Date.UTC(year, 0, 1)), offsetAt(zone, Date.UTC(year, 6, 1)));
};

const observance = (zone: string, at: number, before: number, after: number, start: string): readonly string[] => {
  const name = isDaylight(zone, at, after) ? 'DAYLIGHT' : 'STANDARD';
  return [`BEGIN:${name}`, `DTSTART:${start}`, `TZOFFSETFROM:${offsetText(before)}`, `TZOFFSETTO:${offsetText(after)}`, `TZNAME:${offsetText(after)}`, `END:${name}`];
};

/**
 * The zone between two instants; a day is left before and after. What holds at the beginning is told as if it had always held:
 * nothing in the text is earlier.
 */
export const vtimezone = (zone: string, from: string, until: string): readonly string[] => {
  const [begin, end] = [Date.parse(from) - DAY, Date.parse(until) + DAY];
  const first = offsetAt(zone, begin);
  return [
    'BEGIN:VTIMEZONE', `TZID:${zone}`,
    ...observance(zone, begin, first, first, '19700101T000000'),
    // A change begins at the local time that the clocks showed before it (3.6.5: DTSTART is interpreted with TZOFFSETFROM).
    ...clockChanges(zone, begin, end).flatMap(({ at, before, after }) => observance(zone, at, before, after, wallText(at, before))),
    'END:VTIMEZONE',
  ];
};

/** A moment as a property: by the clocks of the zone, or in UTC where they show its time a second time, as programs take it for the first (3.3.5). */
export const timeLine = (name: 'DTSTART' | 'DTEND', zone: string, instant: string): string => {
  const at = Date.parse(instant);
  const offset = offsetAt(zone, at);
  const before = offsetAt(zone, at - DAY);
  const isSecond = before > offset && offsetAt(zone, at + offset - before) === before;
  return isSecond ? `${name}:${wallText(at, 0)}Z` : `${name};TZID=${zone}:${wallText(at, offset)}`;
};
