import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { calendarMarksProjection, type CalendarMark } from './calendar-marks.projection.js';
import type { InstrumentEvent } from './instrument-events.js';
import { instrumentEvents } from './instrument-events.js';
import { instrumentFilesProjection, type InstrumentFilesDocument } from './instrument-files.projection.js';
import { instrumentVersionsProjection, type InstrumentVersionDocument } from './instrument-versions.projection.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';
import { operatorsProjection, type OperatorDocument } from './operators.projection.js';

let at = 0;
const example = <T extends InstrumentEvent['type']>(type: T, changes: object = {}): Recorded<InstrumentEvent> =>
  ({
    type, data: { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v${instrumentEvents.specs[type].version}.json`), 'utf8')) as object), ...changes },
    eventId: 'e', schemaVersion: 1, stream: 'instrument-1', revision: 0, position: String(++at).padStart(4, '0'), recordedAt: '2026-03-02T01:00:00.000Z', metadata: { occurredAt: '2026-03-02T01:00:00.000Z' },
  }) as unknown as Recorded<InstrumentEvent>;
const registered = example('InstrumentRegistered');
const folded = (...events: readonly Recorded<InstrumentEvent>[]): InstrumentDocument | null => [registered, ...events].reduce<InstrumentDocument | null>(instrumentsProjection.evolve, null);

test('an instrument says in one word how its report stands', () => {
  const [accepted, due, breached, reported] = [example('InstrumentAccepted'), example('ReportingDue'), example('ReportingBreached'), example('ReportedToNetwork')];
  expect([folded(), folded(accepted, due), folded(accepted, due, breached), folded(accepted, due, reported), folded(accepted, due, breached, due)].map((one) => one?.reportingState)).toEqual(['not_accepted', 'due', 'breached', 'reported', 'due']);
  expect(folded(example('InstrumentCorrected', { inSharingScope: false }))?.reportingState).toBe('not_in_scope');
  expect(folded(accepted, due)?.reporting).toMatchObject({ acceptedOn: '2026-03-01', dueOn: '2026-03-16', breachedAt: null });
});

test('what was corrected is found by its new words, and hours of a year stand once', () => {
  expect(folded(example('InstrumentCorrected'))).toMatchObject({ version: 2, place: { en: 'Building 5, room 201' }, coordinates: { latitude: 29.9731 } });
  const hours = [example('YearlyHoursReported'), example('YearlyHoursReported', { year: 2024 }), example('YearlyHoursReported', { externalHours: 300 })];
  expect(folded(...hours)?.hours.map(({ year, externalHours }) => [year, externalHours])).toEqual([[2025, 300], [2024, 273]]);
  expect(folded(...hours, ...hours)?.hours).toEqual(folded(...hours)?.hours);
});

test('each version is a document of its own, which a later delivery does not change', () => {
  const corrected = example('InstrumentCorrected');
  expect([registered, corrected, example('TariffSet')].map(instrumentVersionsProjection.key)).toEqual([expect.stringMatching(/\/1$/), expect.stringMatching(/\/2$/), null]);
  const once = instrumentVersionsProjection.evolve(null, corrected) as InstrumentVersionDocument;
  expect(once).toMatchObject({ version: 2, changed: ['coordinates', 'place'], reason: '仪器搬迁' });
  expect(instrumentVersionsProjection.evolve(once, corrected)).toEqual(once);
  expect(Object.keys((instrumentVersionsProjection.evolve(null, registered) as InstrumentVersionDocument).description).sort()).toEqual(Object.keys(once.description).sort());
});

test('files hang once, however often they are told of, and go', () => {
  const files = (...events: readonly Recorded<InstrumentEvent>[]) => events.reduce<InstrumentFilesDocument | null>(instrumentFilesProjection.evolve, null)?.files;
  const [photo, document] = [example('InstrumentPhotoAttached'), example('InstrumentDocumentAttached')];
  expect(files(photo, document, photo)?.map(({ kind }) => kind).sort()).toEqual(['document', 'photo']);
  expect(files(photo, document, example('InstrumentFileRemoved'))?.map(({ kind, alt }) => [kind, alt])).toEqual([['document', null]]);
});

test('an operator is looked up by person until they are operator no longer', () => {
  const appointed = example('OperatorAppointed');
  const operator = operatorsProjection.evolve(null, appointed) as OperatorDocument;
  expect(operator).toMatchObject({ personId: expect.any(String), untilOn: null });
  expect(operatorsProjection.evolve(operator, example('OperatorReleased', { personId: operator.personId }))).toBeNull();
  expect([appointed, example('OperatorSucceeded')].map(operatorsProjection.key)).toEqual([operator._id, null]);
});

test('a calendar’s mark moves with whatever is recorded on it', () => {
  const event = { ...example('TariffSet'), stream: 'calendar-c-1', position: '7' } as never;
  expect(calendarMarksProjection.key(event)).toBe('c-1');
  expect(calendarMarksProjection.evolve({ _id: 'c-1', position: '6' } as CalendarMark, event)).toEqual({ _id: 'c-1', position: '7' });
});
