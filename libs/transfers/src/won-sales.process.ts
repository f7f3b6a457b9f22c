import { auctionEvents, biddingEvents, type AuctionEvent, type BiddingEvent } from '@hewu/bidding/src/events.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { OpenWonTransferCommand, type WonSale } from './won.commands.js';

const open = (data: WonSale): readonly Reaction[] => [{ do: 'send', errand: { name: 'open', data } }];

/** Opens the transfer of whoever won a bidding or bought at an auction. */
export const wonSales: Process<BiddingEvent | AuctionEvent> = {
  name: 'won-sales',
  families: [biddingEvents, auctionEvents],
  react: (event) => {
    const { position } = event;
    if (event.type === 'BiddingClosed' && event.data.winner) {
      const { biddingId, achievementId, listingId, mode, consignorOrganisationId: sellerOrganisationId, consignorRegion: sellerRegion, winner } = event.data;
      const { bidId, transferId, amountFen, organisationId: buyerOrganisationId, region: buyerRegion, placedBy: openedBy } = winner;
      const parties = { listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, openedBy };
      return open({ kind: 'bidding', saleId: biddingId, achievementId, transferId, parties, amountFen, source: { kind: 'bidding', biddingId, bidId }, position });
    }
    if (event.type === 'AuctionHeld' && event.data.sale) {
      const { auctionId, achievementId, listingId, mode, consignorOrganisationId: sellerOrganisationId, consignorRegion: sellerRegion, protocolSha256, recordedBy: openedBy, sale } = event.data;
      const { transferId, amountFen, buyerOrganisationId, buyerRegion } = sale;
      const parties = { listingId, mode, sellerOrganisationId, sellerRegion, buyerOrganisationId, buyerRegion, openedBy };
      return open({ kind: 'auction', saleId: auctionId, achievementId, transferId, parties, amountFen, source: { kind: 'auction', auctionId, protocolSha256 }, position });
    }
    return [];
  },
  command: ({ data }, context) => new OpenWonTransferCommand(data as WonSale, context),
};
