import ICAL from 'ical.js';
import { bookingUid, ownEntry, publicEntry, staffEntry } from './entries.js';
import { feedText, invitationPart } from './entry.js';
import type { SlotDocument } from './slots.projection.js';
import { timeLine } from './vtimezone.js';

const slot: SlotDocument = {
  _id: 'booking:b1', kind: 'booking', calendarId: 'c', instrumentId: 'i', organisationId: 'firm', personId: 'li', from: '2026-03-28T23:30:00.000Z', until: '2026-03-29T02:00:00.000Z',
  standing: 'confirmed', sequence: 7, createdAt: '2026-03-02T01:00:00.000Z', changedAt: '2026-03-03T01:00:00.000Z', expiresAt: null,
};
const place = { name: { zh: '电镜；甲,乙\n丙', en: 'Microscope; a, b\\c' }, place: { zh: '三号楼', en: 'Building 3' } };
const page = { language: 'en', publicUrl: 'https://market.example' } as const;
const read = (text: string): readonly ICAL.Event[] => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

test('a feed is read back by a calendar program, over a change of the clocks', () => {
  const [event] = read(feedText('x', [ownEntry(slot, place, 'Europe/Berlin', page)]));
  expect([event!.startDate.toUnixTime(), event!.endDate.toUnixTime()].map((seconds) => new Date(seconds * 1_000).toISOString())).toEqual([slot.from, slot.until]);
  expect([event!.uid, event!.sequence, event!.summary, event!.location]).toEqual([bookingUid('b1'), 7, 'Booked: Microscope; a, b\\c', 'Building 3']);
  const { component } = event!;
  expect(['status', 'last-modified', 'url', 'transp'].map((name) => String(component.getFirstPropertyValue(name)))).toEqual(['CONFIRMED', '2026-03-03T01:00:00Z', 'https://market.example/api/v1/bookings/b1', 'OPAQUE']);
  expect(event!.startDate.toString()).toBe('2026-03-29T00:30:00');
});

test('staff reads which organisation is there, everybody that it is taken, nobody a person or the id of a booking that is not theirs', () => {
  const [staffs, everybodys] = read(feedText('x', [staffEntry(slot, place, 'Asia/Shanghai', page, 'Firm A'), publicEntry(slot, 'Asia/Shanghai')]));
  expect([staffs!.summary, everybodys!.summary]).toEqual(['Booked: Firm A', '已占用 Taken']);
  expect(staffs!.uid).toBe(bookingUid('b1'));
  const text = feedText('x', [publicEntry(slot, 'Asia/Shanghai')]);
  for (const hidden of ['b1', 'firm', 'li@', 'DESCRIPTION', 'URL', bookingUid('b1')]) expect(text).not.toContain(hidden);
});

test('what is cancelled is told as that and blocks nothing; an outage blocks nobody either', () => {
  const [gone, outage] = read(feedText('x', [ownEntry({ ...slot, standing: 'cancelled' }, place, 'UTC', page), ownEntry({ ...slot, _id: 'outage:o', kind: 'outage' }, place, 'UTC', page)]));
  expect([gone, outage].map((event) => [event!.component.getFirstPropertyValue('status'), event!.component.getFirstPropertyValue('transp')])).toEqual([['CANCELLED', 'TRANSPARENT'], ['CONFIRMED', 'TRANSPARENT']]);
});

test('an invitation names both ends, and nothing in an address begins anything else', () => {
  const part = invitationPart('CANCEL', ownEntry(slot, place, 'UTC', page), { organizer: 'hewu@market.example', attendee: '"a;CN=x":b"+c@firm.example' });
  const calendar = new ICAL.Component(ICAL.parse(part.text));
  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  const event = calendar.getFirstSubcomponent('vevent')!;
  expect(event.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(event.getFirstPropertyValue('organizer')).toBe('mailto:hewu@market.example');
  expect(event.getAllProperties('attendee').map((one) => one.getFirstValue())).toEqual(['mailto:%22a%3BCN%3Dx%22%3Ab%22+c@firm.example']);
});

test('a local time that the clocks show twice is told in UTC the second time', () => {
  expect(timeLine('DTSTART', 'Europe/Berlin', '2026-10-25T00:30:00.000Z')).toBe('DTSTART;TZID=Europe/Berlin:20261025T023000');
  expect(timeLine('DTSTART', 'Europe/Berlin', '2026-10-25T01:30:00.000Z')).toBe('DTSTART:20261025T013000Z');
  expect(timeLine('DTEND', 'Europe/Berlin', '2026-10-25T02:30:00.000Z')).toBe('DTEND;TZID=Europe/Berlin:20261025T033000');
  expect(timeLine('DTEND', 'Asia/Shanghai', '2026-10-25T02:30:00.000Z')).toBe('DTEND;TZID=Asia/Shanghai:20261025T103000');
});

test('an empty feed is one all the same', () => expect(read(feedText('空', []))).toEqual([]));
