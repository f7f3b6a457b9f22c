import fc from 'fast-check';
import { daysFrom, plusDays } from '@hewu/calendar/src/days.js';
import type { TermsVersion } from './terms.decider.js';
import { answerOf } from './qualification.decider.js';
import { versionOn } from './terms.decider.js';
import { trainingSession, type TrainingSession } from './training-session.decider.js';
import { isValidOn, lastDayOf, standsFor, type Certificate, type Recognition, type Wanted } from './validity.decider.js';

const FIRST = '2026-01-01';
const LAST = '2026-03-01';
const day = fc.integer({ min: 0, max: 59 }).map((n) => plusDays(FIRST, n));
const scope = fc.record({ kind: fc.constantFrom('instrument' as const, 'class' as const), of: fc.constantFrom('a', 'b') });
const certificate: fc.Arbitrary<Certificate> = fc.record({
  certificateId: fc.constantFrom('c1', 'c2', 'c3'), trainingId: fc.constantFrom('t1', 't2', 't3'), issuerOrganisationId: fc.constantFrom('own', 'x', 'y'), level: fc.integer({ min: 1, max: 3 }), scope,
  issuedOn: day, expiresOn: fc.option(day, { nil: null }), unusedDays: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }), lastUsedOn: fc.option(day, { nil: null }), revoked: fc.boolean(),
});
const wanted: fc.Arbitrary<Wanted> = fc.record({ trainingId: fc.constantFrom('t1', 't2'), organisationId: fc.constant('own'), level: fc.integer({ min: 1, max: 3 }), scope });
const recognition: fc.Arbitrary<Recognition> = fc.record({ trainingId: fc.constantFrom('t1', 't2'), issuerOrganisationId: fc.constantFrom('x', 'y'), leastLevel: fc.integer({ min: 1, max: 3 }), scope, fromOn: day, untilOn: fc.option(day, { nil: null }) });

/** Walks from the day of issue, one day at a time, and counts how long it has lain unused. */
const validByWalking = (one: Certificate, asked: string): boolean => {
  if (one.revoked) return false;
  let unused = 0;
  for (const today of daysFrom(one.issuedOn, plusDays(LAST, 60))) {
    unused = today === one.issuedOn || today === one.lastUsedOn ? 0 : unused + 1;
    // Only the last use is known: what lay before it was in use.
    const inUse = one.lastUsedOn !== null && today < one.lastUsedOn;
    const holds = (one.expiresOn === null || today <= one.expiresOn) && (one.unusedDays === null || inUse || unused <= one.unusedDays);
    if (today === asked) return holds;
  }
  return false;
};

test('a certificate is valid on exactly the days on which a walk through the calendar finds it so', () => {
  fc.assert(fc.property(certificate, day, (one, asked) => {
    expect(isValidOn(one, asked)).toBe(validByWalking(one, asked));
    const last = lastDayOf(one);
    if (last !== null && last >= one.issuedOn && !one.revoked) expect([isValidOn(one, last), isValidOn(one, plusDays(last, 1))]).toEqual([true, false]);
  }), { numRuns: 2_000 });
});

test('who may operate on some days is who holds something on each of them, of their own or recognised within its window', () => {
  fc.assert(fc.property(fc.array(certificate, { maxLength: 5 }), wanted, fc.array(recognition, { maxLength: 4 }), fc.uniqueArray(day, { minLength: 1, maxLength: 3 }), (certificates, asked, recognitions, days) => {
    const recognised = (one: Certificate, on: string): boolean => recognitions.filter((each) => each.trainingId === asked.trainingId && each.issuerOrganisationId === one.issuerOrganisationId).some(({ leastLevel, scope: of, fromOn, untilOn }) => one.level >= leastLevel && of.kind === one.scope.kind && of.of === one.scope.of && daysFrom(fromOn, untilOn ?? plusDays(LAST, 60)).includes(on));
    const own = (one: Certificate): boolean => one.trainingId === asked.trainingId || (one.issuerOrganisationId === 'own' && one.level >= asked.level && JSON.stringify([one.scope.kind, one.scope.of]) === JSON.stringify([asked.scope.kind, asked.scope.of]));
    const truth = days.every((on) => certificates.some((one) => validByWalking(one, on) && (own(one) || (one.issuerOrganisationId !== 'own' && recognised(one, on)))));
    const { qualificationId, missing } = answerOf({ wanted: asked, certificates, recognitions, terms: [], accepted: {} }, 'self_operation', days);
    expect(missing.length === 0).toBe(truth);
    if (truth) expect(certificates.some((one) => one.certificateId === qualificationId && isValidOn(one, days[0]!) && standsFor(one, asked, recognitions, days[0]!))).toBe(true);
    expect(answerOf({ wanted: asked, certificates, recognitions, terms: [], accepted: {} }, 'sample_drop', days).missing).toEqual([]);
  }), { numRuns: 2_000 });
});

test('terms are asked for in the version of each day, and what is not accepted is missing', () => {
  const versions = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 5 }).map((starts): TermsVersion[] => [...starts].sort((a, b) => a - b).map((n, at) => ({ version: at + 1, sha256: String(at), fromOn: plusDays(FIRST, n) })));
  fc.assert(fc.property(versions, fc.uniqueArray(fc.integer({ min: 1, max: 5 })), fc.uniqueArray(day, { minLength: 1, maxLength: 4 }), (stands, accepted, days) => {
    const inForce = new Set(days.flatMap((on) => { const found = stands.filter(({ fromOn }) => fromOn <= on).at(-1); return found ? [found.version] : []; }));
    for (const on of days) expect(versionOn(stands, on)?.version ?? null).toBe(stands.filter(({ fromOn }) => fromOn <= on).at(-1)?.version ?? null);
    const answer = answerOf({ wanted: null, certificates: [], recognitions: [], terms: [{ termsId: 'x', ownerOrganisationId: 'own', kind: 'safety', title: { zh: '', en: '' }, versions: stands }], accepted: { x: accepted } }, 'undecided', days);
    expect([...answer.terms.map(({ version }) => version), ...answer.missing.map((lack) => (lack.kind === 'terms' ? lack.version : 0))].sort()).toEqual([...inForce].sort());
    expect(answer.terms.every(({ version }) => accepted.includes(version)) && answer.missing.every((lack) => lack.kind === 'terms' && !accepted.includes(lack.version))).toBe(true);
  }));
});

test('however takings, returns and repetitions come one after another, never more have a seat than there are', () => {
  const step = fc.record({ do: fc.constantFrom('take' as const, 'take' as const, 'give_back' as const), personId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') });
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 40 }), (seats, steps) => {
    const now = '2026-03-02T01:00:00.000Z';
    let state: TrainingSession = { sessionId: 's', trainingId: 't', organisationId: 'own', from: '2026-03-05T01:00:00.000Z', until: '2026-03-05T02:00:00.000Z', seats, place: { zh: '一号楼', en: 'House 1' }, cancelled: false, taken: {} };
    const truth = new Set<string>();
    for (const { do: what, personId } of steps) {
      const answer = trainingSession.decide({ do: what, by: { organisationId: 'firm', personId }, now }, state);
      if (what === 'give_back') truth.delete(personId);
      else if (truth.size < seats) truth.add(personId);
      if ('refused' in answer) expect(answer.refused).toBe('training_session_full');
      else state = answer.reduce(trainingSession.evolve, state);
      expect(new Set(Object.keys(state!.taken))).toEqual(truth);
      expect(truth.size).toBeLessThanOrEqual(seats);
    }
  }));
});
