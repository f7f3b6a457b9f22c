import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { achievementOwnersProjection, type AchievementOwner } from '@hewu/rights/src/achievement-owners.projection.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { byOf, interestIdOf, LAWS, under } from './facts.js';
import { interests, isOpen, type InterestRefusal, type InterestState, type ListedNow } from './interest.decider.js';
import { listedProjection, type Listed } from './listed.projection.js';

type Answer = Done | Refusal<InterestRefusal> | CommandIdReused;
type Expressed = (Done & { readonly interestId: string }) | Refusal<InterestRefusal> | CommandIdReused;

/** An organisation says what it wants a listed achievement for. Which interest that is follows from listing, organisation and round. */
export class ExpressInterestCommand extends Command<Expressed> {
  constructor(readonly data: { readonly listingId: string; readonly purpose: string }, readonly context: CommandContext) {
    super();
  }
}

/** What a side does with an interest that stands. */
export type OnInterest = { readonly do: 'accept' } | { readonly do: 'decline' | 'withdraw' | 'close'; readonly reason: string };

export class ChangeInterestCommand extends Command<Answer> {
  constructor(readonly data: { readonly interestId: string; readonly change: OnInterest }, readonly context: CommandContext) {
    super();
  }
}

/** A round after this one is never begun: whoever asked so often has been heard. */
const MOST_ROUNDS = 20;

/** The first round that is not over, or the next; what is over stays so, so the answer can only grow. */
export const roundOfInterest = async (kernel: Kernel, listingId: string, organisationId: string): Promise<{ readonly round: number; readonly interestId: string; readonly state: InterestState }> => {
  for (let round = 1; ; round++) {
    const interestId = interestIdOf(listingId, organisationId, round);
    const state: InterestState = await kernel.load(interests, interestId);
    if (!state || isOpen(state) || round === MOST_ROUNDS) return { round, interestId, state };
  }
};

@CommandHandler(ExpressInterestCommand)
export class ExpressInterestHandler implements ICommandHandler<ExpressInterestCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly times: ResponseTimes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { listingId, purpose }, context }: ExpressInterestCommand): Promise<Expressed> {
    const by = byOf(context);
    const [listing, { round, interestId }] = await Promise.all([this.listedNow(listingId), roundOfInterest(this.kernel, listingId, by.organisationId)]);
    // The house's own time, by the region of whoever must answer.
    const respondBy = await this.times.by('interest_response_days', listing?.region ?? by.region);
    const done = await this.kernel.handle(interests, interestId, { type: 'ExpressInterest', interestId, round, by, listing, purpose, respondBy }, { ...context, legalBasis: respondBy.rule.article });
    return isRefusal(done) ? done : { ...done, interestId };
  }

  /** Null where nobody outside its unit may know of it: never published, or restricted by now. */
  private async listedNow(listingId: string): Promise<ListedNow | null> {
    const listed = await this.models.get<Listed>(listedProjection, listingId);
    if (!listed?.known) return null;
    const achievement = await this.models.get<AchievementOwner>(achievementOwnersProjection, listed.achievementId);
    if (!achievement || achievement.secrecy === 'restricted') return null;
    const { achievementId, organisationId, region, published, suspended, expiresAt } = listed;
    return { listingId, achievementId, organisationId, region, onMarket: published && !suspended && expiresAt! > this.clock.now() };
  }
}

@CommandHandler(ChangeInterestCommand)
export class ChangeInterestHandler implements ICommandHandler<ChangeInterestCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { interestId, change }, context: asked }: ChangeInterestCommand): Promise<Answer> {
    const context = under(LAWS.interest, asked);
    const by = byOf(context);
    switch (change.do) {
      case 'accept':
        return this.kernel.handle(interests, interestId, { type: 'AcceptInterest', by }, context);
      case 'decline':
        return this.kernel.handle(interests, interestId, { type: 'DeclineInterest', by, reason: change.reason }, context);
      case 'withdraw':
        return this.kernel.handle(interests, interestId, { type: 'WithdrawInterest', by, reason: change.reason }, context);
      case 'close':
        return this.kernel.handle(interests, interestId, { type: 'CloseInterest', by, reason: change.reason }, context);
    }
  }
}
