import type { Kernel, CommandContext } from '@hewu/kernel/src/handle.js';
import { byOf } from './by.js';
import { organisation, type Organisation, type OrganisationStatus } from './organisation.decider.js';

const bureau = (status: OrganisationStatus): Organisation => ({
  ...organisation.initialState,
  registered: { name: '合川区科学技术局', nameEn: null, kind: 'government_authority', region: '500117', uscc: '', registeredBy: 'zhou' },
  status,
  members: { zhou: ['region_reviewer'] },
});
const kernelWith = (state: Organisation): Pick<Kernel, 'load'> => ({ load: (async () => state) as unknown as Kernel['load'] });
const context = (actor: string, onBehalfOf: string | null): CommandContext => ({ commandId: '', fingerprint: '', correlationId: '', causationId: '', actor, onBehalfOf, region: '511622', legalBasis: null });

describe('who decides', () => {
  test('has the roles and the region of the organisation acted for, whatever the request says', async () => {
    expect(await byOf(kernelWith(bureau('verified')), context('zhou', 'o-1'))).toEqual({ personId: 'zhou', region: '500117', roles: ['region_reviewer'], system: false });
  });

  test.each(['awaiting', 'returned', 'suspended'] as const)('has none while that organisation is %s', async (status) => {
    expect(await byOf(kernelWith(bureau(status)), context('zhou', 'o-1'))).toEqual({ personId: 'zhou', region: null, roles: [], system: false });
  });

  test('has none in an organisation of others, in one that is not there, and acting for nobody', async () => {
    const nobody = { personId: 'wang', region: null, roles: [], system: false };
    expect(await byOf(kernelWith(bureau('verified')), context('wang', 'o-1'))).toEqual(nobody);
    expect(await byOf(kernelWith(organisation.initialState), context('wang', 'o-1'))).toEqual(nobody);
    expect(await byOf(kernelWith(bureau('verified')), context('wang', null))).toEqual(nobody);
    expect(await byOf(kernelWith(bureau('verified')), context('constructor', 'o-1'))).toEqual({ ...nobody, personId: 'constructor' });
  });

  test('is the operator only by a name that no account can have', async () => {
    expect((await byOf(kernelWith(bureau('verified')), context('system:setup', null))).system).toBe(true);
  });
});
