import { plusDays } from '@hewu/calendar/src/days.js';

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
const LINE_OCTETS = 75;

/** A calendar feed by RFC 5545, with the widely known extras for name and refreshing (RFC 7986). Pure. */
export const icalendar = (name: string, entries: readonly CalendarEntry[]): string =>
  [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Hewu//Inbox//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    `NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, `REFRESH-INTERVAL;VALUE=DURATION:${LOOK_AGAIN}`, `X-PUBLISHED-TTL:${LOOK_AGAIN}`,
    ...entries.flatMap(linesOf),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');

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

/** `2026-03-09T16:00:00.000Z` → `20260309T160000Z`. */
const utc = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** TEXT by RFC 5545, 3.3.11: what would end a value or a line is escaped, what cannot be seen is left out. */
export const escaped = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** Lines have at most 75 octets and go on behind a space (3.1); no character is cut in two. */
export const folded = (line: string): string => {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > LINE_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += more;
  }
  return [...lines, current].join('\r\n');
};
