import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { achievementEvents, type AchievementContent, type AchievementEvent, type RequestRefusalGround, type SecrecyTier } from './events.js';

/** What made a version. */
export const VERSION_CHANGES = ['drafted', 'corrected', 'assessed'] as const;
export type VersionChange = (typeof VERSION_CHANGES)[number];

/** One version: who said it when, by what, and why it was corrected. */
export type AchievementVersion = {
  readonly version: number;
  readonly change: VersionChange;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly content: AchievementContent;
};

/** What a completer asked of what lies dormant, and what the unit said. */
export type RequestShown = {
  readonly requestId: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly plan: string;
  readonly answerBy: string;
  readonly answer: { readonly agreed: boolean; readonly ground: RequestRefusalGround | null; readonly reason: string; readonly answeredBy: string; readonly at: string } | null;
};

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
  /** The last day before it counts as dormant, where that is counted. */
  readonly dormantAfter: string | null;
  readonly dormant: boolean;
  readonly implemented: boolean;
  readonly requests: readonly RequestShown[];
};

const evolve = (document: AchievementDocument | null, event: Recorded<AchievementEvent>): AchievementDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'AchievementDrafted') {
    const { achievementId, organisationId, region, draftedBy, content } = event.data;
    return {
      _id: achievementId, organisationId, region, secrecy: content.secrecy, draftedAt: at, changedAt: at,
      versions: [{ version: 1, change: 'drafted', at, by: draftedBy, reason: null, content }],
      dormantAfter: null, dormant: false, implemented: false, requests: [],
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'AchievementCorrected': {
      const { version, correctedBy, reason, content } = event.data;
      return { ...document, secrecy: content.secrecy, changedAt: at, versions: [...document.versions, { version, change: 'corrected', at, by: correctedBy, reason, content }] };
    }
    case 'AchievementMaturityAssessed': {
      const { version, recordedBy, maturity } = event.data;
      const content = { ...document.versions.at(-1)!.content, maturity };
      return { ...document, changedAt: at, versions: [...document.versions, { version, change: 'assessed', at, by: recordedBy, reason: null, content }] };
    }
    case 'DormancyCounted':
      return { ...document, dormantAfter: event.data.reachesOn, dormant: false };
    case 'DormancyReached':
      return { ...document, dormant: true };
    case 'AchievementImplemented':
      return { ...document, implemented: true, dormant: false };
    case 'TransformationRequested': {
      const { requestId, requestedBy, plan, answerBy } = event.data;
      return { ...document, requests: [...document.requests, { requestId, requestedBy, requestedAt: at, plan, answerBy, answer: null }] };
    }
    case 'TransformationAnswered': {
      const { requestId, agreed, ground, reason, answeredBy } = event.data;
      return { ...document, requests: document.requests.map((one) => (one.requestId === requestId ? { ...one, answer: { agreed, ground, reason, answeredBy, at } } : one)) };
    }
    case 'AchievementFileAttached':
    case 'AchievementFileRemoved':
      return document;
  }
};

export const achievementsProjection: Projection<AchievementDocument, AchievementEvent> = {
  name: 'achievements',
  version: 2,
  families: [achievementEvents],
  indexes: [{ fields: ['changedAt'] }, { fields: ['organisationId', 'changedAt'] }, { fields: ['secrecy', 'changedAt'] }, { fields: ['organisationId', 'dormant'] }],
  key: (event) => event.data.achievementId,
  evolve,
};
