import type { Document } from '@hewu/kernel/src/read-store.js';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { dealingsId, dealingsProjection } from './dealings.projection.js';
import type { OrganisationEvent, PersonEvent } from './events.js';
import { membershipsProjection } from './memberships.projection.js';
import { organisationsFilter, organisationsProjection } from './organisations.projection.js';
import { peopleProjection } from './people.projection.js';
import { BY_MARCH_16 } from './samples.js';

/** Folds recorded events as the runner does: each into the documents that its key names. */
const fold = <D extends Document, E extends Event>(projection: Projection<D, E>, ...events: readonly E[]): Record<string, D> => {
  const documents: Record<string, D> = {};
  events.forEach((event, index) => {
    const recorded = { ...event, metadata: { occurredAt: `2026-03-02T01:00:0${index}.000Z` } } as unknown as Recorded<E>;
    for (const key of [projection.key(recorded) ?? []].flat()) {
      const next = projection.evolve(documents[key] ?? null, recorded);
      if (next === null) delete documents[key];
      else documents[key] = next;
    }
  });
  return documents;
};

const organisationId = 'o-1';
const registered: OrganisationEvent = {
  type: 'OrganisationRegistered',
  data: { organisationId, name: '合川区农业科学研究所', nameEn: 'Hechuan Institute of Agriculture', kind: 'research_institute', region: '500117', uscc: '12500117MB0001234A', usccOverride: null, registeredBy: 'li', administrator: 'li' },
};
const verified: OrganisationEvent = { type: 'OrganisationVerified', data: { organisationId, region: '500117', verifiedBy: 'zhao', evidence: '证书' } };
const returned: OrganisationEvent = { type: 'OrganisationReturned', data: { organisationId, region: '500117', returnedBy: 'zhao', reason: '名称不符' } };
const granted = (personId: string, roles: string[], administrator = false, id = organisationId): OrganisationEvent => ({ type: 'RolesGranted', data: { organisationId: id, personId, roles, administrator, grantedBy: 'li' } });
const removed = (personId: string): OrganisationEvent => ({ type: 'MemberRemoved', data: { organisationId, personId, removedBy: 'li' } });

describe('organisations', () => {
  test('show their state and, while there is one, the remark of their region', () => {
    expect(fold(organisationsProjection, registered)['o-1']).toMatchObject({ status: 'awaiting', verified: false, remark: null, registeredAt: '2026-03-02T01:00:00.000Z' });
    expect(fold(organisationsProjection, registered, returned)['o-1']).toMatchObject({ status: 'returned', remark: '名称不符' });
    const corrected: OrganisationEvent = { type: 'OrganisationCorrected', data: { organisationId, name: '合川区农科院', nameEn: null, kind: 'research_institute', region: '500117', correctedBy: 'li' } };
    expect(fold(organisationsProjection, registered, returned, corrected, verified)['o-1']).toMatchObject({ name: '合川区农科院', nameEn: null, status: 'verified', verified: true, remark: null, verifiedAt: '2026-03-02T01:00:03.000Z' });
    const suspended: OrganisationEvent = { type: 'OrganisationSuspended', data: { organisationId, region: '500117', suspendedBy: 'sun', reason: '吊销' } };
    expect(fold(organisationsProjection, registered, verified, suspended)['o-1']).toMatchObject({ status: 'suspended', verified: false, remark: '吊销' });
    expect(fold(organisationsProjection, registered, verified, suspended, corrected)['o-1']).toMatchObject({ name: '合川区农科院', status: 'suspended', remark: '吊销' });
  });

  test('are found by words of either name and by their code', () => {
    const document = fold(organisationsProjection, registered)['o-1']!;
    for (const q of ['农业', '合川 研究所', 'agriculture institutes', '12500117mb0001234a']) {
      const { terms } = organisationsFilter({ q }) as { terms: { $all: string[] } };
      expect({ q, missing: terms.$all.filter((term) => !document.terms.includes(term)) }).toEqual({ q, missing: [] });
    }
    expect(organisationsFilter({ q: '的' })).not.toHaveProperty('terms');
  });

  test('are not there before they are registered, although their code was let pass', () => {
    expect(fold(organisationsProjection, { type: 'ChecksumOverridden', data: { organisationId, uscc: 'x', evidence: 'y', allowedBy: 'sun' } })).toEqual({});
  });
});

describe('memberships', () => {
  test('say where a person is and what they do there', () => {
    const documents = fold(membershipsProjection, registered, granted('wang', ['researcher']), granted('wang', ['expert'], true, 'o-2'), granted('wang', ['transfer_officer']));
    expect(documents['li']).toEqual({ _id: 'li', organisations: ['o-1'], memberships: [{ organisationId: 'o-1', roles: [], administrator: true }], everIn: ['o-1'], offers: [], askedBy: [] });
    expect(documents['wang']).toEqual({
      _id: 'wang', organisations: ['o-2', 'o-1'],
      memberships: [{ organisationId: 'o-2', roles: ['expert'], administrator: true }, { organisationId: 'o-1', roles: ['transfer_officer'], administrator: false }],
      everIn: ['o-1', 'o-2'], offers: [], askedBy: [],
    });
  });

  test('end when the member goes, who was there all the same', () =>
    expect(fold(membershipsProjection, registered, granted('wang', ['expert']), removed('wang'))['wang']).toEqual({ _id: 'wang', organisations: [], memberships: [], everIn: ['o-1'], offers: [], askedBy: [] }));

  test('are none while the person is only asked; who declined was never there', () => {
    const asked: OrganisationEvent = { type: 'MembershipOffered', data: { organisationId, organisationName: '合川区农业科学研究所', personId: 'wang', roles: ['expert'], administrator: false, offeredBy: 'li', respondBy: BY_MARCH_16 } };
    const declined: OrganisationEvent = { type: 'MembershipOfferEnded', data: { organisationId, personId: 'wang', ground: 'declined', endedBy: 'wang' } };
    const offers = [{ organisationId, roles: ['expert'], administrator: false, offeredBy: 'li', answerBy: BY_MARCH_16.at }];
    expect(fold(membershipsProjection, registered, asked)['wang']).toEqual({ _id: 'wang', organisations: [], memberships: [], everIn: [], offers, askedBy: ['o-1'] });
    expect(fold(membershipsProjection, registered, asked, declined)['wang']).toEqual({ _id: 'wang', organisations: [], memberships: [], everIn: [], offers: [], askedBy: [] });
    expect(fold(membershipsProjection, registered, asked, granted('wang', ['expert']))['wang']).toMatchObject({ organisations: ['o-1'], everIn: ['o-1'], offers: [], askedBy: [] });
  });
});

describe('people', () => {
  const person = (type: 'PersonRegistered' | 'PersonCorrected', name: string | null): PersonEvent => ({ type, data: { personId: 'p-1', name, mail: name && 'w@x.example', phone: null } });
  const erased: PersonEvent = { type: 'PersonErased', data: { personId: 'p-1', reason: '本人申请' } };

  test('are called what they last said', () => {
    expect(fold(peopleProjection, person('PersonRegistered', '王岚'), person('PersonCorrected', '王兰'))['p-1']).toEqual({ _id: 'p-1', name: '王兰', mail: 'w@x.example', phone: null, erased: false });
  });

  test('are only an id once erased, live and in a rebuild after the key is gone alike', () => {
    const live = fold(peopleProjection, person('PersonRegistered', '王岚'), erased);
    expect(live['p-1']).toEqual({ _id: 'p-1', name: null, mail: null, phone: null, erased: true });
    expect(fold(peopleProjection, person('PersonRegistered', null), erased)).toEqual(live);
  });
});

describe('dealings', () => {
  const event = (type: string, data: object, onBehalfOf: string | null = null) => ({ type, data, metadata: { onBehalfOf } }) as unknown as Parameters<typeof dealingsProjection.key>[0];

  test.each<[string, object, string | null]>([
    ['InterestExpressed', { toOrganisationId: 'o-2', byOrganisationId: 'o-1' }, null],
    ['NegotiationOpened', { sellerOrganisationId: 'o-2', buyerOrganisationId: 'o-1' }, null],
    ['SlotBooked', { ownerOrganisationId: 'o-1', organisationId: 'o-2' }, null],
    ['ProposalSubmitted', { demandOrganisationId: 'o-1', organisationId: 'o-2' }, null],
    ['TeamAdmitted', { demandId: 'd', organisationId: 'o-2' }, 'o-1'],
    ['MandateGranted', { principalOrganisationId: 'o-2', agentOrganisationId: 'o-1' }, null],
  ])('are one document of two organisations, whichever acts: %s', (type, data, onBehalfOf) => {
    const recorded = event(type, data, onBehalfOf);
    expect(dealingsProjection.key(recorded)).toBe(dealingsId('o-1', 'o-2'));
    expect(dealingsProjection.evolve(null, recorded)).toEqual({ _id: dealingsId('o-2', 'o-1') });
  });

  test('are none of an organisation with itself, of an event without two, and of a bidder with the seller', () => {
    expect(dealingsProjection.key(event('SlotBooked', { ownerOrganisationId: 'o-1', organisationId: 'o-1' }))).toBeNull();
    expect(dealingsProjection.key(event('BookingMoved', { bookingId: 'b' }))).toBeNull();
    expect(dealingsProjection.key(event('TeamAdmitted', { organisationId: 'o-2' }))).toBeNull();
    expect(dealingsProjection.key(event('BidderRegistered', { organisationId: 'o-2', custodianOrganisationId: 'o-bank' }))).toBe(dealingsId('o-2', 'o-bank'));
  });
});
