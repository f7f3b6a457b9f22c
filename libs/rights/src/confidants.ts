import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { SECRECY_TIERS, type SecrecyTier } from '@hewu/listings/src/events.js';
import { confidantIdOf, confidantsProjection, type Confidant } from './confidants.projection.js';

/** How far an organisation was let in: as everybody; because its interest was accepted; because both signed as well. */
export type LetIn = Extract<SecrecyTier, 'public' | 'on_request' | 'after_nda'>;

/**
 * Who was let in to what is behind a confidentiality tier. An agreement alone opens nothing: it is about an interest that was
 * accepted, so whoever leaves reads no more, however long they must be silent. One whose last day is over opens nothing either,
 * whether its end was recorded yet or not.
 */
export const letIn = (confidant: Confidant | null, today: string): LetIn => {
  if (!confidant || confidant.interests.length === 0) return 'public';
  return confidant.ndas.some(({ untilOn }) => untilOn >= today) ? 'after_nda' : 'on_request';
};

/** Whether somebody who was let in so far may see what is of a tier. */
export const opens = (to: SecrecyTier, tier: SecrecyTier): boolean => SECRECY_TIERS.indexOf(tier) <= SECRECY_TIERS.indexOf(to);

/** Where other contexts ask who was let in to an achievement. */
@Injectable()
export class Confidants {
  constructor(
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How far an organisation was. Its own unit has other ways to its achievement, and sees here what everybody sees. */
  async letIn(achievementId: string, organisationId: string | null): Promise<LetIn> {
    if (organisationId === null) return 'public';
    return letIn(await this.models.get<Confidant>(confidantsProjection, confidantIdOf(achievementId, organisationId)), dayOf(this.clock.now()));
  }

  /** Waits until the command that answered with this position can be seen. */
  async upTo(position: string | undefined): Promise<void> {
    await this.models.upTo(confidantsProjection, position);
  }
}
