import fc from 'fast-check';
import { escaped, folded, icalendar, type CalendarEntry } from './ical.js';

const entry: CalendarEntry = {
  uid: 'u-1@hewu', summary: 'Review a listing', description: 'The listing "a, b; c\\d" waits\nhttps://market.example/x', url: 'https://market.example/x', stamp: '2026-03-02T01:00:00.123Z', due: { day: '2026-12-31' },
};

test('a period of days is a whole day, an instant is told in UTC; the UID stays', () => {
  expect(icalendar('合武 待办期限', [entry, { ...entry, uid: 'u-2@hewu', due: { instant: '2026-03-04T01:30:00.000Z' } }]).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Hewu//Inbox//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'NAME:合武 待办期限', 'X-WR-CALNAME:合武 待办期限', 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H',
    'BEGIN:VEVENT', 'UID:u-1@hewu', 'DTSTAMP:20260302T010000Z', 'DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:Review a listing',
    'DESCRIPTION:The listing "a\\, b\\; c\\\\d" waits\\nhttps://market.example/x', 'URL:https://market.example/x', 'TRANSP:TRANSPARENT', 'END:VEVENT',
    'BEGIN:VEVENT', 'UID:u-2@hewu', 'DTSTAMP:20260302T010000Z', 'DTSTART:20260304T013000Z', 'SUMMARY:Review a listing',
    'DESCRIPTION:The listing "a\\, b\\; c\\\\d" waits\\nhttps://market.example/x', 'URL:https://market.example/x', 'TRANSP:TRANSPARENT', 'END:VEVENT',
    'END:VCALENDAR', '',
  ]);
});

test('nothing a user wrote begins a line of its own', () => {
  expect(escaped('x\r\nATTENDEE:mailto:all@example.com\rEND:VEVENT\n\u202etxt\u200b')).toBe('x\\nATTENDEE:mailto:all@example.com\\nEND:VEVENT\\ntxt');
});

test('lines have at most 75 octets, no character is cut, and unfolding gives the line back', () => {
  expect(folded('x'.repeat(75))).toBe('x'.repeat(75));
  expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', 'é', '椒', '🌶'), maxLength: 300 }), (line) => {
      const lines = folded(line).split('\r\n');
      expect(lines.every((one) => Buffer.byteLength(one) <= 75 && !one.includes('\ufffd'))).toBe(true);
      expect(lines.map((one, n) => (n === 0 ? one : one.slice(1))).join('')).toBe(line);
    }),
  );
});
