import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ChallengeAnswer, challengeOf, ChallengesPage } from './challenge.answers.js';
import { AnnounceChallengeCommand, ChangeChallengeCommand, EnterChallengeCommand, type OnChallenge } from './challenge.commands.js';
import { AnnounceChallengeBody, AwardBody, ChallengeReasonBody, ChallengesQuery, EnterChallengeBody, JudgementBody, MilestoneReportBody } from './challenge.dto.js';
import { challengesProjection, type ChallengeDocument } from './challenges.projection.js';
import { demandsProjection, type DemandDocument } from './demands.projection.js';
import { DeclineBody } from './proposal.dto.js';
import { audits, partIn, viewOf } from './readers.js';

/** Whoever decides about a team may find the challenge, or the team, missing or over. */
const DECIDED = ['not_found', 'team_unknown', 'challenge_over', 'team_out'] as const;

/** Challenges 揭榜挂帅: a prize for whoever solves a demand, in milestones, before a jury. */
@ApiTags('challenges')
@Controller('challenges')
export class ChallengesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'listChallenges', summary: 'Announced challenges, newest first' })
  @ApiOkResponse({ type: ChallengesPage })
  async list(@Query() { status, own, limit, cursor, position }: ChallengesQuery, @FromCaller() { actor }: Caller): Promise<ChallengesPage> {
    await this.models.upTo(challengesProjection, position);
    const filter: Filter = { announced: true, status, ...visibleTo(actor), ...(own === 'true' ? { parties: actor?.organisationId ?? '' } : {}) };
    const [page, count] = await Promise.all([
      this.models.find<ChallengeDocument>(challengesProjection, { filter, sort: { field: 'announcedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(challengesProjection, filter),
    ]);
    const demands = await this.models.getMany<DemandDocument>(demandsProjection, page.items.map(({ _id }) => _id));
    return { items: page.items.map((document) => shown(document, demands.get(document._id), actor)), next: page.next, count };
  }

  @Get(':id')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'readChallenge', summary: 'One challenge, as far as the caller has a part in it' })
  @ApiOkResponse({ type: ChallengeAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<ChallengeAnswer> {
    await this.models.upTo(challengesProjection, position);
    const document = found(await this.models.get<ChallengeDocument>(challengesProjection, id));
    const demand = await this.models.get<DemandDocument>(demandsProjection, id);
    if (!document.announced || (!demand || viewOf(actor, demand) === 'nothing') && partIn(actor, document) === 'public') throw notFound();
    return shown(document, demand ?? undefined, actor);
  }

  @Post()
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'announceChallenge', summary: 'Promise a prize to whoever solves a demand of your own' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the demand.' })
  @Refuses('not_found', 'challenge_exists', 'demand_suspended', 'demand_over', 'entries_end_not_ahead', 'milestones_not_in_order', 'milestone_days_not_in_order', 'milestone_shares_not_whole')
  async announce(@Body() { demandId, prizeFen, milestones, teamsAtMost, entriesUntilOn }: AnnounceChallengeBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const steps = milestones.map(({ ordinal, title, criteria, dueOn, shareBasisPoints }) => ({ ordinal, title, criteria, dueOn, shareBasisPoints }));
    return { id: demandId, ...accepted(await this.commands.execute(new AnnounceChallengeCommand({ demandId, prizeFen, milestones: steps, teamsAtMost, entriesUntilOn }, context))) };
  }

  @Post(':id/teams')
  @Allow('researcher', 'transfer_officer', 'firm_member')
  @AsksReadModels()
  @ApiOperation({ operationId: 'enterChallenge', summary: 'Enter as a team: at once by a finalist proposal, or with an approach that the poster admits' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'authority_cannot_enter', 'own_challenge', 'team_out', 'team_exists', 'demand_suspended', 'demand_over', 'challenge_over', 'entries_closed', 'proposal_not_finalist', 'approach_too_long', 'teams_full')
  async enter(@Param('id') id: string, @Body() { proposalId, approach, trl }: EnterChallengeBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const data = proposalId ? { demandId: id, proposalId, approach: null, trl: null } : { demandId: id, proposalId: null, approach: approach ?? null, trl: trl ?? null };
    return { id, ...accepted(await this.commands.execute(new EnterChallengeCommand(data, context))) };
  }

  @Post(':id/teams/:organisationId/admission')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'admitTeam', summary: 'Let a team that entered directly work on it' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...DECIDED, 'teams_full')
  admit(@Param('id') id: string, @Param('organisationId') organisationId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'AdmitTeam', organisationId }, caller);
  }

  @Post(':id/teams/:organisationId/refusal')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'turnDownTeam', summary: 'Turn a team down that entered directly, with one of eight reasons and a comment' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...DECIDED, 'team_exists')
  turnDown(@Param('id') id: string, @Param('organisationId') organisationId: string, @Body() { reason, comment }: DeclineBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'TurnDownTeam', organisationId, reason, comment }, caller);
  }

  @Post(':id/departure')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer', 'firm_member')
  @ApiOperation({ operationId: 'leaveChallenge', summary: 'Leave with your team, with a reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'team_out', 'challenge_over')
  leave(@Param('id') id: string, @Body() { reason }: ChallengeReasonBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'LeaveChallenge', reason }, caller);
  }

  @Post(':id/reports')
  @Allow('researcher', 'transfer_officer', 'firm_member')
  @ApiOperation({ operationId: 'reportMilestone', summary: 'Report the next milestone of your team' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'challenge_over', 'team_out', 'team_not_admitted', 'milestone_not_next', 'report_waiting')
  report(@Param('id') id: string, @Body() { ordinal, report }: MilestoneReportBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'ReportMilestone', ordinal, report }, caller);
  }

  @Post(':id/teams/:organisationId/judgements')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'judgeMilestone', summary: 'Say whether a team reached the milestone that it reported' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...DECIDED, 'team_not_admitted', 'report_missing')
  judge(@Param('id') id: string, @Param('organisationId') organisationId: string, @Body() { ordinal, judgement, comment }: JudgementBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'JudgeMilestone', organisationId, ordinal, judgement, comment }, caller);
  }

  @Post(':id/award')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'awardChallenge', summary: 'Share the prize among teams that reached every milestone; no team gets less than one that was scored lower' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...DECIDED, 'entries_open', 'prize_shares_not_whole', 'prize_team_twice', 'team_not_admitted', 'team_not_finished', 'awards_own_team', 'scores_missing', 'award_against_scores')
  award(@Param('id') id: string, @Body() { shares, reasons }: AwardBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'AwardChallenge', shares: shares.map(({ organisationId, shareBasisPoints }) => ({ organisationId, shareBasisPoints })), reasons }, caller);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('decision_maker')
  @ApiOperation({ operationId: 'endChallenge', summary: 'End it without an award, with a reason: while no team that was admitted works on it, or when none was in time; never past one that reached every milestone' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'challenge_over', 'prize_owed', 'teams_at_work', 'report_waiting')
  end(@Param('id') id: string, @Body() { reason }: ChallengeReasonBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { type: 'EndUnawarded', reason }, caller);
  }

  private async change(id: string, change: OnChallenge, { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ChangeChallengeCommand({ demandId: id, change }, context))) };
  }
}

/** Those of suspended demands are for their parties and for auditors; of confidential ones the heads are for whoever is signed in. */
const visibleTo = (actor: Actor | null): Filter => {
  if (audits(actor)) return {};
  if (actor === null) return { suspended: false, tier: 'public' };
  return actor.organisationId === null ? { suspended: false } : { $or: [{ suspended: false }, { parties: actor.organisationId }] };
};

const shown = (document: ChallengeDocument, demand: DemandDocument | undefined, actor: Actor | null): ChallengeAnswer => challengeOf(document, demand !== undefined && viewOf(actor, demand) === 'whole', actor);
