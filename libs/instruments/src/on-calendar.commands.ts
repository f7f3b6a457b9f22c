import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refuse } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BookingFactsSource } from './booking-facts.js';
import { explained, type BookingOutcome } from './booking.commands.js';
import type { BookingMoved, CalendarEvent, Grounds } from './calendar-events.js';
import type { Booking, Calendar } from './calendar-state.decider.js';
import { calendar, type CalendarCommand } from './calendar.decider.js';
import { told } from './checks.decider.js';
import { instrument } from './instrument.decider.js';
import type { AnnounceOutages, Entitlement } from './outage.decider.js';
import { Quotas } from './quotas.js';

type WithoutFacts<C> = C extends { readonly now: string } ? Omit<C, 'now' | 'holidays' | 'grounds' | 'missing' | 'entitled' | 'proxy' | 'retired' | 'keepIds' | 'memberOf' | 'memberUntil' | 'notBefore' | 'recordWithin' | (C extends { readonly do: 'join_waiting' } ? 'user' : never)> : never;

/** What is asked of a calendar that exists, without the time, the holidays, and what entitles a user and whoever acts for them, which are facts. */
export type OnCalendar = WithoutFacts<Exclude<CalendarCommand, { readonly do: 'open' | 'book' | 'book_series' | 'hold' | 'undo_part' }>>;

/** Whatever is asked of a calendar that exists, but a new slot: of a booking, the waiting list, an outage, its rules. */
export class OnCalendarCommand extends Command<BookingOutcome> {
  constructor(readonly calendarId: string, readonly asked: OnCalendar, readonly context: CommandContext) {
    super();
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

  /** A right is looked up only for whoever needs one. Giving back what somebody has who left is for the administrators of their organisation, too. */
  private async isProxy(calendarId: string, asked: Extract<OnCalendar, { readonly staff: boolean }>): Promise<boolean> {
    const { slots, waiting } = await this.kernel.load(calendar, calendarId);
    const of = asked.do === 'leave_waiting' ? waiting.find(({ entryId }) => entryId === asked.entryId) : slots.find(({ id }) => id === idOf(asked));
    return of !== undefined && ((await this.source.isProxy(asked, of)) || (GIVING_BACK.includes(asked.do) && (await this.source.clearsUpFor(asked, of))));
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

  /** Which bookings an outage would move, and where, the calendar says; what each needs there, and whether quotas have room, is asked before it decides. */
  private async announce(calendarId: string, asked: Announce, context: CommandContext): Promise<BookingOutcome> {
    const [state, day] = await Promise.all([this.kernel.load(calendar, calendarId), this.source.day(calendarId)]);
    const inTheWay = state.slots.filter((one): one is Booking => one.kind === 'booking' && one.startedAt === null && asked.outages.some(({ from, until }) => one.busyFrom < Date.parse(until) && one.busyUntil > Date.parse(from)));
    const known = { ...asked, ...day, memberUntil: await this.source.memberUntil(inTheWay) };
    const { moves, notBefore } = await this.movesOf(known, state);
    const entitled = moves.map(async ({ bookingId, from, until }): Promise<Entitlement> => {
      const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId)!;
      const { missing, required: _required, ...grounds } = await this.source.qualificationFor(calendarId, state.opened!.ownerOrganisationId, slot, { from, until }, 'use');
      return { bookingId, from, grounds: missing.length === 0 ? grounds : null };
    });
    return this.kernel.handle(calendar, calendarId, { ...known, notBefore, entitled: await Promise.all(entitled) }, context);
  }

  /** Where bookings would be moved, those left out for which quotas have no room; each is looked for again after the periods that are full, a few times. */
  private async movesOf(known: Omit<AnnounceOutages, 'entitled' | 'notBefore'>, state: Calendar): Promise<{ readonly moves: readonly BookingMoved['data'][]; readonly notBefore: ReadonlyMap<string, string> }> {
    const notBefore = new Map<string, string>();
    for (let tries = 0; ; tries++) {
      const foreseen = calendar.decide({ ...known, notBefore, entitled: null }, state);
      const moves = isRefusal(foreseen) ? [] : (foreseen as readonly CalendarEvent[]).flatMap((event) => (event.type === 'BookingMoved' && event.data.returned === null ? [event.data] : []));
      const full = await Promise.all(moves.map(async (move) => this.quotas.fullUntil(state.opened!.ownerOrganisationId, state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === move.bookingId)!, move)));
      moves.forEach(({ bookingId }, at) => full[at] && notBefore.set(bookingId, full[at]));
      if (tries === TRIES || full.every((until) => until === null)) return { moves: moves.filter((_, at) => full[at] === null), notBefore };
    }
  }
}

/** So often a slot is looked for after a full period: beyond that a booking is offered one. */
const TRIES = 5;

const GIVING_BACK: readonly OnCalendar['do'][] = ['cancel', 'release', 'leave_waiting', 'decline_offer'];

/** Of what is asked about one slot. */
const idOf = (asked: Exclude<Extract<OnCalendar, { readonly staff: boolean }>, { readonly do: 'leave_waiting' }>): string =>
  asked.do === 'release' ? asked.holdId : asked.do === 'decline_offer' ? asked.offerId : asked.bookingId;

const NO_GROUNDS: Grounds = { qualificationId: null, terms: [] };

type Announce = Extract<OnCalendar, { readonly do: 'announce_outages' }>;

type WithProxy<C> = C extends { readonly staff: boolean } ? C & { readonly proxy: boolean } : never;

type OnBooking = WithProxy<OnCalendar>;

type Join = Extract<OnCalendar, { readonly do: 'join_waiting' }>;

type ChangeEnd = Extract<OnBooking, { readonly do: 'change_end' }>;

type Move = Extract<OnBooking, { readonly do: 'move' }>;

type CheckIn = Extract<OnBooking, { readonly do: 'check_in' }>;

export const onCalendarHandlers = [AskCalendar];
