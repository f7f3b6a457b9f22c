import { Injectable } from '@nestjs/common';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { SECRECY_TIERS, type SecrecyTier } from '@hewu/listings/src/events.js';
import { achievementOwnersProjection, type AchievementOwner } from '@hewu/rights/src/achievement-owners.projection.js';
import { Confidants, opens } from '@hewu/rights/src/confidants.js';
import type { RoomClosedGround } from './events.js';
import type { ListingFacts } from './listing-facts.projection.js';

export type GateRefusal = 'interest_not_accepted' | 'nda_not_in_force';
type About = Pick<ListingFacts, 'achievementId' | 'secrecy'>;

/** What a buyer needs before it may talk about what is behind a confidentiality tier, and as long as it does. */
@Injectable()
export class RoomGate {
  constructor(
    private readonly models: ReadModels,
    private readonly confidants: Confidants,
  ) {}

  /** Why talks cannot be opened; null when they can. What is public needs nothing. */
  async refusalOf(listing: About, buyerOrganisationId: string): Promise<Refusal<GateRefusal | 'not_found'> | null> {
    const [ground] = await this.groundsOf(listing, buyerOrganisationId);
    if (!ground) return null;
    return ground === 'achievement_restricted' ? refuse('not_found') : refuse(ground, { tier: listing.secrecy });
  }

  /** What stands against an open room now: at most one ground. */
  async groundsOf(listing: About, buyerOrganisationId: string): Promise<readonly RoomClosedGround[]> {
    const tier = await this.tierOf(listing);
    if (tier === 'restricted') return ['achievement_restricted'];
    if (opens(await this.confidants.letIn(listing.achievementId, buyerOrganisationId), tier)) return [];
    return [tier === 'after_nda' ? 'nda_not_in_force' : 'interest_not_accepted'];
  }

  /** The more closed of what was listed and what the achievement is now. */
  private async tierOf({ achievementId, secrecy }: About): Promise<SecrecyTier> {
    const now = (await this.models.get<AchievementOwner>(achievementOwnersProjection, achievementId))?.secrecy ?? secrecy;
    return SECRECY_TIERS[Math.max(SECRECY_TIERS.indexOf(now), SECRECY_TIERS.indexOf(secrecy))]!;
  }

  /** Waits until the command that answered with this position can be seen. */
  async upTo(position: string | undefined): Promise<void> {
    await Promise.all([this.models.upTo(achievementOwnersProjection, position), this.confidants.upTo(position)]);
  }
}
