import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { OVERDUE_AFTER_MINUTES } from '@hewu/instruments/src/lapse.decider.js';
import { MINUTE } from '@hewu/kernel/src/clock.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BOOKING_REGISTER, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { NOTHING, RecordViolationCommand, violationIdOf, type ConductOutcome } from './conduct.commands.js';
import { Conduct, conductIdOf } from './conduct.js';
import { conduct } from './conduct.decider.js';

/** User and owner have both said how long the instrument was used. `upTo`: how far the booking must be known. */
export class JudgeOverrunCommand extends Command<ConductOutcome> {
  constructor(readonly data: { readonly bookingId: string; readonly upTo: string }, readonly context: CommandContext) {
    super();
  }
}

/**
 * The confirmed record of a use has the last word on whether it ran over. As late as a calendar calls it overdue it did; what ended
 * within its time did not, whatever the calendar saw; in between it did if it stood in somebody's way, which was put down then.
 */
@CommandHandler(JudgeOverrunCommand)
export class JudgeOverrun implements ICommandHandler<JudgeOverrunCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly held: Conduct,
    private readonly commands: CommandBus,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data: { bookingId, upTo }, context }: JudgeOverrunCommand): Promise<ConductOutcome> {
    const booking = await this.bookings.booking(bookingId, upTo);
    if (!booking?.usage) return NOTHING;
    const { ownerOrganisationId, personId, instrumentId, operatedBy, until, usage } = booking;
    const beyondMinutes = operatedBy === 'user' ? (Date.parse(usage.until) - Date.parse(until)) / MINUTE : 0;
    if (beyondMinutes >= OVERDUE_AFTER_MINUTES) {
      return this.commands.execute(new RecordViolationCommand({ bookingId, kind: 'overrun', reason: '', happenedAt: usage.until, upTo, ownerOrganisationId: null, by: 'system:conduct' }, context));
    }
    if (beyondMinutes > 0) return NOTHING;
    const { region } = (await this.bookings.instrument(instrumentId))!;
    const now = this.kernel.clock.now();
    const terms = await this.held.terms(ownerOrganisationId, region);
    const withdrawal = { do: 'withdraw', violationId: violationIdOf(bookingId, 'overrun'), terms, suspensionId: derivedId(context.commandId, 'suspension'), today: dayOf(now), now } as const;
    return this.kernel.handle(conduct, conductIdOf(ownerOrganisationId, personId), withdrawal, context);
  }
}
