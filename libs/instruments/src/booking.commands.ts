import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { BookingData, HoldSlot as HoldFacts } from './booking.decider.js';
import type { CalendarEvent, Grounds } from './calendar-events.js';
import type { Booking } from './calendar-state.decider.js';
import { told, type QuotaViolation } from './checks.decider.js';
import type { Holder } from './tallies.decider.js';
import { Offers } from './offers.js';
import { Quotas } from './quotas.js';
import type { Missing } from '@hewu/qualifications/src/qualifications.js';
import { act } from './act.decider.js';
import { BookingFactsSource, modeOf, type Booker } from './booking-facts.js';
import { calendar, type CalendarCommand, type CalendarRefusal } from './calendar.decider.js';
import { instrument } from './instrument.decider.js';
import type { Entitlement } from './outage.decider.js';
import type { BookSeries as SeriesFacts } from './series-booking.decider.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';

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

/** A series of slots, all of it or (`skipConflicts`) what can be had. */
export class BookSeriesCommand extends Command<BookingOutcome> {
  constructor(readonly series: Pick<SeriesFacts, 'seriesId' | 'pattern' | 'skipConflicts'>, readonly data: Omit<SeriesFacts['data'], 'calendarId'>, readonly booker: Booker, readonly context: CommandContext) {
    super();
  }
}

type WithoutFacts<C> = C extends { readonly now: string } ? Omit<C, 'now' | 'holidays' | 'grounds' | 'missing' | 'entitled' | 'proxy' | 'retired' | 'keepIds' | 'memberOf' | (C extends { readonly do: 'join_waiting' } ? 'user' : never)> : never;
/** What is asked of a calendar that exists, without the time, the holidays, and what entitles a user and whoever acts for them, which are facts. */
export type OnCalendar = WithoutFacts<Exclude<CalendarCommand, { readonly do: 'open' | 'book' | 'book_series' | 'hold' | 'undo_part' }>>;

export class OnCalendarCommand extends Command<BookingOutcome> {
  constructor(readonly calendarId: string, readonly asked: OnCalendar, readonly context: CommandContext) {
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
const explained = (outcome: BookingOutcome, missing: readonly Missing[]): BookingOutcome => (isRefusal(outcome) && missing.length > 0 && outcome.details ? { ...outcome, details: { ...outcome.details, missing } } : outcome);

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
    const { ownerOrganisationId } = facts;
    const slots = occurrences.flatMap(({ slot }, index) => (slot ? [{ bookingId: bookingIds[index]!, calendarId, ...told(slot) }] : []));
    const groupsOn = await this.groupsOn(data, ownerOrganisationId, slots);
    const holderOf = (bookingId: string): Holder => ({ personId: data.personId, organisationId: data.organisationId, groups: groupsOn[bookingId]! });
    const quotas: QuotaViolation[] = [];
    for (const slot of slots) quotas.push(...(await this.quotas.reserve(ownerOrganisationId, holderOf(slot.bookingId), slot, false, context)));
    const asked = missing.length === 0 ? facts.user : { ...facts.user, missing: [], missingOn: await this.missingOn(data, ownerOrganisationId, slots) };
    const user = quotas.length > 0 ? { ...asked, quotas } : asked;
    const outcome = await this.kernel.handle(calendar, calendarId, { do: 'book_series', ...series, bookingIds, data: { ...data, calendarId }, facts: { ...facts, user, groupsOn } }, context);
    const had = new Set((await this.kernel.load(calendar, calendarId)).slots.map(({ id }) => id));
    for (const slot of slots) {
      if (isRefusal(outcome) || !had.has(slot.bookingId)) await this.quotas.release(ownerOrganisationId, holderOf(slot.bookingId), slot.bookingId, 'refused', context);
      else await this.quotas.confirm(ownerOrganisationId, holderOf(slot.bookingId), slot, context);
    }
    return explained(outcome, missing);
  }

  /** A membership may end between two of them. */
  private async groupsOn({ personId, organisationId }: BookSeriesCommand['data'], ownerOrganisationId: string, slots: readonly { readonly bookingId: string; readonly calendarId: string; readonly from: string; readonly until: string }[]): Promise<Readonly<Record<string, readonly string[]>>> {
    const entries = slots.map(async ({ bookingId, calendarId, ...slot }) => [bookingId, await this.source.groups(calendarId, ownerOrganisationId, personId, organisationId, [slot])] as const);
    return Object.fromEntries(await Promise.all(entries));
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
    if ('staff' in asked) return this.onBooking(calendarId, { ...asked, proxy: await this.isProxy(calendarId, asked) }, context);
    if (asked.do === 'join_waiting') return this.join(calendarId, asked, context);
    if (asked.do === 'announce_outages') return this.announce(calendarId, asked, context);
    return this.kernel.handle(calendar, calendarId, { ...asked, ...(await this.source.day(calendarId)) } as CalendarCommand, context);
  }

  private async onBooking(calendarId: string, asked: OnBooking, context: CommandContext): Promise<BookingOutcome> {
    if (asked.do === 'move') return this.move(calendarId, asked, context);
    if (asked.do === 'check_in') return this.checkIn(calendarId, asked, context);
    if (asked.do === 'change_end') return this.changeEnd(calendarId, asked, context);
    return this.kernel.handle(calendar, calendarId, { ...asked, ...(await this.source.day(calendarId)) } as CalendarCommand, context);
  }

  /** Nobody waits for what they could not have; how it would be used is said when it is booked. */
  private async join(calendarId: string, asked: Join, context: CommandContext): Promise<BookingOutcome> {
    const { instrumentId, personId } = asked;
    const [{ opened }, { retired }, day] = await Promise.all([this.kernel.load(calendar, calendarId), this.kernel.load(instrument, instrumentId), this.source.day(calendarId)]);
    if (!opened) return refuse('calendar_unknown');
    const { ownerOrganisationId } = opened;
    const [user, { missing, required }] = await Promise.all([this.source.user(ownerOrganisationId, personId), this.source.qualification(calendarId, { instrumentId, ownerOrganisationId, personId }, 'undecided', [asked])]);
    return explained(await this.kernel.handle(calendar, calendarId, { ...asked, ...day, retired, user: { ...user, missing: missing.map(({ code }) => code), required } }, context), missing);
  }

  /** A right is looked up only for whoever needs one. */
  private async isProxy(calendarId: string, { bookingId, ...actor }: Extract<OnCalendar, { readonly staff: boolean }>): Promise<boolean> {
    const slot = (await this.kernel.load(calendar, calendarId)).slots.find(({ id, kind }) => kind === 'booking' && id === bookingId);
    return slot !== undefined && this.source.isProxy(actor, slot);
  }

  /** A move is asked of the quotas too; where it stands, or stood, is followed by a process when it has moved. */
  private async move(calendarId: string, asked: Move, context: CommandContext): Promise<BookingOutcome> {
    const { opened, slots } = await this.kernel.load(calendar, calendarId);
    const slot = slots.find((one): one is Booking => one.kind === 'booking' && one.id === asked.bookingId);
    const day = await this.source.day(calendarId);
    if (!opened || !slot) return this.kernel.handle(calendar, calendarId, { ...asked, ...day, grounds: NO_GROUNDS, keepIds: ['', ''] }, context);
    const { ownerOrganisationId } = opened;
    const force = asked.staff && asked.overrides.some(({ rule }) => rule === 'quota_reached');
    const quotas = await this.quotas.reserve(ownerOrganisationId, slot, { bookingId: slot.id, calendarId, from: asked.from, until: asked.until }, force, context);
    const { missing, required, ...grounds } = await this.source.qualificationFor(calendarId, ownerOrganisationId, slot, asked, 'move');
    const keepIds = [derivedId(context.commandId, 'kept', '0'), derivedId(context.commandId, 'kept', '1')] as const;
    const user = { ...asked.user, missing: missing.map(({ code }) => code), required, ...(quotas.length > 0 ? { quotas } : {}) };
    const memberOf = await this.source.groups(calendarId, ownerOrganisationId, slot.personId, slot.organisationId, [asked]);
    const outcome = await this.kernel.handle(calendar, calendarId, { ...asked, memberOf, user, grounds, keepIds, ...day }, context);
    if (isRefusal(outcome)) await this.quotas.release(ownerOrganisationId, slot, slot.id, 'refused', context);
    return explained(outcome, missing);
  }

  /** What was there when it was booked must still be there on the day. Whatever else stands in the way is told first. */
  private async checkIn(calendarId: string, asked: CheckIn, context: CommandContext): Promise<BookingOutcome> {
    const command = { ...asked, ...(await this.source.day(calendarId)) };
    const state = await this.kernel.load(calendar, calendarId);
    const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === asked.bookingId);
    if (state.opened && slot && slot.startedAt === null && !isRefusal(calendar.decide(command, state))) {
      const { missing, required } = await this.source.qualificationFor(calendarId, state.opened.ownerOrganisationId, slot, { from: command.now, until: command.now }, 'use');
      const codes = missing.map(({ code }) => code);
      if (codes.length > 0) return refuse('requirements_missing', { violations: [{ rule: 'requirements_missing', limit: required, asked: codes, overridable: false }], missing });
    }
    return this.kernel.handle(calendar, calendarId, command, context);
  }

  /** A use that goes on into another day asks what it asked of the first. */
  private async changeEnd(calendarId: string, asked: ChangeEnd, context: CommandContext): Promise<BookingOutcome> {
    const [{ opened, slots }, day] = await Promise.all([this.kernel.load(calendar, calendarId), this.source.day(calendarId)]);
    const slot = slots.find((one): one is Booking => one.kind === 'booking' && one.id === asked.bookingId);
    const longer = opened && slot && slot.startedAt !== null && slot.until < Date.parse(asked.until);
    const { missing } = longer ? await this.source.qualificationFor(calendarId, opened.ownerOrganisationId, slot, { from: told(slot).until, until: asked.until }, 'use') : { missing: [] };
    const memberOf = longer ? { memberOf: await this.source.groups(calendarId, opened.ownerOrganisationId, slot.personId, slot.organisationId, [{ from: told(slot).until, until: asked.until }]) } : {};
    return explained(await this.kernel.handle(calendar, calendarId, { ...asked, ...day, ...memberOf, missing: missing.map(({ code }) => code) }, context), missing);
  }

  /** Which bookings an outage would move, and where, the calendar says; what each needs there is asked before it decides. */
  private async announce(calendarId: string, asked: Announce, context: CommandContext): Promise<BookingOutcome> {
    const [state, day] = await Promise.all([this.kernel.load(calendar, calendarId), this.source.day(calendarId)]);
    const foreseen = calendar.decide({ ...asked, ...day, entitled: null }, state);
    const moves = isRefusal(foreseen) ? [] : (foreseen as readonly CalendarEvent[]).flatMap((event) => (event.type === 'BookingMoved' ? [event.data] : []));
    const entitled = moves.map(async ({ bookingId, from, until }): Promise<Entitlement> => {
      const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId)!;
      const { missing, required: _required, ...grounds } = await this.source.qualificationFor(calendarId, state.opened!.ownerOrganisationId, slot, { from, until }, 'use');
      return { bookingId, from, grounds: missing.length === 0 ? grounds : null };
    });
    return this.kernel.handle(calendar, calendarId, { ...asked, ...day, entitled: await Promise.all(entitled) }, context);
  }
}

const NO_GROUNDS: Grounds = { qualificationId: null, terms: [] };

type Announce = Extract<OnCalendar, { readonly do: 'announce_outages' }>;
type WithProxy<C> = C extends { readonly staff: boolean } ? C & { readonly proxy: boolean } : never;
type OnBooking = WithProxy<OnCalendar>;
type Join = Extract<OnCalendar, { readonly do: 'join_waiting' }>;
type ChangeEnd = Extract<OnBooking, { readonly do: 'change_end' }>;
type Move = Extract<OnBooking, { readonly do: 'move' }>;
type CheckIn = Extract<OnBooking, { readonly do: 'check_in' }>;

export const bookingHandlers = [BookSlot, HoldSlot, BookSeries, AskCalendar];
