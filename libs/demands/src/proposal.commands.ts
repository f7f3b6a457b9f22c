import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { demands } from './demand.decider.js';
import type { AdvancedStage, DeclineReason, ProposalContent } from './events.js';
import { byOf, Facts } from './facts.js';
import { proposals, type ProposalRefusal, type ProposalState, type TextRules } from './proposal.decider.js';

type Answer = Done | Refusal<ProposalRefusal> | CommandIdReused;

/** An organisation answers a demand. Which proposal that is follows from the demand, the organisation and the round. */
export class SubmitProposalCommand extends Command<(Done & { readonly proposalId: string }) | Refusal<ProposalRefusal> | CommandIdReused> {
  constructor(
    readonly data: { readonly demandId: string; readonly content: ProposalContent },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The proposer says it better, before anybody has looked at it. */
export class CorrectProposalCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly proposalId: string; readonly content: ProposalContent },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** What the poster, or the proposer, does with a proposal that stands. */
export type OnProposal =
  | { readonly do: 'advance'; readonly to: AdvancedStage }
  | { readonly do: 'decline'; readonly reason: DeclineReason; readonly comment: string }
  | { readonly do: 'withdraw'; readonly reason: string };

export class ChangeProposalCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly proposalId: string; readonly change: OnProposal },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A round after this one is never begun: whoever withdrew so often has had their say. */
const MOST_ROUNDS = 20;

@CommandHandler(SubmitProposalCommand)
export class SubmitProposalHandler implements ICommandHandler<SubmitProposalCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.facts = new Facts(kernel, models);
  }

  async execute({ data: { demandId, content }, context }: SubmitProposalCommand): ReturnType<ICommandHandler<SubmitProposalCommand>['execute']> {
    const by = byOf(context);
    const demand = await this.facts.readable(await this.kernel.load(demands, demandId), by.organisationId);
    if (!demand) return refuse('not_found');
    const now = this.clock.now();
    const [authority, ownListing, rules, { round, proposalId }] = await Promise.all([
      this.facts.isAuthority(by.organisationId), this.facts.ownsListing(by.organisationId, content.listingId), textRules(this.rules, demand.region, dayOf(now)), this.next(demandId, by.organisationId),
    ]);
    const done = await this.kernel.handle(proposals, proposalId, { type: 'SubmitProposal', proposalId, round, by, demand, authority, ownListing, content, rules, now }, context);
    return isRefusal(done) ? done : { ...done, proposalId };
  }

  /** The first round that was not withdrawn. What was withdrawn stays so, so the answer can only grow. */
  private async next(demandId: string, organisationId: string): Promise<{ readonly round: number; readonly proposalId: string }> {
    for (let round = 1; ; round++) {
      const proposalId = proposalIdOf(demandId, organisationId, round);
      const known: ProposalState = await this.kernel.load(proposals, proposalId);
      if (known?.status !== 'withdrawn' || round === MOST_ROUNDS) return { round, proposalId };
    }
  }
}

/** An organisation's proposal to a demand: one a round, counted from 1; a round begins when the one before was withdrawn. */
export const proposalIdOf = (demandId: string, organisationId: string, round: number): string => derivedId('proposal', demandId, organisationId, String(round));

/** As the demand's region has them on a day. */
const textRules = (rules: Rules, region: string, day: string): Promise<TextRules> =>
  Promise.all([rules.inForce('proposal_title_characters', region, day), rules.inForce('proposal_approach_characters', region, day), rules.inForce('proposal_plan_characters', region, day)]);

@CommandHandler(CorrectProposalCommand)
export class CorrectProposalHandler implements ICommandHandler<CorrectProposalCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.facts = new Facts(kernel, models);
  }

  async execute({ data: { proposalId, content }, context }: CorrectProposalCommand): Promise<Answer> {
    const by = byOf(context);
    const proposal = await this.kernel.load(proposals, proposalId);
    const demand = proposal && (await this.facts.readable(await this.kernel.load(demands, proposal.demandId), by.organisationId));
    if (!demand) return refuse('not_found');
    const now = this.clock.now();
    const [ownListing, rules] = await Promise.all([this.facts.ownsListing(by.organisationId, content.listingId), textRules(this.rules, demand.region, dayOf(now))]);
    return this.kernel.handle(proposals, proposalId, { type: 'CorrectProposal', by, demand, ownListing, content, rules, now }, context);
  }
}

@CommandHandler(ChangeProposalCommand)
export class ChangeProposalHandler implements ICommandHandler<ChangeProposalCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { proposalId, change }, context }: ChangeProposalCommand): Promise<Answer> {
    const by = byOf(context);
    switch (change.do) {
      case 'advance': {
        const proposal = await this.kernel.load(proposals, proposalId);
        const demand = proposal && (await this.kernel.load(demands, proposal.demandId));
        return this.kernel.handle(proposals, proposalId, { type: 'AdvanceProposal', by, demand, to: change.to }, context);
      }
      case 'decline':
        return this.kernel.handle(proposals, proposalId, { type: 'DeclineProposal', by, reason: change.reason, comment: change.comment }, context);
      case 'withdraw':
        return this.kernel.handle(proposals, proposalId, { type: 'WithdrawProposal', by, reason: change.reason }, context);
    }
  }
}

export const proposalHandlers = [SubmitProposalHandler, CorrectProposalHandler, ChangeProposalHandler];
