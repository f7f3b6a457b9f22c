import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { bookingsProjection } from './bookings.projection.js';
import { calendar, type BookSlot as BookSlotFacts, type CalendarRefusal, type CancelBooking, type CheckIn, type MoveBooking, type RecordUsage } from './calendar.decider.js';
import { instrument } from './instrument.decider.js';

export type BookingOutcome = Done | Refusal<CalendarRefusal | 'instrument_unknown'> | CommandIdReused;

/** A slot on an instrument's calendar, for the organisation acted for. */
export class BookSlotCommand extends Command<BookingOutcome> {
  constructor(readonly data: Omit<BookSlotFacts['data'], 'calendarId'>, readonly context: CommandContext) {
    super();
  }
}

/** What is done with a booking that exists; `calendarId` says on which stream it stands. */
export type OnBooking = Omit<MoveBooking, 'now'> | Omit<CancelBooking, 'now'> | Omit<CheckIn, 'now'> | Omit<RecordUsage, 'now'>;

export class ChangeBookingCommand extends Command<BookingOutcome> {
  constructor(readonly calendarId: string, readonly change: OnBooking, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(BookSlotCommand)
export class BookSlot implements ICommandHandler<BookSlotCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data, context }: BookSlotCommand): Promise<BookingOutcome> {
    const { registered, tariff, retired } = await this.kernel.load(instrument, data.instrumentId);
    if (!registered || !tariff) return refuse('instrument_unknown');
    const { calendarId, ownerOrganisationId } = registered;
    const idTaken = await this.isTaken(data.bookingId, context);
    const facts = { now: this.kernel.clock.now(), tariff, ownerOrganisationId, retired, idTaken };
    return this.kernel.handle(calendar, calendarId, { do: 'book', data: { ...data, calendarId }, facts }, context);
  }

  /** An id made from the command cannot be another's; only one that the client chose is looked up. */
  private async isTaken(bookingId: string, { commandId }: CommandContext): Promise<boolean> {
    return bookingId !== bookingIdOf(commandId) && (await this.models.get(bookingsProjection, bookingId)) !== null;
  }
}

/** The id of a booking whose client chose none. */
export const bookingIdOf = (commandId: string): string => derivedId(commandId, 'booking');

@CommandHandler(ChangeBookingCommand)
export class ChangeBooking implements ICommandHandler<ChangeBookingCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ calendarId, change, context }: ChangeBookingCommand): Promise<BookingOutcome> {
    return this.kernel.handle(calendar, calendarId, { ...change, now: this.kernel.clock.now() }, context);
  }
}

export const bookingHandlers = [BookSlot, ChangeBooking];
