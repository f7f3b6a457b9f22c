import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { AskCalendar, OnCalendarCommand } from './on-calendar.commands.js';
import type { InstrumentOutcome } from './instrument.commands.js';
import { instrument, type InstrumentRefusal } from './instrument.decider.js';

/** Takes an instrument out of service. `cancelBookings`: what is booked of it is cancelled first; otherwise bookings ahead refuse it. */
export class RetireInstrumentCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly reason: string; readonly cancelBookings: boolean }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RetireInstrumentCommand)
export class RetireInstrument implements ICommandHandler<RetireInstrumentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly calendars: AskCalendar,
  ) {}

  /**
   * The calendar first: from then on nobody books it, whatever they saw before, and being cut off between the two leaves no booking;
   * asking again gives both. What was retired before calendars learned of it is withdrawn when its bookings are to be cancelled.
   */
  async execute({ data: { instrumentId, organisationId, reason, cancelBookings }, context }: RetireInstrumentCommand): Promise<InstrumentOutcome> {
    const retire = { do: 'retire', instrumentId, organisationId, reason, now: this.kernel.clock.now() } as const;
    const state = await this.kernel.load(instrument, instrumentId);
    const foreseen = instrument.decide(retire, state);
    if (isRefusal(foreseen)) return foreseen as Refusal<InstrumentRefusal>;
    if (foreseen.length > 0 || cancelBookings) {
      const withdrawn = await this.calendars.execute(new OnCalendarCommand(state.registered!.calendarId, { do: 'withdraw', instrumentId, cancelBookings, reason, actorId: context.actor }, context));
      if (isRefusal(withdrawn)) return withdrawn as InstrumentOutcome;
    }
    return this.kernel.handle(instrument, instrumentId, retire, context);
  }
}

export const retirementHandlers = [RetireInstrument];
