import { story } from './samples.js';

const OF_LUO = { by: { personIds: ['luo'] } };

describe('a seat in a training', () => {
  const seat = { sessionId: 's', personId: 'luo', from: '2026-03-05T01:00:00.000Z' };

  test('waits for its day, and goes with it', () => {
    expect(story().record('TrainingSeatTaken', seat).open[0]).toMatchObject({ what: 'training_session', dueOrder: '2026-03-05T01:00:00.000Z', superior: null, waiting: OF_LUO });
    expect(story().record('TrainingSeatTaken', seat).record('TrainingAssessed', seat).waits).toEqual([]);
    expect(story().record('TrainingSeatTaken', seat).record('TrainingSeatGivenUp', seat).waits).toEqual([]);
  });

  test('that was taken away is told', () => {
    expect(story().record('TrainingSeatTaken', seat).record('TrainingSeatGivenUp', { ...seat, ground: 'session_cancelled' }).open[0]).toMatchObject({ what: 'training_cancelled', audience: [], waiting: OF_LUO });
  });
});

describe('a certificate', () => {
  const certificate = { certificateId: 'c', personId: 'luo', issuedOn: '2026-03-05', expiresOn: '2028-03-05', unusedDays: 180 };

  test('is told ahead of the day on which it lapses, which a use puts off', () => {
    expect(story().record('CertificateIssued', certificate).open[0]).toMatchObject({ what: 'certificate_expiry', shownFrom: '2026-07-03T16:00:00.000Z', dueOrder: '2026-09-01T16:00:00.000Z', waiting: OF_LUO });
    expect(story().record('CertificateIssued', certificate).record('CertificateUsed', { certificateId: 'c', personId: 'luo', usedOn: '2027-12-01' }).open[0]?.dueOrder).toBe('2028-03-05T16:00:00.000Z');
    expect(story().record('CertificateIssued', { ...certificate, expiresOn: null, unusedDays: null }).waits).toEqual([]);
  });

  test('that was revoked is told', () => {
    expect(story().record('CertificateIssued', certificate).record('CertificateRevoked', { certificateId: 'c', personId: 'luo' }).open[0]).toMatchObject({ what: 'certificate_revoked', audience: [], waiting: OF_LUO });
  });
});

test('terms of which there is a later version wait to be accepted anew', () => {
  const same = { termsId: 't', personId: 'luo' };
  const outdated = story().record('TermsAccepted', same).record('TermsAcceptanceOutdated', { ...same, version: 2, fromOn: '2026-04-01' });
  expect(outdated.open[0]).toMatchObject({ what: 'terms_acceptance', dueOrder: '2026-03-31T16:00:00.000Z', waiting: { ...OF_LUO, key: 't:luo:terms_acceptance:2' } });
  expect(outdated.record('TermsAccepted', { ...same, version: 2 }).waits).toEqual([]);
});

describe('samples', () => {
  const same = { bookingId: 'b' };
  const announced = () => story().record('SamplesAnnounced', { ...same, ownerOrganisationId: 'unit', organisationId: 'firm', announcedBy: 'luo' });

  test('wait for whoever has to act next', () => {
    expect(announced().open[0]).toMatchObject({ what: 'samples_hand_over', waiting: { by: { organisationId: 'firm', personId: 'luo' } } });
    const handed = announced().record('SamplesHandedOver', same);
    expect(handed.open[0]).toMatchObject({ what: 'samples_receipt', audience: ['organisation/unit/instrument_manager', 'operator/01953c00-0000-7000-8000-000000000021/unit'], superior: 'organisation/unit/administrator', waiting: { dueBy: 'sample_receipt_days' } });
    const received = handed.record('SamplesReceived', same);
    expect(received.waits).toEqual([]);
    const returned = received.record('SamplesReturned', same);
    expect(returned.open[0]).toMatchObject({ what: 'samples_taking_back', waiting: { by: { organisationId: 'firm', personId: 'luo' } } });
    expect(returned.record('SamplesTakenBack', same).waits).toEqual([]);
  });

  test('of which there is a result, or of which one was lost, are news to the other side', () => {
    expect(announced().record('SamplesHandedOver', same).record('SampleResultRecorded', { ...same, fileId: 'f' }).open.map(({ what, waiting }) => [what, waiting?.by])).toContainEqual(['sample_result', { organisationId: 'firm', personId: 'luo' }]);
    expect(announced().record('SampleIncidentReported', { ...same, by: 'user' }).open.map(({ what, waiting }) => [what, waiting?.by])).toContainEqual(['sample_incident', { organisationId: 'unit', roles: ['instrument_manager'], instrumentIds: ['01953c00-0000-7000-8000-000000000021'] }]);
  });
});
