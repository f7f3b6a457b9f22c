import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { MeasurementEvent, ReadingEvent } from './events.js';
import { measurementsProjection, type MeasurementDocument } from './measurements.projection.js';
import { readingsProjection, type ReadingsDocument } from './readings.projection.js';

/** A recorded example, with some fields changed. */
const example = <E extends Event>(type: E['type'], changes: object = {}): Recorded<E> =>
  ({ type, data: { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object), ...changes }, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '1', recordedAt: '2026-03-02T01:00:00.000Z' }) as unknown as Recorded<E>;

test('what an instrument said is one document a batch, and the first keeps it', () => {
  const received = example<ReadingEvent>('ReadingsReceived');
  const document = readingsProjection.evolve(null, received) as ReadingsDocument;
  expect(document).toMatchObject({ from: '2026-03-03T01:00:00.000Z', until: '2026-03-03T03:00:00.000Z', readings: { length: 2 } });
  expect(readingsProjection.evolve(document, example<ReadingEvent>('ReadingsReceived', { readings: [] }))).toEqual(document);
  expect(readingsProjection.key(example<ReadingEvent>('InstrumentKeyRegistered'))).toBeNull();
});

test('a comparison is open from the difference until it is settled', () => {
  const event = example<MeasurementEvent>;
  const story = [event('UsageMeasured'), event('UsageDiffers'), event('DifferenceSettled')];
  const after = (n: number): MeasurementDocument | null => story.slice(0, n).reduce<MeasurementDocument | null>(measurementsProjection.evolve, null);
  expect([1, 2, 3].map((n) => after(n)!.open)).toEqual([false, true, false]);
  expect(after(1)).toMatchObject({ claimedMinutes: 60, measuredMinutes: 90, difference: null });
  expect(after(3)).toMatchObject({ difference: { allowedMinutes: 10, reason: '预热未计入，已更正' } });
});
