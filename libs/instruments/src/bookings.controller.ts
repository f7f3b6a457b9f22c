import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { MEMBERS } from '@hewu/platform/src/booking-register.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { AllowUnverified } from '@hewu/platform/src/policy.js';
import { found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { BookingAnswer, bookingOf, BookingsPage, chargeOf, ChargesPage } from './answers.js';
import { BookingQuery, BookingsQuery } from './bookings.dto.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { chargesProjection, type ChargeDocument } from './charges.projection.js';
import { Zones } from './zones.js';

/** Bookings and their charges, as user and owner read them. Whoever is neither gets 404. */
@ApiTags('bookings')
@Controller()
export class BookingsController {
  constructor(
    private readonly models: ReadModels,
    private readonly zones: Zones,
  ) {}

  @Get('bookings')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'listBookings', summary: "One's organisation's bookings, or those on its instruments; latest slot first" })
  @ApiOkResponse({ type: BookingsPage })
  async list(@Query() { limit, cursor, position, viewerZone, ...asked }: BookingsQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingsPage> {
    await this.models.upTo(bookingsProjection, position);
    const filter = filterOf(asked, actor.organisationId!);
    const [page, count] = await Promise.all([
      this.models.find<BookingDocument>(bookingsProjection, { filter, sort: { field: 'from', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) }),
      this.models.count(bookingsProjection, filter),
    ]);
    return { items: (await this.zones.local(page.items, viewerZone)).map(bookingOf), next: page.next, count };
  }

  @Get('bookings/:id')
  @AllowUnverified(...MEMBERS)
  @ApiOperation({ operationId: 'readBooking', summary: 'One booking' })
  @ApiOkResponse({ type: BookingAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position, viewerZone }: BookingQuery, @FromCaller() { actor }: SignedInCaller): Promise<BookingAnswer> {
    await this.models.upTo(bookingsProjection, position);
    const booking = found(await this.models.get<BookingDocument>(bookingsProjection, id));
    if (![booking.organisationId, booking.ownerOrganisationId].includes(actor.organisationId!)) throw notFound();
    const [told] = await this.zones.local([booking], viewerZone);
    return bookingOf(told!);
  }

  @Get('charges')
  @AllowUnverified(...MEMBERS, 'payer')
  @ApiOperation({ operationId: 'listCharges', summary: "What one's organisation owes and is owed for the use of instruments; newest first" })
  @ApiOkResponse({ type: ChargesPage })
  async charges(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<ChargesPage> {
    await this.models.upTo(chargesProjection, position);
    const page = await this.models.find<ChargeDocument>(chargesProjection, { filter: { parties: actor.organisationId }, sort: { field: 'raisedAt', direction: 'desc' }, limit, ...(cursor ? { cursor } : {}) });
    return { items: page.items.map(chargeOf), next: page.next };
  }
}

/** What is asked of the list. An index finds where slots begin, and no slot is longer than a week. */
const filterOf = ({ side, status, overdue, instrumentId, seriesId, from, until }: Omit<BookingsQuery, 'limit' | 'cursor' | 'position' | 'viewerZone'>, organisationId: string): Filter => ({
  [side === 'owner' ? 'ownerOrganisationId' : 'organisationId']: organisationId, status, instrumentId, seriesId,
  overdueSince: overdue && { $gt: '' },
  from: from || until ? { ...(from ? { $gt: plus(from, -LONGEST) } : {}), ...(until ? { $lt: until } : {}) } : undefined,
  until: from && { $gt: from },
});

/** The longest slot that opening rules allow (`maxMinutes`). */
const LONGEST = 7 * DAY;
