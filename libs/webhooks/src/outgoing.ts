import type { Event } from '@hewu/kernel/src/event.js';
import { calendarEvents, instrumentEvents, usageEvents, type CalendarEvent, type InstrumentEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import { auctionEvents, biddingEvents, type AuctionEvent, type BiddingEvent } from '@hewu/bidding/src/events.js';
import {
  challengeEvents, demandEvents, disclosureEvents, proposalEvents, suggestionEvents, type ChallengeEvent, type DemandEvent, type DisclosureEvent, type ProposalEvent, type SuggestionEvent,
} from '@hewu/demands/src/events.js';
import { importEvents, type ImportEvent } from '@hewu/imports/src/events.js';
import { achievementEvents, listingEvents, mandateEvents, type AchievementEvent, type ListingEvent, type MandateEvent } from '@hewu/listings/src/events.js';
import { interestEvents, ndaEvents, type AboutInterest, type AboutNda, type InterestEvent, type NdaEvent } from '@hewu/negotiation/src/events.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';
import { termsEvents, trainingSessionEvents, type TermsPublished, type TrainingSessionEvent } from '@hewu/qualifications/src/events.js';
import { samplesEvents, type SamplesEvent } from '@hewu/samples/src/events.js';
import { measurementEvents, type MeasurementEvent } from '@hewu/readings/src/events.js';
import { supplyEvents, type SupplyEvent } from '@hewu/supplies/src/events.js';
import { contractEvents, priceNoticeEvents, transferEvents, type ContractEvent, type PriceNoticeEvent, type TransferEvent } from '@hewu/transfers/src/events.js';
import type { EventType } from './event-types.js';

/**
 * Who may be told: whoever may read what `href` leads to. The names are those of documents of `subjects.projection.ts`, in
 * which it is looked up at every attempt, not only when it happened.
 */
export type SeenBy =
  /** Anybody, for ever. */
  | { readonly who: 'everybody' }
  /** Anybody as long as the listing is on the market and its achievement not restricted; its own organisation always. */
  | { readonly who: 'readers_of_listing'; readonly listing: string }
  /** Anybody, when the listing was on the market and is not: what is gone is told to those who may hold a copy. */
  | { readonly who: 'former_readers_of_listing'; readonly listing: string }
  /** Anybody as long as the achievement is not restricted; its own organisation always. */
  | { readonly who: 'readers_of_achievement'; readonly achievement: string }
  /** Anybody as long as the demand is not suspended; its poster always. */
  | { readonly who: 'readers_of_demand'; readonly demand: string }
  /** Anybody, when the demand is hidden: whoever may hold a copy. */
  | { readonly who: 'former_readers_of_demand'; readonly demand: string }
  /** The poster of a challenge and one team. */
  | { readonly who: 'poster_and_team'; readonly demand: string; readonly team: string }
  /** The parties alone; of what became restricted, its own organisation alone. */
  | { readonly who: 'parties'; readonly of: string; readonly achievement: string | null };

/** What is told of an event: thin, so that whoever wants more asks under their own rights. */
export type Outgoing = { readonly type: EventType; readonly subjectId: string; readonly href: string; readonly seenBy: SeenBy };

type Known =
  | AchievementEvent | MandateEvent | DemandEvent | DisclosureEvent | ProposalEvent | SuggestionEvent | ChallengeEvent | BiddingEvent | AuctionEvent
  | InterestEvent | NdaEvent | ListingEvent | TransferEvent | PriceNoticeEvent | ContractEvent | InstrumentEvent | CalendarEvent | UsageEvent | MeasurementEvent | SupplyEvent | OrganisationEvent | ImportEvent | TrainingSessionEvent | TermsPublished | SamplesEvent;

/** Families of which something is told. */
export const outgoingFamilies = [
  achievementEvents, mandateEvents, demandEvents, disclosureEvents, proposalEvents, suggestionEvents, challengeEvents, biddingEvents, auctionEvents,
  interestEvents, ndaEvents, listingEvents, transferEvents, priceNoticeEvents, contractEvents, instrumentEvents, calendarEvents, usageEvents, measurementEvents, supplyEvents, organisationEvents, importEvents, trainingSessionEvents, termsEvents, samplesEvents,
] as const;

const everybody: SeenBy = { who: 'everybody' };
const parties = (of: string, achievementId: string | null = null): SeenBy => ({ who: 'parties', of, achievement: achievementId && `achievement:${achievementId}` });
const told = (type: EventType, subjectId: string, path: string, seenBy: SeenBy): Outgoing => ({ type, subjectId, href: `/api/v1/${path}`, seenBy });

const listed = (type: EventType, listingId: string): Outgoing => told(type, listingId, `listings/${listingId}`, { who: 'readers_of_listing', listing: `listing:${listingId}` });
const gone = (type: EventType, listingId: string): Outgoing => told(type, listingId, `listings/${listingId}`, { who: 'former_readers_of_listing', listing: `listing:${listingId}` });
const ofAchievement = (achievementId: string): SeenBy => ({ who: 'readers_of_achievement', achievement: `achievement:${achievementId}` });
const notice = (type: EventType, { noticeId, achievementId }: PriceNoticeEvent['data'], subjectId = noticeId): Outgoing => told(type, subjectId, `price-notices/${noticeId}`, ofAchievement(achievementId));
const bidding = (type: EventType, { biddingId, achievementId }: BiddingEvent['data']): Outgoing => told(type, biddingId, `biddings/${biddingId}`, ofAchievement(achievementId));
/** Bidders are hidden from each other: of a deposit its bidder and the bank hear, who alone read that seat, and go on reading it when the right is not for sale any more. */
const seat = (type: EventType, { biddingId, organisationId }: { biddingId: string; organisationId: string }): Outgoing =>
  told(type, biddingId, `biddings/${biddingId}/registrations`, parties(`seat:${biddingId}:${organisationId}`));
const auction = (type: EventType, { auctionId, achievementId }: AuctionEvent['data']): Outgoing => told(type, auctionId, `auctions/${auctionId}`, ofAchievement(achievementId));
const demand = (type: EventType, demandId: string): Outgoing => told(type, demandId, `demands/${demandId}`, { who: 'readers_of_demand', demand: `demand:${demandId}` });
const challenge = (type: EventType, demandId: string): Outgoing => told(type, demandId, `challenges/${demandId}`, { who: 'readers_of_demand', demand: `demand:${demandId}` });
const team = (type: EventType, { demandId, organisationId }: { demandId: string; organisationId: string }): Outgoing =>
  told(type, demandId, `challenges/${demandId}`, { who: 'poster_and_team', demand: `demand:${demandId}`, team: organisationId });
const disclosure = (type: EventType, { disclosureId, demandId }: DisclosureEvent['data']): Outgoing => told(type, disclosureId, `demands/${demandId}/disclosures`, parties(`disclosure:${disclosureId}`));
const proposal = (type: EventType, { proposalId }: { proposalId: string }): Outgoing => told(type, proposalId, `proposals/${proposalId}`, parties(`proposal:${proposalId}`));
const suggestion = (type: EventType, { suggestionId, achievementId }: SuggestionEvent['data']): Outgoing => told(type, suggestionId, `suggestions/${suggestionId}`, parties(`suggestion:${suggestionId}`, achievementId));
const mandate = (type: EventType, { mandateId, achievementId }: MandateEvent['data']): Outgoing => told(type, mandateId, `mandates/${mandateId}`, parties(`mandate:${mandateId}`, achievementId));
const file = (type: EventType, { fileId, achievementId }: { fileId: string; achievementId: string }): Outgoing => told(type, fileId, `achievements/${achievementId}/files`, parties(`achievement:${achievementId}`));
const transfer = (type: EventType, subjectId: string, { transferId, achievementId }: { transferId: string; achievementId: string }): Outgoing =>
  told(type, subjectId, `transfers/${transferId}`, parties(`transfer:${transferId}`, achievementId));
const interest = (type: EventType, { interestId, achievementId }: AboutInterest): Outgoing => told(type, interestId, `interests/${interestId}`, parties(`interest:${interestId}`, achievementId));
/** It names nothing of the achievement but its id, and binds both whatever becomes of that. */
const nda = (type: EventType, { ndaId }: AboutNda): Outgoing => told(type, ndaId, `ndas/${ndaId}`, parties(`nda:${ndaId}`));
const booking = (type: EventType, bookingId: string): Outgoing => told(type, bookingId, `bookings/${bookingId}`, parties(`booking:${bookingId}`));
const samples = (type: EventType, bookingId: string): Outgoing => told(type, bookingId, `samples/${bookingId}`, parties(`booking:${bookingId}`));
/** Of a waiting list each sees what is offered to them. */
const offer = (type: EventType, offerId: string): Outgoing => told(type, offerId, `waiting-list/${offerId}`, parties(`offer:${offerId}`));

/** What is told of which event; of one that does not stand here, nothing. A new one is a line here and a name in `event-types.ts`. */
const TOLD: { readonly [T in Known['type']]?: (data: Extract<Known, { type: T }>['data']) => Outgoing } = {
  ListingPublished: ({ listingId }) => listed('listing.published', listingId),
  ListingResumed: ({ listingId }) => listed('listing.resumed', listingId),
  ListingSuspended: ({ listingId }) => gone('listing.suspended', listingId),
  ListingRenewed: ({ listingId }) => listed('listing.renewed', listingId),
  ListingContracted: ({ listingId }) => gone('listing.contracted', listingId),
  ListingWithdrawn: ({ listingId }) => gone('listing.withdrawn', listingId),
  ListingExpired: ({ listingId }) => gone('listing.expired', listingId),
  MandateGranted: (data) => mandate('mandate.granted', data),
  MandateEnded: (data) => mandate('mandate.ended', data),
  AchievementFileAttached: (data) => file('achievement_file.attached', data),
  AchievementFileRemoved: (data) => file('achievement_file.removed', data),
  DemandPosted: ({ demandId }) => demand('demand.posted', demandId),
  DemandSuspended: ({ demandId }) => told('demand.suspended', demandId, `demands/${demandId}`, { who: 'former_readers_of_demand', demand: `demand:${demandId}` }),
  DemandResumed: ({ demandId }) => demand('demand.resumed', demandId),
  DemandClosed: ({ demandId }) => demand('demand.closed', demandId),
  DisclosureRequested: (data) => disclosure('disclosure.requested', data),
  DisclosureGranted: (data) => disclosure('disclosure.granted', data),
  DisclosureRefused: (data) => disclosure('disclosure.refused', data),
  ProposalSubmitted: (data) => proposal('proposal.submitted', data),
  ProposalAdvanced: (data) => proposal('proposal.advanced', data),
  ProposalDeclined: (data) => proposal('proposal.declined', data),
  ProposalWithdrawn: (data) => proposal('proposal.withdrawn', data),
  ProposalLapsed: (data) => proposal('proposal.lapsed', data),
  SuggestionSent: (data) => suggestion('suggestion.sent', data),
  SuggestionAnswered: (data) => suggestion('suggestion.answered', data),
  ChallengeAnnounced: ({ demandId }) => challenge('challenge.announced', demandId),
  ChallengeAwarded: ({ demandId }) => challenge('challenge.awarded', demandId),
  ChallengeEndedUnawarded: ({ demandId }) => challenge('challenge.ended', demandId),
  TeamEntered: (data) => team('challenge.team_entered', data),
  TeamAdmitted: (data) => team('challenge.team_admitted', data),
  TeamTurnedDown: (data) => team('challenge.team_turned_down', data),
  MilestoneReported: (data) => team('challenge.milestone_reported', data),
  MilestoneJudged: (data) => team('challenge.milestone_judged', data),
  BiddingAnnounced: (data) => bidding('bidding.announced', data),
  BiddingOpened: (data) => bidding('bidding.opened', data),
  BiddingExtended: (data) => bidding('bidding.extended', data),
  BiddingClosed: (data) => bidding('bidding.closed', data),
  BiddingCancelled: (data) => bidding('bidding.cancelled', data),
  BidderRegistered: (data) => seat('bidding.bidder_registered', data),
  DepositConfirmed: (data) => seat('deposit.confirmed', data),
  DepositReleaseInstructed: (data) => seat('deposit.release_instructed', data),
  DepositForfeitInstructed: (data) => seat('deposit.forfeit_instructed', data),
  DepositPaidOut: (data) => seat('deposit.paid_out', data),
  AuctionEntrusted: (data) => auction('auction.entrusted', data),
  AuctionHeld: (data) => auction('auction.held', data),
  AuctionCancelled: (data) => auction('auction.cancelled', data),
  InterestExpressed: (data) => interest('interest.expressed', data),
  InterestAccepted: (data) => interest('interest.accepted', data),
  InterestDeclined: (data) => interest('interest.declined', data),
  InterestLapsed: (data) => interest('interest.lapsed', data),
  NdaProposed: (data) => nda('nda.proposed', data),
  NdaInForce: (data) => nda('nda.in_force', data),
  NdaEnded: (data) => nda('nda.ended', data),
  OfferMade: (data) => transfer('offer.made', data.transferId, data),
  ResponseEscalated: (data) => transfer('response.overdue', data.transferId, data),
  NegotiationLeft: (data) => transfer('negotiation.left', data.transferId, data),
  NegotiationOpened: (data) => transfer('transfer.opened', data.transferId, data),
  TransferCompleted: (data) => transfer('transfer.completed', data.transferId, data),
  NoticeOpened: (data) => notice('price_notice.opened', data),
  NoticeClosed: (data) => notice('price_notice.closed', data),
  NoticeVoided: (data) => notice('price_notice.voided', data),
  ObjectionRaised: (data) => notice('price_notice.objection_raised', data, data.objectionId),
  ObjectionDecided: (data) => notice('price_notice.objection_decided', data, data.objectionId),
  ObjectionOverdue: (data) => notice('price_notice.objection_overdue', data, data.objectionId),
  ContractConcluded: (data) => transfer('contract.concluded', data.contractId, data),
  ContractRegistered: (data) => transfer('contract.registered', data.contractId, data),
  InstrumentRegistered: ({ instrumentId }) => told('instrument.registered', instrumentId, `instruments/${instrumentId}`, everybody),
  InstrumentCorrected: ({ instrumentId }) => told('instrument.corrected', instrumentId, `instruments/${instrumentId}`, everybody),
  InstrumentRetired: ({ instrumentId }) => told('instrument.retired', instrumentId, `instruments/${instrumentId}`, everybody),
  OpeningRulesChanged: ({ calendarId }) => told('calendar.rules_changed', calendarId, `calendars/${calendarId}`, everybody),
  CapacityChanged: ({ calendarId }) => told('calendar.capacity_changed', calendarId, `calendars/${calendarId}`, everybody),
  InstrumentWithdrawn: ({ instrumentId }) => told('calendar.instrument_withdrawn', instrumentId, `instruments/${instrumentId}`, everybody),
  OutageAnnounced: ({ outageId }) => told('outage.announced', outageId, `outages/${outageId}`, everybody),
  OutageEnded: ({ outageId }) => told('outage.ended', outageId, `outages/${outageId}`, everybody),
  SlotBooked: ({ bookingId, confirmed }) => booking(confirmed ? 'booking.made' : 'booking.requested', bookingId),
  BookingConfirmed: ({ bookingId }) => booking('booking.accepted', bookingId),
  BookingDeclined: ({ bookingId }) => booking('booking.declined', bookingId),
  BookingMissed: ({ bookingId }) => booking('booking.missed', bookingId),
  BookingStarted: ({ bookingId }) => booking('booking.started', bookingId),
  BookingEndChanged: ({ bookingId }) => booking('booking.end_changed', bookingId),
  BookingOverdue: ({ bookingId }) => booking('booking.overdue', bookingId),
  UseUnrecorded: ({ bookingId }) => booking('booking.unrecorded', bookingId),
  UseMeetsOutage: ({ bookingId }) => booking('booking.meets_outage', bookingId),
  UseInterrupted: ({ bookingId }) => booking('booking.interrupted', bookingId),
  SlotOffered: ({ offerId }) => offer('waiting.offered', offerId),
  OfferEnded: ({ offerId }) => offer('waiting.offer_ended', offerId),
  BookingMoved: ({ bookingId }) => booking('booking.moved', bookingId),
  BookingCancelled: ({ bookingId }) => booking('booking.cancelled', bookingId),
  LateUsageRecorded: ({ bookingId }) => booking('booking.finished', bookingId),
  UsageRecorded: ({ bookingId }) => booking('booking.finished', bookingId),
  TrainingSessionAnnounced: ({ sessionId }) => told('training_session.announced', sessionId, `training-sessions/${sessionId}`, everybody),
  TrainingSessionCancelled: ({ sessionId }) => told('training_session.cancelled', sessionId, `training-sessions/${sessionId}`, everybody),
  TermsPublished: ({ termsId }) => told('terms.published', termsId, `terms/${termsId}`, everybody),
  SamplesHandedOver: ({ bookingId }) => samples('samples.handed_over', bookingId),
  SamplesReceived: ({ bookingId }) => samples('samples.received', bookingId),
  SampleResultRecorded: ({ bookingId }) => samples('samples.result_recorded', bookingId),
  SamplesReturned: ({ bookingId }) => samples('samples.returned', bookingId),
  SamplesDisposed: ({ bookingId }) => samples('samples.disposed', bookingId),
  SampleIncidentReported: ({ bookingId }) => samples('samples.incident_reported', bookingId),
  UsageDiffers: ({ bookingId }) => told('usage.differs', bookingId, `bookings/${bookingId}/measurement`, parties(`booking:${bookingId}`)),
  SupplyUsed: ({ bookingId }) => told('supply.used', bookingId, `bookings/${bookingId}/supplies`, parties(`booking:${bookingId}`)),
  ChargeRaised: ({ bookingId }) => booking('charge.raised', bookingId),
  ImportFinished: ({ importId }) => told('import.finished', importId, `imports/${importId}`, parties(`import:${importId}`)),
  OrganisationVerified: ({ organisationId }) => told('organisation.verified', organisationId, `organisations/${organisationId}`, everybody),
  OrganisationSuspended: ({ organisationId }) => told('organisation.suspended', organisationId, `organisations/${organisationId}`, everybody),
};

/** The events of which something is told. */
export const TOLD_EVENTS = Object.keys(TOLD);

/** What other systems are told of an event, or null. Pure. */
export const outgoingOf = ({ type, data }: Event): Outgoing | null => (Object.hasOwn(TOLD, type) ? (TOLD[type as Known['type']] as (data: object) => Outgoing)(data) : null);
