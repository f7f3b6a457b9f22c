/*
 * The letters of iCalendar (RFC 5545): what every text of the house that a calendar program reads is made of. Pure.
 */

const LINE_OCTETS = 75;

/** Whole lines, each folded and ended, as one text. */
export const icalText = (lines: readonly string[]): string => lines.map((line) => `${folded(line)}\r\n`).join('');

/** How often a calendar program should look again at a feed, and what it calls it; with the widely known extras (RFC 7986). */
export const feedHead = (name: string, lookAgain: string): readonly string[] => [
  `NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, `REFRESH-INTERVAL;VALUE=DURATION:${lookAgain}`, `X-PUBLISHED-TTL:${lookAgain}`,
];

/** An instant in UTC: `2026-03-09T16:00:00.000Z` → `20260309T160000Z`. */
export const utc = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

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
