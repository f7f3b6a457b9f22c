import { eventFamily } from '@hewu/kernel/src/event.js';
import type { AchievementFileAttached, AchievementFileRemoved } from './achievement-file-events.js';
import type {
  AchievementCorrected, AchievementDrafted, AchievementImplemented, AchievementMaturityAssessed, DormancyCounted, DormancyReached, TransformationAnswered, TransformationRequested,
} from './achievement-events.js';
import type {
  ListingContracted, ListingCorrected, ListingDrafted, ListingExpired, ListingFreed, ListingPublished, ListingRenewed, ListingResumed, ListingReturned, ListingSubmitted, ListingSuspended, ListingTaken, ListingWithdrawn,
} from './listing-events.js';
import type { MandateEnded, MandateGranted } from './mandate-events.js';
import { richerContent, richerDraft, richerOffer, richerSubmission, withoutFiles } from './upcasts.js';

export * from './achievement-content.js';
export * from './achievement-events.js';
export * from './achievement-file-events.js';
export * from './listing-events.js';
export * from './mandate-events.js';

/*
 * Stored and published: the one door through which other contexts know this one. A shape, once recorded, keeps its meaning:
 * add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds, days ISO dates in Shanghai. Money is whole fen (CNY). Shares are basis points:
 * 10 000 are 100 %. Persons are ids; nothing here is personal data.
 */

/**
 * The modes of art. 16 of 促进科技成果转化法 that can be offered to another, licences by their kind (SPC 2020 interpretation
 * on technology contracts, art. 25). To use it oneself 自行实施 needs no listing.
 */
export { TRANSFER_MODES, type TransferMode } from '@hewu/rights/src/events.js';

export type AchievementEvent =
  | AchievementDrafted
  | AchievementCorrected
  | AchievementMaturityAssessed
  | AchievementImplemented
  | DormancyCounted
  | DormancyReached
  | TransformationRequested
  | TransformationAnswered
  | AchievementFileAttached
  | AchievementFileRemoved;

export const achievementEvents = eventFamily<AchievementEvent>('achievement', {
  AchievementDrafted: { version: 2, upcasts: { 1: richerContent } },
  AchievementCorrected: { version: 2, upcasts: { 1: richerContent } },
  AchievementMaturityAssessed: { version: 1 },
  AchievementImplemented: { version: 1 },
  DormancyCounted: { version: 1 },
  DormancyReached: { version: 1 },
  TransformationRequested: { version: 1 },
  TransformationAnswered: { version: 1 },
  AchievementFileAttached: { version: 2, upcasts: { 1: (data) => ({ ...data, rule: null }) } },
  AchievementFileRemoved: { version: 1 },
});

export type ListingEvent =
  | ListingDrafted
  | ListingCorrected
  | ListingSubmitted
  | ListingReturned
  | ListingPublished
  | ListingRenewed
  | ListingSuspended
  | ListingResumed
  | ListingTaken
  | ListingFreed
  | ListingContracted
  | ListingWithdrawn
  | ListingExpired;

export const listingEvents = eventFamily<ListingEvent>('listing', {
  ListingDrafted: { version: 2, upcasts: { 1: richerDraft } },
  ListingCorrected: { version: 2, upcasts: { 1: richerOffer } },
  ListingSubmitted: { version: 3, upcasts: { 1: richerSubmission, 2: withoutFiles } },
  ListingReturned: { version: 1 },
  ListingPublished: { version: 2, upcasts: { 1: (data) => ({ ...data, rule: null }) } },
  ListingRenewed: { version: 1 },
  ListingSuspended: { version: 1 },
  ListingResumed: { version: 1 },
  ListingTaken: { version: 1 },
  ListingFreed: { version: 1 },
  ListingContracted: { version: 1 },
  ListingWithdrawn: { version: 1 },
  ListingExpired: { version: 1 },
});

export type MandateEvent = MandateGranted | MandateEnded;

export const mandateEvents = eventFamily<MandateEvent>('mandate', {
  MandateGranted: { version: 1 },
  MandateEnded: { version: 1 },
});
