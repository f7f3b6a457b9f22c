import fc from 'fast-check';
import { DAY, dateOf, dayOf, gridFrom, gridUntil, instantOf, instantsOf, isoDay, isZone, localDay, MINUTE, minutesOf, onGrid, startOfDay } from './zone.decider.js';

/*
 * Against the slow truth: what the platform's own clock of a zone shows at each instant, read as a person would read it.
 * Half an hour is skipped and repeated on Lord Howe, a whole day was on Samoa, and Havana and Beirut change at midnight.
 */

const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Havana', 'Asia/Beirut', 'America/St_Johns', 'UTC'];
const clocks = new Map(ZONES.concat('Pacific/Apia').map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })]));
/** `2026-03-29 03:00`, as the clocks of a zone show it. */
const shown = (zone: string, instant: number): string => clocks.get(zone)!.format(instant);
const named = (day: number, minutes: number): string => `${dateOf(day)} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Every minute around a local time at which the clocks show it: the earliest zone is 14 hours ahead, the last 12 behind. */
const slow = (zone: string, day: number, minutes: number): number[] => {
  const found: number[] = [];
  for (let at = day * DAY + minutes * MINUTE - 15 * 60 * MINUTE; at <= day * DAY + minutes * MINUTE + 13 * 60 * MINUTE; at += 15 * MINUTE) if (shown(zone, at) === named(day, minutes)) found.push(at);
  return found;
};

const zone = fc.constantFrom(...ZONES);
const day = fc.integer({ min: dayOf('2025-12-01'), max: dayOf('2027-02-01') });
const quarter = fc.integer({ min: 0, max: 95 }).map((n) => n * 15);
/** Days on and around which clocks change, of 2026. */
const changing = fc.constantFrom(...['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-03-28', '2026-11-02'].map(dayOf));

test('an instant lies in the local day that the clocks show', () => {
  fc.assert(fc.property(zone, fc.oneof(day, changing), fc.integer({ min: 0, max: 1_439 }), (in_, on, minute) => {
    const instant = on * DAY + minute * MINUTE;
    expect(dateOf(localDay(in_, instant))).toBe(shown(in_, instant).slice(0, 10));
  }), { numRuns: 500 });
});

test('the instants of a local time are those at which the clocks show it: none, one or two', () => {
  fc.assert(fc.property(zone, fc.oneof(day, changing), quarter, (in_, on, minutes) => expect({ in_, on, at: instantsOf(in_, on, minutes) }).toEqual({ in_, on, at: slow(in_, on, minutes) })), { numRuns: 300 });
});

test('a skipped local time is the moment at which it is skipped; what is later on the clock is never earlier in time', () => {
  fc.assert(fc.property(zone, changing, fc.integer({ min: 0, max: 1_380 }), fc.integer({ min: 1, max: 59 }), (in_, on, minutes, more) => {
    const [a, b] = [instantOf(in_, on, minutes), instantOf(in_, on, minutes + more)];
    expect(a).toBeLessThanOrEqual(b);
    expect(shown(in_, a) >= named(on, minutes)).toBe(true);
    expect(shown(in_, a - MINUTE) < named(on, minutes)).toBe(true);
  }), { numRuns: 500 });
});

test.each([
  ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z', 0], ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', 2], ['Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z', 1],
  ['America/New_York', '2026-03-08', '02:59', '2026-03-08T07:00:00.000Z', 0], ['America/New_York', '2026-11-01', '01:00', '2026-11-01T05:00:00.000Z', 2],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z', 0], ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z', 2],
  ['Asia/Shanghai', '2026-03-29', '02:30', '2026-03-28T18:30:00.000Z', 1], ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00.000Z', 0],
])('%s on %s at %s is %s, of %i', (in_, on, time, instant, many) => {
  expect(new Date(instantOf(in_, dayOf(on), minutesOf(time))).toISOString()).toBe(instant);
  expect(instantsOf(in_, dayOf(on), minutesOf(time))).toHaveLength(many);
});

test('a day begins when its date first shows', () => {
  fc.assert(fc.property(zone, fc.oneof(day, changing), (in_, on) => {
    const begins = startOfDay(in_, on);
    expect([shown(in_, begins - MINUTE) < dateOf(on), shown(in_, begins).slice(0, 10)]).toEqual([true, dateOf(on)]);
  }), { numRuns: 300 });
  expect(startOfDay('Pacific/Apia', dayOf('2011-12-30'))).toBe(startOfDay('Pacific/Apia', dayOf('2011-12-31')));
});

test('the steps of a grid are those of the clocks on the wall', () => {
  const isOn = (in_: string, instant: number, minutes: number): boolean => instant % MINUTE === 0 && Number(shown(in_, instant).slice(14)) % minutes === 0;
  fc.assert(fc.property(zone, fc.oneof(day, changing), fc.integer({ min: 0, max: DAY }), fc.constantFrom(5, 15, 20, 30, 60), (in_, on, ms, minutes) => {
    const instant = on * DAY + ms;
    expect(onGrid(in_, instant, minutes)).toBe(isOn(in_, instant, minutes));
    let [next, previous] = [Math.ceil(instant / MINUTE) * MINUTE, Math.floor(instant / MINUTE) * MINUTE];
    while (!isOn(in_, next, minutes)) next += MINUTE;
    while (!isOn(in_, previous, minutes)) previous -= MINUTE;
    expect([gridFrom(in_, instant, minutes), gridUntil(in_, instant, minutes)]).toEqual([next, previous]);
  }), { numRuns: 400 });
});

test('days have numbers, dates and days of the week; zones are those that the platform knows', () => {
  expect([dayOf('1970-01-01'), dateOf(20_514), isoDay(0), isoDay(-1), isoDay(dayOf('2026-03-01')), minutesOf('24:00')]).toEqual([0, '2026-03-02', 4, 3, 7, 1_440]);
  expect(['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8'].filter(isZone)).toHaveLength(4);
  expect(['', 'Shanghai', 'Mars/Olympus', 'asia/shanghai', '+08:00', 'CST', '__proto__'].filter(isZone)).toEqual([]);
});
