import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { certificatesProjection, ownedInstrumentsProjection, qualifiedBookingsProjection, recognitionsProjection, type CertificateDocument } from './certificates.projection.js';
import { certificateOf } from './certificate.dto.js';
import { termsAcceptancesProjection, termsProjection, termsVersionsProjection } from './terms.projection.js';
import { trainingSeatsProjection, trainingSessionsProjection, trainingsProjection } from './trainings.projection.js';
import { qualificationsProcess } from './qualifications.process.js';

const recorded = (type: string, data: object, n = 1): Recorded => ({ type, data, position: String(n), metadata: { actor: 'p', occurredAt: '2026-03-02T01:00:00.000Z' } }) as unknown as Recorded;
/** A recorded example, with changes. */
const example = (type: string, changes: object = {}): Recorded => recorded(type, { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object), ...changes });

type Folded = { readonly key: (event: never) => unknown; readonly evolve: (document: never, event: never, id: string) => object | null };
/** Every document of a projection after these events; folded again from nothing it is the same. */
const fold = (projection: Folded, ...events: readonly Recorded[]): readonly object[] => {
  const once = (): readonly object[] => {
    const documents = new Map<string, object>();
    for (const event of events) {
      const id = projection.key(event as never) as string | null;
      if (id === null) continue;
      const next = projection.evolve((documents.get(id) ?? null) as never, event as never, id);
      if (next) documents.set(id, next);
    }
    return [...documents.values()];
  };
  const [documents, rebuilt] = [once(), once()];
  expect(rebuilt).toEqual(documents);
  return documents;
};

test('a training is shown until it is withdrawn', () => {
  expect(fold(trainingsProjection, example('TrainingOffered'), example('TrainingWithdrawn'))).toMatchObject([{ level: 1, validMonths: 24, withdrawn: true }]);
});

test('a session shows the seats that are taken, and each seat what became of it', () => {
  const taken = [example('TrainingSessionAnnounced'), example('TrainingSeatTaken'), example('TrainingSeatTaken', { personId: 'wu' }), example('TrainingSeatGivenUp', { personId: 'wu' })];
  expect(fold(trainingSessionsProjection, ...taken)).toMatchObject([{ seats: 6, seatsTaken: 1, cancelled: false }]);
  expect(fold(trainingSessionsProjection, ...taken, example('TrainingSessionCancelled'))).toMatchObject([{ cancelled: true }]);
  expect(fold(trainingSeatsProjection, ...taken, example('TrainingAssessed')).map((one) => (one as { status: string }).status)).toEqual(['passed', 'given_back']);
});

test('a certificate tells its last day and whether it is valid today', () => {
  const story = [example('CertificateIssued'), example('CertificateUsed')];
  const shown = (today: string, ...more: readonly Recorded[]) => certificateOf(fold(certificatesProjection, ...story, ...more)[0] as CertificateDocument, today);
  expect(shown('2026-03-11')).toMatchObject({ lastUsedOn: '2026-03-10', lastDay: '2026-09-06', status: 'valid', revocationReason: null });
  expect(shown('2026-09-06').status).toBe('valid');
  expect(shown('2026-09-07').status).toBe('lapsed');
  expect(shown('2026-03-11', example('CertificateRevoked'))).toMatchObject({ status: 'revoked', revocationReason: '违反安全规程' });
});

test('a recognition ends with its last day', () => {
  expect(fold(recognitionsProjection, example('CertificatesRecognised'), example('RecognitionEnded'))).toMatchObject([{ fromOn: '2026-03-02', untilOn: '2026-05-31' }]);
});

test('terms are listed in their latest version, and each version is kept with its text', () => {
  const versions = [example('TermsPublished'), example('TermsPublished', { version: 2, sha256: 'b' })];
  expect(fold(termsProjection, ...versions)).toMatchObject([{ version: 2, sha256: 'b' }]);
  expect(fold(termsVersionsProjection, ...versions, versions[0]!)).toMatchObject([{ version: 1, text: { en: 'Wear protective equipment.' } }, { version: 2 }]);
  expect(fold(termsAcceptancesProjection, example('TermsAccepted'), example('TermsAcceptanceOutdated'))).toMatchObject([{ version: 1 }]);
});

test('of bookings those are kept that stand on a certificate, and an instrument with the class it has now', () => {
  const booked = (qualificationId: string | null) => recorded('SlotBooked', { bookingId: `b-${qualificationId}`, personId: 'luo', grounds: { qualificationId, terms: [] } });
  expect(fold(qualifiedBookingsProjection, booked(null), booked('c'), recorded('UsageRecorded', { bookingId: 'b-c' }))).toEqual([{ _id: 'b-c', certificateId: 'c', personId: 'luo' }]);
  const registered = recorded('InstrumentRegistered', { instrumentId: 'sem', ownerOrganisationId: 'institute', classCode: null });
  expect(fold(ownedInstrumentsProjection, registered, recorded('InstrumentCorrected', { instrumentId: 'sem', description: { classCode: '030102' } }))).toEqual([{ _id: 'sem', ownerOrganisationId: 'institute', classCode: '030102' }]);
});

test('who passed gets a certificate, a use is told, and a later version of terms outdates the earlier', () => {
  const errands = (event: Recorded) => qualificationsProcess.react(event as never).map((reaction) => (reaction.do === 'send' ? reaction.errand.name : reaction.do));
  expect(errands(example('TrainingAssessed'))).toEqual(['award']);
  expect(errands(example('TrainingAssessed', { outcome: 'attended' }))).toEqual([]);
  expect(errands(recorded('UsageRecorded', { bookingId: 'b', until: '2026-03-05T16:30:00.000Z' }))).toEqual(['note_use']);
  expect(errands(example('TermsPublished'))).toEqual([]);
  expect(errands(example('TermsPublished', { version: 2 }))).toEqual(['outdate']);
});
