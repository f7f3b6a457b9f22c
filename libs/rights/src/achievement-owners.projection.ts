import type { Projection } from '@hewu/kernel/src/projection.js';
import { achievementEvents, type AchievementEvent, type SecrecyTier } from '@hewu/listings/src/events.js';

/** Whose an achievement is, and who may see the whole of it as it stands now; folded from the listings' own events. */
export type AchievementOwner = { readonly _id: string; readonly organisationId: string; readonly region: string; readonly secrecy: SecrecyTier };

export const achievementOwnersProjection: Projection<AchievementOwner, AchievementEvent> = {
  name: 'achievementOwners',
  version: 2,
  families: [achievementEvents],
  indexes: [],
  key: ({ data }) => data.achievementId,
  evolve: (document, { type, data }) => {
    switch (type) {
      case 'AchievementDrafted':
        return { _id: data.achievementId, organisationId: data.organisationId, region: data.region, secrecy: data.content.secrecy };
      case 'AchievementCorrected':
        return document && { ...document, secrecy: data.content.secrecy };
      default:
        return document;
    }
  },
};
