import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { OwnedInstruments } from './owned-instruments.js';
import { Qualifications } from './qualifications.js';
import { requirements } from './requirements.decider.js';
import { SetRequirementsCommand } from './terms.commands.js';
import { InstrumentRequirementsBody, OwnerRequirementsBody, QualificationAnswer, QualificationQuery, RequirementsAnswer } from './terms.dto.js';
import { byOf, USERS } from './trainings.controller.js';

/** What is asked of whoever uses an instrument, and what of it one has. */
@ApiTags('qualifications')
@Controller()
export class RequirementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly instruments: OwnedInstruments,
    private readonly qualifications: Qualifications,
  ) {}

  @Get('instruments/:id/requirements')
  @Public()
  @ApiOperation({ operationId: 'readInstrumentRequirements', summary: 'What is asked of whoever uses an instrument' })
  @ApiOkResponse({ type: RequirementsAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string): Promise<RequirementsAnswer> {
    const { ownerOrganisationId } = found(await this.instruments.find(id));
    const [own, common] = await Promise.all([this.kernel.load(requirements, id), this.kernel.load(requirements, ownerOrganisationId)]);
    return { ...own, ownerTermsIds: common.termsIds };
  }

  @Post('instruments/:id/requirements')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'setInstrumentRequirements', summary: 'Say what is asked of whoever uses an instrument of your own; bookings that were made are asked at check-in' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('instrument_unknown', 'required_training_unknown', 'required_training_other_scope', 'required_terms_unknown', 'requirements_seen_stale')
  async set(@Param('id') id: string, @Body() { version, trainingId, termsIds, reason }: InstrumentRequirementsBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new SetRequirementsCommand({ instrumentId: id, seenVersion: version, trainingId, termsIds, reason }, byOf(actor), context))) };
  }

  @Post('instrument-requirements')
  @HttpCode(200)
  @Allow('instrument_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'setOwnerRequirements', summary: 'Say which terms are asked for on every instrument of your organisation' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('required_terms_unknown', 'requirements_seen_stale')
  async setForAll(@Body() { version, termsIds, reason }: OwnerRequirementsBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const asked = new SetRequirementsCommand({ instrumentId: null, seenVersion: version, trainingId: null, termsIds, reason }, byOf(actor), context);
    return { id: actor.organisationId!, ...accepted(await this.commands.execute(asked)) };
  }

  @Get('instruments/:id/qualification')
  @Allow(...USERS)
  @ApiOperation({ operationId: 'readQualification', summary: 'What you have and what you would still need to use an instrument on a day, and where one gets it' })
  @ApiOkResponse({ type: QualificationAnswer })
  @Refuses('not_found')
  async mine(@Param('id') instrumentId: string, @Query() { on, mode }: QualificationQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<QualificationAnswer> {
    const { ownerOrganisationId } = found(await this.instruments.find(instrumentId));
    return this.qualifications.of({ instrumentId, ownerOrganisationId, personId, mode, on: [on] });
  }
}
