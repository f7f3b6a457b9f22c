import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf, plusMonths } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { achievementOwnersProjection, type AchievementOwner } from './achievement-owners.projection.js';
import type { ValuationRecorded } from './events.js';
import { valuations, type ValuationRefusal } from './valuation.decider.js';

type Answer = Done | Refusal<ValuationRefusal> | CommandIdReused;
type Asked = Pick<ValuationRecorded['data'], 'valuationId' | 'achievementId' | 'method' | 'appraiserUscc' | 'appraiserName' | 'appraisedOn' | 'amountFen' | 'reportSha256'>;

/** A valuation is a choice of the unit; the law asks for a route of the price, never for this. */
const LAW = '促进科技成果转化法 第十八条';

/** The unit records what an appraiser says its achievement is worth. */
export class RecordValuationCommand extends Command<Answer> {
  constructor(readonly data: Asked, readonly context: CommandContext) {
    super();
  }
}

/** The unit does not stand by it any more. */
export class WithdrawValuationCommand extends Command<Answer> {
  constructor(readonly data: { readonly valuationId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RecordValuationCommand)
export class RecordValuationHandler implements ICommandHandler<RecordValuationCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data, context }: RecordValuationCommand): Promise<Answer> {
    const { organisationId, region } = forOrganisation(context);
    const today = dayOf(this.clock.now());
    const [owner, rule] = await Promise.all([this.models.get<AchievementOwner>(achievementOwnersProjection, data.achievementId), this.rules.inForce('valuation_months', region, today)]);
    const valuation = { ...data, organisationId, validUntil: plusMonths(data.appraisedOn, rule.amount), rule, recordedBy: context.actor };
    return this.kernel.handle(valuations, data.valuationId, { type: 'RecordValuation', valuation, ownerOrganisationId: owner?.organisationId ?? null, today }, { ...context, legalBasis: LAW });
  }
}

@CommandHandler(WithdrawValuationCommand)
export class WithdrawValuationHandler implements ICommandHandler<WithdrawValuationCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { valuationId, reason }, context }: WithdrawValuationCommand): Promise<Answer> {
    const by = { personId: context.actor, organisationId: forOrganisation(context).organisationId };
    return this.kernel.handle(valuations, valuationId, { type: 'WithdrawValuation', by, reason }, { ...context, legalBasis: LAW });
  }
}

/** Routes let nobody through who acts for no organisation. */
const forOrganisation = ({ actor, onBehalfOf: organisationId, region }: CommandContext): { readonly organisationId: string; readonly region: string } => {
  if (organisationId === null || region === null) throw new Error(`${actor} gives a command about a valuation for no organisation`);
  return { organisationId, region };
};
