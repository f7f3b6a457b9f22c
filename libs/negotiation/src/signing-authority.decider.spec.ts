import { specification } from '@hewu/kernel/src/testing.js';
import type { SigningAuthorityEvent } from './events.js';
import { boss, firm, hashOf, office } from './samples.js';
import { authorises, signingAuthorities } from './signing-authority.decider.js';

const given = specification(signingAuthorities);
const grant = { type: 'GrantSigningAuthority', authorityId: 's-1', by: boss, personId: 'p-he', member: true, untilOn: '2026-12-31', today: '2026-03-02', textSha256: hashOf('c') } as const;
const granted: SigningAuthorityEvent = { type: 'SigningAuthorityGranted', data: { authorityId: 's-1', organisationId: 'o-firm', personId: 'p-he', untilOn: '2026-12-31', textSha256: hashOf('c'), grantedBy: 'p-boss' } };
const revoke = { type: 'RevokeSigningAuthority', by: boss, reason: '岗位调整' } as const;
const revoked: SigningAuthorityEvent = { type: 'SigningAuthorityRevoked', data: { authorityId: 's-1', organisationId: 'o-firm', personId: 'p-he', reason: '岗位调整', revokedBy: 'p-boss' } };

describe('an authority to sign', () => {
  test('is given to somebody of the house, for a time that is not over, and by nobody to themselves', () => {
    given().when(grant).then(granted);
    given().when(grant).thenRepeatingIsHarmless();
    given().when({ ...grant, member: false }).thenRefused('authority_not_member');
    given().when({ ...grant, by: firm }).thenRefused('own_authority');
    given().when({ ...grant, untilOn: '2026-03-01' }).thenRefused('authority_over', { today: '2026-03-02' });
    given(granted).when({ ...grant, untilOn: '2027-12-31' }).then({ ...granted, data: { ...granted.data, untilOn: '2027-12-31' } } as SigningAuthorityEvent);
  });

  test('is taken back by its own organisation, and may be given anew', () => {
    given(granted).when(revoke).then(revoked);
    given(granted).when(revoke).thenRepeatingIsHarmless();
    given(granted, revoked).when({ ...revoke, reason: '别的' }).thenRefused('authority_revoked');
    given(granted).when({ ...revoke, by: office }).thenRefused('not_found');
    given().when(revoke).thenRefused('not_found');
    given(granted, revoked).when(grant).then(granted);
  });

  test('lets sign until the end of its last day, and not once it was taken back', () => {
    const state = signingAuthorities.evolve(null, granted);
    expect([authorises(null, '2026-03-02'), authorises(state, '2026-12-31'), authorises(state, '2027-01-01'), authorises(signingAuthorities.evolve(state, revoked), '2026-03-02')]).toEqual([false, true, false, false]);
  });
});
