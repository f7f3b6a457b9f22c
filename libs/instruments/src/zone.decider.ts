/*
 * Local time of an IANA zone as arithmetic on epoch milliseconds, by the offsets that the platform's own time zone data say.
 * Pure; a day is its number since 1970-01-01.
 */
import { offsetAt } from '@hewu/calendar/src/zone-offset.js';

export { isZone } from '@hewu/calendar/src/zone-offset.js';

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** `YYYY-MM-DD` of a day's number, and back. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00.000Z`) / DAY;
/** ISO day of the week; 1970-01-01 was a Thursday, 4. */
export const isoDay = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The local day in which an instant lies. */
export const localDay = (zone: string, instant: number): number => Math.floor((instant + offsetAt(zone, instant)) / DAY);

/** Every instant at which a zone's clocks show a day and so many minutes after its midnight, earliest first: none in an hour that is skipped, two in one that is repeated. */
export const instantsOf = (zone: string, day: number, minutes: number): readonly number[] => {
  const wall = day * DAY + minutes * MINUTE;
  const offsets = new Set([offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)]);
  return [...offsets].map((offset) => wall - offset).filter((instant) => instant + offsetAt(zone, instant) === wall).sort((a, b) => a - b);
};

/**
 * The first instant of a day at which its clocks show that time or a later one: where an hour is skipped, the moment at which
 * it is. So what comes earlier on the clock is never later in time.
 */
export const instantOf = (zone: string, day: number, minutes: number): number => instantsOf(zone, day, minutes)[0] ?? changeAround(zone, day * DAY + minutes * MINUTE);

/** When the clocks were put forward past a local time that they never showed. */
const changeAround = (zone: string, wall: number): number => {
  let [before, after] = [wall - DAY, wall + DAY];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(zone, middle) < wall) before = middle;
    else after = middle;
  }
  return after;
};

/** How far an instant lies beyond the last step of a grid that divides an hour, by the clocks of the zone. */
const beyondGrid = (zone: string, instant: number, grid: number): number => (((instant + offsetAt(zone, instant)) % grid) + grid) % grid;
export const onGrid = (zone: string, instant: number, minutes: number): boolean => beyondGrid(zone, instant, minutes * MINUTE) === 0;

/** The first step of a grid of so many minutes at or after an instant, and the last at or before it. */
export const gridFrom = (zone: string, instant: number, minutes: number): number => {
  let at = instant;
  for (let beyond = beyondGrid(zone, at, minutes * MINUTE); beyond !== 0; beyond = beyondGrid(zone, at, minutes * MINUTE)) at += minutes * MINUTE - beyond;
  return at;
};
export const gridUntil = (zone: string, instant: number, minutes: number): number => {
  let at = instant;
  for (let beyond = beyondGrid(zone, at, minutes * MINUTE); beyond !== 0; beyond = beyondGrid(zone, at, minutes * MINUTE)) at -= beyond;
  return at;
};

/** Local midnight at which a day begins. */
export const startOfDay = (zone: string, day: number): number => instantOf(zone, day, 0);

/** Minutes after midnight of `HH:mm`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
