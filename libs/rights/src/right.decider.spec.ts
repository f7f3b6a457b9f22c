import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { TRANSFER_MODES, type RightEvent, type TransferMode } from './events.js';
import { rights, type RightCommand } from './right.decider.js';
import { about, forSale, ipNumberIds, parties, reserved } from './samples.js';

const given = specification(rights);
const ask = (transferId: string, mode: TransferMode = 'assignment'): RightCommand => ({ type: 'ReserveRight', ...about, ...parties, ipNumberIds, transferId, mode });
const reservedFor = (mode: TransferMode, transferId = 't-1'): RightEvent => ({ type: 'RightReserved', data: { ...reserved.data, transferId, mode } });
const granted = (mode: TransferMode): RightEvent => ({ type: 'RightGranted', data: { ...about, mode, toOrganisationId: 'o-firm', contractId: 'c-1', ipNumberIds } });
const released: RightEvent = { type: 'RightReleased', data: { ...about, ipNumberIds } };
const sell = (holderId: string, mode: TransferMode = 'assignment'): RightCommand => ({ type: 'ReserveForSale', ...forSale.data, holderId, mode });
const handOver: RightCommand = { type: 'HandOver', achievementId: 'a-1', holderKind: 'bidding', holderId: 'b-1', mode: 'assignment', transferId: 't-1', buyerOrganisationId: 'o-firm' };
const handedOver: RightEvent = { type: 'RightHandedOver', data: { achievementId: 'a-1', holderKind: 'bidding', holderId: 'b-1', mode: 'assignment', transferId: 't-1', buyerOrganisationId: 'o-firm', ipNumberIds } };
const unsold: RightEvent = { type: 'RightReleasedFromSale', data: { achievementId: 'a-1', holderKind: 'bidding', holderId: 'b-1', ipNumberIds } };

const commandOf = (type: RightCommand['type'], id: string, mode: TransferMode): RightCommand => {
  switch (type) {
    case 'ReserveRight':
      return ask(id, mode);
    case 'ReserveForSale':
      return sell(id, mode);
    case 'ReleaseFromSale':
      return { type, holderId: id };
    case 'HandOver':
      return { ...handOver, type, holderId: id, transferId: id, mode } as RightCommand;
    case 'ReleaseRight':
    case 'GrantRight':
      return { type, transferId: id, contractId: 'c-1' };
  }
};

describe('the right of an achievement', () => {
  test('is reserved for one negotiation; repeated, nothing happens', () => {
    given().when(ask('t-1')).then(reserved);
    given().when(ask('t-1')).thenRepeatingIsHarmless();
  });

  test('is not reserved twice while an exclusive negotiation is open', () => {
    given(reserved).when(ask('t-2')).thenRefused('right_reserved');
    given(reserved).when(ask('t-2', 'ordinary_licence')).thenRefused('right_reserved');
    given(reservedFor('ordinary_licence')).when(ask('t-2')).thenRefused('right_reserved');
  });

  test('leaves room for several ordinary licences side by side', () => given(reservedFor('ordinary_licence')).when(ask('t-2', 'ordinary_licence')).then(reservedFor('ordinary_licence', 't-2')));

  test('is free again when the negotiation was left', () => {
    given(reserved).when({ type: 'ReleaseRight', transferId: 't-1' }).then(released);
    given(reserved).when({ type: 'ReleaseRight', transferId: 't-2' }).thenNothing();
    given(reserved, released).when({ type: 'ReleaseRight', transferId: 't-1' }).thenNothing();
    given(reserved, released).when(ask('t-2')).then(reservedFor('assignment', 't-2'));
  });

  test('is granted once, to whoever negotiated it', () => {
    given(reserved).when({ type: 'GrantRight', transferId: 't-1', contractId: 'c-1' }).then(granted('assignment'));
    given(reserved).when({ type: 'GrantRight', transferId: 't-1', contractId: 'c-1' }).thenRepeatingIsHarmless();
    given().when({ type: 'GrantRight', transferId: 't-1', contractId: 'c-1' }).thenNothing();
  });

  test('is for sale by one bidding, which shuts out negotiations and other sales; repeated, nothing happens', () => {
    given().when(sell('b-1')).then(forSale);
    given().when(sell('b-1')).thenRepeatingIsHarmless();
    given(forSale).when(sell('b-2')).thenRefused('right_reserved');
    given(forSale).when(ask('t-1')).thenRefused('right_reserved');
    given(reserved).when(sell('b-1')).thenRefused('right_reserved');
    given(reserved, granted('assignment')).when(sell('b-1')).thenRefused('right_granted');
  });

  test('goes from the sale to the winner’s transfer without a moment in which it is free', () => {
    given(forSale).when(handOver).then(handedOver);
    given(forSale).when(handOver).thenRepeatingIsHarmless();
    given(forSale, handedOver).when(ask('t-2')).thenRefused('right_reserved');
    given(forSale, handedOver).when({ type: 'GrantRight', transferId: 't-1', contractId: 'c-1' }).then(granted('assignment'));
  });

  test('is free again when a sale found no buyer', () => {
    given(forSale).when({ type: 'ReleaseFromSale', holderId: 'b-1' }).then(unsold);
    given(forSale, unsold).when({ type: 'ReleaseFromSale', holderId: 'b-1' }).thenNothing();
    given(forSale, unsold).when(ask('t-2')).then(reservedFor('assignment', 't-2'));
  });

  test('however often an ordinary licence was granted, its state does not grow', () => {
    const once = [reservedFor('ordinary_licence'), granted('ordinary_licence')];
    const size = (times: number): number => JSON.stringify(Array.from({ length: times }, () => once).flat().reduce(rights.evolve, rights.initialState)).length;
    expect(size(500) - size(1)).toBeLessThan(5);
  });

  test.each<[TransferMode, readonly TransferMode[]]>([
    ['assignment', []],
    ['capital_contribution', []],
    ['other', []],
    ['exclusive_licence', ['assignment', 'capital_contribution']],
    ['sole_licence', ['assignment', 'capital_contribution']],
    ['ordinary_licence', ['assignment', 'ordinary_licence', 'cooperation', 'capital_contribution', 'other']],
    ['cooperation', ['assignment', 'ordinary_licence', 'cooperation', 'capital_contribution', 'other']],
  ])('after %s, what may still be negotiated is %j', (before, still) => {
    const possible = TRANSFER_MODES.filter((mode) => !isRefusal(rights.decide(ask('t-2', mode), [reservedFor(before), granted(before)].reduce(rights.evolve, rights.initialState))));
    expect(possible).toEqual(still);
  });

  test('whatever is asked in whatever order, no two negotiations are open where one of them leaves no room', () => {
    const commands = fc.array(
      fc.tuple(fc.constantFrom('ReserveRight', 'ReleaseRight', 'GrantRight', 'ReserveForSale', 'ReleaseFromSale', 'HandOver'), fc.constantFrom('t-1', 't-2', 't-3'), fc.constantFrom(...TRANSFER_MODES)),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(commands, (asked) => {
        let state = rights.initialState;
        for (const [type, transferId, mode] of asked) {
          const decision = rights.decide(commandOf(type, transferId, mode), state);
          if (!isRefusal(decision)) state = (decision as readonly RightEvent[]).reduce(rights.evolve, state);
          const held = [...state.open, ...state.sales];
          const alone = held.some(({ mode: open }) => open !== 'ordinary_licence' && open !== 'cooperation');
          expect(held.length).toBeLessThanOrEqual(alone ? 1 : 6);
          const { assignment = 0, capital_contribution: capital = 0, other = 0 } = state.granted;
          expect(assignment + capital + other).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
