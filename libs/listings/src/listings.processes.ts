import type { Process } from '@hewu/kernel/src/process.js';
import { achievementEvents, listingEvents, type AchievementEvent, type ListingEvent } from './events.js';
import { ExpireListingCommand, WithdrawRestrictedCommand } from './off-market.commands.js';

/** Takes a listing off the market when its time is over; one that was withdrawn before needs no timer any more. */
export const listingExpiry: Process<ListingEvent> = {
  name: 'listing-expiry',
  families: [listingEvents],
  react: (event) => {
    const timerId = `listing-expiry:${event.data.listingId}`;
    switch (event.type) {
      case 'ListingPublished': {
        const { listingId, expiresAt } = event.data;
        return [{ do: 'schedule', timerId, dueAt: expiresAt, errand: { name: 'expire', data: { listingId, expiresAt } } }];
      }
      case 'ListingWithdrawn':
        return [{ do: 'cancel', timerId }];
      case 'ListingDrafted':
      case 'ListingCorrected':
      case 'ListingSubmitted':
      case 'ListingReturned':
      case 'ListingExpired':
        return [];
    }
  },
  command: ({ data }, context) => new ExpireListingCommand(data as ExpireListingCommand['data'], context),
};

/** Takes every listing of an achievement off the market when a correction restricts it. */
export const restrictedListings: Process<AchievementEvent> = {
  name: 'restricted-listings',
  families: [achievementEvents],
  react: (event) => {
    switch (event.type) {
      case 'AchievementDrafted':
        return [];
      case 'AchievementCorrected': {
        const { achievementId, content } = event.data;
        return content.secrecy === 'restricted' ? [{ do: 'send', errand: { name: 'withdraw', data: { achievementId, position: event.position } } }] : [];
      }
    }
  },
  command: ({ data }, context) => new WithdrawRestrictedCommand(data as WithdrawRestrictedCommand['data'], context),
};
