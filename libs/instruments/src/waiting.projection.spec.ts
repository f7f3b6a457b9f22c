import type { Recorded } from '@hewu/kernel/src/event.js';
import type { CalendarEvent } from './events.js';
import { waitingProjection, type WaitingDocument } from './waiting.projection.js';

const event = (type: CalendarEvent['type'], data: object): Recorded<CalendarEvent> => ({ type, data, stream: 'calendar-c' }) as unknown as Recorded<CalendarEvent>;
const entry = (...events: Recorded<CalendarEvent>[]): WaitingDocument | null => events.reduce<WaitingDocument | null>((document, one) => waitingProjection.evolve(document, one), null);

const slot = { instrumentId: 'i', organisationId: 'firm', personId: 'luo', from: '2026-03-03T01:00:00.000Z', until: '2026-03-03T03:00:00.000Z' };
const joined = event('WaitingJoined', { ...slot, entryId: 'e', groups: [], atLeastMinutes: 60, joinedAt: '2026-03-02T01:00:00.000Z' });
const offered = event('SlotOffered', { ...slot, offerId: 'e', entryId: 'e', displacedBookingId: null, expiresAt: '2026-03-02T03:00:00.000Z', offeredAt: '2026-03-02T01:00:00.000Z' });
const displaced = event('SlotOffered', { ...slot, offerId: 'b', entryId: null, displacedBookingId: 'b', expiresAt: '2026-03-02T03:00:00.000Z', offeredAt: '2026-03-02T01:00:00.000Z' });
const ended = (ground: string): Recorded<CalendarEvent> => event('OfferEnded', { offerId: 'e', ground, endedAt: '2026-03-02T02:00:00.000Z' });
const left = (ground: string): Recorded<CalendarEvent> => event('WaitingLeft', { entryId: 'e', ground, leftAt: '2026-03-02T02:00:00.000Z' });

test('an entry is followed from the joining to the booking', () => {
  const story = [joined, offered, event('SlotBooked', { offerId: 'e', bookingId: 'n' }), left('served')];
  expect(story.map((_, n) => entry(...story.slice(0, n + 1))?.status)).toEqual(['waiting', 'offered', 'served', 'served']);
  expect(entry(...story)).toMatchObject({ calendarId: 'c', bookingId: 'n', offer: { expiresAt: '2026-03-02T03:00:00.000Z' } });
});

test('whoever declines, lets lapse or leaves is off the list; whose offer an outage took waits on', () => {
  expect(entry(joined, offered, ended('declined'), left('declined'))).toMatchObject({ status: 'declined', offer: null });
  expect(entry(joined, offered, ended('expired'), left('let_lapse'))).toMatchObject({ status: 'let_lapse', offer: null });
  expect(entry(joined, offered, ended('withdrawn'), left('left'))).toMatchObject({ status: 'left', offer: null });
  expect(entry(joined, offered, ended('withdrawn'))).toMatchObject({ status: 'waiting', offer: null });
  expect(entry(displaced, event('OfferEnded', { offerId: 'b', ground: 'withdrawn' }))).toMatchObject({ status: 'withdrawn', offer: null });
});

test('each event says which entry it is about', () => {
  expect([joined, offered, displaced, ended('declined'), left('left'), event('SlotBooked', { offerId: null }), event('OutageAnnounced', {})].map((one) => waitingProjection.key(one))).toEqual(['e', 'e', 'b', 'e', 'e', null, null]);
});
