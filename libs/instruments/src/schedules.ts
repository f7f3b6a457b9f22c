import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import type { Document, Filter } from '@hewu/kernel/src/read-store.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import type { BusyAnswer } from './calendars.answers.js';
import { outagesProjection, type OutageDocument } from './outages.projection.js';
import { DAY, MINUTE } from './zone.decider.js';

const SPAN_AT_MOST = 42 * DAY;
/** The longest slot there can be is a week, the longest outage is looked for as far back as a schedule reaches. */
const REACH = 8 * DAY;
const OUTAGES_REACH = SPAN_AT_MOST * 9;
/** As early as rules may let anybody check in (`checkInEarlyMinutes`). */
const EARLY = 4 * 60 * MINUTE;
const TAKES_TIME = ['requested', 'booked', 'started', 'interrupted', 'used', 'confirmed', 'charged'];
const PAGE = 5_000;

/** What is taken of calendars, past or to come, from the read models: the cost grows with what is shown, not with what was. */
@Injectable()
export class Schedules {
  constructor(private readonly models: ReadModels) {}

  async of(calendarId: string, from: string, until: string): Promise<readonly BusyAnswer[]> {
    return (await this.ofEach([calendarId], from, until)).get(calendarId) ?? [];
  }

  /** Of several calendars at once, each in order of time; one on which nothing is taken is not among them. */
  async ofEach(calendarIds: readonly string[], from: string, until: string): Promise<ReadonlyMap<string, readonly BusyAnswer[]>> {
    const length = Date.parse(until) - Date.parse(from);
    if (length <= 0 || length > SPAN_AT_MOST) throw new RefusalProblem({ refused: 'schedule_span_wrong', details: { atMostDays: SPAN_AT_MOST / DAY } });
    const on = { calendarId: calendarIds.length === 1 ? calendarIds[0]! : { $in: calendarIds }, until: { $gt: from } };
    const { until: endsAfter, ...calendars } = on;
    const [bookings, kept, outages] = await Promise.all([
      allOf<BookingDocument>(this.models, bookingsProjection, { ...on, from: { $gte: before(from, REACH), $lt: before(until, -EARLY) }, status: { $in: TAKES_TIME } }),
      // What a booking keeps while the owner is asked for another slot is taken too.
      allOf<BookingDocument>(this.models, bookingsProjection, { ...calendars, keptUntil: endsAfter, keptFrom: { $gte: before(from, REACH), $lt: until } }, 'keptFrom'),
      allOf<OutageDocument>(this.models, outagesProjection, { ...on, from: { $gte: before(from, OUTAGES_REACH), $lt: until } }),
    ]);
    const taken: readonly (readonly [string, BusyAnswer])[] = [
      ...bookings.map(({ calendarId, usage, ...slot }) => [calendarId, { from: beginningOf({ usage, ...slot }), until: usage ? earlier(usage.until, slot.until) : slot.until, kind: 'booking' }] as const),
      ...kept.map(({ calendarId, keptFrom, keptUntil }) => [calendarId, { from: keptFrom!, until: keptUntil!, kind: 'booking' }] as const),
      ...outages.map(({ calendarId, endedAt, ...outage }) => [calendarId, { from: outage.from, until: endedAt === null ? outage.until : earlier(endedAt, outage.until), kind: 'outage' }] as const),
    ];
    const shown = taken.filter(([, one]) => one.until > from && one.from < until && one.from < one.until).sort(([, a], [, b]) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    const each = new Map<string, BusyAnswer[]>();
    for (const [calendarId, one] of shown) {
      const items = each.get(calendarId);
      if (items) items.push(one);
      else each.set(calendarId, [one]);
    }
    return each;
  }
}

/** Every document that a filter finds, page by page; `field` is one that an index sorts. */
export const allOf = async <D extends Document>(models: ReadModels, projection: AnyProjection, filter: Filter, field = 'from'): Promise<readonly D[]> => {
  const found: D[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await models.find<D>(projection, { filter, sort: { field, direction: 'asc' }, limit: PAGE, ...(cursor ? { cursor } : {}) });
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
};

const before = (instant: string, milliseconds: number): string => new Date(Date.parse(instant) - milliseconds).toISOString();
/** Whoever checks in before their slot has the time from then on; what was used is what was recorded. */
const beginningOf = ({ from, status, startedAt, usage }: Pick<BookingDocument, 'from' | 'status' | 'startedAt' | 'usage'>): string => earlier(from, usage?.from ?? (status === 'started' ? (startedAt ?? from) : from));
const earlier = (a: string, b: string): string => (a < b ? a : b);
