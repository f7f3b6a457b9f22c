import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { StockLow, StockReceived, SupplyEvent, SupplyListed, SupplyUsed } from './events.js';
import { STOCK_AT_MOST, supply, type ListSupply, type SupplyCommand, type UseSupply } from './supply.decider.js';

const NOW = '2026-03-02T01:00:00.000Z';
const of = { supplyId: 's', ownerOrganisationId: 'institute' };
const by = { organisationId: 'institute', actorId: 'chen', now: NOW };
const words = { name: { zh: '探针', en: 'Tip' }, unit: { zh: '支', en: 'piece' } };
const listed: SupplyListed = { type: 'SupplyListed', data: { ...of, ...words, priceFen: 3_000, threshold: 5, instrumentIds: ['i'], listedBy: 'chen', listedAt: NOW } };
const received = (quantity: number, stock: number, receiptId = 'r1'): StockReceived => ({ type: 'StockReceived', data: { ...of, receiptId, quantity, stock, receivedBy: 'chen', receivedAt: NOW } });
const used = (quantity: number, stock: number, useId = 'u1'): SupplyUsed => ({ type: 'SupplyUsed', data: { ...of, useId, bookingId: 'b', instrumentId: 'i', organisationId: 'firm', quantity, priceFen: 3_000, amountFen: quantity * 3_000, stock, recordedBy: 'luo', usedAt: NOW } });
const low = (stock: number, threshold = 5): StockLow => ({ type: 'StockLow', data: { ...of, stock, threshold, noticedAt: NOW } });
const booking = { bookingId: 'b', instrumentId: 'i', organisationId: 'firm', ownerOrganisationId: 'institute', open: true };
const use = (quantity: number, change: Partial<UseSupply> = {}): UseSupply => ({ do: 'use', useId: 'u1', booking, quantity, actorId: 'luo', now: NOW, ...change });

describe('a supply', () => {
  const given = specification(supply);

  test('is listed once, for instruments of its owner', () => {
    const list: ListSupply = { do: 'list', supplyId: 's', ...words, priceFen: 3_000, threshold: 5, instrumentIds: ['i'], foreign: [], ...by };
    given().when(list).then(listed);
    given().when(list).thenRepeatingIsHarmless();
    for (const change of [{ organisationId: 'rival' }, { unit: { zh: '盒', en: 'box' } }, { threshold: 6 }, { instrumentIds: ['i', 'j'] }, { priceFen: 1 }]) given(listed).when({ ...list, ...change }).thenRefused('supply_id_reused');
    given().when({ ...list, foreign: ['i'] }).thenRefused('supply_instrument_foreign', { instrumentIds: ['i'] });
  });

  test('is received, used, corrected and counted, never below nothing', () => {
    given(listed).when({ do: 'receive', receiptId: 'r1', quantity: 20, ...by }).then(received(20, 20));
    given(listed).when({ do: 'receive', receiptId: 'r1', quantity: 20, ...by }).thenRepeatingIsHarmless();
    given(listed, received(20, 20)).when({ do: 'receive', receiptId: 'r1', quantity: 21, ...by }).thenRefused('supply_act_differs');
    given(listed, received(20, 20)).when({ do: 'receive', receiptId: 'r2', quantity: STOCK_AT_MOST, ...by }).thenRefused('stock_full', { atMost: STOCK_AT_MOST, stock: 20 });
    given(listed, received(20, 20)).when(use(3)).then(used(3, 17));
    given(listed, received(20, 20)).when(use(3)).thenRepeatingIsHarmless();
    given(listed, received(20, 20), used(3, 17)).when(use(4)).thenRefused('supply_act_differs');
    given(listed, received(20, 20)).when(use(21)).thenRefused('stock_short', { stock: 20, asked: 21 });
    given(listed, received(20, 20)).when({ do: 'correct', stock: 18, reason: '破损', ...by }).then({ type: 'StockCorrected', data: { ...of, stock: 18, previousStock: 20, reason: '破损', correctedBy: 'chen', correctedAt: NOW } });
    given(listed, received(20, 20)).when({ do: 'correct', stock: 20, reason: '破损', ...by }).thenNothing();
  });

  test('is used at a booking of its owner’s instrument that is under way, as long as it is kept', () => {
    const history = [listed, received(20, 20)];
    given(...history).when(use(1, { booking: { ...booking, ownerOrganisationId: 'rival' } })).thenRefused('supply_unknown');
    given(...history).when(use(1, { booking: { ...booking, instrumentId: 'j' } })).thenRefused('supply_not_for_instrument', { instrumentIds: ['i'] });
    given(...history).when(use(1, { booking: { ...booking, open: false } })).thenRefused('supply_not_now');
    given({ ...listed, data: { ...listed.data, instrumentIds: [] } }, received(20, 20)).when(use(1, { booking: { ...booking, instrumentId: 'j' } })).then({ ...used(1, 19), data: { ...used(1, 19).data, instrumentId: 'j' } });
    const retired: SupplyEvent = { type: 'SupplyRetired', data: { ...of, reason: '停产', retiredBy: 'chen', retiredAt: NOW } };
    given(...history).when({ do: 'retire', reason: '停产', ...by }).then(retired);
    given(...history).when({ do: 'retire', reason: '停产', ...by }).thenRepeatingIsHarmless();
    given(...history, retired).when(use(1)).thenRefused('supply_retired');
    given(...history, retired).when({ do: 'correct', stock: 1, reason: '盘点', ...by }).thenRefused('supply_retired');
    for (const command of [{ do: 'retire', reason: 'x' }, { do: 'correct', stock: 1, reason: 'x' }, { do: 'change_terms', priceFen: 1, threshold: 1 }] as const) {
      given(...history).when({ ...command, ...by, organisationId: 'rival' }).thenRefused('supply_unknown');
      given().when({ ...command, ...by }).thenRefused('supply_unknown');
    }
  });

  test('that runs low is told once each time it comes down to the threshold', () => {
    given(listed, received(20, 20)).when(use(15)).then(used(15, 5), low(5));
    given(listed, received(20, 20), used(15, 5), low(5)).when(use(1, { useId: 'u2' })).then(used(1, 4, 'u2'));
    given(listed, received(20, 20), used(15, 5), low(5), received(1, 6, 'r2')).when(use(1, { useId: 'u2' })).then(used(1, 5, 'u2'), low(5));
    given(listed).when({ do: 'receive', receiptId: 'r1', quantity: 2, ...by }).then(received(2, 2), low(2));
    given(listed, received(20, 20)).when({ do: 'change_terms', priceFen: 3_000, threshold: 30, ...by }).then({ type: 'SupplyTermsChanged', data: { ...of, priceFen: 3_000, threshold: 30, previousPriceFen: 3_000, previousThreshold: 5, changedBy: 'chen', changedAt: NOW } }, low(20, 30));
    given(listed).when({ do: 'change_terms', priceFen: 3_000, threshold: 5, ...by }).thenNothing();
  });
});

test('whatever is asked in whatever order: what there is, is what came less what went; never less than nothing; each crossing told once', () => {
  const step = fc.record({ what: fc.constantFrom('use', 'use', 'receive', 'correct', 'terms'), n: fc.nat(40), id: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let state = supply.evolve(null, listed);
      let [stock, told] = [0, false];
      const seen = new Map<string, number>();
      for (const { what, n, id } of steps) {
        const threshold = what === 'terms' ? n : state!.threshold;
        const command: SupplyCommand =
          what === 'use' ? use(n + 1, { useId: `u${id}` })
          : what === 'receive' ? { do: 'receive', receiptId: `r${id}`, quantity: n + 1, ...by }
          : what === 'correct' ? { do: 'correct', stock: n, reason: '盘点', ...by }
          : { do: 'change_terms', priceFen: 3_000, threshold, ...by };
        const key = `${what === 'use' ? 'u' : 'r'}${id}`;
        const known = (what === 'use' || what === 'receive') && seen.has(key);
        const answer = supply.decide(command, state);
        // The slow truth: a plain number and a switch.
        if (known) expect(isRefusal(answer) ? answer.refused : answer).toEqual(seen.get(key) === n + 1 ? [] : 'supply_act_differs');
        else if (what === 'use' && n + 1 > stock) expect(answer).toEqual({ refused: 'stock_short', details: { stock, asked: n + 1 } });
        else {
          if (what === 'use' || what === 'receive') seen.set(key, n + 1);
          stock = what === 'use' ? stock - n - 1 : what === 'receive' ? stock + n + 1 : what === 'correct' ? n : stock;
          const events = answer as readonly SupplyEvent[];
          if (events.length > 0) {
            if (stock > threshold) told = false;
            expect(events.filter(({ type }) => type === 'StockLow')).toHaveLength(stock <= threshold && !told ? 1 : 0);
            if (stock <= threshold) told = true;
          }
          state = events.reduce(supply.evolve, state);
        }
        expect(state!.stock).toBe(stock);
        expect(state!.stock).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 300 },
  );
});
