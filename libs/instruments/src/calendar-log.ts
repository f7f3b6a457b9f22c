import { Inject, Injectable } from '@nestjs/common';
import { Codec } from '@hewu/kernel/src/codec.js';
import { streamName, type Recorded } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';

const PAGE = 500;

/** What was recorded of a calendar, from its beginning, page by page: for questions about the past, and where a read model would not be strict enough. */
@Injectable()
export class CalendarLog {
  constructor(
    private readonly codec: Codec,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Others are answered between two pages. */
  async *pages(calendarId: string): AsyncIterable<readonly Recorded<CalendarEvent>[]> {
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(streamName(calendarEvents.category, calendarId), from, PAGE);
      if (page.length > 0) yield (await this.codec.decode(page)) as readonly Recorded<CalendarEvent>[];
      if (page.length < PAGE) return;
      await new Promise((others) => setImmediate(others));
    }
  }

  /** A booking as it stands; null when this calendar never had it. As costly as the calendar is long. */
  async booking(calendarId: string, bookingId: string): Promise<BookingDocument | null> {
    let booking: BookingDocument | null = null;
    for await (const page of this.pages(calendarId)) {
      for (const event of page) if (bookingsProjection.key(event) === bookingId) booking = bookingsProjection.evolve(booking, event);
    }
    return booking;
  }
}
