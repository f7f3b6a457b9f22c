import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { MembershipOffersPage, organisationWritten } from './answers.js';
import { byOf } from './by.js';
import { mayAdminister } from './membership.decider.js';
import { AnswerOfferCommand } from './membership-offers.commands.js';
import { membershipsProjection, type MembershipsDocument } from './memberships.projection.js';
import { organisation } from './organisation.decider.js';

/** A membership begins when the person says yes: here they answer, and the organisation sees who has not yet. */
@ApiTags('organisations')
@Controller()
export class MembershipOffersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  @Get('organisations/:id/membership-offers')
  @SignedIn()
  @ApiOperation({ operationId: 'listMembershipOffers', summary: 'Who was asked to become a member and has not answered, for those who may ask; for all others it is not there. Their names are told when they are members' })
  @ApiOkResponse({ type: MembershipOffersPage })
  @Refuses('not_found')
  async list(@Param('id') id: string, @Query() query: ListQuery, @FromCaller() { context }: SignedInCaller): Promise<MembershipOffersPage> {
    const [by, state] = await Promise.all([byOf(this.kernel, context), this.kernel.load(organisation, id)]);
    if (state.registered === null || !mayAdminister(by, state, state.registered)) throw notFound();
    await this.models.upTo(membershipsProjection, query.position);
    const { items, next } = await this.models.find<MembershipsDocument>(membershipsProjection, { filter: { askedBy: id }, limit: query.limit, cursor: query.cursor });
    const offers = items.flatMap(({ _id: personId, offers: all }) =>
      all.filter(({ organisationId }) => organisationId === id).map(({ roles, administrator, offeredBy, answerBy }) => ({ personId, roles, administrator, offeredBy, answerBy })));
    return { items: offers, next };
  }

  @Post('me/memberships/:organisationId/acceptance')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'acceptMembership', summary: 'Become a member of an organisation that asks one to, with the roles it offers' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('organisation_unknown', 'membership_not_offered', 'authority_not_verified')
  accept(@Param('organisationId') organisationId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.answer(organisationId, true, caller);
  }

  @Post('me/memberships/:organisationId/refusal')
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'refuseMembership', summary: 'Decline to become a member of an organisation that asks one to' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('organisation_unknown', 'membership_not_offered')
  refuse(@Param('organisationId') organisationId: string, @FromCaller() caller: SignedInCaller): Promise<WrittenAnswer> {
    return this.answer(organisationId, false, caller);
  }

  private async answer(organisationId: string, accepts: boolean, { context }: SignedInCaller): Promise<WrittenAnswer> {
    return organisationWritten(await this.commands.execute(new AnswerOfferCommand({ organisationId, accepts }, context)));
  }
}
