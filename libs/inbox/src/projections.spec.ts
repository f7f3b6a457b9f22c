import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import { audienceOf, superiorOf, wordsOf } from './audience.js';
import { calendarLinksProjection, type CalendarLinkDocument } from './calendar-links.projection.js';
import { lettersProjection, type LetterDocument } from './letters.projection.js';
import { acts, operatedProjection, type OperatedDocument } from './operators.projection.js';
import { staffProjection, type StaffDocument } from './staff.projection.js';

const recorded = <E extends Event>(type: string, data: object): Recorded<E> =>
  ({ type, data, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '1', recordedAt: '2026-03-02T01:00:00.000Z', metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } }) as unknown as Recorded<E>;
const example = <E extends Event>(type: string): Recorded<E> => recorded(type, JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object);

test('a letter is followed to its end, and the sender finds it only while there is something to do', () => {
  const letter = (...types: string[]): LetterDocument | null => types.reduce<LetterDocument | null>((document, type) => lettersProjection.evolve(document, example(type)), null);
  expect(letter('LetterQueued')).toMatchObject({ kind: 'reminder', status: 'queued', nextAt: '2026-03-06T16:00:00.000Z' });
  expect(letter('LetterQueued', 'LetterHeld')).toMatchObject({ status: 'held', nextAt: '2026-03-08T00:00:00.000Z' });
  expect(letter('LetterQueued', 'LetterHeld', 'LetterEnclosed')).toMatchObject({ status: 'enclosed', nextAt: null });
  expect(letter('LetterQueued', 'LetterAttempted')).toMatchObject({ status: 'attempted', attempts: 1, nextAt: '2026-03-06T16:05:00.000Z' });
  expect(letter('LetterQueued', 'LetterAttempted', 'LetterFailed')).toMatchObject({ status: 'failed', ground: 'refused_for_now', nextAt: '2026-03-06T16:01:01.000Z' });
  expect(letter('LetterQueued', 'LetterAttempted', 'LetterSent')).toMatchObject({ status: 'sent', ground: null, nextAt: null });
  expect(letter('LetterQueued', 'LetterGivenUp')).toMatchObject({ status: 'given_up', ground: 'unreachable', nextAt: null });
  expect(letter('LetterQueued', 'LetterDropped')).toMatchObject({ status: 'dropped', ground: 'done', nextAt: null });
  expect(letter('DigestQueued')).toMatchObject({ kind: 'digest', what: null, encloses: [expect.any(String)] });
  expect(lettersProjection.key(example('LetterSent'))).toBe(letter('LetterQueued')!._id);
});

test('a calendar link is found by the hash of its token until it is revoked', () => {
  const made = calendarLinksProjection.evolve(null, example('CalendarLinkMade')) as CalendarLinkDocument;
  expect(made._id).toBe(calendarLinksProjection.key(example('CalendarLinkRevoked')));
  expect(calendarLinksProjection.evolve(made, example('CalendarLinkRevoked'))).toBeNull();
  expect(calendarLinksProjection.key(example('PreferencesSet'))).toBeNull();
});

test('who does what in an organisation', () => {
  const registered = { organisationId: 'o-1', region: '500117', kind: 'government_authority', registeredBy: 'p-1', administrator: 'p-1' };
  const staff = (...events: [string, object][]): StaffDocument | null => events.reduce<StaffDocument | null>((document, [type, data]) => staffProjection.evolve(document, recorded(type, { organisationId: 'o-1', ...data })), null);
  expect(staff(['OrganisationRegistered', registered])).toMatchObject({ authority: true, persons: ['p-1'], members: [{ personId: 'p-1', roles: [], administrator: true }] });
  const granted: [string, object] = ['RolesGranted', { personId: 'p-2', roles: ['region_reviewer'], administrator: false }];
  expect(staff(['OrganisationRegistered', registered], granted, granted)?.persons).toEqual(['p-1', 'p-2']);
  expect(staff(['OrganisationRegistered', registered], granted, ['MemberRemoved', { personId: 'p-2' }])?.persons).toEqual(['p-1']);
  expect(staff(granted)).toBeNull();
});

test('who looks after an instrument, from the appointment to the release, on each day of their term', () => {
  const operated = (...events: readonly (readonly [string, object])[]): OperatedDocument | null => events.reduce<OperatedDocument | null>((document, [type, data]) => operatedProjection.evolve(document, recorded(type, { instrumentId: 'i-1', ...data })), null);
  const appointed = (personId: string, untilOn: string | null = null) => ['OperatorAppointed', { personId, fromOn: '2026-03-02', untilOn, deputyOf: null }] as const;
  const two = operated(appointed('p-1'), appointed('p-2', '2026-03-04'), appointed('p-1', '2026-03-03'));
  expect(two).toEqual({ _id: 'i-1', operators: [{ personId: 'p-2', fromOn: '2026-03-02', untilOn: '2026-03-04' }, { personId: 'p-1', fromOn: '2026-03-02', untilOn: '2026-03-03' }], persons: ['p-2', 'p-1'] });
  expect(['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'].map((day) => acts(two!.operators[0]!, day))).toEqual([false, true, true, false]);
  expect(operated(appointed('p-1'), ['OperatorReleased', { personId: 'p-1' }])).toBeNull();
  expect(operatedProjection.key(recorded('OperatorsMissing', { instrumentId: 'i-1' }))).toBeNull();
});

test('a person answers to their roles where they hold them: a region’s in its authority alone', () => {
  const firm = { organisationId: 'o-1', region: '500117', authority: false, roles: ['region_reviewer', 'firm_member'], administrator: true, operates: [] };
  expect(wordsOf('p-1', firm)).toEqual(['person/p-1/o-1', 'organisation/o-1/region_reviewer', 'organisation/o-1/firm_member', 'organisation/o-1/administrator']);
  expect(wordsOf('p-1', { ...firm, authority: true, administrator: false })).toContain('region/500117/region_reviewer');
  const byOperators = { organisationId: 'o-1', roles: ['instrument_manager'], instrumentIds: ['i-1'] } as const;
  expect(wordsOf('p-1', { ...firm, operates: ['i-1'] })).toContain('operator/i-1/o-1');
  expect(audienceOf(byOperators)).toEqual(['organisation/o-1/instrument_manager', 'operator/i-1/o-1']);
  // Of an instrument, not of every one; and for its owner, not for whatever else they are a member of.
  expect(audienceOf(byOperators).filter((word) => wordsOf('p-1', { ...firm, organisationId: 'o-2', operates: ['i-1'] }).includes(word))).toEqual([]);
  expect(superiorOf(byOperators)).toBe('organisation/o-1/administrator');
  expect(audienceOf({ organisationId: 'o-1', personId: 'p-1' })).toEqual(['person/p-1/o-1']);
  expect([superiorOf({ region: '500117', roles: ['registrar'] }), superiorOf({ organisationId: 'o-1', personId: 'p-1' })]).toEqual(['region/500117/platform_administrator', 'organisation/o-1/administrator']);
});
