import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { Missing } from '@hewu/qualifications/src/qualifications.js';
import { act } from './act.decider.js';
import { BookingFactsSource, type Booker } from './booking-facts.js';
import type { BookingData } from './booking.decider.js';
import { calendar, type CalendarRefusal } from './calendar.decider.js';
import type { QuotaViolation } from './checks.decider.js';
import type { HoldSlot as HoldFacts } from './hold.decider.js';
import { Offers } from './offers.js';
import { Quotas } from './quotas.js';

export type BookingOutcome = Done | Refusal<CalendarRefusal | 'instrument_unknown' | 'mode_not_open'> | CommandIdReused;

/** A slot on an instrument's calendar; `booker` is who acts, who need not be who will use it. */
export class BookSlotCommand extends Command<BookingOutcome> {
  constructor(readonly data: Omit<BookingData, 'calendarId'>, readonly booker: Booker, readonly context: CommandContext) {
    super();
  }
}

/** A slot kept while somebody fills in the form, or for an act over several instruments, which has asked the quotas (`quotas`: those that leave no room). */
export class HoldSlotCommand extends Command<BookingOutcome> {
  constructor(readonly data: HoldFacts['data'], readonly booker: Booker, readonly context: CommandContext, readonly quotas: readonly QuotaViolation[] = []) {
    super();
  }
}

@CommandHandler(BookSlotCommand)
export class BookSlot implements ICommandHandler<BookSlotCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly quotas: Quotas,
    private readonly offers: Offers,
  ) {}

  async execute({ data, booker, context }: BookSlotCommand): Promise<BookingOutcome> {
    const gathered = await this.source.gather(data, booker, [data]);
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown'>;
    const { calendarId, facts, missing } = gathered;
    const { ownerOrganisationId, groups } = facts;
    const { bookingId, personId, organisationId, from, until } = data;
    const holder = { personId, organisationId, groups };
    const force = facts.staff && data.overrides.some(({ rule }) => rule === 'quota_reached');
    const quotas = await this.quotas.reserve(ownerOrganisationId, holder, { bookingId, calendarId, from, until }, force, context);
    const user = quotas.length > 0 ? { ...facts.user, quotas } : facts.user;
    const outcome = await this.kernel.handle(calendar, calendarId, { do: 'book', data: { ...data, calendarId }, facts: { ...facts, user } }, context);
    // A booking that has this id already keeps what it counts; only what waits for this one is given back.
    if (isRefusal(outcome)) {
      await this.quotas.release(ownerOrganisationId, holder, bookingId, 'refused', context);
      if (data.offerId !== null) await this.offers.refused(calendarId, { ...data, offerId: data.offerId }, outcome.refused, context);
    } else await this.quotas.confirm(ownerOrganisationId, holder, { bookingId, from, until }, context);
    return explained(outcome, missing);
  }
}

/** A refusal that tells by name what is missing, and where one gets it. */
export const explained = (outcome: BookingOutcome, missing: readonly Missing[]): BookingOutcome => (isRefusal(outcome) && missing.length > 0 && outcome.details ? { ...outcome, details: { ...outcome.details, missing } } : outcome);

/** The id of what somebody asks of one instrument: asked again under the same key it is the same, and on another instrument it is another. */
export const idOn = (instrumentId: string, { commandId }: CommandContext, what: 'booking' | 'hold' | 'series' | 'waiting' | 'outage'): string => derivedId(commandId, instrumentId, what);

@CommandHandler(HoldSlotCommand)
export class HoldSlot implements ICommandHandler<HoldSlotCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
  ) {}

  async execute({ data, booker, context, quotas }: HoldSlotCommand): Promise<BookingOutcome> {
    // How a held slot will be used is said when it is booked; an act has said so already, and is asked no more once it is decided.
    const part = data.actId === null ? undefined : (await this.kernel.load(act, data.actId)).data?.parts.find(({ holdId }) => holdId === data.holdId);
    const gathered = await this.source.gather({ ...data, mode: part ? part.mode : 'undecided' }, booker, [data]);
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown'>;
    const facts = quotas.length > 0 ? { ...gathered.facts, user: { ...gathered.facts.user, quotas } } : gathered.facts;
    return explained(await this.kernel.handle(calendar, gathered.calendarId, { do: 'hold', data, facts }, context), gathered.missing);
  }
}

export const bookingHandlers = [BookSlot, HoldSlot];
