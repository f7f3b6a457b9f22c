import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { BiddingStatus } from './bidding-state.decider.js';
import { biddingEvents, type Announcement, type BiddingCancelGround, type BiddingEvent, type ClosingGround } from './events.js';

/**
 * What everybody may see of a bidding: bidders are paddles. No organisation that bids, no registration and no person of theirs ever
 * stands here, so no question asked of this document can tell who bids.
 */
export type BiddingDocument = Omit<Announcement, 'rules' | 'announcedBy' | 'excludedOrganisations'> & {
  readonly _id: string;
  readonly achievementId: string;
  readonly status: BiddingStatus;
  readonly announcedAt: string;
  readonly changedAt: string;
  readonly bids: number;
  readonly standing: { readonly paddle: number; readonly amountFen: number; readonly placedAt: string } | null;
  /** The last ones, newest first. */
  readonly lastBids: readonly { readonly ordinal: number; readonly paddle: number; readonly amountFen: number; readonly placedAt: string }[];
  readonly extensions: number;
  readonly ground: ClosingGround | BiddingCancelGround | null;
  /** Told at the close. */
  readonly reserve: { readonly fen: number; readonly nonce: string } | null;
  /** Of the winner's transfer; its parties alone see that one. */
  readonly transferId: string | null;
};

/** As many as a screen shows. */
const BIDS_SHOWN = 10;

const evolve = (document: BiddingDocument | null, event: Recorded<BiddingEvent>): BiddingDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'BiddingAnnounced') {
    const { biddingId: _id, rules: _rules, announcedBy: _announcedBy, excludedOrganisations: _excluded, ...announced } = event.data;
    return { _id, ...announced, status: 'announced', announcedAt: at, changedAt: at, bids: 0, standing: null, lastBids: [], extensions: 0, ground: null, reserve: null, transferId: null };
  }
  const change = document && changeOf(document, event);
  return change ? { ...document, ...change, changedAt: at } : document;
};

/** Null where nothing that everybody sees has changed. */
const changeOf = (document: BiddingDocument, { type, data }: Exclude<BiddingEvent, { type: 'BiddingAnnounced' }>): Partial<BiddingDocument> | null => {
  switch (type) {
    case 'BiddingOpened':
      return { status: 'open' };
    case 'BidPlaced': {
      const { ordinal, paddle, amountFen, placedAt } = data;
      return { bids: ordinal, standing: { paddle, amountFen, placedAt }, lastBids: [{ ordinal, paddle, amountFen, placedAt }, ...document.lastBids].slice(0, BIDS_SHOWN) };
    }
    case 'BiddingExtended':
      return { closesAt: data.closesAt, extensions: document.extensions + 1 };
    case 'BiddingClosed':
      return { status: data.outcome, ground: data.ground, reserve: data.reserve, transferId: data.winner?.transferId ?? null };
    case 'BiddingCancelled':
      return { status: 'cancelled', ground: data.ground };
    case 'BidderRegistered':
    case 'DepositConfirmed':
    case 'BidderExcluded':
    case 'DepositReleaseInstructed':
    case 'DepositForfeitInstructed':
    case 'DepositPaidOut':
      return null;
  }
};

export const biddingsProjection: Projection<BiddingDocument, BiddingEvent> = {
  name: 'biddings',
  version: 1,
  families: [biddingEvents],
  indexes: [{ fields: ['announcedAt'] }, { fields: ['status', 'announcedAt'] }, { fields: ['region', 'announcedAt'] }, { fields: ['achievementId'] }, { fields: ['transferId'] }],
  key: (event) => event.data.biddingId,
  evolve,
};
