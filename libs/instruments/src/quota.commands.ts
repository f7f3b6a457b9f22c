import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { ActPart } from './act-events.js';
import { act } from './act.decider.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import type { Booking as LiveBooking } from './calendar-state.decider.js';
import { calendar } from './calendar.decider.js';
import { CalendarLog } from './calendar-log.js';
import { told } from './checks.decider.js';
import { quota, quotaRules, type QuotaRulesRefusal, type SetQuotaRules } from './quota.decider.js';
import { Quotas } from './quotas.js';

/** What an owner allows over all its instruments. */
export class SetQuotaRulesCommand extends Command<Done | Refusal<QuotaRulesRefusal> | CommandIdReused> {
  constructor(readonly data: Omit<SetQuotaRules['data'], 'setAt'>, readonly context: CommandContext) {
    super();
  }
}

/** A booking changed, or a reservation (`quotaId`, perhaps for the part of an act) has waited long enough: its accounts shall say what the calendar says. */
export class FollowBookingCommand extends Command<null> {
  constructor(readonly bookingId: string, readonly calendarId: string, readonly quotaId: string | null, readonly actId: string | null, readonly position: string, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(SetQuotaRulesCommand)
export class SetQuotaRulesHandler implements ICommandHandler<SetQuotaRulesCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: SetQuotaRulesCommand): Promise<Done | Refusal<QuotaRulesRefusal> | CommandIdReused> {
    return this.kernel.handle(quotaRules, data.ownerOrganisationId, { do: 'set', data: { ...data, setAt: this.kernel.clock.now() } }, context);
  }
}

const GIVEN_UP: readonly string[] = ['cancelled', 'declined'];

@CommandHandler(FollowBookingCommand)
export class FollowBooking implements ICommandHandler<FollowBookingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly quotas: Quotas,
    private readonly log: CalendarLog,
  ) {}

  async execute({ bookingId, calendarId, quotaId, actId, position, context }: FollowBookingCommand): Promise<null> {
    const { opened, slots } = await this.kernel.load(calendar, calendarId);
    const live = slots.find((one): one is LiveBooking => one.kind === 'booking' && one.id === bookingId);
    if (opened && live) {
      await this.quotas.confirm(opened.ownerOrganisationId, live, { bookingId, ...told(live) }, context);
      return null;
    }
    // Over, given up, or never made. A read model that is behind, or whose position nobody knows, must not be believed: nobody would ask again.
    const known = quotaId === null && (await this.models.waitFor(bookingsProjection, position));
    const booking = known ? await this.models.get<BookingDocument>(bookingsProjection, bookingId) : await this.log.booking(calendarId, bookingId);
    if (!booking) {
      // Nothing came of the reservation: the process that made it died, or was refused and died before it could say so.
      if (quotaId) await this.unmade(bookingId, quotaId, actId === null ? null : await this.partOf(actId, bookingId, context), context);
      return null;
    }
    const { ownerOrganisationId, status } = booking;
    if (GIVEN_UP.includes(status)) await this.quotas.release(ownerOrganisationId, booking, bookingId, 'ended', context);
    else await this.quotas.confirm(ownerOrganisationId, booking, { bookingId, from: booking.from, until: booking.until }, context);
    return null;
  }

  /** The part of an act that is had, though it is not booked yet; null when the act came to nothing. One that nobody has decided by now is abandoned first, or it might still be had after its place was given away. */
  private async partOf(actId: string, bookingId: string, context: CommandContext): Promise<ActPart | null> {
    await this.kernel.handle(act, actId, { do: 'abandon', ground: 'deadline', refused: [], now: this.kernel.clock.now() }, { ...context, commandId: derivedId(context.commandId, 'act') });
    const { data, outcome } = await this.kernel.load(act, actId);
    return outcome === 'committed' ? (data?.parts.find((part) => part.bookingId === bookingId) ?? null) : null;
  }

  private async unmade(bookingId: string, quotaId: string, had: ActPart | null, context: CommandContext): Promise<void> {
    const on = { quotaId, bookingId, rules: quotaRules.initialState, now: this.kernel.clock.now() };
    await this.kernel.handle(quota, quotaId, had ? { do: 'confirm', from: had.from, until: had.until, ...on } : { do: 'release', ground: 'expired', ...on }, context);
  }
}

export const quotaHandlers = [SetQuotaRulesHandler, FollowBooking];
