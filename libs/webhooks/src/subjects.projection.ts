import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { biddingEvents, type BiddingEvent } from '@hewu/bidding/src/events.js';
import { demandEvents, disclosureEvents, proposalEvents, suggestionEvents, type DemandEvent, type DisclosureEvent, type ProposalEvent, type SuggestionEvent } from '@hewu/demands/src/events.js';
import { importEvents, type ImportEvent } from '@hewu/imports/src/events.js';
import { achievementEvents, listingEvents, mandateEvents, type AchievementEvent, type ListingEvent, type MandateEvent } from '@hewu/listings/src/events.js';
import { interestEvents, ndaEvents, type InterestEvent, type NdaEvent } from '@hewu/negotiation/src/events.js';
import { transferEvents, type TransferEvent } from '@hewu/transfers/src/events.js';

/** What must be known of a thing to say who may be told of it. `_id` is its kind and id: `listing:019a…`. */
export type Subject = Document & {
  /** Whose it is: the unit of an achievement or a listing, who posted a demand, both sides of whatever has two. */
  readonly organisations: readonly string[];
  /** Of a listing, and of nothing else: whether it is on the market or was. */
  readonly listed: 'never' | 'now' | 'once';
  /** Of a listing or a demand: it is hidden for a while. */
  readonly suspended: boolean;
  /** Of a listing: what it offers. */
  readonly achievement: string | null;
  /** Of an achievement, and of nothing else. */
  readonly restricted: boolean;
};

type Known = AchievementEvent | ListingEvent | MandateEvent | DemandEvent | DisclosureEvent | ProposalEvent | SuggestionEvent | InterestEvent | NdaEvent | TransferEvent | BiddingEvent | CalendarEvent | ImportEvent;

const subject = (_id: string, ...organisations: readonly string[]): Subject => ({ _id, organisations: [...new Set(organisations)], listed: 'never', suspended: false, achievement: null, restricted: false });

const keyOf = ({ type, data }: Recorded<Known>): string | null => {
  switch (type) {
    case 'AchievementDrafted':
    case 'AchievementCorrected':
      return `achievement:${data.achievementId}`;
    case 'ListingDrafted':
    case 'ListingPublished':
    case 'ListingSuspended':
    case 'ListingResumed':
    case 'ListingContracted':
    case 'ListingWithdrawn':
    case 'ListingExpired':
      return `listing:${data.listingId}`;
    case 'MandateGranted':
      return `mandate:${data.mandateId}`;
    case 'DemandPosted':
    case 'DemandSuspended':
    case 'DemandResumed':
      return `demand:${data.demandId}`;
    case 'DisclosureRequested':
      return `disclosure:${data.disclosureId}`;
    case 'ProposalSubmitted':
      return `proposal:${data.proposalId}`;
    case 'SuggestionSent':
      return `suggestion:${data.suggestionId}`;
    case 'BidderRegistered':
      return `seat:${data.biddingId}:${data.organisationId}`;
    case 'InterestExpressed':
      return `interest:${data.interestId}`;
    case 'NdaProposed':
      return `nda:${data.ndaId}`;
    case 'NegotiationOpened':
      return `transfer:${data.transferId}`;
    case 'SlotBooked':
      return `booking:${data.bookingId}`;
    case 'SlotOffered':
      return `offer:${data.offerId}`;
    case 'ImportBegun':
      return `import:${data.importId}`;
    default:
      return null;
  }
};

const evolve = (document: Subject | null, event: Recorded<Known>): Subject | null => {
  const { type, data } = event;
  switch (type) {
    case 'AchievementDrafted':
      return { ...subject(`achievement:${data.achievementId}`, data.organisationId), restricted: data.content.secrecy === 'restricted' };
    case 'AchievementCorrected':
      return document && { ...document, restricted: data.content.secrecy === 'restricted' };
    case 'ListingDrafted':
      return { ...subject(`listing:${data.listingId}`, data.organisationId), achievement: `achievement:${data.achievementId}` };
    case 'ListingPublished':
      return document && { ...document, listed: 'now' };
    case 'ListingSuspended':
    case 'DemandSuspended':
      return document && { ...document, suspended: true };
    case 'ListingResumed':
    case 'DemandResumed':
      return document && { ...document, suspended: false };
    case 'ListingContracted':
    case 'ListingWithdrawn':
    case 'ListingExpired':
      return document && { ...document, listed: document.listed === 'never' ? 'never' : 'once' };
    case 'MandateGranted':
      return subject(`mandate:${data.mandateId}`, data.principalOrganisationId, data.agentOrganisationId);
    case 'DemandPosted':
      return subject(`demand:${data.demandId}`, data.organisationId);
    case 'DisclosureRequested':
      return subject(`disclosure:${data.disclosureId}`, data.organisationId, data.toOrganisationId);
    case 'ProposalSubmitted':
      return subject(`proposal:${data.proposalId}`, data.organisationId, data.demandOrganisationId);
    case 'SuggestionSent':
      return subject(`suggestion:${data.suggestionId}`, data.fromOrganisationId, data.toOrganisationId);
    case 'BidderRegistered':
      return subject(`seat:${data.biddingId}:${data.organisationId}`, data.organisationId, data.custodianOrganisationId);
    case 'ImportBegun':
      return subject(`import:${data.importId}`, data.organisationId);
    case 'InterestExpressed':
      return subject(`interest:${data.interestId}`, data.byOrganisationId, data.toOrganisationId);
    case 'NdaProposed':
      return document ?? subject(`nda:${data.ndaId}`, data.discloserOrganisationId, data.recipientOrganisationId);
    case 'NegotiationOpened':
      return subject(`transfer:${data.transferId}`, data.sellerOrganisationId, data.buyerOrganisationId);
    case 'SlotBooked':
      // Ids are chosen by callers: a later booking elsewhere under the same one must not take its place.
      return document ?? subject(`booking:${data.bookingId}`, data.ownerOrganisationId, data.organisationId);
    case 'SlotOffered':
      return document ?? subject(`offer:${data.offerId}`, data.organisationId);
    default:
      return document;
  }
};

export const subjectsProjection: Projection<Subject, Known> = {
  name: 'webhookSubjects',
  version: 3,
  families: [achievementEvents, listingEvents, mandateEvents, demandEvents, disclosureEvents, proposalEvents, suggestionEvents, interestEvents, ndaEvents, transferEvents, biddingEvents, calendarEvents, importEvents],
  indexes: [],
  key: keyOf,
  evolve,
};
