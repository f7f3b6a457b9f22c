import { plusDays } from '@hewu/calendar/src/days.js';
import { escaped, feedHead, icalText, utc } from '@hewu/platform/src/ical-text.js';

/** One deadline in a calendar. */
export type CalendarEntry = {
  /** The same for ever, so that a calendar program moves what it has and doubles nothing. */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  /** Since when it has stood as it stands. */
  readonly stamp: string;
  /** A whole day (the last day of a period), or an instant. */
  readonly due: { readonly day: string } | { readonly instant: string };
};

/** How often a calendar program should look again. */
const LOOK_AGAIN = 'PT1H';

/** A calendar feed by RFC 5545. Pure. */
export const icalendar = (name: string, entries: readonly CalendarEntry[]): string =>
  icalText(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Hewu//Inbox//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', ...feedHead(name, LOOK_AGAIN), ...entries.flatMap(linesOf), 'END:VCALENDAR']);

const linesOf = ({ uid, summary, description, url, stamp, due }: CalendarEntry): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(uid)}`,
  `DTSTAMP:${utc(stamp)}`,
  // A deadline takes no time: without an end, an instant is one moment and a day one day (RFC 5545, 3.6.1).
  'day' in due ? `DTSTART;VALUE=DATE:${due.day.replaceAll('-', '')}` : `DTSTART:${utc(due.instant)}`,
  ...('day' in due ? [`DTEND;VALUE=DATE:${plusDays(due.day, 1).replaceAll('-', '')}`] : []),
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  `URL:${url.replace(/[\r\n]/g, '')}`,
  // It blocks nobody's day.
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];
