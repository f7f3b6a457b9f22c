import { specification } from '@hewu/kernel/src/testing.js';
import type { OrganisationEvent } from './events.js';
import { membershipOffers } from './membership-offers.process.js';
import { organisation, type By, type OrganisationCommand } from './organisation.decider.js';
import { BY_MARCH_16, NOW } from './samples.js';

const given = specification(organisation);
const organisationId = 'o-1';
const by = (personId: string, more: Partial<By> = {}): By => ({ personId, region: null, roles: [], system: false, ...more });
const TOO_LATE = BY_MARCH_16.at;

const named = '合川区农业科学研究所';
const registered: OrganisationEvent = { type: 'OrganisationRegistered', data: { organisationId, name: named, nameEn: null, kind: 'research_institute', region: '500117', uscc: '12500117MB0001234A', usccOverride: null, registeredBy: 'li', administrator: 'li' } };
const offered = (roles: string[], administrator = false, offeredBy = 'li'): OrganisationEvent => ({ type: 'MembershipOffered', data: { organisationId, organisationName: named, personId: 'wang', roles, administrator, offeredBy, respondBy: BY_MARCH_16 } });
const ended = (ground: 'declined' | 'withdrawn' | 'lapsed', endedBy: string): OrganisationEvent => ({ type: 'MembershipOfferEnded', data: { organisationId, personId: 'wang', ground, endedBy } });
const joined = (roles: string[], administrator = false): OrganisationEvent => ({ type: 'RolesGranted', data: { organisationId, personId: 'wang', roles, administrator, grantedBy: 'li' } });

const offer = (roles: string[], more: Partial<{ by: By; administrator: boolean; now: string }> = {}): OrganisationCommand => ({ type: 'GrantRoles', organisationId, by: by('li'), personId: 'wang', roles, personKnown: true, now: NOW, respondBy: BY_MARCH_16, ...more });
const answer = (accepts: boolean, personId = 'wang', now = NOW): OrganisationCommand => ({ type: 'AnswerOffer', organisationId, by: by(personId), accepts, now });
const takeBack = (who: By = by('li'), erased = false): OrganisationCommand => ({ type: 'RemoveMember', organisationId, by: who, personId: 'wang', erased });
const lapse = (now = TOO_LATE): OrganisationCommand => ({ type: 'LapseOffer', organisationId, by: by('system:membership-offers', { system: true }), personId: 'wang', now });

describe('whoever is no member', () => {
  test('is asked, and is a member when they accept, with what they were asked for', () => {
    given(registered).when(offer(['researcher'])).then(offered(['researcher']));
    given(registered).when(offer(['researcher'])).thenRepeatingIsHarmless();
    given(registered, offered(['researcher'], true)).when(answer(true)).then(joined(['researcher'], true));
    given(registered, offered(['researcher'])).when(answer(true)).thenRepeatingIsHarmless();
    const state = [registered, offered(['researcher'], true)].reduce(organisation.evolve, organisation.initialState);
    expect([Object.keys(state.members), state.administrators]).toEqual([['li'], ['li']]);
  });

  test('is asked anew for other roles, and when the time is over although nobody has noted it yet', () => {
    given(registered, offered(['researcher'])).when(offer(['expert'])).then(offered(['expert']));
    given(registered, offered(['researcher'])).when(offer(['researcher'], { administrator: true })).then(offered(['researcher'], true));
    given(registered, offered(['researcher'])).when(offer(['researcher'], { now: TOO_LATE })).then(offered(['researcher']));
    given(registered, offered(['researcher']), ended('declined', 'wang')).when(offer(['researcher'])).then(offered(['researcher']));
  });

  test('says no, or nothing in time, and is none', () => {
    given(registered, offered([])).when(answer(false)).then(ended('declined', 'wang'));
    given(registered, offered([])).when(answer(false)).thenRepeatingIsHarmless();
    given(registered, offered([])).when(lapse()).then(ended('lapsed', 'system:membership-offers'));
    given(registered, offered([])).when(lapse()).thenRepeatingIsHarmless();
    given(registered, offered([])).when(lapse(NOW)).thenNothing();
    given(registered, offered([])).when(answer(true, 'wang', TOO_LATE)).thenRefused('membership_not_offered');
    given(registered, offered([]), ended('withdrawn', 'li')).when(answer(true)).thenRefused('membership_not_offered');
  });

  test('answers by themselves alone', () => {
    given().when(answer(true)).thenRefused('organisation_unknown');
    given(registered).when(answer(true)).thenRefused('membership_not_offered');
    given(registered, offered([])).when(answer(true, 'zhao')).thenRefused('membership_not_offered');
    given(registered, offered([])).when(answer(false, 'li')).thenRefused('membership_not_offered');
    // Who has joined leaves in another way.
    given(registered, joined([])).when(answer(false)).thenRefused('membership_not_offered');
  });

  test('may still look at an entry of which they are asked to be a member, and decide on it', () => {
    given(registered, offered([])).when({ type: 'VerifyOrganisation', organisationId, by: by('wang', { region: '500117', roles: ['region_reviewer'] }), evidence: '法人证书' })
      .then({ type: 'OrganisationVerified', data: { organisationId, region: '500117', verifiedBy: 'wang', evidence: '法人证书' } });
  });
});

describe('an offer', () => {
  test('is taken back by an administrator, declined by the person on the same way, and ends when they are erased', () => {
    given(registered, offered([])).when(takeBack()).then(ended('withdrawn', 'li'));
    given(registered, offered([])).when(takeBack()).thenRepeatingIsHarmless();
    given(registered, offered([])).when(takeBack(by('wang'))).then(ended('declined', 'wang'));
    given(registered, offered([])).when(takeBack(by('zhou'))).thenRefused('administrator_required');
    given(registered, offered([])).when(takeBack(by('system:operator', { system: true }), true)).then(ended('withdrawn', 'system:operator'));
  });

  test('of an authority’s roles is accepted only while that authority is verified', () => {
    const bureau = { ...registered, data: { ...registered.data, kind: 'government_authority' } } as OrganisationEvent;
    const verified: OrganisationEvent = { type: 'OrganisationVerified', data: { organisationId, region: '500117', verifiedBy: 'zhao', evidence: '三定方案' } };
    const suspended: OrganisationEvent = { type: 'OrganisationSuspended', data: { organisationId, region: '500117', suspendedBy: 'sun', reason: '撤并' } };
    given(bureau, verified, offered(['registrar']), suspended).when(answer(true)).thenRefused('authority_not_verified', { roles: ['registrar'] });
    given(bureau, verified, offered(['registrar'])).when(answer(true)).then(joined(['registrar']));
  });

  test('has one timer, which its end or the membership strikes off', () => {
    const react = (event: OrganisationEvent) => membershipOffers.react(event as never);
    const timerId = 'membership-offer:o-1:wang';
    expect(react(offered([]))).toEqual([{ do: 'schedule', timerId, dueAt: BY_MARCH_16.at, errand: { name: 'lapse', data: { organisationId, personId: 'wang' } } }]);
    for (const event of [joined([]), ended('declined', 'wang')]) expect(react(event)).toEqual([{ do: 'cancel', timerId }]);
    expect(react(registered)).toEqual([]);
  });
});

test('a member’s roles change at once, more or fewer', () => {
  given(registered, joined(['researcher'])).when(offer(['expert', 'researcher'])).then(joined(['expert', 'researcher']));
  given(registered, joined(['researcher'])).when(offer([])).then(joined([]));
});
