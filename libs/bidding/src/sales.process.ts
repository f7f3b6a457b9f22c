import { MINUTE, plus } from '@hewu/kernel/src/clock.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { achievementEvents, type AchievementEvent } from '@hewu/listings/src/events.js';
import { rightEvents, type RightEvent } from '@hewu/rights/src/events.js';
import { contractEvents, transferEvents, type ContractEvent, type TransferEvent } from '@hewu/transfers/src/events.js';
import { auctionEvents, biddingEvents, type AuctionEvent, type BiddingEvent } from './events.js';
import { later } from './bid.decider.js';
import { KeepSalesCommand, type Upkeep } from './upkeep.commands.js';

const errandOf = (data: Upkeep) => ({ name: data.do, data });
const send = (data: Upkeep): Reaction => ({ do: 'send', errand: errandOf(data) });
const schedule = (timerId: string, dueAt: string, data: Upkeep): Reaction => ({ do: 'schedule', timerId, dueAt, errand: errandOf(data) });
const cancel = (timerId: string): Reaction => ({ do: 'cancel', timerId });

const openTimer = (biddingId: string): string => `bidding-open:${biddingId}`;
const closeTimer = (biddingId: string): string => `bidding-close:${biddingId}`;
const orphanTimer = (saleId: string): string => `sale-orphan:${saleId}`;

/** The close is due after the grace; it moves on with every extension. */
const closeInTime = (biddingId: string, closesAt: string, graceSeconds: number): Reaction => schedule(closeTimer(biddingId), later(closesAt, graceSeconds), { do: 'close', biddingId });

/** How long a sale may take to follow its right; in the ordinary run it does within milliseconds. */
const CUT_OFF_AFTER = 5 * MINUTE;

/** Opens and closes biddings in their time, and cleans up behind sales that are over. A late timer loses no bid and takes none: both go by the recorded close. */
export const biddingClock: Process<BiddingEvent | AuctionEvent | RightEvent> = {
  name: 'bidding-clock',
  families: [biddingEvents, auctionEvents, rightEvents],
  react: (event) => {
    switch (event.type) {
      case 'BiddingAnnounced': {
        const { biddingId, opensAt, closesAt, graceSeconds } = event.data;
        return [cancel(orphanTimer(biddingId)), schedule(openTimer(biddingId), opensAt, { do: 'open', biddingId }), closeInTime(biddingId, closesAt, graceSeconds)];
      }
      case 'BiddingOpened':
        return [cancel(openTimer(event.data.biddingId))];
      case 'BiddingExtended':
        return [closeInTime(event.data.biddingId, event.data.closesAt, event.data.graceSeconds)];
      case 'BiddingClosed':
      case 'BiddingCancelled': {
        const { biddingId: saleId, achievementId } = event.data;
        const sold = event.type === 'BiddingClosed' && event.data.winner !== null;
        return [cancel(openTimer(saleId)), cancel(closeTimer(saleId)), send({ do: 'finish', kind: 'bidding', saleId, achievementId, sold })];
      }
      case 'AuctionEntrusted':
        return [cancel(orphanTimer(event.data.auctionId))];
      case 'AuctionHeld':
      case 'AuctionCancelled': {
        const { auctionId: saleId, achievementId } = event.data;
        return [send({ do: 'finish', kind: 'auction', saleId, achievementId, sold: event.type === 'AuctionHeld' && event.data.sale !== null })];
      }
      case 'RightReservedForSale': {
        const { holderKind: kind, holderId: saleId, achievementId } = event.data;
        return [schedule(orphanTimer(saleId), plus(event.metadata.occurredAt, CUT_OFF_AFTER), { do: 'orphan', kind, saleId, achievementId })];
      }
      case 'RightReleasedFromSale':
      case 'RightHandedOver':
        return [cancel(orphanTimer(event.data.holderId))];
      case 'BidderRegistered':
      case 'DepositConfirmed':
      case 'BidderExcluded':
      case 'BidPlaced':
      case 'DepositReleaseInstructed':
      case 'DepositForfeitInstructed':
      case 'DepositPaidOut':
      case 'RightReserved':
      case 'RightReleased':
      case 'RightGranted':
        return [];
    }
  },
  command: ({ data }, context) => new KeepSalesCommand(data as Upkeep, context),
};

/** What happens elsewhere and ends a sale, or settles a winner's deposit. */
export const salesUpkeep: Process<AchievementEvent | TransferEvent | ContractEvent> = {
  name: 'sales-upkeep',
  families: [achievementEvents, transferEvents, contractEvents],
  react: (event) => {
    const { position } = event;
    switch (event.type) {
      case 'AchievementCorrected':
        return event.data.content.secrecy === 'restricted' ? [send({ do: 'restrict', achievementId: event.data.achievementId, position })] : [];
      case 'ContractConcluded':
        return [send({ do: 'settle', transferId: event.data.transferId, deposit: 'contract_concluded', position })];
      case 'WinnerDefaulted':
        return [send({ do: 'settle', transferId: event.data.transferId, deposit: event.data.deposit === 'forfeited' ? 'forfeited' : 'default_forgiven', position })];
      case 'SellerWithdrew':
        return [send({ do: 'settle', transferId: event.data.transferId, deposit: 'seller_withdrew', position })];
      // Nothing else that other contexts record ends a sale.
      default:
        return [];
    }
  },
  command: ({ data }, context) => new KeepSalesCommand(data as Upkeep, context),
};
