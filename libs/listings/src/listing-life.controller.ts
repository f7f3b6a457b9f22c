import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { RenewListingCommand, ResumeListingCommand, SuspendListingCommand, WithdrawListingCommand } from './listing-life.commands.js';
import { ResumeListingBody, SuspendListingBody, WithdrawListingBody } from './listing.dto.js';

/** What becomes of a listing once it is published. */
@ApiTags('listings')
@Controller('listings')
export class ListingLifeController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/renewal')
  @HttpCode(200)
  @Allow('transfer_officer', 'technology_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'renewListing', summary: 'Keep it on the market for another term, in its last days and as long as nothing in it has changed since it was reviewed' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'listing_suspended', 'listing_not_on_market', 'mandate_not_in_force', 'mandate_not_of_mode', 'right_held_by_other', 'right_already_granted', 'listing_outdated', 'renewal_too_early')
  async renew(@Param('id') id: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new RenewListingCommand({ listingId: id }, context))) };
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Allow('platform_administrator')
  @ApiOperation({ operationId: 'suspendListing', summary: 'Keep it from the public for a time; its term runs on' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'other_region', 'own_application', 'listing_suspended', 'listing_not_on_market')
  async suspend(@Param('id') id: string, @Body() { ground, reason }: SuspendListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new SuspendListingCommand({ listingId: id, ground, reason }, context))) };
  }

  @Post(':id/resumption')
  @HttpCode(200)
  @Allow('platform_administrator')
  @ApiOperation({ operationId: 'resumeListing', summary: 'Let the public see it again, as far as it is on the market still' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'other_region', 'own_application', 'listing_not_suspended')
  async resume(@Param('id') id: string, @Body() { reason }: ResumeListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new ResumeListingCommand({ listingId: id, reason }, context))) };
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('transfer_officer', 'technology_manager')
  @ApiOperation({ operationId: 'withdrawListing', summary: 'Take it off the market' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'listing_not_open')
  async withdraw(@Param('id') id: string, @Body() { reason }: WithdrawListingBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new WithdrawListingCommand({ listingId: id, reason }, context))) };
  }
}
