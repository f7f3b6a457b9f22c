import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { FeedsKey } from './feeds-key.js';
import { personalFeeds, type PersonalFeedsCommand, type PersonalFeedsRefusal } from './personal-feeds.decider.js';

type Answer = Done | Refusal<PersonalFeedsRefusal> | CommandIdReused;

/** Makes or revokes a person's links, says whether they want invitations, names or removes a calendar of their own. */
export class ChangePersonalFeedsCommand extends Command<Answer> {
  constructor(
    readonly change: PersonalFeedsCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangePersonalFeedsCommand)
export class ChangePersonalFeeds implements ICommandHandler<ChangePersonalFeedsCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly key: FeedsKey,
  ) {}

  execute({ change, context }: ChangePersonalFeedsCommand): Promise<Answer> {
    return this.kernel.handle(personalFeeds, change.personId, change, this.key.discreet(context));
  }
}
