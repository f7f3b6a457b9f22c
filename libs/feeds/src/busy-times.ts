import ICAL from 'ical.js';
import type { BusyAsked, BusyTimes, ReadingFault, Spans } from './busy-spans.js';
import { isZone, offsetAt } from '@hewu/calendar/src/zone-offset.js';

/*
 * When somebody is busy, by their own calendar. Of what their calendar says only times are read: lines with titles, places and
 * guests are dropped before anything looks at them. Pure; but whoever calls it for a text of a stranger's does so in a thread that
 * can be ended (`reading.ts`), because the library has rules over which it thinks for ever.
 */

export const ENTRIES_AT_MOST = 5_000;
export const SPANS_AT_MOST = 5_000;
/** Occurrences that one entry, and all together, are followed over: from their first one on, however long ago that was. */
export const STEPS_OF_AN_ENTRY = 20_000;
export const STEPS_AT_MOST = 100_000;

const DAY = 86_400_000;

/** Properties that say something about time; whatever else stands in a calendar is not read. */
const OF_TIME = new Set(['BEGIN', 'END', 'UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'TRANSP', 'STATUS', 'X-MICROSOFT-CDO-BUSYSTATUS', 'FREEBUSY', 'TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'X-WR-TIMEZONE']);

/** The text without what is no concern of anybody, unfolded. */
const aboutTime = (text: string): readonly string[] =>
  text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').split('\n').filter((line) => OF_TIME.has(/^[A-Za-z-]+/.exec(line)?.[0].toUpperCase() ?? ''));

/** Ends the reading of a text that asks for more than it is worth. */
class TooMuch extends Error {
  constructor(readonly fault: ReadingFault) {
    super(fault);
  }
}

export const busyTimes = (asked: BusyAsked): BusyTimes | { readonly fault: ReadingFault } => {
  try {
    return readTimes(asked);
  } catch (error) {
    if (error instanceof TooMuch) return { fault: error.fault };
    throw error;
  }
};

const readTimes = ({ text, ...within }: BusyAsked): BusyTimes => {
  const lines = aboutTime(text);
  if (lines.filter((line) => /^BEGIN:V(EVENT|FREEBUSY)\s*$/i.test(line)).length > ENTRIES_AT_MOST) throw new TooMuch('too_many_entries');
  const { calendars, dropped } = parsed(lines);
  const zone = zoneOf(calendars) ?? within.zone;
  const found: [number, number][] = [];
  let entries = dropped;
  let skipped = dropped;
  const budget = { left: STEPS_AT_MOST };
  for (const calendar of calendars) {
    const events = calendar.getAllSubcomponents('vevent');
    const free = calendar.getAllSubcomponents('vfreebusy');
    entries += events.length + free.length;
    for (const read of [...grouped(events).map((group) => () => occurrences(group, { ...within, zone }, budget)), ...free.map((one) => () => periods(one, zone))]) {
      const times = orSkip(read);
      if (times) found.push(...times);
      else skipped += 1;
    }
  }
  return { spans: merged(found, within.from, within.until), entries, skipped };
};

type Parsed = { readonly calendars: readonly ICAL.Component[]; readonly dropped: number };

/** The library takes a text whole or not at all; where it does not, it is asked of each entry alone, and those that it does not take are left out. */
const parsed = (lines: readonly string[]): Parsed => {
  const whole = componentsOf(lines);
  if (whole) return { calendars: whole, dropped: 0 };
  const blocks = blocksOf(lines);
  const good = blocks.filter((block) => !isEntry(block) || componentsOf(['BEGIN:VCALENDAR', ...block, 'END:VCALENDAR']) !== null);
  const rest = good.length === blocks.length ? null : componentsOf(good.flat());
  if (!rest) throw new TooMuch('not_a_calendar');
  return { calendars: rest, dropped: blocks.length - good.length };
};

/** Null where it is no text of calendars. */
const componentsOf = (lines: readonly string[]): readonly ICAL.Component[] | null => {
  try {
    const read = ICAL.parse(lines.join('\r\n')) as readonly unknown[];
    const all = (typeof read[0] === 'string' ? [read] : read) as readonly unknown[][];
    const calendars = all.filter((one) => one[0] === 'vcalendar').map((one) => new ICAL.Component(one));
    return calendars.length === 0 ? null : calendars;
  } catch {
    return null;
  }
};

const isEntry = ([first = '']: readonly string[]): boolean => /^BEGIN:VEVENT\s*$/i.test(first);

/** The lines of each entry together, and every other line by itself. */
const blocksOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const blocks: string[][] = [];
  let within = false;
  for (const line of lines) {
    if (within) blocks.at(-1)!.push(line);
    else blocks.push([line]);
    within = within ? !/^END:VEVENT\s*$/i.test(line) : isEntry([line]);
  }
  return blocks;
};

/** What one entry cannot say keeps nobody from reading the others. */
const orSkip = <T>(read: () => T | null): T | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooMuch) throw error;
    return null;
  }
};

const zoneOf = (calendars: readonly ICAL.Component[]): string | null => {
  const named = calendars.map((calendar) => String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '')).find((name) => name !== '');
  return named !== undefined && isZone(named) ? named : null;
};

type Group = { readonly master: ICAL.Component; readonly exceptions: readonly ICAL.Component[] };

/** Entries with those that stand for one occurrence of theirs. The library would look for them anew with each entry. */
const grouped = (events: readonly ICAL.Component[]): readonly Group[] => {
  const changed = new Map<string, ICAL.Component[]>();
  const uidOf = (event: ICAL.Component): string => String(event.getFirstPropertyValue('uid') ?? '');
  for (const event of events) if (event.hasProperty('recurrence-id')) changed.set(uidOf(event), [...(changed.get(uidOf(event)) ?? []), event]);
  const masters = events.filter((event) => !event.hasProperty('recurrence-id'));
  const groups = masters.map((master) => {
    const exceptions = repeats(master) ? (changed.get(uidOf(master)) ?? []) : [];
    if (exceptions.length > 0) changed.delete(uidOf(master));
    return { master, exceptions };
  });
  return [...groups, ...[...changed.values()].flat().map((master) => ({ master, exceptions: [] }))];
};

const repeats = (event: ICAL.Component): boolean => event.hasProperty('rrule') || event.hasProperty('rdate');

/** Nobody is busy in it: it is free time, or was cancelled. */
const isFree = (event: ICAL.Component): boolean => {
  const of = (name: string): string => String(event.getFirstPropertyValue(name) ?? '').toUpperCase();
  return of('transp') === 'TRANSPARENT' || of('status') === 'CANCELLED' || of('x-microsoft-cdo-busystatus') === 'FREE';
};

type Within = Omit<BusyAsked, 'text'>;
type Times = readonly [number, number][];

/** Null: it cannot be made out. */
const occurrences = ({ master, exceptions }: Group, within: Within, budget: { left: number }): Times | null => {
  const event = new ICAL.Event(master, { exceptions: [...exceptions] });
  const start = event.startDate as ICAL.Time | null;
  if (!start) return null;
  if (!repeats(master) || master.hasProperty('recurrence-id')) return isFree(master) ? [] : [spanOf(event, start, event.endDate, within.zone)];
  // A second or a minute is no rhythm of anybody's appointments.
  if (master.getAllProperties('rrule').some((rule) => /^(SECONDLY|MINUTELY)$/.test((rule.getFirstValue() as ICAL.Recur | null)?.freq ?? ''))) return null;
  const times: [number, number][] = [];
  const length = event.duration.toSeconds() * 1_000;
  const walk = event.iterator();
  for (let steps = 0; ; steps += 1) {
    const next = walk.next() as ICAL.Time | null;
    // An hour more, or a day, for zones that stand differently.
    if (!next || instantOf(next, event, within.zone) >= within.until + DAY) return times;
    if (steps >= STEPS_OF_AN_ENTRY) return null;
    if ((budget.left -= 1) < 0) throw new TooMuch('too_complex');
    // Looking it up costs most, and of the years before the time that is asked for it is only needed where one may stand for another.
    if (exceptions.length === 0 && instantOf(next, event, within.zone) + length < within.from - DAY) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next) as { readonly item: ICAL.Event; readonly startDate: ICAL.Time; readonly endDate: ICAL.Time };
    const span = spanOf(item, startDate, endDate, within.zone);
    if (span[1] > within.from && !isFree(item.component)) times.push(span);
    if (times.length > SPANS_AT_MOST) throw new TooMuch('too_many_entries');
  }
};

const spanOf = (event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, zone: string): [number, number] => [instantOf(start, event, zone), instantOf(end, event, zone)];

/** A time that stands in a zone that the text describes is known to the library; of others the platform knows, by their name. */
const instantOf = (time: ICAL.Time, event: ICAL.Event, zone: string): number => {
  if (!time.isDate && time.zone !== null && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1_000;
  const named = time.isDate ? '' : String(event.component.getFirstProperty('dtstart')?.getParameter('tzid') ?? '');
  return byClock(isZone(named) ? named : zone, Date.UTC(time.year, time.month - 1, time.day, time.isDate ? 0 : time.hour, time.isDate ? 0 : time.minute, time.isDate ? 0 : time.second));
};

/** The first instant at which the clocks of a zone show a time; of one that they skip, what it would have been. */
const byClock = (zone: string, wall: number): number => {
  const [before, after] = [wall - offsetAt(zone, wall - DAY), wall - offsetAt(zone, wall + DAY)];
  return before + offsetAt(zone, before) === wall ? before : after;
};

/** Of VFREEBUSY, as some programs publish nothing else. */
const periods = (component: ICAL.Component, zone: string): Times =>
  component.getAllProperties('freebusy').flatMap((property) =>
    String(property.getParameter('fbtype') ?? 'BUSY').toUpperCase() === 'FREE' ? [] : (property.getValues() as readonly ICAL.Period[]).map((period): [number, number] => [periodTime(period.start, zone), periodTime(period.getEnd(), zone)]));

const periodTime = (time: ICAL.Time, zone: string): number => (time.zone === ICAL.Timezone.localTimezone ? byClock(zone, Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)) : time.toUnixTime() * 1_000);

const merged = (times: Times, from: number, until: number): Spans => {
  const spans: [number, number][] = [];
  for (const [start, end] of [...times].sort((a, b) => a[0] - b[0])) {
    const [begin, finish] = [Math.max(start, from), Math.min(end, until)];
    // What is not a number is not smaller either.
    if (!(begin < finish)) continue;
    const last = spans.at(-1);
    if (last && begin <= last[1]) last[1] = Math.max(last[1], finish);
    else spans.push([begin, finish]);
  }
  if (spans.length > SPANS_AT_MOST) throw new TooMuch('too_many_entries');
  return spans;
};
