import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 * Instants are ISO 8601 in UTC with milliseconds. Money is whole fen (CNY), quantities are whole units of the supply.
 */

type Bilingual = { readonly zh: string; readonly en: string };
type OfSupply = { readonly supplyId: string; readonly ownerOrganisationId: string };

export type SupplyListed = Event<
  'SupplyListed',
  OfSupply & {
    readonly name: Bilingual;
    /** What is counted: a tip, a tube, 10 mL. */
    readonly unit: Bilingual;
    /** For one unit. */
    readonly priceFen: number;
    /** At this stock or below there is too little left. */
    readonly threshold: number;
    /** For which instruments; empty is for all of the owner. */
    readonly instrumentIds: readonly string[];
    readonly listedBy: string;
    readonly listedAt: string;
  }
>;

/** What was used before keeps its price. */
export type SupplyTermsChanged = Event<'SupplyTermsChanged', OfSupply & { readonly priceFen: number; readonly threshold: number; readonly previousPriceFen: number; readonly previousThreshold: number; readonly changedBy: string; readonly changedAt: string }>;

/** `stock`: what there is afterwards. */
export type StockReceived = Event<'StockReceived', OfSupply & { readonly receiptId: string; readonly quantity: number; readonly stock: number; readonly receivedBy: string; readonly receivedAt: string }>;

/** What was counted differs from what the record says. */
export type StockCorrected = Event<'StockCorrected', OfSupply & { readonly stock: number; readonly previousStock: number; readonly reason: string; readonly correctedBy: string; readonly correctedAt: string }>;

export type SupplyUsed = Event<
  'SupplyUsed',
  OfSupply & {
    readonly useId: string;
    readonly bookingId: string;
    readonly instrumentId: string;
    /** Who owes it. */
    readonly organisationId: string;
    readonly quantity: number;
    /** Frozen: the price of one unit at that moment, and of all. */
    readonly priceFen: number;
    readonly amountFen: number;
    readonly stock: number;
    readonly recordedBy: string;
    readonly usedAt: string;
  }
>;

/** Once each time the stock comes down to the threshold from above. */
export type StockLow = Event<'StockLow', OfSupply & { readonly stock: number; readonly threshold: number; readonly noticedAt: string }>;

export type SupplyRetired = Event<'SupplyRetired', OfSupply & { readonly reason: string; readonly retiredBy: string; readonly retiredAt: string }>;

export type SupplyEvent = SupplyListed | SupplyTermsChanged | StockReceived | StockCorrected | SupplyUsed | StockLow | SupplyRetired;

/** `supply-<supplyId>`: one consumable of one owner, and how much of it there is. */
export const supplyEvents = eventFamily<SupplyEvent>('supply', {
  SupplyListed: { version: 1 },
  SupplyTermsChanged: { version: 1 },
  StockReceived: { version: 1 },
  StockCorrected: { version: 1 },
  SupplyUsed: { version: 1 },
  StockLow: { version: 1 },
  SupplyRetired: { version: 1 },
});
