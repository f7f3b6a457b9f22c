import fc from 'fast-check';
import { specification } from '@hewu/kernel/src/testing.js';
import { accessGroup, GROUP_MEMBERS_AT_MOST, type AccessGroupCommand } from './access-group.decider.js';
import { bookingProxies, mayBookFor, PROXIES_AT_MOST, type BookingProxyCommand } from './booking-proxies.decider.js';
import type { AccessGroupFounded, AccessGroupMemberAdmitted, BookingProxyAppointed } from './events.js';

const NOW = '2026-03-02T01:00:00.000Z';
const TODAY = '2026-03-02';
const by = { organisationId: 'institute', personId: 'chen' };
const firm = { kind: 'organisation', id: 'firm' } as const;

describe('an access group', () => {
  const given = specification(accessGroup);
  const founded: AccessGroupFounded = { type: 'AccessGroupFounded', data: { groupId: 'g', ownerOrganisationId: 'institute', name: { zh: '伙伴', en: 'Partners' }, foundedBy: 'chen', foundedAt: NOW } };
  const admitted = (untilOn: string | null = null): AccessGroupMemberAdmitted => ({ type: 'AccessGroupMemberAdmitted', data: { groupId: 'g', ownerOrganisationId: 'institute', member: firm, untilOn, admittedBy: 'chen', admittedAt: NOW } });
  const admit = (change: Partial<Extract<AccessGroupCommand, { do: 'admit' }>> = {}): AccessGroupCommand => ({ do: 'admit', member: firm, known: true, untilOn: null, by, today: TODAY, now: NOW, ...change });

  test('is founded once by its owner, who alone admits and dismisses', () => {
    const found: AccessGroupCommand = { do: 'found', groupId: 'g', name: { zh: '伙伴', en: 'Partners' }, by, now: NOW };
    given().when(found).then(founded);
    given().when(found).thenRepeatingIsHarmless();
    given(founded).when({ ...found, by: { ...by, organisationId: 'rival' } }).thenRefused('access_group_id_reused');
    given(founded).when(admit()).then(admitted());
    given(founded).when(admit()).thenRepeatingIsHarmless();
    given(founded).when(admit({ by: { ...by, organisationId: 'rival' }, known: false })).thenRefused('access_group_unknown');
    given().when(admit()).thenRefused('access_group_unknown');
  });

  test('admits whom there is, up to a day that is not over; again with another day replaces it', () => {
    given(founded).when(admit({ known: false, untilOn: '2026-01-01' })).thenRefused('member_unknown');
    given(founded).when(admit({ untilOn: '2026-03-01' })).thenRefused('membership_over', { untilOn: '2026-03-01', today: TODAY });
    given(founded, admitted()).when(admit({ untilOn: TODAY })).then(admitted(TODAY));
    const many = Array.from({ length: GROUP_MEMBERS_AT_MOST }, (_, n) => ({ ...admitted(), data: { ...admitted().data, member: { kind: 'person' as const, id: `p${n}` } } }));
    given(founded, ...many).when(admit()).thenRefused('access_group_full', { atMost: GROUP_MEMBERS_AT_MOST });
  });

  test('dismisses a member once', () => {
    const dismiss: AccessGroupCommand = { do: 'dismiss', member: firm, reason: '到期', by, now: NOW };
    given(founded, admitted()).when(dismiss).then({ type: 'AccessGroupMemberDismissed', data: { groupId: 'g', ownerOrganisationId: 'institute', member: firm, reason: '到期', dismissedBy: 'chen', dismissedAt: NOW } });
    given(founded, admitted()).when(dismiss).thenRepeatingIsHarmless();
    given(founded).when(dismiss).thenNothing();
  });
});

describe('booking for others', () => {
  const given = specification(bookingProxies);
  const appointed: BookingProxyAppointed = { type: 'BookingProxyAppointed', data: { organisationId: 'firm', proxyPersonId: 'wu', forPersonId: 'luo', untilOn: null, appointedBy: 'luo', appointedAt: NOW } };
  const appoint = (change: Partial<Extract<BookingProxyCommand, { do: 'appoint' }>> = {}): BookingProxyCommand =>
    ({ do: 'appoint', organisationId: 'firm', proxyPersonId: 'wu', forPersonId: 'luo', untilOn: null, actorId: 'luo', mayAppointForAll: false, members: true, today: TODAY, now: NOW, ...change });

  test('is a right that everybody gives for themselves, and a decision maker for all', () => {
    given().when(appoint()).then(appointed);
    given().when(appoint()).thenRepeatingIsHarmless();
    given().when(appoint({ actorId: 'wu' })).thenRefused('proxy_not_yours');
    given().when(appoint({ forPersonId: null })).thenRefused('proxy_not_yours');
    given().when(appoint({ forPersonId: null, actorId: 'boss', mayAppointForAll: true })).then({ ...appointed, data: { ...appointed.data, forPersonId: null, appointedBy: 'boss' } });
    given().when(appoint({ proxyPersonId: 'luo' })).thenRefused('proxy_for_oneself');
    given().when(appoint({ members: false })).thenRefused('proxy_not_member');
    given().when(appoint({ untilOn: '2026-03-01' })).thenRefused('proxy_over', { untilOn: '2026-03-01', today: TODAY });
    const many = Array.from({ length: PROXIES_AT_MOST }, (_, n) => ({ ...appointed, data: { ...appointed.data, proxyPersonId: `p${n}` } }));
    given(...many).when(appoint()).thenRefused('proxies_too_many', { atMost: PROXIES_AT_MOST });
  });

  test('is taken back by whoever could give it', () => {
    const revoke: BookingProxyCommand = { do: 'revoke', organisationId: 'firm', proxyPersonId: 'wu', forPersonId: 'luo', actorId: 'luo', mayAppointForAll: false, now: NOW };
    given(appointed).when(revoke).then({ type: 'BookingProxyRevoked', data: { organisationId: 'firm', proxyPersonId: 'wu', forPersonId: 'luo', revokedBy: 'luo', revokedAt: NOW } });
    given(appointed).when(revoke).thenRepeatingIsHarmless();
    given(appointed).when({ ...revoke, actorId: 'wu' }).thenRefused('proxy_not_yours');
  });

  test('holds for whom it was given, up to its last day and no other', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.option(day, { nil: null }), fc.constantFrom('luo', null), day, fc.constantFrom('luo', 'he'), fc.constantFrom('wu', 'zhao'), (untilOn, forPersonId, today, asked, proxy) => {
        const state = bookingProxies.evolve({}, { ...appointed, data: { ...appointed.data, forPersonId, untilOn } });
        expect(mayBookFor(state, proxy, asked, today)).toBe(proxy === 'wu' && (forPersonId === null || forPersonId === asked) && (untilOn === null || today <= untilOn));
      }),
    );
  });
});
