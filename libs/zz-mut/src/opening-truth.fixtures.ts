import fc from 'fast-check';
import type { View } from './opening.decider.js';
import { PLAIN_RULES, type Closure, type DateOverride, type Hours, type HolidayRule, type OpeningRules, type WeeklyHours } from './opening-rules.js';

/*
 * Opening hours as a person reads them: the wall clock of the zone is looked at, and the hours of that day and of the day
 * before are compared with it as text. Slow, and independent of the arithmetic it is a truth for. For tests only.
 */

export type World = {
  readonly zone: string;
  readonly weekly: readonly WeeklyHours[];
  readonly overrides: readonly DateOverride[];
  readonly closures: readonly Closure[];
  readonly holidays: HolidayRule;
  readonly holidayDates: readonly string[];
  readonly groups: readonly string[];
  readonly begins: number;
};

const clocks = new Map<string, Intl.DateTimeFormat>();
const clockOf = (zone: string): Intl.DateTimeFormat => {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(zone, clock);
  return clock;
};
export const wall = (zone: string, instant: number): { date: string; time: string } => {
  const [date, time] = clockOf(zone).format(instant).split(' ') as [string, string];
  return { date, time };
};
const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

export const hoursOfDay = ({ weekly, overrides, closures, holidays, holidayDates, groups }: World, date: string): readonly Hours[] => {
  const may = (wanted: readonly string[] | null): boolean => wanted === null || wanted.some((group) => groups.includes(group));
  if (closures.some(({ fromOn, untilOn }) => fromOn <= date && date <= untilOn)) return [];
  const own = overrides.find(({ on }) => on === date);
  if (!own && holidayDates.includes(date) && (holidays.kept === 'closed' || (holidays.kept === 'for_groups' && !may(holidays.groups)))) return [];
  return (own?.hours ?? weekly.filter(({ day }) => day === (new Date(date).getUTCDay() || 7))).filter((hours) => may(hours.groups));
};

/** By the clock alone; a time that is shown twice is looked up at its first showing, as hours that begin or end in it are. */
export const isOpenAt = (world: World, instant: number): boolean => {
  const { date, time } = wall(world.zone, instant);
  if (world.closures.some(({ fromOn, untilOn }) => fromOn <= date && date <= untilOn)) return false;
  // Shown before: within the hour that is repeated, what opened has opened and what closed has closed.
  const latest = [30, 60].map((minutes) => wall(world.zone, instant - minutes * 60_000)).filter((earlier) => earlier.date === date && earlier.time >= time).map((earlier) => earlier.time);
  const repeated = latest.length > 0;
  const before = (edge: string): boolean => (repeated ? edge <= lastShown(world.zone, instant) : edge <= time);
  const sameDay = hoursOfDay(world, date).some(({ from, until }) => before(from) && (until <= from || !before(until)));
  const overnight = hoursOfDay(world, dayBefore(date)).some(({ from, until }) => until <= from && !before(until));
  return sameDay || overnight;
};

/** The latest time that the clocks have shown in the last two hours of that date. */
const lastShown = (zone: string, instant: number): string => {
  const { date } = wall(zone, instant);
  return Array.from({ length: 25 }, (_, n) => wall(zone, instant - n * 5 * 60_000)).filter((shown) => shown.date === date).reduce((last, { time }) => (time > last ? time : last), '00:00');
};

const HALF_HOURS = 48;
const clock = (halves: number): string => `${String(Math.floor(halves / 2)).padStart(2, '0')}:${halves % 2 === 0 ? '00' : '30'}`;
const spans = fc.record({ from: fc.integer({ min: 0, max: HALF_HOURS - 1 }), until: fc.integer({ min: 0, max: HALF_HOURS }), groups: fc.constantFrom(null, ['own'], ['guests'], ['own', 'guests']) }).filter(({ from, until }) => from !== until).map(({ from, until, groups }): Hours => ({ from: clock(from), until: clock(until), groups }));

/** Places and days where clocks change, and where they do not. */
const CHANGES = [['Asia/Shanghai', '2026-03-27'], ['Europe/Berlin', '2026-03-27'], ['Europe/Berlin', '2026-10-23'], ['America/New_York', '2026-03-06'], ['America/New_York', '2026-10-30'], ['Australia/Lord_Howe', '2026-04-03'], ['Australia/Lord_Howe', '2026-10-02']] as const;
const dates = (begins: string) => fc.integer({ min: -1, max: 7 }).map((days) => new Date(Date.parse(begins) + days * 86_400_000).toISOString().slice(0, 10));

/** Hours may overlap here, which rules that one enters may not: what they mean is clear all the same. */
export const asOpening: fc.Arbitrary<World> = fc.constantFrom(...CHANGES).chain(([zone, begins]) =>
  fc.record({
    zone: fc.constant(zone),
    begins: fc.constant(Date.parse(begins)),
    weekly: fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), spans).map(([day, hours]) => ({ day, ...hours })), { maxLength: 9 }),
    overrides: fc.uniqueArray(fc.record({ on: dates(begins), hours: fc.array(spans, { maxLength: 2 }), reason: fc.constant('') }), { maxLength: 2, selector: ({ on }) => on }),
    closures: fc.array(fc.tuple(dates(begins), dates(begins)).map(([a, b]) => ({ fromOn: a < b ? a : b, untilOn: a < b ? b : a, reason: '' })).filter(({ fromOn, untilOn }) => Date.parse(untilOn) - Date.parse(fromOn) <= 86_400_000), { maxLength: 1 }),
    holidays: fc.record({ kept: fc.constantFrom('open' as const, 'closed' as const, 'for_groups' as const), groups: fc.constant(['own']) }),
    holidayDates: fc.array(dates(begins), { maxLength: 2 }),
    groups: fc.subarray(['own', 'guests']),
  }),
);

export const rulesOf = ({ zone, weekly, overrides, closures, holidays }: World, more: Partial<OpeningRules> = {}): OpeningRules => ({
  ...PLAIN_RULES, zone, weekly, overrides, closures, holidays, gridMinutes: 30, minMinutes: 30, maxMinutes: 1_440, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 30, ...more,
});
export const viewOf = (world: World, more: Partial<OpeningRules> = {}): View => ({ rules: rulesOf(world, more), groups: world.groups, holidays: world.holidayDates });
