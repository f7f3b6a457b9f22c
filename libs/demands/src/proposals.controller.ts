import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { ProposalAnswer, proposalOf, ProposalsPage } from './proposal.answers.js';
import { ChangeProposalCommand, CorrectProposalCommand, SubmitProposalCommand, type OnProposal } from './proposal.commands.js';
import { AdvanceProposalBody, DeclineBody, ProposalBody, proposalContentOf, ProposalsQuery, WithdrawProposalBody } from './proposal.dto.js';
import { proposalsProjection, type ProposalDocument } from './proposals.projection.js';
import { audits } from './readers.js';

/** Answers to demands: in the short form of a page, through a funnel that goes only forward, or declined with a reason. */
@ApiTags('proposals')
@Controller()
export class ProposalsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get('proposals')
  @SignedIn()
  @ApiOperation({ operationId: 'listProposals', summary: "The organisation's own proposals and those to its demands, with the counts of the funnel; for auditors all. Last changed first" })
  @ApiOkResponse({ type: ProposalsPage })
  async list(@Query() { side, demandId, status, limit, cursor, position }: ProposalsQuery, @FromCaller() { actor }: SignedInCaller): Promise<ProposalsPage> {
    await this.models.upTo(proposalsProjection, position);
    const { organisationId } = actor;
    if (organisationId === null) return { items: [], next: null, count: 0, facets: { status: [] } };
    const own: Filter = side === 'sent' ? { organisationId } : side === 'received' ? { demandOrganisationId: organisationId } : audits(actor) ? {} : { sides: organisationId };
    const filter: Filter = { demandId, ...own };
    const [page, count, facets] = await Promise.all([
      this.models.find<ProposalDocument>(proposalsProjection, { filter: { ...filter, status }, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(proposalsProjection, { ...filter, status }),
      this.models.facets(proposalsProjection, filter, ['status']),
    ]);
    return { items: page.items.map(proposalOf), next: page.next, count, facets: { status: facets['status'] ?? [] } };
  }

  @Get('proposals/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'readProposal', summary: 'One proposal with all its versions and, where it was declined, why' })
  @ApiOkResponse({ type: ProposalAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ProposalAnswer> {
    await this.models.upTo(proposalsProjection, position);
    const document = found(await this.models.get<ProposalDocument>(proposalsProjection, id));
    if (!audits(actor) && (actor.organisationId === null || !document.sides.includes(actor.organisationId))) throw notFound();
    return proposalOf(document);
  }

  @Post('demands/:id/proposals')
  @Allow('researcher', 'transfer_officer', 'firm_member')
  @AsksReadModels()
  @ApiOperation({ operationId: 'submitProposal', summary: 'Propose how to solve a demand; an organisation has one living proposal to it' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the proposal.' })
  @Refuses('not_found', 'authority_cannot_propose', 'own_demand', 'proposal_exists', 'proposal_over', 'demand_suspended', 'demand_over', 'demand_closed', 'proposal_text_too_long', 'listing_not_own')
  async submit(@Param('id') demandId: string, @Body() body: ProposalBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { proposalId, position, revision } = accepted(await this.commands.execute(new SubmitProposalCommand({ demandId, content: proposalContentOf(body) }, context)));
    return { id: proposalId, position, revision };
  }

  @Put('proposals/:id')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer', 'firm_member')
  @AsksReadModels()
  @ApiOperation({ operationId: 'correctProposal', summary: 'Replace the whole content, before the deadline and before anybody has looked at it' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'proposal_over', 'demand_suspended', 'demand_over', 'demand_closed', 'proposal_under_review', 'proposal_text_too_long', 'listing_not_own')
  async correct(@Param('id') id: string, @Body() body: ProposalBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CorrectProposalCommand({ proposalId: id, content: proposalContentOf(body) }, context))) };
  }

  @Post('proposals/:id/advancement')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'advanceProposal', summary: 'One stage on: qualified, shortlisted, finalist' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'demand_suspended', 'demand_over', 'proposal_over', 'stage_not_next')
  advance(@Param('id') id: string, @Body() { to }: AdvanceProposalBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'advance', to }, caller);
  }

  @Post('proposals/:id/decline')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'declineProposal', summary: 'Decline with one of eight reasons and a comment, which the proposer reads' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'proposal_over')
  decline(@Param('id') id: string, @Body() { reason, comment }: DeclineBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'decline', reason, comment }, caller);
  }

  @Post('proposals/:id/withdrawal')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer', 'firm_member')
  @ApiOperation({ operationId: 'withdrawProposal', summary: 'Take a proposal back; another may be made while there is time' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'proposal_over')
  withdraw(@Param('id') id: string, @Body() { reason }: WithdrawProposalBody, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'withdraw', reason }, caller);
  }

  private async change(id: string, change: OnProposal, { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ChangeProposalCommand({ proposalId: id, change }, context))) };
  }
}
