import type { Event } from '@hewu/kernel/src/event.js';
import type { MediaType } from '@hewu/files/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { SecrecyTier } from './achievement-content.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

/** The unit hung a file on it (`libs/files`). The bytes stand outside the events, under their SHA-256. */
export type AchievementFileAttached = Event<
  'AchievementFileAttached',
  {
    readonly achievementId: string;
    readonly fileId: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly mediaType: MediaType;
    /** Who may have it; at least as closed as the achievement was then. Should that be closed further, the more closed of both counts. */
    readonly tier: SecrecyTier;
    readonly attachedBy: string;
    /** How many an achievement may have, by `achievement_files`. Null in what was recorded before rules were data (version 1). */
    readonly rule: AppliedRule | null;
  }
>;

export type AchievementFileRemoved = Event<
  'AchievementFileRemoved',
  { readonly achievementId: string; readonly fileId: string; readonly removedBy: string; readonly reason: string }
>;
