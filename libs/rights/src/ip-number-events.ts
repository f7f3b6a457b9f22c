import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { SaleKind, TransferMode } from './events.js';

/*
 * Stored and published (`events.ts` publishes it). Only ids: whether the achievement that lists the number is public or
 * restricted, nothing of it and no number stands here. Instants are ISO 8601 in UTC with milliseconds.
 */

/** What a number is held for: a transfer, or a sale that has no buyer yet. */
export type HolderKind = 'transfer' | SaleKind;

type ByHolder = {
  /** Follows from the kind of right and its number (`ip-number.ts`). */
  readonly ipNumberId: string;
  readonly achievementId: string;
  /** Of the transfer, bidding or auction. */
  readonly holderId: string;
};

/** `sellerOrganisationId`: whose achievement lists the number. */
type Wanted = { readonly holderKind: HolderKind; readonly mode: TransferMode; readonly sellerOrganisationId: string };

/** Spoken for, until the right of the achievement is reserved as well; no longer than it says. */
export type IpNumberClaimed = Event<'IpNumberClaimed', ByHolder & Wanted & { readonly lapsesAt: string }>;
/** The right of the achievement is reserved: the number is held for as long as that is. */
export type IpNumberHeld = Event<'IpNumberHeld', ByHolder & Wanted>;
/** `refused`: another number, or the right, could not be had; `lapsed`: nothing came of the claim; `released`: the right is free again. */
export const FREED_GROUNDS = ['refused', 'lapsed', 'released'] as const;
export type IpNumberFreed = Event<'IpNumberFreed', ByHolder & { readonly ground: (typeof FREED_GROUNDS)[number] }>;
/** A sale has a winner: their transfer holds the number now. */
export type IpNumberHandedOver = Event<'IpNumberHandedOver', ByHolder & { readonly transferId: string }>;
/** The transfer is complete: what was granted stands against what other achievements offer of the same right. */
export type IpNumberGranted = Event<'IpNumberGranted', ByHolder & { readonly mode: TransferMode; readonly toOrganisationId: string }>;

export type IpNumberEvent = IpNumberClaimed | IpNumberHeld | IpNumberFreed | IpNumberHandedOver | IpNumberGranted;

export const ipNumberEvents = eventFamily<IpNumberEvent>('ipNumber', {
  IpNumberClaimed: { version: 1 },
  IpNumberHeld: { version: 1 },
  IpNumberFreed: { version: 1 },
  IpNumberHandedOver: { version: 1 },
  IpNumberGranted: { version: 1 },
});
