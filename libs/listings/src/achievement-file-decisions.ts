import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { Achievement } from './achievement.decider.js';
import type { By } from './by.js';
import { SECRECY_TIERS, type AchievementEvent, type AchievementFileAttached, type SecrecyTier } from './events.js';

/** What is known of a file that hangs on an achievement. */
export type HungFile = { readonly fileId: string; readonly sha256: string; readonly tier: SecrecyTier };

export type AchievementFileCommand =
  /** `rule`: how many files an achievement may have. */
  | { readonly type: 'AttachFile'; readonly rule: AppliedRule; readonly by: By; readonly file: Pick<AchievementFileAttached['data'], 'fileId' | 'sha256' | 'bytes' | 'mediaType'>; readonly tier: SecrecyTier }
  | { readonly type: 'RemoveFile'; readonly by: By; readonly fileId: string; readonly reason: string };

/** In order of precedence, behind `not_found`. */
export type AchievementFileRefusal = 'file_tier_differs' | 'file_tier_too_open' | 'too_many_files';

type Decision = readonly AchievementEvent[] | Refusal<AchievementFileRefusal | 'not_found'>;

/** The files of an achievement: how many, and how open. */
export const decideFiles = (command: AchievementFileCommand, { achievementId, organisationId, content, files }: Achievement): Decision => {
  if (command.by.organisationId !== organisationId) return refuse('not_found');
  switch (command.type) {
    case 'AttachFile': {
      const { by, file: { fileId, sha256, bytes, mediaType }, tier, rule } = command;
      const known = files.find((one) => one.fileId === fileId);
      if (known) return known.tier === tier ? [] : refuse('file_tier_differs', { tier: known.tier });
      if (moreClosed(tier, content.secrecy) !== tier) return refuse('file_tier_too_open', { tier, mostOpen: content.secrecy });
      if (files.length >= rule.amount) return refuse('too_many_files', { mostFiles: rule.amount });
      return [{ type: 'AchievementFileAttached', data: { achievementId, fileId, sha256, bytes, mediaType, tier, attachedBy: by.personId, rule } }];
    }
    case 'RemoveFile': {
      const { by, fileId, reason } = command;
      if (!files.some((one) => one.fileId === fileId)) return refuse('not_found');
      return [{ type: 'AchievementFileRemoved', data: { achievementId, fileId, removedBy: by.personId, reason } }];
    }
  }
};

/** Of two tiers the one that fewer may pass. */
export const moreClosed = (one: SecrecyTier, other: SecrecyTier): SecrecyTier => (SECRECY_TIERS.indexOf(one) >= SECRECY_TIERS.indexOf(other) ? one : other);
