import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FinishAct, FinishActCommand } from './act.commands.js';
import { act } from './act.decider.js';
import { BookingFactsSource } from './booking-facts.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { calendar } from './calendar.decider.js';
import { CalendarLog } from './calendar-log.js';

/** A booking was declined: the other parts of its act, if it is part of one, are given back. By the system alone. */
export class UndoActCommand extends Command<null> {
  constructor(readonly bookingId: string, readonly calendarId: string, readonly position: string, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(UndoActCommand)
export class UndoAct implements ICommandHandler<UndoActCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly log: CalendarLog,
    private readonly source: BookingFactsSource,
    private readonly finishing: FinishAct,
  ) {}

  async execute({ bookingId, calendarId, position, context }: UndoActCommand): Promise<null> {
    const known = await this.models.waitFor(bookingsProjection, position);
    const booking = known ? await this.models.get<BookingDocument>(bookingsProjection, bookingId) : await this.log.booking(calendarId, bookingId);
    if (!booking?.actId) return null;
    const { actId } = booking;
    const step = (of: string): CommandContext => ({ ...context, commandId: derivedId(context.commandId, of) });
    // A part that is held still would become a booking after this: first the act is carried out to its end.
    await this.finishing.execute(new FinishActCommand(actId, step('finish')));
    for (const part of (await this.kernel.load(act, actId)).data?.parts ?? []) {
      if (part.bookingId !== bookingId) await this.kernel.handle(calendar, part.calendarId, { do: 'undo_part', bookingId: part.bookingId, actId, ...(await this.source.day(part.calendarId)) }, step(part.bookingId));
    }
    return null;
  }
}

export const actUndoingHandlers = [UndoAct];
