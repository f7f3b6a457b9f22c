import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import type { Jurisdiction } from '@hewu/rules/src/events.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { achievements, type AchievementRefusal } from './achievement.decider.js';
import { achievementsProjection, type AchievementDocument } from './achievements.projection.js';
import type { RequestRefusalGround } from './events.js';
import { byOf } from './facts.js';

type Answer = Done | Refusal<AchievementRefusal> | CommandIdReused;

/** What the dormancy process wants done. Given by the system alone; there is nothing to refuse. */
export type DormancyErrand =
  | { readonly do: 'count'; readonly achievementId: string }
  /** A rule was recorded: everything of its jurisdiction. `position` is that of the event that said so. */
  | { readonly do: 'count_region'; readonly jurisdiction: Jurisdiction; readonly position: string }
  | { readonly do: 'reach'; readonly achievementId: string; readonly reachesOn: string }
  | { readonly do: 'implement'; readonly achievementId: string; readonly transferId: string; readonly contractId: string };

export class KeepDormancyCommand extends Command<void> {
  constructor(
    readonly data: DormancyErrand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A completer asks to transform what lies dormant. */
export class RequestTransformationCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly requestId: string; readonly plan: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The unit's decision maker answers. `ground` is null when the unit agrees. */
export class AnswerRequestCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly requestId: string; readonly agreed: boolean; readonly ground: RequestRefusalGround | null; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

const PAGE = 100;

/** 向他人转让、许可他人使用 are ways of transformation. */
const IMPLEMENTED = '促进科技成果转化法 第十六条';

@CommandHandler(KeepDormancyCommand)
export class KeepDormancyHandler implements ICommandHandler<KeepDormancyCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A region without a rule of its own counts nothing: no law of Sichuan was found (domain page §1.1). */
  async execute({ data, context }: KeepDormancyCommand): Promise<void> {
    if (data.do === 'count_region') return this.countRegion(data, context);
    const { achievementId } = data;
    const today = dayOf(this.clock.now());
    const known = await this.kernel.load(achievements, achievementId);
    if (!known) return;
    switch (data.do) {
      case 'count':
        return this.count(achievementId, known.region, context);
      case 'reach':
        await this.kernel.handle(achievements, achievementId, { type: 'ReachDormancy', reachesOn: data.reachesOn, today }, { ...context, legalBasis: known.counted?.rule?.article ?? null });
        return;
      case 'implement':
        await this.kernel.handle(achievements, achievementId, { type: 'MarkImplemented', transferId: data.transferId, contractId: data.contractId }, { ...context, legalBasis: IMPLEMENTED });
    }
  }

  private async count(achievementId: string, region: string, context: CommandContext): Promise<void> {
    const rule = await this.rules.inForceIfAny('dormancy_years', region, dayOf(this.clock.now()));
    await this.kernel.handle(achievements, achievementId, { type: 'CountDormancy', rule }, { ...context, legalBasis: rule?.article ?? null });
  }

  /** Only what was not counted; what was goes on by the rule it was counted by. */
  private async countRegion({ jurisdiction, position }: Extract<DormancyErrand, { do: 'count_region' }>, context: CommandContext): Promise<void> {
    await Promise.all([this.rules.upTo(position), this.models.upTo(achievementsProjection, position)]);
    const region = jurisdiction === 'CN' ? undefined : { $gte: jurisdiction, $lt: String(Number(jurisdiction) + 1) };
    let cursor: string | undefined;
    do {
      const page = await this.models.find<AchievementDocument>(achievementsProjection, { filter: { region, dormantAfter: null, implemented: false }, sort: { field: 'changedAt', direction: 'asc' }, limit: PAGE, cursor });
      for (const { _id, region: of } of page.items) await this.count(_id, of, { ...context, commandId: derivedId(context.commandId, _id) });
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}

@CommandHandler(RequestTransformationCommand)
export class RequestTransformationHandler implements ICommandHandler<RequestTransformationCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { achievementId, requestId, plan }, context }: RequestTransformationCommand): Promise<Answer> {
    const today = dayOf(this.clock.now());
    const known = await this.kernel.load(achievements, achievementId);
    if (!known) return refuse('not_found');
    const rule = await this.rules.inForce('transformation_answer_days', known.region, today);
    return this.kernel.handle(achievements, achievementId, { type: 'RequestTransformation', requestId, by: byOf(context), plan, today, rule }, { ...context, legalBasis: known.counted?.rule?.article ?? null });
  }
}

@CommandHandler(AnswerRequestCommand)
export class AnswerRequestHandler implements ICommandHandler<AnswerRequestCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { achievementId, ...answer }, context }: AnswerRequestCommand): Promise<Answer> {
    const legalBasis = (await this.kernel.load(achievements, achievementId))?.counted?.rule?.article ?? null;
    return this.kernel.handle(achievements, achievementId, { type: 'AnswerRequest', by: byOf(context), ...answer }, { ...context, legalBasis });
  }
}
