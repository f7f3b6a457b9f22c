import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { QueueMatchLetterCommand } from '@hewu/platform/src/match-letters.js';
import { bySystem } from './by-system.js';
import type { MatchQueued } from './events.js';
import { letters } from './letter.decider.js';

/** One person, one thing found, one letter: whatever is corrected, renewed or looked at again, and however many of their searches found it. */
export const matchLetterId = (personId: string, subjectId: string): string => derivedId('match-letter', personId, subjectId);

/** Writes the letter about a match. */
@CommandHandler(QueueMatchLetterCommand)
export class QueueMatchLetterHandler implements ICommandHandler<QueueMatchLetterCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ letter }: QueueMatchLetterCommand): Promise<string | null> {
    const { personId, searchId, subjectId, alert, href } = letter;
    const letterId = matchLetterId(personId, subjectId);
    // Who asked at once last week and daily now is told nothing twice; the command's id is the letter's, whatever else it says.
    const context = bySystem('clerk', derivedId(letterId, 'queue'), { letterId, personId });
    const data: MatchQueued['data'] = { letterId, personId, searchId, subjectId, alert, href, queuedAt: this.kernel.clock.now() };
    const answer = await this.kernel.handle(letters, letterId, { type: 'QueueMatch', data }, context);
    if (isRefusal(answer)) throw new Error(`the letter ${letterId} was refused: ${answer.refused}`);
    return answer.position;
  }
}
