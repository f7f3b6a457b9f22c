import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { SignedInCaller } from '@hewu/platform/src/actor.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { WrittenAnswer } from '@hewu/platform/src/written.js';
import { BookingFactsSource } from './booking-facts.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { OnCalendarCommand, type OnCalendar } from './on-calendar.commands.js';

/** Whoever touches a booking may find it missing, of others, or over. */
export const TOUCHED = ['not_found', 'calendar_unknown', 'booking_unknown', 'booking_over'] as const;
/** Of its organisation only its person does, and whom they named. */
export const OF_PERSON = [...TOUCHED, 'may_not_act_for_others'] as const;

/** Which booking, and who touches it: `staff` when they do so for its owner. */
type OnBooking = { readonly bookingId: string; readonly organisationId: string; readonly actorId: string; readonly staff: boolean };

/** Bookings as somebody reaches for one of them to change it. Whoever is neither user nor owner gets 404. */
@Injectable()
export class TouchedBookings {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
    private readonly source: BookingFactsSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The read model says on which calendar the booking stands, if need be after it has caught up; the calendar decides. */
  async change(id: string, caller: SignedInCaller, asked: (by: OnBooking, booking: BookingDocument) => OnCalendar | Promise<OnCalendar>): Promise<WrittenAnswer> {
    const { by, booking } = await this.mayTouch(id, caller);
    return { id, ...accepted(await this.commands.execute(new OnCalendarCommand(booking.calendarId, await asked(by, booking), caller.context))) };
  }

  /** The booking, and who reaches for it. */
  async mayTouch(id: string, { actor }: SignedInCaller): Promise<{ readonly by: OnBooking; readonly booking: BookingDocument }> {
    const known = await this.models.get<BookingDocument>(bookingsProjection, id);
    if (!known) await this.models.upTo(bookingsProjection, (await this.store.end()) ?? undefined);
    const booking = found(known ?? (await this.models.get<BookingDocument>(bookingsProjection, id)));
    const { organisationId, ownerOrganisationId } = booking;
    const staff = ownerOrganisationId === actor.organisationId && (await this.source.isStaffOf(booking.instrumentId, { personId: actor.personId, organisationId: actor.organisationId, roles: actor.roles }));
    if (organisationId !== actor.organisationId && !staff) throw notFound();
    return { by: { bookingId: id, organisationId: actor.organisationId!, actorId: actor.personId, staff }, booking };
  }
}
