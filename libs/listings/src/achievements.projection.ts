import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { achievementEvents, type AchievementContent, type AchievementEvent, type SecrecyTier } from './events.js';

/** One version: who said it when, and why it replaced the one before (null for the draft). */
export type AchievementVersion = { readonly version: number; readonly at: string; readonly by: string; readonly reason: string | null; readonly content: AchievementContent };

/** An achievement in the hands of its unit: every version stays visible. */
export type AchievementDocument = Document & {
  readonly organisationId: string;
  readonly region: string;
  /** Of the newest version: a restricted achievement is shown to its own unit alone. */
  readonly secrecy: SecrecyTier;
  readonly draftedAt: string;
  readonly changedAt: string;
  /** Oldest first. */
  readonly versions: readonly AchievementVersion[];
};

const evolve = (document: AchievementDocument | null, event: Recorded<AchievementEvent>): AchievementDocument | null => {
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'AchievementDrafted': {
      const { achievementId, organisationId, region, draftedBy, content } = event.data;
      const versions = [{ version: 1, at, by: draftedBy, reason: null, content }];
      return { _id: achievementId, organisationId, region, secrecy: content.secrecy, draftedAt: at, changedAt: at, versions };
    }
    case 'AchievementCorrected': {
      const { version, correctedBy, reason, content } = event.data;
      return document && { ...document, secrecy: content.secrecy, changedAt: at, versions: [...document.versions, { version, at, by: correctedBy, reason, content }] };
    }
  }
};

export const achievementsProjection: Projection<AchievementDocument, AchievementEvent> = {
  name: 'achievements',
  version: 1,
  families: [achievementEvents],
  indexes: [{ fields: ['changedAt'] }, { fields: ['organisationId', 'changedAt'] }, { fields: ['secrecy', 'changedAt'] }],
  key: (event) => event.data.achievementId,
  evolve,
};
