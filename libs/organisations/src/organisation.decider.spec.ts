import { specification } from '@hewu/kernel/src/testing.js';
import type { Entry, OrganisationEvent } from './events.js';
import { organisation, type By, type OrganisationCommand } from './organisation.decider.js';
import { BY_MARCH_16, NOW } from './samples.js';

const given = specification(organisation);
const organisationId = 'o-1';
const by = (personId: string, more: Partial<By> = {}): By => ({ personId, region: null, roles: [], system: false, ...more });
const li = by('li');
const reviewer = by('zhao', { region: '500117', roles: ['region_reviewer'] });
const wushengReviewer = by('qian', { region: '511622', roles: ['region_reviewer'] });
const administrator = by('sun', { region: '500117', roles: ['platform_administrator'] });
const setup = by('system:setup', { system: true });

const uscc = '12500117MB0001234A';
const institute: Entry = { name: '合川区农业科学研究所', nameEn: null, kind: 'research_institute', region: '500117' };
const bureau: Entry = { name: '合川区科学技术局', nameEn: null, kind: 'government_authority', region: '500117' };

const registeredAs = (entry: Entry): OrganisationEvent => ({ type: 'OrganisationRegistered', data: { organisationId, ...entry, uscc, usccOverride: null, registeredBy: 'li', administrator: 'li' } });
const registered = registeredAs(institute);
const verified: OrganisationEvent = { type: 'OrganisationVerified', data: { organisationId, region: '500117', verifiedBy: 'zhao', evidence: '法人证书' } };
const returned: OrganisationEvent = { type: 'OrganisationReturned', data: { organisationId, region: '500117', returnedBy: 'zhao', reason: '名称与证书不符' } };
const suspended: OrganisationEvent = { type: 'OrganisationSuspended', data: { organisationId, region: '500117', suspendedBy: 'sun', reason: '证书被吊销' } };
const granted = (personId: string, roles: string[], isAdministrator = false): OrganisationEvent => ({
  type: 'RolesGranted', data: { organisationId, personId, roles, administrator: isAdministrator, grantedBy: 'li' },
});

const offered = (personId: string, roles: string[], isAdministrator = false, offeredBy = 'li', organisationName = institute.name): OrganisationEvent => ({
  type: 'MembershipOffered', data: { organisationId, organisationName, personId, roles, administrator: isAdministrator, offeredBy, respondBy: BY_MARCH_16 },
});

const register = (more: Partial<{ by: By; entry: Entry; usccFits: boolean; registrantKnown: boolean }> = {}): OrganisationCommand => ({
  type: 'RegisterOrganisation', organisationId, by: li, entry: institute, uscc, usccFits: true, registrantKnown: true, ...more,
});
const verify = (who: By): OrganisationCommand => ({ type: 'VerifyOrganisation', organisationId, by: who, evidence: '法人证书' });
const sendBack = (who: By): OrganisationCommand => ({ type: 'ReturnOrganisation', organisationId, by: who, reason: '名称与证书不符' });
const suspend = (who: By): OrganisationCommand => ({ type: 'SuspendOrganisation', organisationId, by: who, reason: '证书被吊销' });
const correct = (entry: Entry, who: By = li): OrganisationCommand => ({ type: 'CorrectOrganisation', organisationId, by: who, entry });
const grant = (personId: string, roles: string[], more: Partial<{ by: By; administrator: boolean; personKnown: boolean }> = {}): OrganisationCommand => ({
  type: 'GrantRoles', organisationId, by: li, personId, roles, personKnown: true, now: NOW, respondBy: BY_MARCH_16, ...more,
});
const remove = (personId: string, who: By = li, erased = false): OrganisationCommand => ({ type: 'RemoveMember', organisationId, by: who, personId, erased });

describe('an organisation is registered', () => {
  test('once for each credit code: a second registrant is told so, the first one repeating is not', () => {
    given().when(register()).then(registered);
    given().when(register()).thenRepeatingIsHarmless();
    given(registered).when(register({ by: by('zhou') })).thenRefused('uscc_registered');
    given(registered).when(register({ entry: { ...institute, name: '别的' } })).thenRefused('uscc_registered');
  });

  test('by a person who is registered', () => given().when(register({ registrantKnown: false })).thenRefused('person_unknown'));

  test('under a code whose check character fails only when a platform administrator let it pass, and that is recorded', () => {
    const override: OrganisationCommand = { type: 'OverrideChecksum', organisationId, by: administrator, uscc, evidence: '登记机关证明 2026-3' };
    const overridden: OrganisationEvent = { type: 'ChecksumOverridden', data: { organisationId, uscc, evidence: '登记机关证明 2026-3', allowedBy: 'sun' } };
    given().when(register({ usccFits: false })).thenRefused('uscc_checksum');
    given().when({ ...override, by: reviewer }).thenRefused('platform_administrator_required');
    given().when(override).then(overridden);
    given().when(override).thenRepeatingIsHarmless();
    given(overridden).when(register({ usccFits: false })).then({
      type: 'OrganisationRegistered',
      data: { organisationId, ...institute, uscc, usccOverride: { evidence: '登记机关证明 2026-3', allowedBy: 'sun' }, registeredBy: 'li', administrator: 'li' },
    });
  });

  test('by its region, for whom nobody has come yet: without an administrator, in its own region, and verified by somebody else', () => {
    const enter = (more: Partial<{ by: By; entry: Entry; usccFits: boolean }> = {}): OrganisationCommand => ({ type: 'EnterOrganisation', organisationId, by: reviewer, entry: institute, uscc, usccFits: true, ...more });
    const entered: OrganisationEvent = { type: 'OrganisationRegistered', data: { organisationId, ...institute, uscc, usccOverride: null, registeredBy: 'zhao', administrator: null } };
    given().when(enter()).then(entered);
    given().when(enter()).thenRepeatingIsHarmless();
    given(registered).when(enter()).thenNothing();
    given().when(enter({ by: li })).thenRefused('reviewer_required');
    given().when(enter({ by: wushengReviewer })).thenRefused('other_region');
    given(registered).when(enter({ entry: { ...institute, name: '别的' } })).thenRefused('uscc_registered');
    given().when(enter({ usccFits: false })).thenRefused('uscc_checksum');
    given(entered).when(correct({ ...institute, name: '别的' }, by('zhao'))).thenRefused('administrator_required');
    given(entered).when(verify(reviewer)).thenRefused('own_organisation');
    given(entered).when(verify({ ...reviewer, personId: 'wu' })).then({ type: 'OrganisationVerified', data: { organisationId, region: '500117', verifiedBy: 'wu', evidence: '法人证书' } });
    given(entered).when(grant('li', [], { by: administrator, administrator: true })).then(offered('li', [], true, 'sun'));
  });

  test('as the first authority of a region by the operator alone, verified and with its administrator at once', () => {
    const { kind: _, ...entry } = bureau;
    const establish: OrganisationCommand = {
      type: 'EstablishAuthority', organisationId, by: setup, entry, uscc, usccFits: true, evidence: '机构编制', administrator: { personId: 'li', roles: ['region_reviewer', 'platform_administrator'] }, personKnown: true,
    };
    given().when(establish).then(
      registeredAs(bureau),
      { type: 'OrganisationVerified', data: { organisationId, region: '500117', verifiedBy: 'system:setup', evidence: '机构编制' } },
      { type: 'RolesGranted', data: { organisationId, personId: 'li', roles: ['platform_administrator', 'region_reviewer'], administrator: true, grantedBy: 'system:setup' } },
    );
    given().when(establish).thenRepeatingIsHarmless();
    given().when({ ...establish, by: administrator }).thenRefused('system_only');
    given().when({ ...establish, personKnown: false }).thenRefused('person_unknown');
    given().when({ ...establish, usccFits: false }).thenRefused('uscc_checksum');
    given(registered).when(establish).thenRefused('uscc_registered');
  });
});

describe('its region', () => {
  test('verifies it, with what was seen', () => {
    given(registered).when(verify(reviewer)).then(verified);
    given(registered).when(verify(reviewer)).thenRepeatingIsHarmless();
    given().when(verify(reviewer)).thenRefused('organisation_unknown');
  });

  test('alone decides on it, by a reviewer, and nobody decides on their own organisation', () => {
    given(registered).when(verify(li)).thenRefused('reviewer_required');
    given(registered).when(verify(wushengReviewer)).thenRefused('other_region', { region: '500117' });
    given(registered, granted('zhao', ['researcher'])).when(verify(reviewer)).thenRefused('own_organisation');
    // Whoever filed the entry, or a correction of it, has left since, and is a reviewer now.
    const correctedBy: OrganisationEvent = { type: 'OrganisationCorrected', data: { organisationId, ...institute, name: '合川农科院', correctedBy: 'zhao' } };
    const left: OrganisationEvent = { type: 'MemberRemoved', data: { organisationId, personId: 'zhao', removedBy: 'zhao' } };
    given(registered, granted('zhao', []), correctedBy, left).when(verify(reviewer)).thenRefused('own_organisation');
    given(registered, granted('zhao', []), correctedBy, left).when(sendBack(reviewer)).thenRefused('own_organisation');
    given(registered).when(sendBack(wushengReviewer)).thenRefused('other_region');
    given(registered).when(sendBack(li)).thenRefused('reviewer_required');
  });

  test('sends it back, and looks at it again only when it was corrected', () => {
    const correctedEntry = { ...institute, name: '重庆市合川区农业科学研究所' };
    const corrected: OrganisationEvent = { type: 'OrganisationCorrected', data: { organisationId, ...correctedEntry, correctedBy: 'li' } };
    given(registered).when(sendBack(reviewer)).then(returned);
    given(registered).when(sendBack(reviewer)).thenRepeatingIsHarmless();
    given(registered, returned).when(verify(reviewer)).thenRefused('correction_awaited');
    given(registered, returned).when(correct(correctedEntry)).then(corrected);
    given(registered, returned).when(correct(correctedEntry)).thenRepeatingIsHarmless();
    given(registered, returned, corrected).when(verify(reviewer)).then(verified);
    given(registered, verified).when(sendBack(reviewer)).thenRefused('already_verified');
  });

  test('stops it by a platform administrator, and lifts that by verifying it anew', () => {
    given(registered, verified).when(suspend(administrator)).then(suspended);
    given(registered, verified).when(suspend(administrator)).thenRepeatingIsHarmless();
    given(registered, verified).when(suspend(reviewer)).thenRefused('platform_administrator_required');
    given(registered, verified).when(suspend({ ...administrator, region: '511622' })).thenRefused('other_region');
    given(registered, verified, granted('sun', [])).when(suspend(administrator)).thenRefused('own_organisation');
    given(registered, verified, suspended).when(verify(reviewer)).then(verified);
    const corrected: OrganisationEvent = { type: 'OrganisationCorrected', data: { organisationId, ...institute, name: '合川农科院', correctedBy: 'li' } };
    expect([registered, verified, suspended, corrected].reduce(organisation.evolve, organisation.initialState).status).toBe('suspended');
  });

  test('is asked again when a verified entry changes, whose kind cannot', () => {
    given(registered, verified).when(correct(institute)).thenNothing();
    given(registered, verified).when(correct({ ...institute, kind: 'firm' })).thenRefused('kind_fixed', { kind: 'research_institute' });
    given(registered).when(correct({ ...institute, kind: 'university' })).then({ type: 'OrganisationCorrected', data: { organisationId, ...institute, kind: 'university', correctedBy: 'li' } });
    given(registered).when(correct(institute, by('zhou'))).thenRefused('administrator_required');
    const moved = { type: 'OrganisationCorrected', data: { organisationId, ...institute, region: '511622', correctedBy: 'li' } } as const;
    expect([registered, verified, moved].reduce(organisation.evolve, organisation.initialState).status).toBe('awaiting');
  });
});

describe('its administrators', () => {
  test('say who holds which roles, as a whole list', () => {
    given(registered).when(grant('wang', ['transfer_officer', 'researcher', 'researcher'])).then(offered('wang', ['researcher', 'transfer_officer']));
    given(registered, granted('wang', [])).when(grant('wang', ['transfer_officer', 'researcher', 'researcher'])).then(granted('wang', ['researcher', 'transfer_officer']));
    given(registered, granted('wang', [])).when(grant('wang', ['researcher'])).thenRepeatingIsHarmless();
    given(registered, granted('wang', ['researcher'])).when(grant('wang', ['expert'])).then(granted('wang', ['expert']));
    given(registered).when(grant('wang', ['researcher'], { by: by('wang') })).thenRefused('administrator_required');
    given(registered).when(grant('wang', ['researcher'], { personKnown: false })).thenRefused('person_unknown');
  });

  test('give region roles in verified government authorities alone', () => {
    given(registered, verified).when(grant('wang', ['registrar', 'researcher'])).thenRefused('role_of_authorities_only', { roles: ['registrar'] });
    given(registeredAs(bureau)).when(grant('wang', ['registrar'])).thenRefused('authority_not_verified');
    given(registeredAs(bureau), verified).when(grant('wang', ['registrar'])).then(offered('wang', ['registrar'], false, 'li', bureau.name));
  });

  test('cannot let an auditor write, and cannot raise anybody to platform administrator unless they are one', () => {
    given(registeredAs(bureau), verified).when(grant('wang', ['auditor', 'registrar'])).thenRefused('auditor_holds_nothing_else');
    given(registeredAs(bureau), verified).when(grant('li', ['platform_administrator'])).thenRefused('platform_administrator_required');
    given(registeredAs(bureau), verified).when(grant('wang', ['platform_administrator'], { by: { ...li, roles: ['platform_administrator'] } })).then(offered('wang', ['platform_administrator'], false, 'li', bureau.name));
    given(registeredAs(bureau), verified, granted('wang', ['platform_administrator'])).when(grant('wang', ['payer', 'platform_administrator'])).then(granted('wang', ['payer', 'platform_administrator']));
  });

  test('let members go, who may also leave by themselves', () => {
    const removed = (removedBy: string): OrganisationEvent => ({ type: 'MemberRemoved', data: { organisationId, personId: 'wang', removedBy } });
    const world = [registered, granted('wang', ['researcher'])];
    given(...world).when(remove('wang')).then(removed('li'));
    given(...world).when(remove('wang')).thenRepeatingIsHarmless();
    given(...world).when(remove('wang', by('wang'))).then(removed('wang'));
    given(...world).when(remove('wang', by('zhou'))).thenRefused('administrator_required');
  });

  test('are never none, unless the last one is erased; then a platform administrator of the region appoints another', () => {
    const erased: OrganisationEvent = { type: 'MemberRemoved', data: { organisationId, personId: 'li', removedBy: 'system:operator' } };
    const appoint = grant('wang', [], { by: administrator, administrator: true });
    given(registered).when(remove('li')).thenRefused('last_administrator');
    given(registered).when(grant('li', ['researcher'], { administrator: false })).thenRefused('last_administrator');
    given(registered, granted('wang', [], true)).when(remove('li')).then({ ...erased, data: { ...erased.data, removedBy: 'li' } } as OrganisationEvent);
    given(registered).when(remove('li', by('system:operator', { system: true }), true)).then(erased);
    given(registered).when(appoint).thenRefused('administrator_required');
    given(registered, erased).when(appoint).then(offered('wang', [], true, 'sun'));
    given(registered, erased).when({ ...appoint, personId: 'sun' } as OrganisationCommand).then({ type: 'RolesGranted', data: { organisationId, personId: 'sun', roles: [], administrator: true, grantedBy: 'sun' } });
    given(registered, erased).when(grant('wang', [], { by: { ...administrator, region: '511622' }, administrator: true })).thenRefused('administrator_required');
  });
});
