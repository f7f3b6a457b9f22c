import { dayOf } from '@hewu/calendar/src/days.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { listingEvents, type AchievementContent, type ListingEvent, type SecrecyTier, type SuspensionGround } from '@hewu/listings/src/events.js';
import type { TransferMode } from './events.js';

/** What transfers must know of a listing, folded from the listings' own events. */
export type ListingFacts = {
  readonly _id: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly mode: TransferMode;
  /** The price that was published with it; null where it is open, or was never published. */
  readonly askedFen: number | null;
  /** Whether it ever was published: only then the public knows that it exists. */
  readonly known: boolean;
  /** The day in Shanghai on which it was published first; null before. */
  readonly publishedOn: string | null;
  readonly published: boolean;
  /** The same, whether or not its region keeps it from the public's eyes for a time. */
  readonly listed: boolean;
  /** Why its region keeps it from the public's eyes now, whatever became of it since; null where it does not. */
  readonly suspendedFor: SuspensionGround | null;
  readonly expiresAt: string | null;
  /** Taken off the market because the achievement is restricted now: nobody outside its unit may see anything of it. */
  readonly restricted: boolean;
  /** Who may see the whole, as it was submitted last. */
  readonly secrecy: SecrecyTier;
  /** What the public notice names; null before the first submission. */
  readonly title: string | null;
  readonly abstract: string | null;
  /** Who completed it, for marking a related party. */
  readonly completerPersons: readonly string[];
  readonly completerOrganisations: readonly string[];
  /** Who completed or drafted the achievement: they decide no objection to its price. */
  readonly interested: readonly string[];
};

const completersOf = ({ completers }: AchievementContent): Pick<ListingFacts, 'completerPersons' | 'completerOrganisations'> => ({
  completerPersons: completers.flatMap(({ personId }) => personId ?? []),
  completerOrganisations: completers.flatMap(({ organisationId }) => organisationId ?? []),
});

const evolve = (document: ListingFacts | null, event: Recorded<ListingEvent>): ListingFacts | null => {
  if (event.type === 'ListingDrafted') {
    const { listingId, achievementId, organisationId, region, offer } = event.data;
    return {
      _id: listingId, achievementId, organisationId, region, mode: offer.mode, askedFen: null, known: false, publishedOn: null, published: false, expiresAt: null, listed: false, suspendedFor: null, restricted: false,
      secrecy: 'public', title: null, abstract: null, completerPersons: [], completerOrganisations: [], interested: [],
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'ListingCorrected':
    case 'ListingReturned':
    // Whether it is held by somebody, the right itself says.
    case 'ListingTaken':
    case 'ListingFreed':
      return document;
    case 'ListingSubmitted': {
      const { achievement, interested } = event.data;
      return { ...document, secrecy: achievement.secrecy, title: achievement.title, abstract: achievement.abstract, ...completersOf(achievement), interested };
    }
    case 'ListingPublished': {
      const { mode, price, expiresAt } = event.data;
      return { ...document, known: true, publishedOn: document.publishedOn ?? dayOf(event.metadata.occurredAt), published: true, listed: true, mode, askedFen: price.kind === 'asked' ? price.fen : null, expiresAt };
    }
    case 'ListingRenewed':
      return { ...document, expiresAt: event.data.expiresAt };
    case 'ListingSuspended':
      return { ...document, published: false, suspendedFor: event.data.ground };
    case 'ListingResumed':
      return { ...document, published: document.listed, suspendedFor: null };
    case 'ListingWithdrawn':
      return { ...document, published: false, listed: false, restricted: event.data.ground === 'achievement_restricted' };
    case 'ListingContracted':
    case 'ListingExpired':
      return { ...document, published: false, listed: false };
  }
};

export const listingFactsProjection: Projection<ListingFacts, ListingEvent> = {
  name: 'transferListings',
  version: 6,
  families: [listingEvents],
  indexes: [],
  key: (event) => event.data.listingId,
  evolve,
};
