import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { InterestAnswer, interestOf, InterestsPage } from './answers.js';
import { ExpressInterestBody, InterestReasonBody, InterestsQuery } from './dto.js';
import { ChangeInterestCommand, ExpressInterestCommand, type OnInterest } from './interest.commands.js';
import { interestsProjection, type InterestDocument } from './interests.projection.js';
import { interestsSeenBy, seesInterest } from './readers.js';

const ANSWERS = ['not_found', 'seller_only', 'agrees_with_oneself', 'interest_answered'] as const;

/** Expressions of interest in listings: the way into what they show on request, and to a confidentiality agreement. */
@ApiTags('negotiation')
@Controller('interests')
export class InterestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listInterests', summary: "The organisation's interests, of both directions; for registrars and auditors those of both regions. Last changed first" })
  @ApiOkResponse({ type: InterestsPage })
  async list(@Query() { status, listingId, limit, cursor, position }: InterestsQuery, @FromCaller() { actor }: SignedInCaller): Promise<InterestsPage> {
    await this.models.upTo(interestsProjection, position);
    const seen = interestsSeenBy(actor);
    if (!seen) return { items: [], next: null, count: 0 };
    const filter = { ...seen, status, listingId };
    const [page, count] = await Promise.all([
      this.models.find<InterestDocument>(interestsProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(interestsProjection, filter),
    ]);
    return { items: page.items.map(interestOf), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readInterest', summary: 'One interest, for its two sides, registrars and auditors' })
  @ApiOkResponse({ type: InterestAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<InterestAnswer> {
    await this.models.upTo(interestsProjection, position);
    const document = found(await this.models.get<InterestDocument>(interestsProjection, id));
    if (!seesInterest(actor, document)) throw notFound();
    return interestOf(document);
  }

  @Post()
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'expressInterest', summary: 'Say what a listed achievement is wanted for. The unit answers in time, or the interest lapses' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'own_listing', 'interest_open', 'interest_rounds_used', 'listing_not_published')
  async express(@Body() { listingId, purpose }: ExpressInterestBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { interestId: id, position, revision } = accepted(await this.commands.execute(new ExpressInterestCommand({ listingId, purpose }, context)));
    return { id, position, revision };
  }

  @Post(':id/acceptance')
  @HttpCode(200)
  @Allow('transfer_officer', 'decision_maker', 'firm_member')
  @ApiOperation({ operationId: 'acceptInterest', summary: 'Let the organisation in: it reads what is shown on request, and both may sign a confidentiality agreement' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ANSWERS)
  accept(@Param('id') id: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'accept' }, context);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @Allow('transfer_officer', 'decision_maker', 'firm_member')
  @ApiOperation({ operationId: 'declineInterest', summary: 'Decline it with a reason' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses(...ANSWERS)
  decline(@Param('id') id: string, @Body() { reason }: InterestReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'decline', reason }, context);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'withdrawInterest', summary: 'Take it back before it was answered' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'buyer_only', 'interest_answered')
  withdraw(@Param('id') id: string, @Body() { reason }: InterestReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'withdraw', reason }, context);
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Allow('firm_member', 'transfer_officer', 'decision_maker')
  @ApiOperation({ operationId: 'closeInterest', summary: 'End an accepted interest, as either side; what was read because of it is shown no more' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'interest_over')
  close(@Param('id') id: string, @Body() { reason }: InterestReasonBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return this.change(id, { do: 'close', reason }, context);
  }

  private async change(id: string, change: OnInterest, context: CommandContext): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ChangeInterestCommand({ interestId: id, change }, context))) };
  }
}
