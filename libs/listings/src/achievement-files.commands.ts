import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import type { FileRefusal } from '@hewu/files/src/file.decider.js';
import { Files } from '@hewu/files/src/files.js';
import { onFault } from '@hewu/platform/src/log.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { onServiceWork } from './achievement.commands.js';
import { achievements, type AchievementRefusal } from './achievement.decider.js';
import type { SecrecyTier } from './events.js';
import { byOf } from './facts.js';

type Answer = Done | Refusal<AchievementRefusal | FileRefusal> | CommandIdReused;

/** The kind under which files hang on achievements. */
export const ACHIEVEMENT = 'achievement';

/** The unit hangs one of its files on one of its achievements. */
export class AttachAchievementFileCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly fileId: string; readonly tier: SecrecyTier },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The unit takes a file off again, and says why. */
export class RemoveAchievementFileCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly achievementId: string; readonly fileId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Makes a file hang where the achievement says. */
export class SettleAchievementFileCommand extends Command<Refusal<FileRefusal> | CommandIdReused | null> {
  constructor(
    readonly data: { readonly achievementId: string; readonly fileId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(AttachAchievementFileCommand)
export class AttachAchievementFileHandler implements ICommandHandler<AttachAchievementFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
    private readonly rules: Rules,
  ) {}

  /** What the achievement would refuse, it refuses before the file is touched; who races past that is put right by the process. */
  async execute({ data: { achievementId, fileId, tier }, context }: AttachAchievementFileCommand): Promise<Answer> {
    const by = byOf(context);
    const file = await this.files.describe(fileId, by.organisationId);
    if (!file) return refuse('not_found');
    const rule = await this.rules.inForce('achievement_files', by.region, dayOf(this.kernel.clock.now()));
    const command = { type: 'AttachFile', by, file, tier, rule } as const;
    const foreseen = achievements.decide(command, await this.kernel.load(achievements, achievementId));
    if (isRefusal(foreseen)) return foreseen as Refusal<AchievementRefusal>;
    const attached = await this.files.attach({ fileId, organisationId: by.organisationId, to: { kind: ACHIEVEMENT, id: achievementId } }, context);
    return isRefusal(attached) ? attached : this.kernel.handle(achievements, achievementId, command, onServiceWork(context));
  }
}

@CommandHandler(RemoveAchievementFileCommand)
export class RemoveAchievementFileHandler implements ICommandHandler<RemoveAchievementFileCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** The file itself is let go by the process. */
  execute({ data: { achievementId, fileId, reason }, context }: RemoveAchievementFileCommand): Promise<Answer> {
    return this.kernel.handle(achievements, achievementId, { type: 'RemoveFile', by: byOf(context), fileId, reason }, onServiceWork(context));
  }
}

@CommandHandler(SettleAchievementFileCommand)
export class SettleAchievementFileHandler implements ICommandHandler<SettleAchievementFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  async execute({ data: { achievementId, fileId }, context }: SettleAchievementFileCommand): Promise<Refusal<FileRefusal> | CommandIdReused | null> {
    const standing = await this.kernel.load(achievements, achievementId);
    const has = async (): Promise<boolean> => (await this.kernel.load(achievements, achievementId))?.files.some((one) => one.fileId === fileId) ?? false;
    const refused = await this.files.settle({ fileId, organisationId: standing?.organisationId ?? '', to: { kind: ACHIEVEMENT, id: achievementId } }, has, context);
    // It has a file that is gone: this must not be, and nobody waits for the answer.
    if (refused) onFault(new Error(`achievement ${achievementId} has the file ${fileId}: ${refused.refused}`), 'achievement files');
    return refused;
  }
}
