import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { QueueInvitationLetterCommand } from '@hewu/platform/src/invitation-letters.js';
import { bySystem } from './by-system.js';
import type { InvitationQueued } from './events.js';
import { letters } from './letter.decider.js';

/** Writes the letter that carries an invitation: one for each state of a booking. */
@CommandHandler(QueueInvitationLetterCommand)
export class QueueInvitationLetterHandler implements ICommandHandler<QueueInvitationLetterCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ letter }: QueueInvitationLetterCommand): Promise<string | null> {
    const { personId, bookingId, sequence, href } = letter;
    const letterId = derivedId('invitation-letter', bookingId, String(sequence), personId);
    const context = bySystem('clerk', derivedId(letterId, 'queue'), { letterId, personId });
    const data: InvitationQueued['data'] = { letterId, personId, bookingId, sequence, href, queuedAt: this.kernel.clock.now() };
    const answer = await this.kernel.handle(letters, letterId, { type: 'QueueInvitation', data }, context);
    if (isRefusal(answer)) throw new Error(`the letter ${letterId} was refused: ${answer.refused}`);
    return answer.position;
  }
}
