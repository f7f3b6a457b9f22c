import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { NOW, type Acting, type AnnouncedOutage, type Arrival, type ArrivedSamples, type BookingRegister, type KnownBooking, type KnownInstrument } from '@hewu/platform/src/booking-register.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { BookingFactsSource } from './booking-facts.js';
import { OnCalendarCommand } from './on-calendar.commands.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import type { Booking } from './calendar-state.decider.js';
import { calendar } from './calendar.decider.js';
import { instrument } from './instrument.decider.js';

/** No use begins longer before what it reaches into: a slot is at most a week. */
const REACH = 8 * DAY;
const USED = ['used', 'confirmed', 'charged'];
const PAGE = 500;

const knownOf = ({ _id: bookingId, instrumentId, ownerOrganisationId, organisationId, personId, mode, from, until, startedAt, usage, confirmedAt }: BookingDocument): KnownBooking => ({
  bookingId, instrumentId, ownerOrganisationId, organisationId, personId, operatedBy: mode === 'staff_operated' || mode === 'sample_drop' ? 'staff' : 'user', from, until, startedAt, usage: usage && { from: usage.from, until: usage.until, minutes: usage.minutes }, confirmed: confirmedAt !== null,
});

/** Answers from the read model of bookings, which is brought as far as whoever asks needs it. */
@Injectable()
export class Bookings implements BookingRegister {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
    private readonly source: BookingFactsSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async booking(bookingId: string, upTo: string): Promise<KnownBooking | null> {
    await this.reach(upTo);
    const document = await this.models.get<BookingDocument>(bookingsProjection, bookingId);
    return document && knownOf(document);
  }

  async used(instrumentId: string, from: string, until: string, upTo: string): Promise<readonly KnownBooking[]> {
    await this.reach(upTo);
    const { registered } = await this.kernel.load(instrument, instrumentId);
    if (!registered) return [];
    const filter = { calendarId: registered.calendarId, from: { $gte: plus(from, -REACH), $lt: plus(until, REACH) }, status: { $in: USED } };
    const { items } = await this.models.find<BookingDocument>(bookingsProjection, { filter, sort: { field: 'from', direction: 'asc' }, limit: PAGE });
    return items.filter((one) => one.instrumentId === instrumentId && one.usage !== null && one.usage.until > from && one.usage.from < until).map(knownOf);
  }

  async instrument(instrumentId: string): Promise<KnownInstrument | null> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    return registered && { instrumentId, ownerOrganisationId: registered.ownerOrganisationId, region: registered.region, name: registered.name };
  }

  async isStaff(instrumentId: string, { personId, organisationId, roles }: Acting): Promise<boolean> {
    return organisationId !== null && this.source.isStaffOf(instrumentId, { personId, organisationId, roles });
  }

  async mayActFor({ instrumentId, organisationId, personId }: KnownBooking, who: Acting): Promise<boolean> {
    if (who.personId === personId && who.organisationId === organisationId) return true;
    if (await this.isStaff(instrumentId, who)) return true;
    return who.organisationId !== null && this.source.isProxy({ organisationId: who.organisationId, actorId: who.personId, staff: false }, { organisationId, personId });
  }

  async samplesArrived({ bookingId, inWork, actorId }: ArrivedSamples, context: CommandContext): Promise<Arrival> {
    await this.reach(NOW);
    const booking = await this.models.get<BookingDocument>(bookingsProjection, bookingId);
    if (!booking) return { begun: false, because: null };
    const { calendarId, ownerOrganisationId: organisationId } = booking;
    await this.commands.execute(new OnCalendarCommand(calendarId, { do: 'samples_arrive', bookingId, inWork, organisationId, actorId, staff: true }, context));
    const state = await this.kernel.load(calendar, calendarId);
    const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId);
    if (!slot) return booking.startedAt !== null ? { begun: true, because: null } : { begun: false, because: 'booking_over' };
    if (slot.startedAt !== null) return { begun: true, because: null };
    const checkIn = calendar.decide({ do: 'check_in', bookingId, organisationId, actorId, staff: true, proxy: false, ...(await this.source.day(calendarId)) }, state);
    return { begun: false, because: isRefusal(checkIn) ? checkIn.refused : null };
  }

  async announceOutage({ outageId, instrumentId, from, until, reason, actorId }: AnnouncedOutage, context: CommandContext): Promise<object> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const asked = { do: 'announce_outages', outages: [{ outageId, from, until }], kind: 'sudden', treatment: 'reoffer', seriesId: null, reason, actorId } as const;
    return this.commands.execute(new OnCalendarCommand(registered!.calendarId, asked, context));
  }

  private async reach(upTo: string): Promise<void> {
    await this.models.upTo(bookingsProjection, upTo === NOW ? ((await this.store.end()) ?? undefined) : upTo);
  }
}
