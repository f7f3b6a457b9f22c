import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { BookingData, HoldSlot as HoldFacts } from './booking.decider.js';
import type { Booking } from './calendar-state.decider.js';
import { told, type QuotaViolation } from './checks.decider.js';
import { Quotas } from './quotas.js';
import type { Missing } from '@hewu/qualifications/src/qualifications.js';
import { act } from './act.decider.js';
import { BookingFactsSource, modeOf, type Booker } from './booking-facts.js';
import { bookingsProjection } from './bookings.projection.js';
import { calendar, type CalendarCommand, type CalendarRefusal } from './calendar.decider.js';
import { instrument } from './instrument.decider.js';
import type { BookSeries as SeriesFacts } from './series-booking.decider.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';

export type BookingOutcome = Done | Refusal<CalendarRefusal | 'instrument_unknown' | 'mode_not_open'> | CommandIdReused;

/** A slot on an instrument's calendar; `booker` is who acts, who need not be who will use it. */
export class BookSlotCommand extends Command<BookingOutcome> {
  constructor(readonly data: Omit<BookingData, 'calendarId'>, readonly booker: Booker, readonly context: CommandContext) {
    super();
  }
}

/** A slot kept while somebody fills in the form, or for an act over several instruments. */
export class HoldSlotCommand extends Command<BookingOutcome> {
  constructor(readonly data: HoldFacts['data'], readonly booker: Booker, readonly context: CommandContext) {
    super();
  }
}

/** A series of slots, all of it or (`skipConflicts`) what can be had. */
export class BookSeriesCommand extends Command<BookingOutcome> {
  constructor(readonly series: Pick<SeriesFacts, 'seriesId' | 'pattern' | 'skipConflicts'>, readonly data: Omit<SeriesFacts['data'], 'calendarId'>, readonly booker: Booker, readonly context: CommandContext) {
    super();
  }
}

type WithoutDay<C> = C extends { readonly now: string } ? Omit<C, 'now' | 'holidays'> : never;
/** What is asked of a calendar that exists, without the time and the holidays, which are facts. */
export type OnCalendar = WithoutDay<Exclude<CalendarCommand, { readonly do: 'open' | 'book' | 'book_series' | 'hold' }>>;

export class OnCalendarCommand extends Command<BookingOutcome> {
  constructor(readonly calendarId: string, readonly asked: OnCalendar, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(BookSlotCommand)
export class BookSlot implements ICommandHandler<BookSlotCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly source: BookingFactsSource,
    private readonly quotas: Quotas,
  ) {}

  async execute({ data, booker, context }: BookSlotCommand): Promise<BookingOutcome> {
    const [gathered, idTaken] = await Promise.all([this.source.gather(data, booker, [data]), this.isTaken(data.bookingId, context)]);
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown'>;
    const { calendarId, facts, missing } = gathered;
    const { ownerOrganisationId, groups } = facts;
    const { bookingId, personId, organisationId, from, until } = data;
    const holder = { personId, organisationId, groups };
    const force = facts.staff && data.overrides.some(({ rule }) => rule === 'quota_reached');
    const quotas = await this.quotas.reserve(ownerOrganisationId, holder, { bookingId, calendarId, from, until }, force, context);
    const user = quotas.length > 0 ? { ...facts.user, quotas } : facts.user;
    const outcome = await this.kernel.handle(calendar, calendarId, { do: 'book', data: { ...data, calendarId }, facts: { ...facts, user, idTaken } }, context);
    // A booking that has this id already keeps what it counts; only what waits for this one is given back.
    if (isRefusal(outcome)) await this.quotas.release(ownerOrganisationId, holder, bookingId, 'refused', context);
    else await this.quotas.confirm(ownerOrganisationId, holder, { bookingId, from, until }, context);
    return explained(outcome, missing);
  }

  /** An id made from the command cannot be another's; only one that the client chose is looked up. */
  private async isTaken(bookingId: string, { commandId }: CommandContext): Promise<boolean> {
    return bookingId !== bookingIdOf(commandId) && (await this.models.get(bookingsProjection, bookingId)) !== null;
  }
}

/** A refusal that tells by name what is missing, and where one gets it. */
const explained = (outcome: BookingOutcome, missing: readonly Missing[]): BookingOutcome => (isRefusal(outcome) && missing.length > 0 && outcome.details ? { ...outcome, details: { ...outcome.details, missing } } : outcome);

/** The id of a booking whose client chose none. */
export const bookingIdOf = (commandId: string): string => derivedId(commandId, 'booking');

@CommandHandler(HoldSlotCommand)
export class HoldSlot implements ICommandHandler<HoldSlotCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
  ) {}

  async execute({ data, booker, context }: HoldSlotCommand): Promise<BookingOutcome> {
    // How a held slot will be used is said when it is booked; an act has said so already, and is asked no more once it is decided.
    const part = data.actId === null ? undefined : (await this.kernel.load(act, data.actId)).data?.parts.find(({ holdId }) => holdId === data.holdId);
    const gathered = await this.source.gather({ ...data, mode: part ? part.mode : 'undecided' }, booker, [data]);
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown'>;
    return explained(await this.kernel.handle(calendar, gathered.calendarId, { do: 'hold', data, facts: gathered.facts }, context), gathered.missing);
  }
}

@CommandHandler(BookSeriesCommand)
export class BookSeries implements ICommandHandler<BookSeriesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly quotas: Quotas,
  ) {}

  /** The ids of a series follow from its own, so that asking again asks for the same bookings. */
  async execute({ series, data, booker, context }: BookSeriesCommand): Promise<BookingOutcome> {
    const { registered } = await this.kernel.load(instrument, data.instrumentId);
    const zone = registered ? (await this.kernel.load(calendar, registered.calendarId)).opened?.rules.zone : undefined;
    const occurrences = zone === undefined ? [] : occurrencesOf(series.pattern, zone).slice(0, OCCURRENCES_AT_MOST);
    const gathered = await this.source.gather(data, booker, occurrences.flatMap(({ slot }) => (slot ? [told(slot)] : [])));
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown'>;
    const { calendarId, facts, missing } = gathered;
    const bookingIds = Array.from({ length: OCCURRENCES_AT_MOST }, (_, index) => derivedId(series.seriesId, 'occurrence', String(index)));
    const { ownerOrganisationId, groups } = facts;
    const holder = { personId: data.personId, organisationId: data.organisationId, groups };
    const slots = occurrences.flatMap(({ slot }, index) => (slot ? [{ bookingId: bookingIds[index]!, calendarId, ...told(slot) }] : []));
    const quotas: QuotaViolation[] = [];
    for (const slot of slots) quotas.push(...(await this.quotas.reserve(ownerOrganisationId, holder, slot, false, context)));
    const asked = missing.length === 0 ? facts.user : { ...facts.user, missing: [], missingOn: await this.missingOn(data, ownerOrganisationId, slots) };
    const user = quotas.length > 0 ? { ...asked, quotas } : asked;
    const outcome = await this.kernel.handle(calendar, calendarId, { do: 'book_series', ...series, bookingIds, data: { ...data, calendarId }, facts: { ...facts, user, idTaken: false } }, context);
    const had = new Set((await this.kernel.load(calendar, calendarId)).slots.map(({ id }) => id));
    for (const slot of slots) {
      if (isRefusal(outcome) || !had.has(slot.bookingId)) await this.quotas.release(ownerOrganisationId, holder, slot.bookingId, 'refused', context);
      else await this.quotas.confirm(ownerOrganisationId, holder, slot, context);
    }
    return explained(outcome, missing);
  }

  /** Something is missing on some day: which slots it keeps from being had. A certificate may end between two of them. */
  private async missingOn({ instrumentId, personId, mode }: BookSeriesCommand['data'], ownerOrganisationId: string, slots: readonly { readonly bookingId: string; readonly calendarId: string; readonly from: string; readonly until: string }[]): Promise<Readonly<Record<string, readonly string[]>>> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const entries = slots.map(async ({ bookingId, calendarId, ...slot }) => {
      const { missing } = await this.source.qualification(calendarId, { instrumentId, ownerOrganisationId, personId }, modeOf(mode, registered?.openModes ?? []), [slot]);
      return [bookingId, missing.map(({ code }) => code)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }
}

@CommandHandler(OnCalendarCommand)
export class AskCalendar implements ICommandHandler<OnCalendarCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly quotas: Quotas,
  ) {}

  async execute({ calendarId, asked, context }: OnCalendarCommand): Promise<BookingOutcome> {
    if (asked.do === 'move') return this.move(calendarId, asked, context);
    if (asked.do === 'check_in') return this.checkIn(calendarId, asked, context);
    return this.kernel.handle(calendar, calendarId, { ...asked, ...(await this.source.day(calendarId)) } as CalendarCommand, context);
  }

  /** A move is asked of the quotas too; where it stands, or stood, is followed by a process when it has moved. */
  private async move(calendarId: string, asked: Move, context: CommandContext): Promise<BookingOutcome> {
    const { opened, slots } = await this.kernel.load(calendar, calendarId);
    const slot = slots.find((one): one is Booking => one.kind === 'booking' && one.id === asked.bookingId);
    const day = await this.source.day(calendarId);
    if (!opened || !slot) return this.kernel.handle(calendar, calendarId, { ...asked, ...day }, context);
    const { ownerOrganisationId } = opened;
    const force = asked.staff && asked.overrides.some(({ rule }) => rule === 'quota_reached');
    const quotas = await this.quotas.reserve(ownerOrganisationId, slot, { bookingId: slot.id, calendarId, from: asked.from, until: asked.until }, force, context);
    const missing = await this.source.missingFor(calendarId, ownerOrganisationId, slot, asked, 'move');
    const user = { ...asked.user, missing: missing.map(({ code }) => code), ...(quotas.length > 0 ? { quotas } : {}) };
    const outcome = await this.kernel.handle(calendar, calendarId, { ...asked, user, ...day }, context);
    if (isRefusal(outcome)) await this.quotas.release(ownerOrganisationId, slot, slot.id, 'refused', context);
    return explained(outcome, missing);
  }

  /** What was there when it was booked must still be there on the day. Whatever else stands in the way is told first. */
  private async checkIn(calendarId: string, asked: CheckIn, context: CommandContext): Promise<BookingOutcome> {
    const command = { ...asked, ...(await this.source.day(calendarId)) };
    const state = await this.kernel.load(calendar, calendarId);
    const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === asked.bookingId);
    if (state.opened && slot && slot.startedAt === null && !isRefusal(calendar.decide(command, state))) {
      const missing = await this.source.missingFor(calendarId, state.opened.ownerOrganisationId, slot, { from: command.now, until: command.now }, 'use');
      const codes = missing.map(({ code }) => code);
      if (codes.length > 0) return refuse('requirements_missing', { violations: [{ rule: 'requirements_missing', limit: [], asked: codes, overridable: false }], missing });
    }
    return this.kernel.handle(calendar, calendarId, command, context);
  }
}

type Move = Extract<OnCalendar, { readonly do: 'move' }>;
type CheckIn = Extract<OnCalendar, { readonly do: 'check_in' }>;

export const bookingHandlers = [BookSlot, HoldSlot, BookSeries, AskCalendar];
