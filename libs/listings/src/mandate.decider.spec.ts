import { specification } from '@hewu/kernel/src/testing.js';
import type { MandateEnded, MandateGranted } from './events.js';
import { mandates } from './mandate.decider.js';

const given = specification(mandates);
const director = { personId: 'p-sun', organisationId: 'o-institute', region: '500117' };
const agent = { personId: 'p-deng', organisationId: 'o-agency', region: '511622' };
const stranger = { personId: 'p-else', organisationId: 'o-firm', region: '511622' };
const terms = { achievementId: 'a-1', agentOrganisationId: 'o-agency', modes: ['ordinary_licence' as const], fromOn: '2026-03-02', untilOn: '2027-03-01', textSha256: 'ab'.repeat(32) };
const grant = { type: 'GrantMandate', mandateId: 'm-1', by: director, ownerOrganisationId: 'o-institute', restricted: false, agentVerified: true, terms, today: '2026-03-02' } as const;
const granted: MandateGranted = { type: 'MandateGranted', data: { mandateId: 'm-1', ...terms, principalOrganisationId: 'o-institute', region: '500117', grantedBy: 'p-sun' } };
const ended = (ground: MandateEnded['data']['ground'], reason: string | null, endedBy: string): MandateEnded => ({ type: 'MandateEnded', data: { mandateId: 'm-1', achievementId: 'a-1', ground, reason, endedBy } });
const end = { type: 'EndMandate', by: director, reason: '自行挂牌' } as const;

describe('a mandate', () => {
  test('is given by the owner, for a time that is not over', () => {
    given().when(grant).then(granted);
    given().when(grant).thenRepeatingIsHarmless();
    given().when({ ...grant, by: stranger }).thenRefused('not_found');
    given().when({ ...grant, ownerOrganisationId: null }).thenRefused('not_found');
    given(granted).when({ ...grant, terms: { ...terms, modes: ['assignment'] } }).thenRefused('mandate_id_taken');
    given().when({ ...grant, restricted: true }).thenRefused('achievement_restricted');
    given().when({ ...grant, terms: { ...terms, agentOrganisationId: 'o-institute' } }).thenRefused('mandate_to_oneself');
    given().when({ ...grant, agentVerified: false }).thenRefused('mandate_agent_unknown', { agentOrganisationId: 'o-agency' });
    given().when({ ...grant, terms: { ...terms, untilOn: '2026-03-01' } }).thenRefused('mandate_ends_before_it_begins', { fromOn: '2026-03-02', untilOn: '2026-03-01' });
    given().when({ ...grant, terms: { ...terms, fromOn: '2026-01-01', untilOn: '2026-03-01' } }).thenRefused('mandate_over', { today: '2026-03-02' });
    given().when({ ...grant, terms: { ...terms, untilOn: '2026-03-02' } }).thenRepeatingIsHarmless();
  });

  test('is revoked by its principal or renounced by its agent, and ends in time by itself', () => {
    given(granted).when(end).then(ended('revoked', '自行挂牌', 'p-sun'));
    given(granted).when(end).thenRepeatingIsHarmless();
    given(granted).when({ ...end, by: agent }).then(ended('renounced', '自行挂牌', 'p-deng'));
    given(granted).when({ ...end, by: stranger }).thenRefused('not_found');
    given().when(end).thenRefused('not_found');
    const inTime = { type: 'EndMandateInTime', by: 'system:mandate-end', untilOn: '2027-03-01' } as const;
    given(granted).when(inTime).then(ended('time_over', null, 'system:mandate-end'));
    given(granted).when(inTime).thenRepeatingIsHarmless();
    given(granted).when({ ...inTime, untilOn: '2027-02-01' }).thenNothing();
    const restrict = { type: 'EndMandateOfRestricted', by: 'system:restricted-mandates' } as const;
    given(granted).when(restrict).then(ended('achievement_restricted', null, 'system:restricted-mandates'));
    given(granted).when(restrict).thenRepeatingIsHarmless();
    given().when(restrict).thenNothing();
    given(granted, ended('time_over', null, 'system:mandate-end')).when(end).thenRefused('mandate_ended');
  });
});
