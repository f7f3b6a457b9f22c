import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { biddingEvents, type BiddingEvent, type Tie } from './events.js';

/** One line of the protocol: everything that happened in a bidding, with who did it. For auditors, once it is closed. */
export type ProtocolDocument = {
  readonly _id: string;
  readonly biddingId: string;
  /** Place in the bidding's own history, from 0. */
  readonly line: number;
  readonly type: BiddingEvent['type'];
  /** When it was recorded as having happened, by the server's clock. */
  readonly at: string;
  readonly organisationId: string | null;
  readonly personId: string;
  readonly paddle: number | null;
  readonly bidId: string | null;
  readonly ordinal: number | null;
  readonly amountFen: number | null;
  readonly arrivedAt: string | null;
  readonly placedAt: string | null;
  /** The close as this line leaves it, where it says one. */
  readonly closesAt: string | null;
  readonly ground: string | null;
  /** Of a bid: what tied the bidder by then; empty when nothing did. Null in other lines. */
  readonly ties: readonly Tie[] | null;
  /** Of a registration or a bid: other bidders with which it shared people by then. Null in other lines. */
  readonly tiedBidders: readonly string[] | null;
  readonly reserveFen: number | null;
  readonly reserveNonce: string | null;
};

const EMPTY = { organisationId: null, paddle: null, bidId: null, ordinal: null, amountFen: null, arrivedAt: null, placedAt: null, closesAt: null, ground: null, ties: null, tiedBidders: null, reserveFen: null, reserveNonce: null } as const;

const detailsOf = ({ type, data }: BiddingEvent): Partial<ProtocolDocument> => {
  switch (type) {
    case 'BiddingAnnounced':
      return { organisationId: data.consignorOrganisationId, amountFen: data.startPriceFen, closesAt: data.closesAt };
    case 'BiddingOpened':
      return {};
    case 'BidderRegistered':
      return { organisationId: data.organisationId, tiedBidders: data.tiedBidders ?? [] };
    case 'DepositConfirmed':
      return { organisationId: data.organisationId, paddle: data.paddle, amountFen: data.amountFen };
    case 'BidderExcluded':
      return { organisationId: data.organisationId, ground: data.ground };
    case 'BidPlaced': {
      const { organisationId, paddle, bidId, ordinal, amountFen, arrivedAt, placedAt, ties = [], tiedBidders = [] } = data;
      return { organisationId, paddle, bidId, ordinal, amountFen, arrivedAt, placedAt, ties, tiedBidders };
    }
    case 'BiddingExtended':
      return { bidId: data.bidId, closesAt: data.closesAt };
    case 'BiddingClosed': {
      const { closesAt, ground, reserve, winner } = data;
      const won = winner ? { organisationId: winner.organisationId, paddle: winner.paddle, bidId: winner.bidId, amountFen: winner.amountFen } : {};
      return { closesAt, ground, reserveFen: reserve?.fen ?? null, reserveNonce: reserve?.nonce ?? null, ...won };
    }
    case 'BiddingCancelled':
      return { ground: data.ground };
    case 'DepositReleaseInstructed':
      return { organisationId: data.organisationId, amountFen: data.amountFen, ground: data.ground };
    case 'DepositForfeitInstructed':
    case 'DepositPaidOut':
      return { organisationId: data.organisationId, amountFen: data.amountFen };
  }
};

const evolve = (_document: ProtocolDocument | null, event: Recorded<BiddingEvent>): ProtocolDocument => ({
  ...EMPTY, ...detailsOf(event), _id: event.eventId, biddingId: event.data.biddingId, line: event.revision, type: event.type, at: event.metadata.occurredAt, personId: event.metadata.actor,
});

export const biddingProtocolProjection: Projection<ProtocolDocument, BiddingEvent> = {
  name: 'biddingProtocol',
  version: 3,
  families: [biddingEvents],
  indexes: [{ fields: ['biddingId', 'line'] }],
  key: (event) => event.eventId,
  evolve,
};
