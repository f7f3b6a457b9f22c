import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BookingFactsSource, modeOf, type Booker } from './booking-facts.js';
import { explained, type BookingOutcome } from './booking.commands.js';
import { calendar } from './calendar.decider.js';
import { told, type QuotaViolation } from './checks.decider.js';
import { instrument } from './instrument.decider.js';
import { Quotas } from './quotas.js';
import type { BookSeries as SeriesFacts } from './series-booking.decider.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';
import type { Holder } from './tallies.decider.js';

/** A series of slots, all of it or (`skipConflicts`) what can be had. */
export class BookSeriesCommand extends Command<BookingOutcome> {
  constructor(readonly series: Pick<SeriesFacts, 'seriesId' | 'pattern' | 'skipConflicts'>, readonly data: Omit<SeriesFacts['data'], 'calendarId'>, readonly booker: Booker, readonly context: CommandContext) {
    super();
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

export const seriesHandlers = [BookSeries];
