import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Achievement } from './achievement.decider.js';
import type { By } from './by.js';
import { SECRECY_TIERS, type AchievementEvent, type AchievementFileAttached, type SecrecyTier } from './events.js';

/** A house rule (issue of the market, part 1). */
export const MOST_FILES = 10;

/** What is known of a file that hangs on an achievement. */
export type HungFile = { readonly fileId: string; readonly tier: SecrecyTier };

export type AchievementFileCommand =
  | { readonly type: 'AttachFile'; readonly by: By; readonly file: Pick<AchievementFileAttached['data'], 'fileId' | 'sha256' | 'bytes' | 'mediaType'>; readonly tier: SecrecyTier }
  | { readonly type: 'RemoveFile'; readonly by: By; readonly fileId: string; readonly reason: string };

/** In order of precedence, behind `not_found`. */
export type AchievementFileRefusal = 'file_tier_differs' | 'file_tier_too_open' | 'too_many_files';

type Decision = readonly AchievementEvent[] | Refusal<AchievementFileRefusal | 'not_found'>;

/** The files of an achievement: how many, and how open. */
export const decideFiles = (command: AchievementFileCommand, { achievementId, organisationId, content, files }: Achievement): Decision => {
  if (command.by.organisationId !== organisationId) return refuse('not_found');
  switch (command.type) {
    case 'AttachFile': {
      const { by, file: { fileId, sha256, bytes, mediaType }, tier } = command;
      const known = files.find((one) => one.fileId === fileId);
      if (known) return known.tier === tier ? [] : refuse('file_tier_differs', { tier: known.tier });
      if (moreClosed(tier, content.secrecy) !== tier) return refuse('file_tier_too_open', { tier, mostOpen: content.secrecy });
      if (files.length >= MOST_FILES) return refuse('too_many_files', { mostFiles: MOST_FILES });
      return [{ type: 'AchievementFileAttached', data: { achievementId, fileId, sha256, bytes, mediaType, tier, attachedBy: by.personId } }];
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
