import { specification } from '@hewu/kernel/src/testing.js';
import { certificates, type CertificateCommand } from './certificates.decider.js';
import type { CertificateIssued, CertificatesRecognised, RequirementsSet, TermsAccepted, TermsPublished, TrainingOffered, TrainingSeatTaken, TrainingSessionAnnounced } from './events.js';
import { RECOGNITIONS_AT_MOST, recognitions, type RecognitionCommand } from './recognitions.decider.js';
import { requirements, type RequirementsCommand } from './requirements.decider.js';
import { terms, type TermsCommand } from './terms.decider.js';
import { termsAcceptances, type TermsAcceptanceCommand } from './terms-acceptances.decider.js';
import { training, type Training, type TrainingCommand } from './training.decider.js';
import { trainingSession, type TrainingSessionCommand } from './training-session.decider.js';

const NOW = '2026-03-02T01:00:00.000Z';
const TODAY = '2026-03-02';
const by = { organisationId: 'institute', personId: 'chen' };
const rival = { organisationId: 'rival', personId: 'zhu' };
const luo = { organisationId: 'firm', personId: 'luo' };
const name = { zh: '电镜培训', en: 'Microscopy' };
const scope = { kind: 'instrument', of: 'sem' } as const;
const course: NonNullable<Training> = { trainingId: 't', organisationId: 'institute', name, level: 1, scope, validMonths: 12, unusedDays: 90, withdrawn: false };

describe('a training', () => {
  const given = specification(training);
  const data = { trainingId: 't', name, level: 1, scope, validMonths: 12, unusedDays: 90, rules: [] };
  const offered: TrainingOffered = { type: 'TrainingOffered', data: { ...data, organisationId: 'institute', offeredBy: 'chen', offeredAt: NOW } };
  const offer: TrainingCommand = { do: 'offer', data, scopeIsYours: true, by, now: NOW };
  const withdraw: TrainingCommand = { do: 'withdraw', reason: '停办', by, now: NOW };

  test('is offered once, for instruments of its organisation', () => {
    given().when(offer).then(offered);
    given().when(offer).thenRepeatingIsHarmless();
    given(offered).when({ ...offer, by: rival }).thenRefused('training_id_reused');
    given(offered).when({ ...offer, data: { ...data, level: 2 } }).thenRefused('training_id_reused');
    given().when({ ...offer, scopeIsYours: false }).thenRefused('training_scope_not_yours', { scope });
  });

  test('is withdrawn by whoever holds it', () => {
    given(offered).when(withdraw).then({ type: 'TrainingWithdrawn', data: { trainingId: 't', organisationId: 'institute', reason: '停办', withdrawnBy: 'chen', withdrawnAt: NOW } });
    given(offered).when(withdraw).thenRepeatingIsHarmless();
    given(offered).when({ ...withdraw, by: rival }).thenRefused('training_unknown');
    given().when(withdraw).thenRefused('training_unknown');
  });
});

describe('a session', () => {
  const given = specification(trainingSession);
  const FROM = '2026-03-05T01:00:00.000Z';
  const data = { sessionId: 's', trainingId: 't', from: FROM, until: '2026-03-05T04:00:00.000Z', seats: 2, place: name };
  const announce: TrainingSessionCommand = { do: 'announce', data, training: course, by, now: NOW };
  const announced: TrainingSessionAnnounced = { type: 'TrainingSessionAnnounced', data: { ...data, organisationId: 'institute', announcedBy: 'chen', announcedAt: NOW } };
  const seat = (personId: string): TrainingSeatTaken => ({ type: 'TrainingSeatTaken', data: { sessionId: 's', trainingId: 't', organisationId: 'institute', personId, forOrganisationId: 'firm', from: FROM, takenAt: NOW } });
  const take: TrainingSessionCommand = { do: 'take', by: luo, now: NOW };
  const assess = (outcome: 'passed' | 'absent', more: object = {}): TrainingSessionCommand => ({ do: 'assess', personId: 'luo', outcome, on: '2026-03-05', by, now: FROM, ...more });
  const cancel: TrainingSessionCommand = { do: 'cancel', reason: '检修', by, now: NOW };
  const found = (outcome: 'passed' | 'absent') => ({ type: 'TrainingAssessed', data: { sessionId: 's', trainingId: 't', organisationId: 'institute', personId: 'luo', outcome, on: '2026-03-05', assessedBy: 'chen', assessedAt: FROM } }) as const;

  test('is announced by whoever holds the training, ahead', () => {
    given().when(announce).then(announced);
    given().when(announce).thenRepeatingIsHarmless();
    given(announced).when({ ...announce, by: rival }).thenRefused('training_session_id_reused');
    given(announced).when({ ...announce, data: { ...announce.data, place: { zh: '别处', en: 'Elsewhere' } } }).thenRefused('training_session_id_reused');
    given().when({ ...announce, by: rival }).thenRefused('training_unknown');
    given().when({ ...announce, training: null }).thenRefused('training_unknown');
    given().when({ ...announce, training: { ...course, withdrawn: true } }).thenRefused('training_withdrawn');
    given().when({ ...announce, data: { ...data, until: FROM } }).thenRefused('training_session_span_wrong');
    given().when({ ...announce, now: FROM }).thenRefused('training_session_span_wrong');
  });

  test('has so many seats, one for each, until it begins', () => {
    given(announced).when(take).then(seat('luo'));
    given(announced).when(take).thenRepeatingIsHarmless();
    given(announced, seat('wu'), seat('he')).when(take).thenRefused('training_session_full', { seats: 2 });
    given(announced, seat('wu'), seat('luo')).when(take).thenNothing();
    given(announced).when({ ...take, now: FROM }).thenRefused('training_session_begun');
    given().when(take).thenRefused('training_session_unknown');
    given(announced, seat('luo')).when({ do: 'give_back', by: luo, now: NOW }).then({ type: 'TrainingSeatGivenUp', data: { sessionId: 's', trainingId: 't', organisationId: 'institute', personId: 'luo', ground: 'given_back', givenUpAt: NOW } });
    given(announced).when({ do: 'give_back', by: luo, now: NOW }).thenNothing();
    given(announced, seat('luo')).when({ do: 'give_back', by: luo, now: FROM }).thenRefused('training_session_begun');
  });

  test('is cancelled with every seat in it', () => {
    const gone = (personId: string) => ({ type: 'TrainingSeatGivenUp', data: { sessionId: 's', trainingId: 't', organisationId: 'institute', personId, ground: 'session_cancelled', givenUpAt: NOW } }) as const;
    given(announced, seat('luo'), seat('wu')).when(cancel).then({ type: 'TrainingSessionCancelled', data: { sessionId: 's', trainingId: 't', organisationId: 'institute', reason: '检修', cancelledBy: 'chen', cancelledAt: NOW } }, gone('luo'), gone('wu'));
    given(announced, seat('luo')).when(cancel).thenRepeatingIsHarmless();
    given(announced).when({ ...cancel, by: rival }).thenRefused('training_session_unknown');
    given(announced).when({ ...cancel, now: FROM }).thenRefused('training_session_begun');
    const cancelled = { type: 'TrainingSessionCancelled', data: { sessionId: 's', trainingId: 't', organisationId: 'institute', reason: '检修', cancelledBy: 'chen', cancelledAt: NOW } } as const;
    given(announced, cancelled).when(take).thenRefused('training_session_cancelled');
    given(announced, cancelled).when(assess('passed')).thenRefused('training_session_cancelled');
  });

  test('is assessed by its host, once it began, for those who have a seat, never by themselves', () => {
    given(announced, seat('luo')).when(assess('passed')).then(found('passed'));
    given(announced, seat('luo')).when(assess('passed')).thenRepeatingIsHarmless();
    given(announced, seat('luo'), found('absent')).when(assess('passed')).then(found('passed'));
    given(announced, seat('luo'), found('passed')).when(assess('absent')).thenRefused('training_assessed_otherwise', { outcome: 'passed' });
    given(announced, seat('luo')).when(assess('passed', { by: rival })).thenRefused('training_session_unknown');
    given(announced).when(assess('passed')).thenRefused('training_seat_unknown');
    given(announced, seat('chen')).when(assess('passed', { personId: 'chen' })).thenRefused('assesses_oneself');
    given(announced, seat('luo')).when(assess('passed', { now: NOW })).thenRefused('training_session_not_begun', { from: FROM });
  });
});

describe('certificates of a person', () => {
  const given = specification(certificates);
  const issue: Extract<CertificateCommand, { do: 'issue' }> = { do: 'issue', certificateId: 'c', personId: 'luo', training: course, issuedOn: TODAY, expiresOn: null, sessionId: null, evidence: '旧证', known: true, by, today: TODAY, now: NOW };
  const issued: CertificateIssued = { type: 'CertificateIssued', data: { certificateId: 'c', personId: 'luo', trainingId: 't', issuerOrganisationId: 'institute', level: 1, scope, issuedOn: TODAY, expiresOn: '2027-03-02', unusedDays: 90, sessionId: null, evidence: '旧证', issuedBy: 'chen', issuedAt: NOW } };
  const revoke: CertificateCommand = { do: 'revoke', certificateId: 'c', reason: '违规', by, now: NOW };

  test('are issued by whoever holds the training, not for a day to come, nor longer than it says', () => {
    given().when(issue).then(issued);
    given().when(issue).thenRepeatingIsHarmless();
    given(issued).when({ ...issue, issuedOn: '2026-03-01' }).thenRefused('certificate_id_reused');
    given().when({ ...issue, by: rival }).thenRefused('training_unknown');
    given().when({ ...issue, training: { ...course, withdrawn: true } }).thenRefused('training_withdrawn');
    given().when({ ...issue, training: { ...course, withdrawn: true }, sessionId: 's', evidence: null }).then({ ...issued, data: { ...issued.data, sessionId: 's', evidence: null } });
    given().when({ ...issue, known: false }).thenRefused('certificate_holder_unknown');
    given().when({ ...issue, personId: 'chen' }).thenRefused('assesses_oneself');
    given().when({ ...issue, issuedOn: '2026-03-03' }).thenRefused('certificate_in_future', { issuedOn: '2026-03-03', today: TODAY });
    given().when({ ...issue, expiresOn: '2026-03-01' }).thenRefused('certificate_ends_before_it_begins');
    given().when({ ...issue, expiresOn: '2027-03-03' }).thenRefused('certificate_outlasts_training', { expiresOn: '2027-03-03', notAfter: '2027-03-02' });
    given().when({ ...issue, training: { ...course, validMonths: null } }).then({ ...issued, data: { ...issued.data, expiresOn: null } });
  });

  test('are revoked by their issuer alone', () => {
    given(issued).when(revoke).then({ type: 'CertificateRevoked', data: { certificateId: 'c', personId: 'luo', issuerOrganisationId: 'institute', reason: '违规', revokedBy: 'chen', revokedAt: NOW } });
    given(issued).when(revoke).thenRepeatingIsHarmless();
    given(issued).when({ ...revoke, by: rival }).thenRefused('certificate_unknown');
    given().when(revoke).thenRefused('certificate_unknown');
  });

  test('note one use a day', () => {
    const used = (usedOn: string): CertificateCommand => ({ do: 'note_use', certificateId: 'c', bookingId: 'b', usedOn, now: NOW });
    given(issued).when(used('2026-03-03')).then({ type: 'CertificateUsed', data: { certificateId: 'c', personId: 'luo', bookingId: 'b', usedOn: '2026-03-03', notedAt: NOW } });
    given(issued).when(used('2026-03-03')).thenRepeatingIsHarmless();
    given().when(used('2026-03-03')).thenNothing();
  });
});

test('recognitions: of somebody else, for a training of one’s own, for a time', () => {
  const given = specification(recognitions);
  const data = { recognitionId: 'r', trainingId: 't', issuerOrganisationId: 'academy', leastLevel: 2, scope, fromOn: TODAY, untilOn: '2026-12-31', reason: '互认' };
  const recognise: Extract<RecognitionCommand, { do: 'recognise' }> = { do: 'recognise', data, training: course, issuerKnown: true, by, today: TODAY, now: NOW };
  const recognised: CertificatesRecognised = { type: 'CertificatesRecognised', data: { ...data, ownerOrganisationId: 'institute', recognisedBy: 'chen', recognisedAt: NOW } };
  given().when(recognise).then(recognised);
  given().when(recognise).thenRepeatingIsHarmless();
  given(recognised).when({ ...recognise, data: { ...data, leastLevel: 1 } }).thenRefused('recognition_id_reused');
  given().when({ ...recognise, training: { ...course, organisationId: 'academy' } }).thenRefused('training_unknown');
  given().when({ ...recognise, data: { ...data, issuerOrganisationId: 'institute' } }).thenRefused('recognition_of_oneself');
  given().when({ ...recognise, issuerKnown: false }).thenRefused('recognition_issuer_unknown');
  given().when({ ...recognise, data: { ...data, untilOn: '2026-03-01' } }).thenRefused('recognition_backwards');
  given().when({ ...recognise, data: { ...data, fromOn: '2026-01-01', untilOn: '2026-02-01' } }).thenRefused('recognition_over');
  const many = Array.from({ length: RECOGNITIONS_AT_MOST }, (_, n) => ({ ...recognised, data: { ...recognised.data, recognitionId: `r${n}x` } }));
  given(...many).when(recognise).thenRefused('recognitions_too_many', { atMost: RECOGNITIONS_AT_MOST });
  const end: RecognitionCommand = { do: 'end', recognitionId: 'r', reason: '终止', by, today: '2026-06-01', now: NOW };
  given(recognised).when(end).then({ type: 'RecognitionEnded', data: { recognitionId: 'r', ownerOrganisationId: 'institute', lastOn: '2026-05-31', reason: '终止', endedBy: 'chen', endedAt: NOW } });
  given(recognised).when(end).thenRepeatingIsHarmless();
  given().when(end).thenRefused('recognition_unknown');
});

test('requirements: of one’s own instrument, training and terms, over the version one saw', () => {
  const given = specification(requirements);
  const set: RequirementsCommand = { do: 'set', subjectId: 'sem', subjectKind: 'instrument', ownerOrganisationId: 'institute', seenVersion: 0, trainingId: 't', termsIds: ['safety'], training: { organisationId: 'institute', withdrawn: false, covers: true }, foreignTerms: [], reason: '开放', by, now: NOW };
  const done: RequirementsSet = { type: 'RequirementsSet', data: { subjectId: 'sem', subjectKind: 'instrument', ownerOrganisationId: 'institute', version: 1, trainingId: 't', termsIds: ['safety'], reason: '开放', setBy: 'chen', setAt: NOW } };
  given().when(set).then(done);
  given().when(set).thenRepeatingIsHarmless();
  given().when({ ...set, ownerOrganisationId: 'rival' }).thenRefused('instrument_unknown');
  given().when({ ...set, ownerOrganisationId: null }).thenRefused('instrument_unknown');
  given().when({ ...set, training: null }).thenRefused('required_training_unknown', { trainingId: 't' });
  given().when({ ...set, training: { organisationId: 'institute', withdrawn: true, covers: true } }).thenRefused('required_training_unknown');
  given().when({ ...set, training: { organisationId: 'institute', withdrawn: false, covers: false } }).thenRefused('required_training_other_scope');
  given().when({ ...set, foreignTerms: ['safety'] }).thenRefused('required_terms_unknown', { termsIds: ['safety'] });
  given(done).when({ ...set, termsIds: [] }).thenRefused('requirements_seen_stale', { version: 1 });
  given(done).when({ ...set, termsIds: [], seenVersion: 1 }).then({ ...done, data: { ...done.data, version: 2, termsIds: [] } });
});

describe('terms', () => {
  const given = specification(terms);
  const found: TermsCommand = { do: 'found', termsId: 'safety', kind: 'safety', seenVersion: 0, title: name, text: name, sha256: 'a', fromOn: TODAY, by, today: TODAY, now: NOW };
  const first: TermsPublished = { type: 'TermsPublished', data: { termsId: 'safety', ownerOrganisationId: 'institute', kind: 'safety', version: 1, title: name, text: name, sha256: 'a', fromOn: TODAY, publishedBy: 'chen', publishedAt: NOW } };
  const second: TermsPublished = { ...first, data: { ...first.data, version: 2, sha256: 'b', fromOn: '2026-04-01' } };
  const revise: TermsCommand = { ...found, do: 'revise', kind: null, seenVersion: 1, sha256: 'b', fromOn: '2026-04-01' };

  test('are published in versions that follow one another', () => {
    given().when(found).then(first);
    given().when(found).thenRepeatingIsHarmless();
    given(first).when({ ...found, by: rival }).thenRefused('terms_id_reused');
    given(first).when({ ...found, sha256: 'x' }).thenRefused('terms_id_reused');
    given().when({ ...found, fromOn: '2026-03-01' }).thenRefused('terms_from_in_past');
    given(first).when(revise).then(second);
    given(first).when(revise).thenRepeatingIsHarmless();
    given(first).when({ ...revise, by: rival }).thenRefused('terms_unknown');
    given().when(revise).thenRefused('terms_unknown');
    given(first).when({ ...revise, sha256: 'a' }).thenRefused('terms_unchanged');
    given(first, second).when({ ...revise, sha256: 'c' }).thenRefused('terms_seen_stale', { version: 2 });
    given(first, second).when({ ...revise, seenVersion: 2, sha256: 'c', fromOn: TODAY }).thenRefused('terms_from_too_early', { fromOn: TODAY, notBefore: '2026-04-01' });
    const many = Array.from({ length: 500 }, (_, n) => ({ ...first, data: { ...first.data, version: n + 1, sha256: `v${n}` } }));
    given(...many).when({ ...revise, seenVersion: 500 }).thenRefused('terms_versions_too_many', { atMost: 500 });
  });

  test('are accepted in the version of the day or one to come, by the SHA-256 of what was read', () => {
    const accepting = specification(termsAcceptances);
    const stands = [first, second].reduce(terms.evolve, null);
    const accept: Extract<TermsAcceptanceCommand, { do: 'accept' }> = { do: 'accept', personId: 'luo', organisationId: 'firm', terms: stands, version: 1, sha256: 'a', today: TODAY, now: NOW };
    const accepted: TermsAccepted = { type: 'TermsAccepted', data: { personId: 'luo', termsId: 'safety', ownerOrganisationId: 'institute', version: 1, sha256: 'a', organisationId: 'firm', acceptedAt: NOW } };
    accepting().when(accept).then(accepted);
    accepting().when(accept).thenRepeatingIsHarmless();
    accepting(accepted).when({ ...accept, version: 2, sha256: 'b' }).then({ ...accepted, data: { ...accepted.data, version: 2, sha256: 'b' } });
    accepting().when({ ...accept, terms: null }).thenRefused('terms_unknown');
    accepting().when({ ...accept, version: 3 }).thenRefused('terms_version_unknown', { version: 2 });
    accepting().when({ ...accept, today: '2026-04-01' }).thenRefused('terms_version_stale', { version: 2 });
    accepting().when({ ...accept, sha256: 'b' }).thenRefused('terms_text_differs', { sha256: 'a' });
    const outdate: TermsAcceptanceCommand = { do: 'outdate', personId: 'luo', terms: stands, version: 2, now: NOW };
    accepting(accepted).when(outdate).then({ type: 'TermsAcceptanceOutdated', data: { personId: 'luo', termsId: 'safety', ownerOrganisationId: 'institute', acceptedVersion: 1, version: 2, fromOn: '2026-04-01', outdatedAt: NOW } });
    accepting().when(outdate).thenNothing();
    accepting(accepted, { ...accepted, data: { ...accepted.data, version: 2, sha256: 'b' } }).when(outdate).thenNothing();
  });
});
