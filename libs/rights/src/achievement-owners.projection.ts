import type { Projection } from '@hewu/kernel/src/projection.js';
import { achievementEvents, type AchievementEvent, type SecrecyTier } from '@hewu/listings/src/events.js';
import { valuationEvents, type ValuationEvent } from './events.js';

/** Whose an achievement is, who may see the whole of it as it stands now, and whether it was ever valued; the first two folded from the listings' own events. */
export type AchievementOwner = { readonly _id: string; readonly organisationId: string; readonly region: string; readonly secrecy: SecrecyTier; readonly valued: boolean };

export const achievementOwnersProjection: Projection<AchievementOwner, AchievementEvent | ValuationEvent> = {
  name: 'achievementOwners',
  version: 3,
  families: [achievementEvents, valuationEvents],
  indexes: [{ fields: ['valued', 'secrecy'] }],
  key: ({ data }) => data.achievementId,
  evolve: (document, { type, data }) => {
    switch (type) {
      case 'AchievementDrafted':
        return { _id: data.achievementId, organisationId: data.organisationId, region: data.region, secrecy: data.content.secrecy, valued: false };
      case 'AchievementCorrected':
        return document && { ...document, secrecy: data.content.secrecy };
      case 'ValuationRecorded':
        return document && { ...document, valued: true };
      default:
        return document;
    }
  },
};
