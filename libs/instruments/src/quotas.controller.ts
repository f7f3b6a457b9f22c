import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { QuotaRulesAnswer } from './calendars.answers.js';
import { QuotaRulesBody } from './calendars.dto.js';
import { NamedGroups } from './named-groups.js';
import { SetQuotaRulesCommand } from './quota.commands.js';
import { quotaRules } from './quota.decider.js';

/** What an owner allows over all its instruments together. */
@ApiTags('calendars')
@Controller('instrument-quotas')
export class QuotasController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly groups: NamedGroups,
  ) {}

  @Get(':ownerOrganisationId')
  @Public()
  @ApiOperation({ operationId: 'readInstrumentQuotas', summary: 'How much of all instruments of an owner one may have' })
  @ApiOkResponse({ type: QuotaRulesAnswer })
  async read(@Param('ownerOrganisationId') ownerOrganisationId: string): Promise<QuotaRulesAnswer> {
    const { rulesVersion, limits } = await this.kernel.load(quotaRules, ownerOrganisationId);
    return { rulesVersion, limits };
  }

  @Put()
  @Allow('instrument_manager')
  @ApiOperation({ operationId: 'setInstrumentQuotas', summary: "Set how much of all one's instruments one may have; what was booked stays" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('quota_rules_wrong')
  async set(@Body() { limits, reason }: QuotaRulesBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = actor.organisationId!;
    await this.groups.inLimits(id, limits);
    const data = { ownerOrganisationId: id, limits: limits.map((limit) => ({ ...limit })), reason, setBy: actor.personId };
    return { id, ...accepted(await this.commands.execute(new SetQuotaRulesCommand(data, context))) };
  }
}
