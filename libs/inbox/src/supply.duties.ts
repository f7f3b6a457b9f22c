import { supplyEvents, type SupplyEvent } from '@hewu/supplies/src/events.js';
import { idle, slot, still, waits, type DutyTable } from './duty.js';

type Known = { readonly threshold: number; readonly instrumentIds: readonly string[] };

/** A stock that came down to its threshold waits for the owner, and for the operators of the instruments that use it, until there is more. */
export const supplyDuties: DutyTable = {
  whats: { stock_low: { zh: '补充耗材', en: 'Restock a supply', staysThere: true } },
  slots: [
    slot<SupplyEvent, Known>('supply', 'supplyId', [supplyEvents], {
      SupplyListed: ({ data: { threshold, instrumentIds } }) => idle({ threshold, instrumentIds }),
      SupplyTermsChanged: ({ data: { threshold } }, known) => known && still({ ...known, threshold }),
      StockLow: ({ data: { stock, threshold, ownerOrganisationId, noticedAt } }, known) =>
        waits({ threshold, instrumentIds: known?.instrumentIds ?? [] }, {
          what: 'stock_low', round: noticedAt, by: { organisationId: ownerOrganisationId, roles: ['instrument_manager'], instrumentIds: known?.instrumentIds ?? [] }, href: '/api/v1/supplies',
          sentence: { zh: `一种耗材只剩 ${stock}，已到下限 ${threshold}`, en: `Of a supply ${stock} are left; the threshold is ${threshold}` },
        }),
      StockReceived: ({ data: { stock } }, known) => known && (stock > known.threshold ? idle(known) : still(known)),
      StockCorrected: ({ data: { stock } }, known) => known && (stock > known.threshold ? idle(known) : still(known)),
      SupplyRetired: () => null,
    }),
  ],
};
