import { icalendar, type CalendarEntry } from './ical.js';

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
