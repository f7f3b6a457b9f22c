import type { Projection } from '@hewu/kernel/src/projection.js';
import { transferEvents, type TransferEvent } from '@hewu/transfers/src/events.js';

/** Between whom and about which listing a transfer was opened; what ends one says so no more. */
export type OpenedTransfer = { readonly _id: string; readonly listingId: string; readonly buyerOrganisationId: string };

export const openedTransfersProjection: Projection<OpenedTransfer, TransferEvent> = {
  name: 'negotiationTransfers',
  version: 1,
  families: [transferEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'NegotiationOpened' ? data.transferId : null),
  evolve: (document, { type, data }) => (type === 'NegotiationOpened' ? { _id: data.transferId, listingId: data.listingId, buyerOrganisationId: data.buyerOrganisationId } : document),
};
