import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf, plusMonths } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { ACTOR_SOURCE, type ActorSource } from '@hewu/platform/src/actor.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { challenges } from './challenge.decider.js';
import { demands, type DemandRefusal } from './demand.decider.js';
import type { DemandContent } from './events.js';
import { byOf, endingOn, Facts } from './facts.js';
import { proposals } from './proposal.decider.js';

type Answer = Done | Refusal<DemandRefusal> | CommandIdReused;

/** An organisation posts a problem, until the end of a day. */
export class PostDemandCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly content: DemandContent; readonly deadlineOn: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The poster replaces the whole content and says why. */
export class CorrectDemandCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly content: DemandContent; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The region's platform administrator takes it off the market, or puts it back. */
export class SuspendDemandCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly change: 'SuspendDemand' | 'ResumeDemand'; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The poster gives it up, or says that it is solved. */
export class CloseDemandCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly ground: 'owner' | 'solved'; readonly proposalId: string | null; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(PostDemandCommand)
export class PostDemandHandler implements ICommandHandler<PostDemandCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.facts = new Facts(kernel, models);
  }

  async execute({ data: { demandId, content, deadlineOn }, context }: PostDemandCommand): Promise<Answer> {
    const by = byOf(context);
    const today = dayOf(this.clock.now());
    const [authority, rule] = await Promise.all([this.facts.isAuthority(by.organisationId), this.rules.inForce('demand_months', by.region, today)]);
    const deadlineAt = endingOn(deadlineOn).at;
    return this.kernel.handle(demands, demandId, { type: 'PostDemand', demandId, by, authority, content, deadlineOn, deadlineAt, today, latestOn: plusMonths(today, rule.amount), rule }, context);
  }
}

@CommandHandler(CorrectDemandCommand)
export class CorrectDemandHandler implements ICommandHandler<CorrectDemandCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data: { demandId, content, reason }, context }: CorrectDemandCommand): Promise<Answer> {
    return this.kernel.handle(demands, demandId, { type: 'CorrectDemand', by: byOf(context), content, reason, now: this.clock.now() }, context);
  }
}

@CommandHandler(SuspendDemandCommand)
export class SuspendDemandHandler implements ICommandHandler<SuspendDemandCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async execute({ data: { demandId, change, reason }, context }: SuspendDemandCommand): Promise<Answer> {
    const demand = await this.kernel.load(demands, demandId);
    const belongs = demand !== null && (await this.actors.standing(context.actor, demand.organisationId)) !== null;
    return this.kernel.handle(demands, demandId, { type: change, by: byOf(context), belongs, reason }, { ...context, legalBasis: '合武平台规则：平台管理员可说明理由暂停需求' });
  }
}

@CommandHandler(CloseDemandCommand)
export class CloseDemandHandler implements ICommandHandler<CloseDemandCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** What became of a proposal, and whether a challenge runs, is asked of their own streams. */
  async execute({ data: { demandId, ground, proposalId, reason }, context }: CloseDemandCommand): Promise<Answer> {
    const [challenge, proposal] = await Promise.all([this.kernel.load(challenges, demandId), proposalId === null ? null : this.kernel.load(proposals, proposalId)]);
    const chosen = proposalId === null ? null : { proposalId, finalist: proposal?.demandId === demandId && proposal.status === 'finalist' };
    return this.kernel.handle(demands, demandId, { type: 'CloseDemand', by: byOf(context), ground, proposal: chosen, challengeRunning: challenge?.status === 'running', reason }, context);
  }
}

export const demandHandlers = [PostDemandHandler, CorrectDemandHandler, SuspendDemandHandler, CloseDemandHandler];
