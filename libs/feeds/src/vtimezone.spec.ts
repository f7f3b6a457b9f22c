import fc from 'fast-check';
import ICAL from 'ical.js';
import { icalText } from '@hewu/platform/src/ical-text.js';
import { clockChanges, localText, offsetText, vtimezone } from './vtimezone.js';

/** Zones with summer time in the north and in the south, by half an hour, on a Friday, and with none. */
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'Africa/Casablanca', 'UTC'];
const YEAR = { from: '2026-01-01T00:00:00.000Z', until: '2027-02-01T00:00:00.000Z' };

/** By the clocks of the zone, as the platform itself writes them. */
const shownBy = (zone: string, instant: number): string => {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }).formatToParts(instant);
  const of = (type: string): string => parts.find((part) => part.type === type)!.value;
  return `${of('year')}${of('month')}${of('day')}T${of('hour')}${of('minute')}${of('second')}`;
};
const zoneOf = (zone: string): ICAL.Timezone => new ICAL.Timezone(new ICAL.Component(ICAL.parse(icalText(vtimezone(zone, YEAR.from, YEAR.until)))));

test.each(ZONES)('%s, read back by a calendar program, has the offsets of the platform at every instant', (zone) => {
  const read = zoneOf(zone);
  const instant = fc.integer({ min: Date.parse(YEAR.from) / 60_000, max: Date.parse(YEAR.until) / 60_000 }).map((minutes) => minutes * 60_000);
  const near = fc.constantFrom(...clockChanges(zone, Date.parse(YEAR.from), Date.parse(YEAR.until)).map(({ at }) => at), Date.parse(YEAR.from)).chain((at) => fc.integer({ min: -180, max: 180 }).map((minutes) => at + minutes * 60_000));
  fc.assert(
    fc.property(fc.oneof(instant, near), (at) => {
      const time = localText(zone, new Date(at).toISOString());
      expect(time).toBe(shownBy(zone, at));
      const local = ICAL.Time.fromData({ year: Number(time.slice(0, 4)), month: Number(time.slice(4, 6)), day: Number(time.slice(6, 8)), hour: Number(time.slice(9, 11)), minute: Number(time.slice(11, 13)), second: Number(time.slice(13)) }, read);
      // An hour that is shown twice names two instants; whichever is meant, the clocks show that time then.
      const back = local.toUnixTime() * 1_000;
      expect(shownBy(zone, back)).toBe(time);
      if (!clockChanges(zone, Date.parse(YEAR.from), Date.parse(YEAR.until)).some((change) => change.after < change.before && Math.abs(change.at - at) <= 2 * 3_600_000)) expect(back).toBe(at);
    }),
    { numRuns: 300 },
  );
});

test('a change is told at the local time before it', () => {
  expect(vtimezone('Europe/Berlin', '2026-03-20T00:00:00.000Z', '2026-04-01T00:00:00.000Z')).toEqual([
    'BEGIN:VTIMEZONE', 'TZID:Europe/Berlin',
    'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100', 'TZNAME:+0100', 'END:STANDARD',
    'BEGIN:DAYLIGHT', 'DTSTART:20260329T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'TZNAME:+0200', 'END:DAYLIGHT',
    'END:VTIMEZONE',
  ]);
  expect(vtimezone('Asia/Shanghai', YEAR.from, YEAR.until)).toHaveLength(9);
});

test('offsets are written in hours, minutes and, where there are some, seconds', () => {
  expect([0, 28_800_000, -9_000_000, 29_143_000].map(offsetText)).toEqual(['+0000', '+0800', '-0230', '+080543']);
});
