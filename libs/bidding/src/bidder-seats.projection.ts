import type { Recorded } from '@hewu/kernel/src/event.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { biddingEvents, type BiddingEvent, type ExclusionGround, type ReleaseGround } from './events.js';

export const DEPOSIT_STATES = ['awaited', 'held', 'release_instructed', 'forfeit_instructed', 'paid_out'] as const;
export type DepositState = (typeof DEPOSIT_STATES)[number];

/** One bidder of one bidding, for itself and for the bank that holds its deposit; for auditors once it is closed. */
export type SeatDocument = {
  readonly _id: string;
  readonly biddingId: string;
  readonly organisationId: string;
  readonly custodianOrganisationId: string;
  readonly registeredAt: string;
  readonly paddle: number | null;
  readonly deposit: DepositState;
  readonly depositFen: number | null;
  readonly depositReference: string | null;
  readonly instructedBecause: ReleaseGround | null;
  readonly payoutReference: string | null;
  readonly excludedBecause: ExclusionGround | null;
};

export const seatIdOf = (biddingId: string, organisationId: string): string => derivedId(biddingId, 'seat', organisationId);

const evolve = (document: SeatDocument | null, event: Recorded<BiddingEvent>): SeatDocument | null => {
  if (event.type === 'BidderRegistered') {
    const { biddingId, organisationId, custodianOrganisationId } = event.data;
    return {
      _id: seatIdOf(biddingId, organisationId), biddingId, organisationId, custodianOrganisationId, registeredAt: event.metadata.occurredAt, paddle: null, deposit: 'awaited', depositFen: null,
      depositReference: null, instructedBecause: null, payoutReference: null, excludedBecause: null,
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'DepositConfirmed': {
      const { paddle, amountFen: depositFen, reference: depositReference } = event.data;
      return { ...document, paddle, deposit: 'held', depositFen, depositReference };
    }
    case 'BidderExcluded':
      return { ...document, excludedBecause: event.data.ground };
    case 'DepositReleaseInstructed':
      return { ...document, deposit: 'release_instructed', instructedBecause: event.data.ground };
    case 'DepositForfeitInstructed':
      return { ...document, deposit: 'forfeit_instructed' };
    case 'DepositPaidOut':
      return { ...document, deposit: 'paid_out', payoutReference: event.data.reference };
    case 'BiddingAnnounced':
    case 'BiddingOpened':
    case 'BidPlaced':
    case 'BiddingExtended':
    case 'BiddingClosed':
    case 'BiddingCancelled':
      return document;
  }
};

const keyOf = ({ type, data }: Recorded<BiddingEvent>): string | null => {
  switch (type) {
    case 'BidderRegistered':
    case 'DepositConfirmed':
    case 'BidderExcluded':
    case 'DepositReleaseInstructed':
    case 'DepositForfeitInstructed':
    case 'DepositPaidOut':
      return seatIdOf(data.biddingId, data.organisationId);
    case 'BiddingAnnounced':
    case 'BiddingOpened':
    case 'BidPlaced':
    case 'BiddingExtended':
    case 'BiddingClosed':
    case 'BiddingCancelled':
      return null;
  }
};

export const bidderSeatsProjection: Projection<SeatDocument, BiddingEvent> = {
  name: 'bidderSeats',
  version: 1,
  families: [biddingEvents],
  indexes: [{ fields: ['biddingId', 'registeredAt'] }, { fields: ['biddingId', 'custodianOrganisationId'] }],
  key: keyOf,
  evolve,
};
