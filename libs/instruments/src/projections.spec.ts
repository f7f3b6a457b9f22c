import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { terms } from '@hewu/words/src/terms.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { chargesProjection, type ChargeDocument } from './charges.projection.js';
import { calendarEvents, instrumentEvents, usageEvents, type CalendarEvent, type InstrumentEvent, type UsageEvent } from './events.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';

type AnyEvent = InstrumentEvent | CalendarEvent | UsageEvent;

const versionOf = (type: string): number => [instrumentEvents, calendarEvents, usageEvents].map(({ specs }) => (specs as Readonly<Record<string, { readonly version: number }>>)[type]?.version).find((version) => version !== undefined) ?? 1;

/** The recorded examples, each of today's version, are one story: an instrument, a booking that is moved and used, a charge. */
const example = <T extends AnyEvent['type']>(type: T, changes: object = {}): Recorded<Extract<AnyEvent, { type: T }>> =>
  ({
    type, data: { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v${versionOf(type)}.json`), 'utf8')) as object), ...changes },
    eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '1', recordedAt: '2026-03-02T01:00:00.000Z',
    metadata: { commandId: 'c', fingerprint: '', correlationId: 'x', causationId: 'x', actor: 'p', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' },
  }) as unknown as Recorded<Extract<AnyEvent, { type: T }>>;

const booking = (...events: Recorded<CalendarEvent | UsageEvent>[]): BookingDocument | null => events.reduce<BookingDocument | null>(bookingsProjection.evolve, null);

test('every event type has a recorded example', () => {
  for (const type of [instrumentEvents, calendarEvents, usageEvents].flatMap(({ specs }) => Object.keys(specs) as AnyEvent['type'][])) expect(Object.keys(example(type).data).length).toBeGreaterThan(1);
});

test('a booking is followed from the asking to the charge', () => {
  const story = [example('SlotBooked'), example('BookingMoved'), example('BookingStarted'), example('UsageRecorded'), example('UsageConfirmed'), example('ChargeRaised')];
  expect(story.map((_, n) => booking(...story.slice(0, n + 1))?.status)).toEqual(['booked', 'booked', 'started', 'used', 'confirmed', 'charged']);
  expect(booking(...story)).toMatchObject({ from: '2026-03-04T01:00:00.000Z', until: '2026-03-04T02:30:00.000Z', priceFen: 45_000, usage: { minutes: 70 }, chargeFen: 45_000 });
  expect(booking(example('SlotBooked'), example('BookingCancelled'))).toMatchObject({ status: 'cancelled', reason: '样品未备好' });
  expect(bookingsProjection.key(example('CalendarOpened'))).toBeNull();
});

test('what nobody recorded is a case until it is recorded late, confirmed and charged', () => {
  const story = [example('SlotBooked'), example('BookingStarted'), example('UseUnrecorded'), example('LateUsageRecorded'), example('UsageConfirmed')];
  expect(story.map((_, n) => booking(...story.slice(0, n + 1))?.status)).toEqual(['booked', 'started', 'unrecorded', 'used', 'confirmed']);
  expect(booking(...story.slice(0, 3))).toMatchObject({ overdueSince: '2026-03-04T02:30:00.000Z', unrecorded: { notBefore: '2026-03-04T00:55:00.000Z', notAfter: '2026-03-04T03:00:00.000Z' } });
  expect(booking(...story)).toMatchObject({ overdueSince: null, usage: { minutes: 70 } });
});

test('a use that was broken off takes no time after that, and none before its slot', () => {
  const { from, until } = booking(example('SlotBooked'))!;
  const middle = new Date((Date.parse(from) + Date.parse(until)) / 2).toISOString();
  const endOf = (interruptedAt: string): string | undefined => booking(example('SlotBooked'), example('BookingStarted'), example('UseInterrupted', { interruptedAt }))?.until;
  expect([middle, '2020-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'].map(endOf)).toEqual([middle, from, until]);
});

test('a booking is not hidden behind a later one under its id', () => {
  const later = example('SlotBooked', { calendarId: 'other', organisationId: 'rival' });
  expect(booking(example('SlotBooked'), later)).toEqual(booking(example('SlotBooked')));
});

test('a charge is found by who owes it and by who receives it, and once where both are one', () => {
  const charge = (...events: Recorded<UsageEvent>[]): ChargeDocument | null => events.reduce<ChargeDocument | null>(chargesProjection.evolve, null);
  const { organisationId, ownerOrganisationId } = example('ChargeRaised').data;
  expect(charge(example('ChargeRaised'))).toMatchObject({ _id: example('ChargeRaised').data.bookingId, amountFen: 45_000, parties: [organisationId, ownerOrganisationId] });
  expect(charge(example('ChargeRaised', { organisationId: ownerOrganisationId }))?.parties).toEqual([ownerOrganisationId]);
  expect(chargesProjection.key(example('UsageConfirmed'))).toBeNull();
});

test('an instrument is found by the words of both languages, at its latest price, until it is retired', () => {
  const instrument = (...events: Recorded<InstrumentEvent>[]): InstrumentDocument | null => events.reduce<InstrumentDocument | null>(instrumentsProjection.evolve, null);
  const registered = instrument(example('InstrumentRegistered'), example('TariffSet'));
  expect(registered).toMatchObject({ tariff: { version: 1, pricePerHourFen: 30_000 }, retired: false });
  expect(registered?.terms).toEqual(expect.arrayContaining(terms('显微镜 microscopes')));
  expect(instrument(example('InstrumentRegistered'), example('TariffSet'), example('InstrumentRetired'))?.retired).toBe(true);
});
