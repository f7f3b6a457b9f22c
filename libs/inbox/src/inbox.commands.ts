import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { preferences, type PreferencesCommand, type PreferencesRefusal } from './preferences.decider.js';

type Answer = Done | Refusal<PreferencesRefusal> | CommandIdReused;

/** Changes what a person prefers, or their calendar links. */
export class ChangePreferencesCommand extends Command<Answer> {
  constructor(
    readonly change: PreferencesCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangePreferencesCommand)
export class ChangePreferencesHandler implements ICommandHandler<ChangePreferencesCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ change, context }: ChangePreferencesCommand): Promise<Answer> {
    return this.kernel.handle(preferences, change.personId, change, context);
  }
}
