import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { TRANSFER_MODES, type IpNumberEvent, type TransferMode } from './events.js';
import { ipNumbers, type IpNumberAsked, type IpNumberCommand, type IpNumberState } from './ip-number.decider.js';
import { ipNumberIdOf, ipNumbersOf } from './ip-number.js';

const given = specification(ipNumbers);
const lapsesAt = '2026-03-02T01:05:00.000Z';
const asked: IpNumberAsked = { ipNumberId: 'n-1', achievementId: 'a-1', holderKind: 'transfer', holderId: 't-1', mode: 'assignment', sellerOrganisationId: 'o-institute' };
const claim = (changes: Partial<IpNumberAsked> = {}): IpNumberCommand => ({ type: 'ClaimNumber', ...asked, ...changes, lapsesAt });
const hold = (changes: Partial<IpNumberAsked> = {}): IpNumberCommand => ({ type: 'HoldNumber', ...asked, ...changes });
const claimed = (changes: Partial<IpNumberAsked> = {}): IpNumberEvent => ({ type: 'IpNumberClaimed', data: { ...asked, ...changes, lapsesAt } });
const held = (changes: Partial<IpNumberAsked> = {}): IpNumberEvent => ({ type: 'IpNumberHeld', data: { ...asked, ...changes } });
const about = { ipNumberId: 'n-1', achievementId: 'a-1', holderId: 't-1' } as const;
const freed = (ground: 'refused' | 'lapsed' | 'released'): IpNumberEvent => ({ type: 'IpNumberFreed', data: { ...about, ground } });
const granted = (mode: TransferMode, toOrganisationId = 'o-firm'): IpNumberEvent => ({ type: 'IpNumberGranted', data: { ...about, mode, toOrganisationId } });
const twin = { achievementId: 'a-2', holderId: 't-2' } as const;

describe('the number of a right', () => {
  test('is claimed, then held; repeated, nothing happens', () => {
    given().when(claim()).then(claimed());
    given().when(claim()).thenRepeatingIsHarmless();
    given(claimed()).when(hold()).then(held());
    given(claimed()).when(hold()).thenRepeatingIsHarmless();
    given(held()).when(claim()).thenNothing();
  });

  test('cannot be had by a second achievement that lists it, whatever it is held for', () => {
    given(claimed()).when(claim(twin)).thenRefused('ip_number_held');
    given(held()).when(claim(twin)).thenRefused('ip_number_held');
    given(held()).when(claim({ ...twin, mode: 'ordinary_licence' })).thenRefused('ip_number_held');
    given(held({ mode: 'ordinary_licence' })).when(claim(twin)).thenRefused('ip_number_held');
    given(held({ holderKind: 'bidding', holderId: 'b-1' })).when(claim(twin)).thenRefused('ip_number_held');
  });

  test('leaves room where licences leave room, and to the same achievement, whose right decides', () => {
    given(held({ mode: 'ordinary_licence' })).when(claim({ ...twin, mode: 'ordinary_licence' })).then(claimed({ ...twin, mode: 'ordinary_licence' }));
    given(held()).when(claim({ holderId: 't-2' })).then(claimed({ holderId: 't-2' }));
  });

  test('is free again with the right, or when a claim came to nothing', () => {
    given(held()).when({ type: 'FreeNumber', holderId: 't-1', ground: 'released' }).then(freed('released'));
    given(claimed()).when({ type: 'FreeNumber', holderId: 't-1', ground: 'lapsed' }).then(freed('lapsed'));
    given(claimed()).when({ type: 'FreeNumber', holderId: 't-1', ground: 'refused' }).thenRepeatingIsHarmless();
    given(held()).when({ type: 'FreeNumber', holderId: 't-1', ground: 'lapsed' }).thenNothing();
    given(held()).when({ type: 'FreeNumber', holderId: 't-2', ground: 'released' }).thenNothing();
    given(held(), freed('released')).when(claim(twin)).then(claimed(twin));
  });

  test('whose claim lapsed is held all the same, unless somebody else has it by now', () => {
    given(claimed(), freed('lapsed')).when(hold()).then(held());
    given(claimed(), freed('lapsed'), claimed(twin)).when(hold()).thenRefused('ip_number_held');
  });

  test('goes from a sale to the winner’s transfer without a moment in which it was free', () => {
    const sale = held({ holderKind: 'bidding', holderId: 'b-1' });
    const over: IpNumberEvent = { type: 'IpNumberHandedOver', data: { ...about, holderId: 'b-1', transferId: 't-1' } };
    given(sale).when({ type: 'HandOverNumber', holderId: 'b-1', transferId: 't-1' }).then(over);
    given(sale).when({ type: 'HandOverNumber', holderId: 'b-1', transferId: 't-1' }).thenRepeatingIsHarmless();
    given(sale, over).when(claim(twin)).thenRefused('ip_number_held');
    given(sale, over).when({ type: 'GrantNumber', holderId: 't-1', toOrganisationId: 'o-firm' }).then(granted('assignment'));
  });

  test('that was assigned is offered anew by whoever has it now, and by nobody else', () => {
    given(held()).when({ type: 'GrantNumber', holderId: 't-1', toOrganisationId: 'o-firm' }).then(granted('assignment'));
    given(held()).when({ type: 'GrantNumber', holderId: 't-1', toOrganisationId: 'o-firm' }).thenRepeatingIsHarmless();
    given(held(), granted('assignment')).when(claim(twin)).thenRefused('ip_number_granted');
    given(held(), granted('assignment')).when(claim({ ...twin, sellerOrganisationId: 'o-firm' })).then(claimed({ ...twin, sellerOrganisationId: 'o-firm' }));
  });

  test('that was licensed leaves to other achievements what the licence leaves', () => {
    const exclusive = [held({ mode: 'exclusive_licence' }), granted('exclusive_licence')];
    given(...exclusive).when(claim({ ...twin, mode: 'ordinary_licence' })).thenRefused('ip_number_granted');
    given(...exclusive).when(claim(twin)).then(claimed(twin));
  });

  test('whatever is asked in whatever order, two achievements never hold it where one of them leaves no room', () => {
    const step = fc.record({ type: fc.constantFrom('ClaimNumber', 'HoldNumber', 'FreeNumber', 'HandOverNumber', 'GrantNumber'), n: fc.integer({ min: 0, max: 5 }), mode: fc.constantFrom(...TRANSFER_MODES), ground: fc.constantFrom('refused', 'lapsed', 'released') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: IpNumberState = ipNumbers.initialState;
        for (const { type, n, mode, ground } of steps) {
          const command = { ...asked, type, achievementId: `a-${n % 3}`, holderId: `t-${n}`, transferId: `w-${n}`, mode, ground, toOrganisationId: 'o-institute', lapsesAt } as unknown as IpNumberCommand;
          const decision = ipNumbers.decide(command, state);
          if (!isRefusal(decision)) state = (decision as readonly IpNumberEvent[]).reduce(ipNumbers.evolve, state);
          const alone = state.holds.filter(({ mode: asks }) => asks !== 'ordinary_licence' && asks !== 'cooperation');
          for (const one of alone) expect(state.holds.every(({ achievementId }) => achievementId === one.achievementId)).toBe(true);
        }
      }),
    );
  });
});

describe('numbers of an achievement', () => {
  test('are one for an application and the patent granted on it, however written', () => {
    expect(ipNumberIdOf('patent', 'ZL 2099 1 0000001.8')).toBe(ipNumberIdOf('patent', '209910000001.8'));
    expect(ipNumberIdOf('software_copyright', '2099sr0000001')).toBe(ipNumberIdOf('software_copyright', '2099SR0000001'));
    expect(ipNumberIdOf('patent', '209910000001.8')).not.toBe(ipNumberIdOf('ic_layout', '209910000001.8'));
  });

  test('come in one order, each once, without what has none, has lapsed, or is numbered by nobody known', () => {
    const patent = { kind: 'patent', number: 'ZL209910000001.8', status: 'granted' } as const;
    const software = { kind: 'software_copyright', number: '2099SR0000001', status: 'registered' } as const;
    const others = [{ kind: 'know_how', number: 'K-1', status: 'kept' }, { kind: 'other', number: 'X-1', status: 'granted' }, { kind: 'patent', number: '209910000002.6', status: 'lapsed' }, { kind: 'ic_layout', number: null, status: 'applied' }] as const;
    const numbers = ipNumbersOf([patent, software, ...others]);
    expect(numbers.map(({ number }) => number).sort()).toEqual(['2099SR0000001', 'ZL209910000001.8']);
    expect(ipNumbersOf([software, patent, patent])).toEqual(numbers);
  });
});
