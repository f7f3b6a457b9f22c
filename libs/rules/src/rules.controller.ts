import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { Allow, Public } from '@hewu/platform/src/policy.js';
import { accepted, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { RuleAnswer, ruleOf, rulesOn, RulesPage, rulesPage } from './answers.js';
import { isRuleId, RULE_IDS, type RuleId } from './rule-catalogue.js';
import { WithdrawRuleProposalCommand } from './rule-proposal.commands.js';
import { ConfirmRuleVersionCommand, proposalIdOf, RecordRuleVersionCommand } from './rule-set.commands.js';
import { RecordRuleVersionBody, WithdrawRuleProposalBody, RuleQuery, RulesQuery } from './rules.dto.js';
import { Rules } from './rules.js';

const RULE = { name: 'rule', enum: RULE_IDS, example: 'price_notice_days' };

/** The numbers of law and of the house: anybody reads and compares them, policy officers record what changes. */
@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'findRules', summary: 'The rules that hold on a day, each as its jurisdiction has it: by rule, the nation first' })
  @ApiOkResponse({ type: RulesPage })
  async list(@Query() { jurisdiction, verification, asOf, limit, cursor, position }: RulesQuery): Promise<RulesPage> {
    await this.rules.upTo(position);
    const held = rulesOn(await this.rules.history(), asOf ?? this.today());
    const asked = held.filter((row) => (jurisdiction === undefined || row.jurisdiction === jurisdiction) && (verification === undefined || row.verification === verification));
    return rulesPage(asked, limit, cursor);
  }

  @Get(':rule')
  @Public()
  @ApiOperation({ operationId: 'readRule', summary: 'One rule with all its versions in all jurisdictions, to compare' })
  @ApiParam(RULE)
  @ApiOkResponse({ type: RuleAnswer })
  @Refuses('not_found')
  async one(@Param('rule') rule: string, @Query() { asOf, position }: RuleQuery): Promise<RuleAnswer> {
    const ruleId = ruleIn(rule);
    await this.rules.upTo(position);
    return ruleOf(await this.rules.history(), await this.rules.proposed(ruleId), ruleId, asOf ?? this.today());
  }

  @Post(':rule/versions')
  @Allow('policy_officer')
  @ApiOperation({ operationId: 'recordRuleVersion', summary: 'Record what a rule says in a jurisdiction from a day on, or propose it of the nation; what was decided before stays as it was' })
  @ApiParam(RULE)
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is jurisdiction, rule and version; of the nation that of the proposal, which an officer of the other region confirms.' })
  @Refuses(
    'not_found', 'other_region', 'rule_version_taken', 'rule_version_not_next', 'below_floor_of_law', 'above_ceiling_of_law', 'force_weaker_than_law',
    'rule_amount_out_of_bounds', 'rule_effective_in_past', 'rule_ends_before_it_begins', 'rule_unchanged',
  )
  async record(@Param('rule') rule: string, @Body() body: RecordRuleVersionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const ruleId = ruleIn(rule);
    const { jurisdiction, version, amount, force, effectiveFrom, effectiveUntil, article, source, verification, reason } = body;
    const data = { jurisdiction, ruleId, version, amount, force, effectiveFrom, effectiveUntil, article, source, verification, reason };
    return { id: jurisdiction === 'CN' ? proposalIdOf(context) : `${jurisdiction}/${ruleId}/${version}`, ...accepted(await this.commands.execute(new RecordRuleVersionCommand(data, context))) };
  }

  @Post(':rule/proposals/:proposalId/confirmation')
  @HttpCode(200)
  @Allow('policy_officer')
  @ApiOperation({ operationId: 'confirmRuleVersion', summary: 'Agree to what an officer of the other region proposed of the nation’s: it holds from its day on' })
  @ApiParam(RULE)
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the proposal.' })
  @Refuses('not_found', 'rule_not_proposed', 'other_region_confirms', 'below_floor_of_law', 'above_ceiling_of_law', 'force_weaker_than_law', 'rule_amount_out_of_bounds', 'rule_effective_in_past')
  async confirm(@Param('rule') rule: string, @Param('proposalId') proposalId: string, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: proposalId, ...accepted(await this.commands.execute(new ConfirmRuleVersionCommand({ ruleId: ruleIn(rule), proposalId }, context))) };
  }

  @Post(':rule/proposals/:proposalId/withdrawal')
  @HttpCode(200)
  @Allow('policy_officer')
  @ApiOperation({ operationId: 'withdrawRuleProposal', summary: 'Take back what an officer of one’s own region proposed of the nation’s, as long as nobody confirmed it' })
  @ApiParam(RULE)
  @ApiOkResponse({ type: WrittenAnswer, description: '`id` is that of the proposal.' })
  @Refuses('not_found', 'rule_not_proposed', 'other_region')
  async withdraw(@Param('rule') rule: string, @Param('proposalId') proposalId: string, @Body() { reason }: WithdrawRuleProposalBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: proposalId, ...accepted(await this.commands.execute(new WithdrawRuleProposalCommand({ ruleId: ruleIn(rule), proposalId, reason }, context))) };
  }

  private today(): string {
    return dayOf(this.clock.now());
  }
}

const ruleIn = (text: string): RuleId => {
  if (!isRuleId(text)) throw notFound();
  return text;
};
