import type { InterestEvent } from './events.js';
import { interestsProjection, type InterestDocument } from './interests.projection.js';
import { listedProjection, type Listed } from './listed.projection.js';
import { membersProjection } from './members.projection.js';
import { interestsSeenBy, ndasSeenBy, seesInterest } from './readers.js';
import { aboutInterest, acceptedInterest, expressed } from './samples.js';

const at = (n: number) => `2026-03-0${n}T01:00:00.000Z`;
const recorded = <E extends object>(event: E, n: number) => ({ ...event, position: String(n), metadata: { occurredAt: at(n) } }) as never;
const gone: InterestEvent = { type: 'InterestClosed', data: { ...aboutInterest, ground: 'achievement_restricted', reason: null, closedBy: 'system:interests' } };
const actor = (organisationId: string | null, ...roles: string[]) => ({ personId: 'p', organisationId, region: '500117', verified: true, roles }) as never;

const fold = (...events: readonly InterestEvent[]): InterestDocument => events.reduce<InterestDocument | null>((document, event, n) => interestsProjection.evolve(document, recorded(event, n + 1)), null)!;

describe('interests as they are read', () => {
  test('by both sides and by those who watch, and by nobody else', () => {
    const document = fold(expressed, acceptedInterest);
    expect(document).toMatchObject({ status: 'accepted', expressedAt: at(1), changedAt: at(2) });
    expect(fold(expressed, acceptedInterest)).toEqual(document);
    const sees = (who: never) => seesInterest(who, document);
    expect([actor('o-firm'), actor('o-institute'), actor('o-bureau', 'auditor'), actor('o-bureau', 'registrar'), actor('o-else'), actor(null), actor('o-bureau', 'region_reviewer')].map(sees)).toEqual([true, true, true, true, false, false, false]);
  });

  test('of what became restricted by its own unit alone', () => {
    const document = fold(expressed, acceptedInterest, gone);
    expect([actor('o-firm'), actor('o-institute'), actor('o-bureau', 'auditor')].map((who) => seesInterest(who, document))).toEqual([false, true, false]);
    expect(document).toMatchObject({ readers: ['o-institute'], watched: false });
  });

  test('a list asks for the same', () => {
    expect([interestsSeenBy(actor('o-firm')), interestsSeenBy(actor('o-bureau', 'auditor')), interestsSeenBy(actor(null)), ndasSeenBy(actor('o-firm')), ndasSeenBy(actor(null))]).toEqual([{ readers: 'o-firm' }, { watched: true }, null, { parties: 'o-firm' }, null]);
  });
});

describe('what must be known of others', () => {
  test('a listing: whether it is on the market, until when, and whether it is hidden for a while', () => {
    const step = (type: string, data: object = {}) => recorded({ type, data: { listingId: 'l-1', achievementId: 'a-1', organisationId: 'o-institute', region: '500117', expiresAt: at(9), ...data } }, 1);
    const after = (...types: readonly string[]): Listed | null => types.reduce<Listed | null>((document, type) => listedProjection.evolve(document, step(type)), null);
    expect(after('ListingPublished')).toBeNull();
    expect(after('ListingDrafted')).toMatchObject({ known: false, published: false });
    expect(after('ListingDrafted', 'ListingPublished', 'ListingTaken')).toMatchObject({ known: true, published: true, suspended: false, expiresAt: at(9) });
    expect(after('ListingDrafted', 'ListingPublished', 'ListingSuspended')).toMatchObject({ published: true, suspended: true });
    expect(after('ListingDrafted', 'ListingPublished', 'ListingSuspended', 'ListingResumed')).toMatchObject({ suspended: false });
    for (const end of ['ListingWithdrawn', 'ListingContracted', 'ListingExpired']) expect(after('ListingDrafted', 'ListingPublished', end)).toMatchObject({ known: true, published: false });
  });

  test('an organisation: who belongs to it', () => {
    const step = (type: string, data: object) => recorded({ type, data: { organisationId: 'o-firm', ...data } }, 1);
    const events = [step('OrganisationRegistered', { administrator: 'p-1' }), step('RolesGranted', { personId: 'p-2' }), step('RolesGranted', { personId: 'p-2' }), step('MemberRemoved', { personId: 'p-1' })];
    expect(events.reduce<ReturnType<typeof membersProjection.evolve>>((document, event) => membersProjection.evolve(document, event), null)).toEqual({ _id: 'o-firm', members: ['p-2'] });
    expect(membersProjection.evolve(null, step('OrganisationRegistered', { administrator: null }))).toEqual({ _id: 'o-firm', members: [] });
  });
});
