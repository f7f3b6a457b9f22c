import { auctionEvents, biddingEvents, type AuctionEvent, type BiddingEvent } from '@hewu/bidding/src/events.js';
import { challengeEvents, disclosureEvents, proposalEvents, suggestionEvents, type ChallengeEvent, type DisclosureEvent, type ProposalEvent, type SuggestionEvent } from '@hewu/demands/src/events.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { mandateEvents, type MandateEvent } from '@hewu/listings/src/events.js';
import { interestEvents, type InterestEvent } from '@hewu/negotiation/src/events.js';
import { transferEvents, type TransferEvent } from '@hewu/transfers/src/events.js';

/** Two organisations that have, or had, to do with each other: their people may know what the others are called. */
export type DealingsDocument = { readonly _id: string };

type DealingEvent = TransferEvent | CalendarEvent | ProposalEvent | DisclosureEvent | SuggestionEvent | ChallengeEvent | BiddingEvent | AuctionEvent | MandateEvent | InterestEvent;
type Of<T extends DealingEvent['type']> = Recorded<Extract<DealingEvent, { type: T }>>;
type Pair = readonly [string | null, string];

/** The document of two organisations, whichever is named first. */
export const dealingsId = (one: string, other: string): string => [one, other].sort().join('~');

/**
 * Which events make two organisations known to each other, and which two. A bidder is known to the bank alone until it has won
 * (`NegotiationOpened`). A context in which organisations meet adds its line here.
 */
const MEETINGS: { readonly [T in DealingEvent['type']]?: (event: Of<T>) => Pair } = {
  InterestExpressed: ({ data }) => [data.toOrganisationId, data.byOrganisationId],
  NegotiationOpened: ({ data }) => [data.sellerOrganisationId, data.buyerOrganisationId],
  SlotBooked: ({ data }) => [data.ownerOrganisationId, data.organisationId],
  ProposalSubmitted: ({ data }) => [data.demandOrganisationId, data.organisationId],
  DisclosureRequested: ({ data }) => [data.toOrganisationId, data.organisationId],
  SuggestionSent: ({ data }) => [data.fromOrganisationId, data.toOrganisationId],
  // By the poster, which the event itself does not name.
  TeamAdmitted: ({ data, metadata }) => [metadata.onBehalfOf, data.organisationId],
  BiddingAnnounced: ({ data }) => [data.consignorOrganisationId, data.custodianOrganisationId],
  BidderRegistered: ({ data }) => [data.custodianOrganisationId, data.organisationId],
  AuctionEntrusted: ({ data }) => [data.consignorOrganisationId, data.auctioneerOrganisationId],
  MandateGranted: ({ data }) => [data.principalOrganisationId, data.agentOrganisationId],
};

const key = (event: Recorded<DealingEvent>): string | null => {
  const [one, other] = (MEETINGS[event.type] as ((event: Recorded<DealingEvent>) => Pair) | undefined)?.(event) ?? [null, ''];
  return one === null || one === other ? null : dealingsId(one, other);
};

export const dealingsProjection: Projection<DealingsDocument, DealingEvent> = {
  name: 'dealings',
  version: 1,
  families: [transferEvents, calendarEvents, proposalEvents, disclosureEvents, suggestionEvents, challengeEvents, biddingEvents, auctionEvents, mandateEvents, interestEvents],
  indexes: [],
  key,
  evolve: (document, event) => document ?? { _id: key(event)! },
};
