import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ORGANISATION_REGISTER, type OrganisationRegister } from '@hewu/platform/src/organisation-register.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK, EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { ipNumbersOf } from '@hewu/rights/src/ip-number.js';
import { rights } from '@hewu/rights/src/right.decider.js';
import type { AchievementClaim, ContentFacts } from './achievement-rules.js';
import { achievements, type AchievementRefusal } from './achievement.decider.js';
import type { Maturity } from './events.js';
import { byOf } from './facts.js';
import { standingBidsProjection } from './standing-bids.projection.js';

type Answer = Done | Refusal<AchievementRefusal> | CommandIdReused;

/** A researcher records a result of their unit. */
export class DraftAchievementCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly content: AchievementClaim },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A researcher of the unit replaces the whole content, but for its maturity, and says why. */
export class CorrectAchievementCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly reason: string; readonly content: AchievementClaim },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Somebody of the unit records how ripe it is now: more than before, or less. */
export class AssessMaturityCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly maturity: Maturity; readonly assessedOn: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DraftAchievementCommand)
export class DraftAchievementHandler implements ICommandHandler<DraftAchievementCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ORGANISATION_REGISTER) private readonly register: OrganisationRegister,
  ) {}

  async execute({ data: { achievementId, content }, context }: DraftAchievementCommand): Promise<Answer> {
    const command = { type: 'DraftAchievement', achievementId, by: byOf(context), content, ...(await contentFacts(content, this.clock, this.register)) } as const;
    return this.kernel.handle(achievements, achievementId, command, onServiceWork(context));
  }
}

@CommandHandler(CorrectAchievementCommand)
export class CorrectAchievementHandler implements ICommandHandler<CorrectAchievementCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ORGANISATION_REGISTER) private readonly register: OrganisationRegister,
  ) {}

  async execute({ data: { achievementId, reason, content }, context }: CorrectAchievementCommand): Promise<Answer> {
    const bidsStand = content.secrecy === 'restricted' && (await this.bidsStand(achievementId));
    const addsWhileHeld = await this.addsWhileHeld(achievementId, content);
    const command = { type: 'CorrectAchievement', by: byOf(context), reason, content, bidsStand, addsWhileHeld, ...(await contentFacts(content, this.clock, this.register)) } as const;
    return this.kernel.handle(achievements, achievementId, command, onServiceWork(context));
  }

  /** Whether it lists a number that it did not list when its right was reserved. Numbers that go away stay held until the right is free. */
  private async addsWhileHeld(achievementId: string, { ip }: AchievementClaim): Promise<boolean> {
    const [known, { open, sales }] = await Promise.all([this.kernel.load(achievements, achievementId), this.kernel.load(rights, achievementId)]);
    const listed = ipNumbersOf(known?.content.ip ?? []).map(({ ipNumberId }) => ipNumberId);
    const added = ipNumbersOf(ip).map(({ ipNumberId }) => ipNumberId).filter((id) => !listed.includes(id));
    return [...open, ...sales].some(({ ipNumberIds }) => added.some((id) => !ipNumberIds.includes(id)));
  }

  /** As far as anything has been recorded by now. */
  private async bidsStand(achievementId: string): Promise<boolean> {
    await this.models.upTo(standingBidsProjection, (await this.store.end()) ?? undefined);
    return (await this.models.get(standingBidsProjection, achievementId)) !== null;
  }
}

@CommandHandler(AssessMaturityCommand)
export class AssessMaturityHandler implements ICommandHandler<AssessMaturityCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data: { achievementId, maturity, assessedOn }, context }: AssessMaturityCommand): Promise<Answer> {
    const command = { type: 'AssessMaturity', by: byOf(context), maturity, assessedOn, today: dayOf(this.clock.now()) } as const;
    return this.kernel.handle(achievements, achievementId, command, { ...context, legalBasis: 'GB/T 22900' });
  }
}

const contentFacts = async ({ completers }: AchievementClaim, clock: Clock, register: OrganisationRegister): Promise<ContentFacts> => ({
  today: dayOf(clock.now()),
  unknownOrganisations: await register.unknownOf(completers.flatMap(({ organisationId }) => organisationId ?? [])),
  unknownPeople: await register.unknownPeopleOf(completers.flatMap(({ personId }) => personId ?? [])),
});

/** The article that says what a service achievement is. */
export const onServiceWork = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '促进科技成果转化法 第二条' });
