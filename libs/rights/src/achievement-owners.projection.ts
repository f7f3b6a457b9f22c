import type { Projection } from '@hewu/kernel/src/projection.js';
import { achievementEvents, type AchievementEvent } from '@hewu/listings/src/events.js';

/** Whose an achievement is, folded from the listings' own events. */
export type AchievementOwner = { readonly _id: string; readonly organisationId: string; readonly region: string };

export const achievementOwnersProjection: Projection<AchievementOwner, AchievementEvent> = {
  name: 'achievementOwners',
  version: 1,
  families: [achievementEvents],
  indexes: [],
  key: ({ data }) => data.achievementId,
  evolve: (document, { type, data }) => (type === 'AchievementDrafted' ? { _id: data.achievementId, organisationId: data.organisationId, region: data.region } : document),
};
