import type { Recorded } from '@hewu/kernel/src/event.js';
import type { OrganisationEvent, PersonEvent } from '@hewu/organisations/src/events.js';
import type { ExpertEntryEvent, ExpertEntryPublished } from './events.js';
import { findableExperts } from './expert.findable.js';
import { expertsProjection, type ExpertDocument } from './experts.projection.js';

type Any = ExpertEntryEvent | PersonEvent | OrganisationEvent;
const recorded = (event: Any, n: number): Recorded<Any> => ({
  ...event, eventId: `e-${n}`, schemaVersion: 1, stream: 's', revision: n, position: `00${n}`, recordedAt: '',
  metadata: { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'p-1', onBehalfOf: null, region: null, legalBasis: null, occurredAt: `2026-03-02T01:00:0${n}.000Z` },
});
const after = (...events: Any[]): ExpertDocument | null => events.map(recorded).reduce<ExpertDocument | null>(expertsProjection.evolve, null);

const published: ExpertEntryPublished = { type: 'ExpertEntryPublished', data: { personId: 'p-1', organisationId: 'o-1', region: '500117', name: '王敏', expertise: '花椒油加工' } };
const roles = (organisationId: string, ...held: string[]): OrganisationEvent => ({ type: 'RolesGranted', data: { organisationId, personId: 'p-1', roles: held, administrator: false, grantedBy: 'p-2' } });
const isPublic = (document: ExpertDocument | null): boolean => document !== null && findableExperts.entryOf(document) !== null;

test('whoever said so is found by name and by what they know', () => {
  const document = after(published);
  expect(document).toMatchObject({ _id: 'p-1', listed: true, name: '王敏', organisationId: 'o-1', region: '500117', publishedAt: '2026-03-02T01:00:00.000Z' });
  expect(document!.terms).toEqual(expect.arrayContaining(['花椒油', '~花椒油']));
});

test.each<[string, Any, boolean]>([
  ['withdrew', { type: 'ExpertEntryWithdrawn', data: { personId: 'p-1' } }, false],
  ['was erased', { type: 'PersonErased', data: { personId: 'p-1', reason: '本人申请' } }, false],
  ['left the organisation', { type: 'MemberRemoved', data: { organisationId: 'o-1', personId: 'p-1', removedBy: 'p-1' } }, false],
  ['left another organisation', { type: 'MemberRemoved', data: { organisationId: 'o-2', personId: 'p-1', removedBy: 'p-1' } }, true],
  ['holds no such role there any more', roles('o-1', 'transfer_officer'), false],
  ['holds another such role there', roles('o-1', 'expert'), true],
  ['holds none elsewhere', roles('o-2'), true],
])('whoever %s', (_what, event, still) => {
  const document = after(published, event);
  expect(isPublic(document)).toBe(still);
  if (!still) expect(JSON.stringify(document)).not.toMatch(/王敏|花椒/);
});

test('folded anew without the key there is nothing to show', () => {
  expect(isPublic(after({ ...published, data: { ...published.data, name: null, expertise: null } }))).toBe(false);
  expect(after(roles('o-1', 'expert'))).toBeNull();
});
