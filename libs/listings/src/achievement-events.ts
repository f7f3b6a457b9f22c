import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { AchievementContent, Maturity } from './achievement-content.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

export type AchievementDrafted = Event<
  'AchievementDrafted',
  {
    readonly achievementId: string;
    /** The unit to which the researcher belongs. */
    readonly organisationId: string;
    /** GB/T 2260 division of that unit: where its listings are reviewed. */
    readonly region: string;
    readonly draftedBy: string;
    readonly content: AchievementContent;
  }
>;

/** The whole new content, with the maturity as it was. The old one stays in the history, and both are shown. */
export type AchievementCorrected = Event<
  'AchievementCorrected',
  {
    readonly achievementId: string;
    /** One more than the version before; the draft is version 1. */
    readonly version: number;
    readonly correctedBy: string;
    readonly reason: string;
    readonly content: AchievementContent;
  }
>;

/** Somebody looked again at how ripe it is. The level may fall; nothing but an assessment changes it. */
export type AchievementMaturityAssessed = Event<
  'AchievementMaturityAssessed',
  {
    readonly achievementId: string;
    readonly version: number;
    readonly maturity: Maturity;
    /** The level before, so that a fall is seen without a look-up. */
    readonly levelBefore: number;
    /** The day on which it was looked at. */
    readonly assessedOn: string;
    readonly recordedBy: string;
  }
>;

/** From which day on the achievement counts as dormant, as its completion and its region's rule stand now. */
export type DormancyCounted = Event<
  'DormancyCounted',
  {
    readonly achievementId: string;
    readonly completedOn: string | null;
    /** The last day that is not dormant: so many years after completion. Null when nothing is counted any more. */
    readonly reachesOn: string | null;
    readonly rule: AppliedRule | null;
  }
>;

/** So long after its completion nobody uses it: its completers may apply (Chongqing regulation art. 27). */
export type DormancyReached = Event<'DormancyReached', { readonly achievementId: string; readonly completedOn: string; readonly reachesOn: string; readonly rule: AppliedRule }>;

/** A right in it was granted to somebody: it is used, and does not count as dormant any more. */
export type AchievementImplemented = Event<'AchievementImplemented', { readonly achievementId: string; readonly transferId: string; readonly contractId: string }>;

/** A completer asks the unit to let them transform what lies dormant, in writing (art. 27). */
export type TransformationRequested = Event<
  'TransformationRequested',
  {
    readonly achievementId: string;
    readonly requestId: string;
    readonly requestedBy: string;
    /** What the completer would do with it. */
    readonly plan: string;
    /** Until the end of this day the unit answers: a rule of the house. */
    readonly answerBy: string;
    readonly rule: AppliedRule;
  }
>;

/**
 * Why a unit does not agree. The law has it sign (art. 27: 应当), so a bare no is none: it is under negotiation already, the
 * transformation is unlawful or against national security, others hold rights in it, or the plan is not one of transformation.
 */
export const REQUEST_REFUSAL_GROUNDS = ['under_negotiation', 'unlawful', 'rights_of_others', 'no_transformation'] as const;
export type RequestRefusalGround = (typeof REQUEST_REFUSAL_GROUNDS)[number];

/** The unit's answer. Agreed, an agreement on the transformation follows; that is a contract of its own. */
export type TransformationAnswered = Event<
  'TransformationAnswered',
  {
    readonly achievementId: string;
    readonly requestId: string;
    readonly agreed: boolean;
    /** Null when agreed. */
    readonly ground: RequestRefusalGround | null;
    readonly reason: string;
    readonly answeredBy: string;
  }
>;
