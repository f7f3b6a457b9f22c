import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { ipNumbersOf } from '@hewu/rights/src/ip-number.js';
import { achievementEvents, type AchievementEvent } from './events.js';

/** The numbers of offices that an achievement lists now, as ids of their streams: for asking who else lists one, never shown. */
export type AchievementNumbers = Document & { readonly ipNumberIds: readonly string[] };

export const achievementNumbersProjection: Projection<AchievementNumbers, AchievementEvent> = {
  name: 'achievementNumbers',
  version: 1,
  families: [achievementEvents],
  indexes: [{ list: 'ipNumberIds' }],
  key: ({ type, data }) => (type === 'AchievementDrafted' || type === 'AchievementCorrected' ? data.achievementId : null),
  evolve: (document, { type, data }) => {
    if (type !== 'AchievementDrafted' && type !== 'AchievementCorrected') return document;
    const ipNumberIds = ipNumbersOf(data.content.ip).map(({ ipNumberId }) => ipNumberId);
    return ipNumberIds.length === 0 ? null : { _id: data.achievementId, ipNumberIds };
  },
};
