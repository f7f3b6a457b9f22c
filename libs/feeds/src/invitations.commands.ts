import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { QueueInvitationLetterCommand } from '@hewu/platform/src/invitation-letters.js';
import { invitations, type InvitationCommand } from './invitation.decider.js';
import { personalFeeds } from './personal-feeds.decider.js';

type Without<C> = C extends { readonly do: 'invite' } ? Omit<C, 'wanted'> : C;
export type InvitationChange = Without<InvitationCommand>;

/** Tells a booking to its user's calendar, or what became of it. */
export class ChangeInvitationCommand extends Command<void> {
  constructor(
    readonly change: InvitationChange,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeInvitationCommand)
export class ChangeInvitation implements ICommandHandler<ChangeInvitationCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly commands: CommandBus,
  ) {}

  /** Records what is told, then has the letter written. Cut off in between, it is done again: the letter's id follows from both. */
  async execute({ change, context }: ChangeInvitationCommand): Promise<void> {
    const { bookingId, sequence } = change.data;
    const wanted = change.do === 'invite' && (await this.kernel.load(personalFeeds, change.data.personId)).invitations;
    const command: InvitationCommand = change.do === 'invite' ? { ...change, wanted } : change;
    if (command.do === 'invite' ? !wanted : (await this.kernel.load(invitations, bookingId)) === null) return;
    await this.kernel.handle(invitations, bookingId, command, context);
    const invitation = await this.kernel.load(invitations, bookingId);
    if (invitation?.sequence !== sequence) return;
    await this.commands.execute(new QueueInvitationLetterCommand({ personId: invitation.personId, bookingId, sequence, href: `/api/v1/bookings/${bookingId}` }));
  }
}
