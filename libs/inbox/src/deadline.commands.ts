import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { deadlineEnd } from './deadline-end.js';
import { deadlines } from './deadline.decider.js';
import { dutiesProjection, UNDATED, type DutyDocument } from './duties.projection.js';

/** The working calendar changed: deadlines that run into that year are counted again. `position` is that of the event that said so. */
export class RecountDeadlinesCommand extends Command<void> {
  constructor(
    readonly data: { readonly year: number; readonly position: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

const PAGE = 100;

@CommandHandler(RecountDeadlinesCommand)
export class RecountDeadlinesHandler implements ICommandHandler<RecountDeadlinesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly calendars: WorkingCalendars,
  ) {}

  async execute({ data: { year, position }, context }: RecountDeadlinesCommand): Promise<void> {
    await this.calendars.upTo(position);
    const calendar = await this.calendars.current();
    // A fault, so that the errand comes again: counted by the old calendar, nothing would ever be counted again.
    if (!(year in calendar.years)) throw new Error(`the working calendar does not show ${year} yet`);
    for (const dutyKey of await this.countedInto(year, position)) {
      const deadlineId = derivedId('deadline', dutyKey);
      const deadline = await this.kernel.load(deadlines, deadlineId);
      if (!deadline) continue;
      const command = { type: 'RecountDeadline', end: deadlineEnd(calendar, deadline.rule, deadline.since) } as const;
      await this.kernel.handle(deadlines, deadlineId, command, { ...context, commandId: derivedId(context.commandId, deadlineId), legalBasis: deadline.rule.article });
    }
  }

  /** What still waits and was counted to end in that year or after it; read to the end before anything is moved. */
  private async countedInto(year: number, position: string): Promise<readonly string[]> {
    await this.models.upTo(dutiesProjection, position);
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const filter = { dueOrder: { $gte: `${year - 1}-12-31T16:00:00.000Z`, $lt: UNDATED } };
      const page = await this.models.find<DutyDocument>(dutiesProjection, { filter, sort: { field: 'dueOrder', direction: 'asc' }, limit: PAGE, cursor });
      keys.push(...page.items.flatMap(({ waiting }) => (waiting?.rule ? [waiting.key] : [])));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return keys;
  }
}
