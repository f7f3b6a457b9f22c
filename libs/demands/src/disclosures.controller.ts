import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { disclosureOf, DisclosuresPage } from './demand.answers.js';
import { DemandReasonBody, GrantDisclosureBody, RequestDisclosureBody } from './demand.dto.js';
import { AnswerDisclosureCommand, RequestDisclosureCommand } from './disclosure.commands.js';
import { disclosuresProjection, type DisclosureDocument } from './disclosures.projection.js';
import { disclosureIdOf } from './facts.js';
import { audits } from './readers.js';

/** Who reads the problem behind a confidential demand: asked for, and let in by the poster. */
@ApiTags('demands')
@Controller('demands')
export class DisclosuresController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get(':id/disclosures')
  @SignedIn()
  @ApiOperation({ operationId: 'listDisclosures', summary: 'Who asked to read a confidential demand; to others than its poster and auditors only their own request' })
  @ApiOkResponse({ type: DisclosuresPage })
  async list(@Param('id') demandId: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<DisclosuresPage> {
    await this.models.upTo(disclosuresProjection, position);
    if (actor.organisationId === null) return { items: [], next: null, count: 0 };
    const filter: Filter = { demandId, ...(audits(actor) ? {} : { sides: actor.organisationId }) };
    const [page, count] = await Promise.all([
      this.models.find<DisclosureDocument>(disclosuresProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(disclosuresProjection, filter),
    ]);
    return { items: page.items.map(disclosureOf), next: page.next, count };
  }

  @Post(':id/disclosures')
  @Allow('researcher', 'transfer_officer', 'firm_member', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'requestDisclosure', summary: 'Ask to read a confidential demand; behind `after_nda` a decision maker signs a text with it' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'authority_cannot_propose', 'own_demand', 'demand_suspended', 'demand_over', 'demand_not_confidential', 'nda_missing', 'signer_required', 'disclosure_asked')
  async request(@Param('id') demandId: string, @Body() { purpose, textSha256 }: RequestDisclosureBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const done = accepted(await this.commands.execute(new RequestDisclosureCommand({ demandId, purpose, textSha256: textSha256 ?? null, signs: actor.roles.includes('decision_maker') }, context)));
    return { id: disclosureIdOf(demandId, actor.organisationId!), ...done };
  }

  @Post(':id/disclosures/:organisationId/grant')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'grantDisclosure', summary: 'Let an organisation read the demand; where a text was signed, a decision maker signs the same' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'disclosure_answered', 'nda_missing', 'signer_required', 'nda_text_differs', 'nda_signs_for_both')
  async grant(
    @Param('id') demandId: string, @Param('organisationId') organisationId: string, @Body() { textSha256 }: GrantDisclosureBody, @FromCaller() { actor, context }: SignedInCaller,
  ): Promise<WrittenAnswer> {
    const data = { demandId, organisationId, answer: 'grant', textSha256: textSha256 ?? null, signs: actor.roles.includes('decision_maker') } as const;
    return { id: disclosureIdOf(demandId, organisationId), ...accepted(await this.commands.execute(new AnswerDisclosureCommand(data, context))) };
  }

  @Post(':id/disclosures/:organisationId/refusal')
  @HttpCode(200)
  @Allow('firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'refuseDisclosure', summary: 'Say why an organisation may not read the demand; it may ask again' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'disclosure_answered')
  async refuse(
    @Param('id') demandId: string, @Param('organisationId') organisationId: string, @Body() { reason }: DemandReasonBody, @FromCaller() { context }: SignedInCaller,
  ): Promise<WrittenAnswer> {
    return { id: disclosureIdOf(demandId, organisationId), ...accepted(await this.commands.execute(new AnswerDisclosureCommand({ demandId, organisationId, answer: 'refuse', reason }, context))) };
  }
}
