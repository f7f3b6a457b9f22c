import { Injectable } from '@nestjs/common';
import { Files } from '@hewu/files/src/files.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { Confidants, opens } from '@hewu/rights/src/confidants.js';
import { moreClosed } from './achievement-file-decisions.js';
import { achievementFilesProjection, isSubmitted, submissionsProjection, type AchievementFilesDocument, type AttachedFile, type SubmissionDocument } from './achievement-files.projection.js';
import { achievementsProjection, type AchievementDocument } from './achievements.projection.js';
import type { ListingDocument } from './listing-document.js';
import { listingsProjection } from './listings.projection.js';
import { seesWorkOf } from './readers.js';

/** Files that somebody may have, and whose achievement they hang on. */
export type SeenFiles = { readonly organisationId: string; readonly files: readonly AttachedFile[] };

/** Who may have which files of an achievement. Null where the caller must not learn that it exists. */
@Injectable()
export class AchievementFiles {
  constructor(
    private readonly models: ReadModels,
    private readonly files: Files,
    private readonly confidants: Confidants,
  ) {}

  /** The unit: all; reviewers and auditors: all but the restricted. */
  async ofAchievement(id: string, actor: Actor, position: string | undefined): Promise<SeenFiles | null> {
    await Promise.all([this.models.upTo(achievementsProjection, position), this.models.upTo(achievementFilesProjection, position)]);
    const achievement = await this.models.get<AchievementDocument>(achievementsProjection, id);
    if (!achievement || !seesWorkOf(actor, achievement.organisationId, achievement.secrecy === 'restricted')) return null;
    const files = await this.attached(achievement);
    return { organisationId: achievement.organisationId, files: actor.organisationId === achievement.organisationId ? files : files.filter(({ tier }) => tier !== 'restricted') };
  }

  /**
   * Everybody: what is public of a listing on the market, and whoever was let in further what is behind that, as far as it was there
   * when the listing was submitted to the reviewer.
   */
  async ofListing(id: string, actor: Actor | null, position: string | undefined): Promise<SeenFiles | null> {
    await Promise.all([...[listingsProjection, achievementsProjection, achievementFilesProjection, submissionsProjection].map((projection) => this.models.upTo(projection, position)), this.confidants.upTo(position)]);
    const listing = await this.models.get<ListingDocument>(listingsProjection, id);
    if (!listing?.onMarket) return null;
    const [achievement, submission] = await Promise.all([
      this.models.get<AchievementDocument>(achievementsProjection, listing.achievementId),
      this.models.get<SubmissionDocument>(submissionsProjection, id),
    ]);
    if (!achievement || !submission) return null;
    const [files, to] = await Promise.all([this.attached(achievement), this.confidants.letIn(listing.achievementId, actor?.organisationId ?? null)]);
    return { organisationId: achievement.organisationId, files: files.filter((file) => opens(to, file.tier) && isSubmitted(submission, file)) };
  }

  async nameOf(fileId: string, organisationId: string): Promise<string | null> {
    return (await this.files.describe(fileId, organisationId))?.name ?? null;
  }

  /** With the tier that counts now. */
  private async attached({ _id, secrecy }: AchievementDocument): Promise<readonly AttachedFile[]> {
    const document = await this.models.get<AchievementFilesDocument>(achievementFilesProjection, _id);
    return (document?.files ?? []).map((file) => ({ ...file, tier: moreClosed(file.tier, secrecy) }));
  }
}
