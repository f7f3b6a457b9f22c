import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import type { BusyAnswer } from './calendars.answers.js';
import { outagesProjection, type OutageDocument } from './outages.projection.js';
import { DAY } from './zone.decider.js';

const SPAN_AT_MOST = 42 * DAY;
/** The longest slot there can be is a week, the longest outage is looked for as far back as a schedule reaches. */
const REACH = 8 * DAY;
const TAKES_TIME = ['requested', 'booked', 'started', 'interrupted', 'used', 'confirmed', 'charged'];
const PAGE = 1_000;

/** What is taken of a calendar, past or to come, from the read models: the cost grows with what is shown, not with what was. */
@Injectable()
export class Schedules {
  constructor(private readonly models: ReadModels) {}

  async of(calendarId: string, from: string, until: string): Promise<readonly BusyAnswer[]> {
    const length = Date.parse(until) - Date.parse(from);
    if (length <= 0 || length > SPAN_AT_MOST) throw new RefusalProblem({ refused: 'schedule_span_wrong', details: { atMostDays: SPAN_AT_MOST / DAY } });
    const [bookings, outages] = await Promise.all([
      this.models.find<BookingDocument>(bookingsProjection, { filter: { calendarId, status: { $in: TAKES_TIME }, from: { $gte: before(from, REACH), $lt: until } }, sort: { field: 'from', direction: 'asc' }, limit: PAGE }),
      this.models.find<OutageDocument>(outagesProjection, { filter: { calendarId, from: { $gte: before(from, SPAN_AT_MOST * 9), $lt: until } }, sort: { field: 'from', direction: 'asc' }, limit: PAGE }),
    ]);
    const taken: readonly BusyAnswer[] = [
      ...bookings.items.map(({ usage, ...slot }): BusyAnswer => ({ from: slot.from, until: usage ? earlier(usage.until, slot.until) : slot.until, kind: 'booking' })),
      ...outages.items.map(({ endedAt, ...outage }): BusyAnswer => ({ from: outage.from, until: endedAt === null ? outage.until : earlier(endedAt, outage.until), kind: 'outage' })),
    ];
    return taken.filter((one) => one.until > from && one.from < one.until).sort((a, b) => (a.from < b.from ? -1 : 1));
  }
}

const before = (instant: string, milliseconds: number): string => new Date(Date.parse(instant) - milliseconds).toISOString();
const earlier = (a: string, b: string): string => (a < b ? a : b);
