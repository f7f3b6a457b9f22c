import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { AskCalendar, OnCalendarCommand } from './booking.commands.js';
import { calendar } from './calendar.decider.js';
import type { Booking, Calendar } from './calendar-state.decider.js';
import { iso } from './checks.decider.js';
import type { InstrumentOutcome } from './instrument.commands.js';
import { instrument } from './instrument.decider.js';
import { instrumentsProjection } from './instruments.projection.js';

/** Takes an instrument out of service. `cancelBookings`: what is booked of it is cancelled first; otherwise bookings ahead refuse it. */
export class RetireInstrumentCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly reason: string; readonly cancelBookings: boolean }, readonly context: CommandContext) {
    super();
  }
}

const aheadOf = ({ slots }: Calendar, instrumentId: string): readonly Booking[] => slots.filter((one): one is Booking => one.kind === 'booking' && one.instrumentId === instrumentId && one.startedAt === null);

@CommandHandler(RetireInstrumentCommand)
export class RetireInstrument implements ICommandHandler<RetireInstrumentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly calendars: AskCalendar,
  ) {}

  async execute({ data: { instrumentId, organisationId, reason, cancelBookings }, context }: RetireInstrumentCommand): Promise<InstrumentOutcome> {
    const { registered, retired } = await this.kernel.load(instrument, instrumentId);
    if (cancelBookings && registered?.ownerOrganisationId === organisationId && !retired) {
      const refused = await this.cancelled(instrumentId, organisationId, registered.calendarId, reason, context);
      if (refused) return refused;
    }
    const ahead = registered && !retired ? aheadOf(await this.kernel.load(calendar, registered.calendarId), instrumentId) : [];
    const bookingsAhead = ahead.length === 0 ? null : { count: ahead.length, firstFrom: iso(Math.min(...ahead.map(({ from }) => from))) };
    return this.kernel.handle(instrument, instrumentId, { do: 'retire', instrumentId, organisationId, reason, bookingsAhead, now: this.kernel.clock.now() }, context);
  }

  /**
   * By an outage from now to the end of what is booked, under which nothing new can be booked meanwhile. Where others are booked on
   * the same calendar an outage would take their bookings too: there each booking of this instrument is cancelled by itself.
   */
  private async cancelled(instrumentId: string, organisationId: string, calendarId: string, reason: string, context: CommandContext): Promise<InstrumentOutcome | null> {
    const ahead = aheadOf(await this.kernel.load(calendar, calendarId), instrumentId);
    if (ahead.length === 0) return null;
    const group = await this.models.count(instrumentsProjection, { calendarId, retired: false });
    const step = (of: string): CommandContext => ({ ...context, commandId: derivedId(context.commandId, 'retirement', of) });
    if (group <= 1) {
      const outage = { outageId: derivedId(instrumentId, 'retirement', context.commandId), from: this.kernel.clock.now(), until: iso(Math.max(...ahead.map(({ busyUntil }) => busyUntil))) };
      const answer = await this.calendars.execute(new OnCalendarCommand(calendarId, { do: 'announce_outages', outages: [outage], kind: 'planned', treatment: 'cancel', seriesId: null, reason, actorId: context.actor }, step('outage')));
      return isRefusal(answer) ? (answer as InstrumentOutcome) : null;
    }
    for (const { id: bookingId } of ahead) {
      await this.calendars.execute(new OnCalendarCommand(calendarId, { do: 'cancel', bookingId, organisationId, actorId: context.actor, staff: true, reason }, step(bookingId)));
    }
    return null;
  }
}

export const retirementHandlers = [RetireInstrument];
