import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { achievements, type AchievementRefusal } from './achievement.decider.js';
import type { AchievementContent } from './events.js';
import { byOf } from './facts.js';

type Answer = Done | Refusal<AchievementRefusal> | CommandIdReused;

/** A researcher records a result of their unit. */
export class DraftAchievementCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly content: AchievementContent },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A researcher of the unit replaces the whole content and says why. */
export class CorrectAchievementCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly reason: string; readonly content: AchievementContent },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DraftAchievementCommand)
export class DraftAchievementHandler implements ICommandHandler<DraftAchievementCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data, context }: DraftAchievementCommand): Promise<Answer> {
    const { achievementId, content } = data;
    return this.kernel.handle(achievements, achievementId, { type: 'DraftAchievement', achievementId, by: byOf(context), content }, onServiceWork(context));
  }
}

@CommandHandler(CorrectAchievementCommand)
export class CorrectAchievementHandler implements ICommandHandler<CorrectAchievementCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data, context }: CorrectAchievementCommand): Promise<Answer> {
    const { achievementId, reason, content } = data;
    return this.kernel.handle(achievements, achievementId, { type: 'CorrectAchievement', by: byOf(context), reason, content }, onServiceWork(context));
  }
}

/** The article that says what a service achievement is. */
const onServiceWork = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '促进科技成果转化法 第二条' });
