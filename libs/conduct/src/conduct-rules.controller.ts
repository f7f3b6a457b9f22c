import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dayOf } from '@hewu/calendar/src/days.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { BOOKING_REGISTER, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { Conduct } from './conduct.js';
import { SetConductRulesCommand } from './conduct.commands.js';
import { pointsAgainst, suspendedUntil } from './conduct-state.decider.js';
import { CONDUCT_RULE_IDS, conductRules } from './conduct-rules.decider.js';
import { ConductRulesAnswer, SetConductRulesBody, StandingAnswer } from './dto.js';

/** What an owner holds its users to, and how one stands there. Both are asked of an instrument. */
@ApiTags('conduct')
@Controller()
export class ConductRulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly conduct: Conduct,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  @Get('instruments/:id/conduct-rules')
  @Public()
  @ApiOperation({ operationId: 'readConductRules', summary: 'What users of an instrument are held to today' })
  @ApiOkResponse({ type: ConductRulesAnswer })
  @Refuses('not_found')
  async rules(@Param('id') instrumentId: string): Promise<ConductRulesAnswer> {
    const { ownerOrganisationId, region } = found(await this.bookings.instrument(instrumentId));
    const [own, terms, platform] = await Promise.all([this.kernel.load(conductRules, ownerOrganisationId), this.conduct.terms(ownerOrganisationId, region), this.conduct.platform(region)]);
    const rules = CONDUCT_RULE_IDS.map((rule) => ({ rule, amount: terms[rule].amount, platform: platform[rule], own: terms[rule].ownerRulesVersion !== null }));
    return { ownerOrganisationId, version: own?.rulesVersion ?? 0, rules };
  }

  @Get('instruments/:id/standing')
  @SignedIn()
  @ApiOperation({ operationId: 'readStanding', summary: 'How one stands with the owner of an instrument: points, and whether one may book' })
  @ApiOkResponse({ type: StandingAnswer })
  @Refuses('not_found')
  async standing(@Param('id') instrumentId: string, @FromCaller() { actor }: SignedInCaller): Promise<StandingAnswer> {
    const { ownerOrganisationId, region } = found(await this.bookings.instrument(instrumentId));
    const [state, terms] = await Promise.all([this.conduct.of(ownerOrganisationId, actor.personId), this.conduct.terms(ownerOrganisationId, region)]);
    const today = dayOf(this.kernel.clock.now());
    return { ownerOrganisationId, points: pointsAgainst(state, today), suspendedFrom: terms.conduct_points.amount, suspendedUntil: suspendedUntil(state, today) };
  }

  @Put('conduct-rules')
  @Allow('instrument_manager', 'decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'setConductRules', summary: "Set what users of one's organisation's instruments are held to, as strict as the platform or milder" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('conduct_rules_version_taken', 'conduct_rules_stricter')
  async set(@Body() { version, amounts, reason }: SetConductRulesBody, @FromCaller() { actor, context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = actor.organisationId!;
    return { id, ...accepted(await this.commands.execute(new SetConductRulesCommand({ ownerOrganisationId: id, region: actor.region!, rulesVersion: version, amounts: { ...amounts }, reason, actorId: actor.personId }, context))) };
  }
}
