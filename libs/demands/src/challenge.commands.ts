import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { challenges, type ChallengeRefusal, type Of } from './challenge.decider.js';
import { demands } from './demand.decider.js';
import { byOf, endingOn, Facts } from './facts.js';
import { proposals } from './proposal.decider.js';

type Answer = Done | Refusal<ChallengeRefusal> | CommandIdReused;

/** The poster promises a prize to whoever solves its demand. */
export class AnnounceChallengeCommand extends Command<Answer> {
  constructor(
    readonly data: Pick<Of<'AnnounceChallenge'>, 'prizeFen' | 'milestones' | 'teamsAtMost' | 'entriesUntilOn'> & { readonly demandId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** An organisation enters, by its finalist proposal or with an approach of its own. */
export class EnterChallengeCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly proposalId: string | null; readonly approach: string | null; readonly trl: number | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

type Change<T extends 'AdmitTeam' | 'TurnDownTeam' | 'LeaveChallenge' | 'ReportMilestone' | 'JudgeMilestone' | 'AwardChallenge' | 'EndUnawarded'> = T extends T ? Omit<Of<T>, 'by' | 'now' | 'today'> : never;

/** What poster and teams do while a challenge runs, and how it ends. */
export type OnChallenge = Change<'AdmitTeam' | 'TurnDownTeam' | 'LeaveChallenge' | 'ReportMilestone' | 'JudgeMilestone' | 'AwardChallenge' | 'EndUnawarded'>;

export class ChangeChallengeCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly change: OnChallenge },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AnnounceChallengeCommand)
export class AnnounceChallengeHandler implements ICommandHandler<AnnounceChallengeCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { demandId, ...asked }, context }: AnnounceChallengeCommand): Promise<Answer> {
    const by = byOf(context);
    const today = dayOf(this.clock.now());
    const [demand, jurorsRule] = await Promise.all([this.kernel.load(demands, demandId), this.rules.inForce('challenge_jurors', by.region, today)]);
    const entriesUntilAt = endingOn(asked.entriesUntilOn).at;
    return this.kernel.handle(challenges, demandId, { type: 'AnnounceChallenge', by, demand, ...asked, entriesUntilAt, today, jurorsRule }, promise(context));
  }
}

@CommandHandler(EnterChallengeCommand)
export class EnterChallengeHandler implements ICommandHandler<EnterChallengeCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.facts = new Facts(kernel, models);
  }

  async execute({ data: { demandId, proposalId, approach, trl }, context }: EnterChallengeCommand): Promise<Answer> {
    const by = byOf(context);
    const { organisationId } = by;
    const now = this.clock.now();
    const demand = await this.facts.readable(await this.kernel.load(demands, demandId), organisationId);
    const challenge = await this.kernel.load(challenges, demandId);
    if (!demand || !challenge) return refuse('not_found');
    const [authority, proposal, rule, conflicted] = await Promise.all([
      this.facts.isAuthority(organisationId),
      proposalId === null ? null : this.kernel.load(proposals, proposalId),
      approach === null ? null : this.rules.inForce('proposal_approach_characters', demand.region, dayOf(now)),
      this.facts.membersOf(organisationId, challenge.jurors),
    ]);
    const finalist = proposal?.demandId === demandId && proposal.organisationId === organisationId && proposal.status === 'finalist';
    const entry = proposalId === null ? null : { proposalId, finalist };
    return this.kernel.handle(challenges, demandId, { type: 'EnterTeam', by, demand, authority, proposal: entry, approach, trl, rule, conflicted, now }, context);
  }
}

@CommandHandler(ChangeChallengeCommand)
export class ChangeChallengeHandler implements ICommandHandler<ChangeChallengeCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data: { demandId, change }, context }: ChangeChallengeCommand): Promise<Answer> {
    const now = this.clock.now();
    const asked = change.type === 'AwardChallenge' ? promise(context) : context;
    return this.kernel.handle(challenges, demandId, { ...change, by: byOf(context), now, today: dayOf(now) }, asked);
  }
}

/** Whoever publicly promises a reward for an act owes it to whoever does the act. */
const promise = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '民法典 第四百九十九条（悬赏广告）' });

/** The poster asks an expert to judge. */
export class AppointJurorCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly jurorId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A juror asks to be let go. */
export class RecuseSelfCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A juror scores a team that reached every milestone. */
export class GiveScoreCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly organisationId: string; readonly points: number; readonly comment: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AppointJurorCommand)
export class AppointJurorHandler implements ICommandHandler<AppointJurorCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    models: ReadModels,
  ) {
    this.facts = new Facts(kernel, models);
  }

  async execute({ data: { demandId, jurorId }, context }: AppointJurorCommand): Promise<Answer> {
    return this.kernel.handle(challenges, demandId, { type: 'AppointJuror', by: byOf(context), jurorId, ...(await this.facts.person(jurorId)) }, context);
  }
}

@CommandHandler(RecuseSelfCommand)
export class RecuseSelfHandler implements ICommandHandler<RecuseSelfCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { demandId }, context }: RecuseSelfCommand): Promise<Answer> {
    return this.kernel.handle(challenges, demandId, { type: 'RecuseSelf', jurorId: context.actor }, context);
  }
}

@CommandHandler(GiveScoreCommand)
export class GiveScoreHandler implements ICommandHandler<GiveScoreCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    models: ReadModels,
  ) {
    this.facts = new Facts(kernel, models);
  }

  /** A juror who is found to be of one house with a side is recused, and told so instead of scoring. */
  async execute({ data: { demandId, ...given }, context }: GiveScoreCommand): Promise<Answer> {
    const { organisations } = await this.facts.person(context.actor);
    const done = await this.kernel.handle(challenges, demandId, { type: 'GiveScore', jurorId: context.actor, organisations, ...given }, context);
    if (isRefusal(done)) return done;
    const ground = (await this.kernel.load(challenges, demandId))?.recused[context.actor];
    return ground === undefined ? done : refuse('juror_recused', { ground });
  }
}

export const challengeHandlers = [AnnounceChallengeHandler, EnterChallengeHandler, ChangeChallengeHandler, AppointJurorHandler, RecuseSelfHandler, GiveScoreHandler];
