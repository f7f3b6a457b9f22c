import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { sideOf } from './samples.commands.js';
import { sampleFiles } from './samples.process.js';
import { sampleBookingsProjection, samplesProjection, type SampleBookingDocument, type SamplesDocument } from './samples.projection.js';

const recorded = (type: string, data: object): Recorded => ({ type, data, position: '1', metadata: { actor: 'chen', occurredAt: '2026-03-02T01:00:00.000Z' } }) as unknown as Recorded;
const example = (type: string): Recorded => recorded(type, JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object);
const fold = (...types: readonly string[]): SamplesDocument => types.reduce<SamplesDocument | null>((document, type) => samplesProjection.evolve(document, example(type) as never), null)!;

test('samples are followed from the announcement to the day they are back, with every step', () => {
  const way = ['SamplesAnnounced', 'SamplesHandedOver', 'SamplesReceived', 'SampleWorkBegun', 'SampleResultRecorded', 'SamplesReturned', 'SamplesTakenBack'];
  expect(way.map((_, n) => fold(...way.slice(0, n + 1)).stage)).toEqual(['announced', 'handed_over', 'received', 'in_work', 'result_recorded', 'returned', 'taken_back']);
  expect(fold(...way)).toMatchObject({ discrepancies: 1, samples: [{ label: 'A-1', condition: 'good' }, { label: 'A-2', condition: 'damaged' }], results: [{ mediaType: 'application/pdf' }], custody: way.map((step) => ({ step, by: 'chen' })) });
  expect(fold(...way)).toEqual(fold(...way));
  expect(fold('SamplesAnnounced', 'SamplesHandedOver', 'SampleIncidentReported').incidents).toMatchObject([{ label: 'A-2', incident: 'damaged', by: 'owner' }]);
  expect(fold('SamplesAnnounced', 'SamplesHandedOver', 'SampleDisposalConsented', 'SamplesDisposed')).toMatchObject({ stage: 'disposed', disposalConsented: true });
});

test('of bookings those are kept for which samples are sent in, and that they are over', () => {
  const booked = (mode: string | null) => recorded('SlotBooked', { bookingId: 'b', instrumentId: 'sem', ownerOrganisationId: 'institute', organisationId: 'firm', mode });
  expect([booked('sample_drop'), booked('self_operation'), booked(null)].map((event) => sampleBookingsProjection.key(event as never))).toEqual(['b', null, null]);
  const after = (...events: readonly Recorded[]): SampleBookingDocument | null => events.reduce<SampleBookingDocument | null>((document, event) => sampleBookingsProjection.evolve(document, event as never), null);
  expect(after(booked('sample_drop'))).toMatchObject({ organisationId: 'firm', over: false });
  for (const end of ['BookingCancelled', 'BookingDeclined', 'BookingMissed']) expect([sampleBookingsProjection.key(recorded(end, { bookingId: 'b' }) as never), after(booked('sample_drop'), recorded(end, { bookingId: 'b' }))?.over]).toEqual(['b', true]);
  expect(after(recorded('BookingCancelled', { bookingId: 'b' }))).toBeNull();
});

test('who stands on which side, of another’s instrument and of one’s own', () => {
  const other = { organisationId: 'firm', ownerOrganisationId: 'institute' };
  const own = { organisationId: 'institute', ownerOrganisationId: 'institute' };
  const who = [['firm', false], ['institute', true], ['institute', false], ['rival', true], [null, false]] as const;
  expect(who.map(([organisationId, staff]) => sideOf(other, organisationId, staff, 'hand_over'))).toEqual(['user', 'owner', null, null, null]);
  expect([sideOf(own, 'institute', true, 'hand_over'), sideOf(own, 'institute', true, 'receive'), sideOf(own, 'institute', false, 'take_back')]).toEqual(['user', 'owner', 'user']);
});

test('what files say of results is settled at once, and looked at an hour after a file was taken', () => {
  expect(sampleFiles.react(example('SampleResultRecorded') as never)).toMatchObject([{ do: 'send', errand: { name: 'settle' } }]);
  expect(sampleFiles.react(recorded('FileAttached', { fileId: 'f', to: { kind: 'samples', id: 'b' } }) as never)).toMatchObject([{ do: 'schedule', dueAt: '2026-03-02T02:00:00.000Z', errand: { data: { bookingId: 'b', fileId: 'f' } } }]);
  expect(sampleFiles.react(recorded('FileAttached', { fileId: 'f', to: { kind: 'achievement', id: 'a' } }) as never)).toEqual([]);
});
