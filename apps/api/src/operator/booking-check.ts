import { Days } from './busy-days.js';

/*
 * Whether an instrument was ever given twice, by the log alone. It reads the stored events in its own few words and knows
 * nothing of how the calendars decide: a mistake made there must not be repeated here.
 */

/** What the checker reads of an event, as the store gives it back, of any version. */
export type Logged = { readonly type: string; readonly stream: string; readonly revision: number; readonly data: object; readonly metadata: { readonly commandId: string } };

export const FAULTS = {
  given_twice: 'more at once than the instrument takes',
  in_outage: 'a booking that nobody took away stands in an outage',
  id_twice: 'one id for two bookings',
  offer_given_twice: 'an offer that was open already is made again, or one that was over became a booking',
  hold_given_twice: 'a hold that was over, or nobody had, became a booking',
  other_than_promised: 'a hold or an offer became a booking at another time, or of another organisation',
  changed_after_end: 'a booking that was over changes once more',
  unknown_booking: 'something happens to a booking that the log does not have',
} as const;
export type Fault = keyof typeof FAULTS;

/** One thing that must never be; `stream` and `revision` say where it is seen. */
export type Finding = { readonly fault: Fault; readonly stream: string; readonly revision: number; readonly id: string; readonly with: readonly string[]; readonly from: string | null; readonly until: string | null };

/** Time that is somebody's; instants in epoch milliseconds. What is prepared and cleaned up belongs to it, but for preparation that is over when it is given. */
type Taken = { id: string; kind: 'booking' | 'hold' | 'offer'; organisationId: string; from: number; until: number; busyFrom: number; busyUntil: number; since: number; started: boolean; over: boolean; ended: boolean };
type Outage = { readonly id: string; readonly from: number; until: number };
type Calendar = { capacity: number; readonly taken: Map<string, Taken>; readonly days: Days<Taken>; outages: Outage[]; toSee: { fresh: Set<Taken>; outages: Outage[] }; commandId: string; at: Logged | null };

type Data = Readonly<Record<string, unknown>>;
const text = (data: Data, field: string): string => String(data[field]);
const instant = (data: Data, field: string): number => Date.parse(text(data, field));
const DAY = 86_400_000;
/** An ended outage is of no interest to a booking made so long after it. */
const FORGOTTEN_AFTER = 2 * DAY;

/** Sees every event of the log once, in order, and tells what must never be. */
export class BookingCheck {
  private readonly calendars = new Map<string, Calendar>();
  /** Every booking's calendar. */
  private readonly bookings = new Map<string, string>();
  private readonly found: Finding[] = [];

  get counts(): { readonly calendars: number; readonly bookings: number } {
    return { calendars: this.calendars.size, bookings: this.bookings.size };
  }

  /** What was found so far. What one append leaves behind is seen when the next one comes: ask `finish` at the end. */
  get findings(): readonly Finding[] {
    return this.found;
  }

  finish(): readonly Finding[] {
    for (const calendar of this.calendars.values()) this.seeAppend(calendar);
    return this.found;
  }

  see(event: Logged): void {
    if (!event.stream.startsWith('calendar-')) return;
    const calendar = this.calendarOf(event.stream);
    if (calendar.commandId !== event.metadata.commandId) this.seeAppend(calendar);
    calendar.commandId = event.metadata.commandId;
    calendar.at = event;
    this.happen(calendar, event, event.data as Data);
  }

  private calendarOf(stream: string): Calendar {
    const known = this.calendars.get(stream);
    if (known) return known;
    const fresh: Calendar = { capacity: 1, taken: new Map(), days: new Days(), outages: [], toSee: { fresh: new Set(), outages: [] }, commandId: '', at: null };
    this.calendars.set(stream, fresh);
    return fresh;
  }

  private happen(calendar: Calendar, event: Logged, data: Data): void {
    switch (event.type) {
      case 'CalendarOpened':
        calendar.capacity = Number(data['capacity'] ?? 1);
        return;
      case 'CapacityChanged':
        calendar.capacity = Number(data['capacity']);
        return this.seeCapacity(calendar, instant(data, 'changedAt'));
      case 'SlotBooked':
        return this.booked(calendar, event, data);
      case 'SlotHeld':
        return this.take(calendar, takenOf(data, 'hold', 'holdId', 'heldAt'));
      case 'SlotOffered':
        if (this.open(calendar, data, 'offerId')) this.tell(calendar, 'offer_given_twice', text(data, 'offerId'));
        return this.take(calendar, takenOf(data, 'offer', 'offerId', 'offeredAt'));
      case 'HoldReleased':
        return this.drop(calendar, text(data, 'holdId'));
      case 'OfferEnded':
        return this.drop(calendar, text(data, 'offerId'));
      case 'OutageAnnounced': {
        const outage = { id: text(data, 'outageId'), from: instant(data, 'from'), until: instant(data, 'until') };
        calendar.outages.push(outage);
        calendar.toSee.outages.push(outage);
        return;
      }
      case 'OutageEnded':
        for (const outage of calendar.outages) if (outage.id === data['outageId']) outage.until = Math.min(outage.until, instant(data, 'endedAt'));
        return;
      default:
        if ('bookingId' in data && event.type !== 'TimeFreed') this.changed(calendar, event.type, data);
    }
  }

  private booked(calendar: Calendar, event: Logged, data: Data): void {
    const id = text(data, 'bookingId');
    if (this.bookings.has(id)) this.tell(calendar, 'id_twice', id, [this.bookings.get(id)!]);
    else this.bookings.set(id, event.stream);
    const booking = takenOf(data, 'booking', 'bookingId', 'bookedAt');
    for (const [kind, field, fault] of [['hold', 'holdId', 'hold_given_twice'], ['offer', 'offerId', 'offer_given_twice']] as const) {
      if (data[field] == null) continue;
      const promised = calendar.taken.get(key(kind, text(data, field)));
      if (!promised) this.tell(calendar, fault, id, [text(data, field)]);
      else if (promised.from !== booking.from || promised.until !== booking.until || promised.organisationId !== booking.organisationId) this.tell(calendar, 'other_than_promised', id, [promised.id]);
      // What it takes was taken since then.
      else booking.since = promised.since;
      this.drop(calendar, text(data, field));
    }
    this.take(calendar, booking);
  }

  private changed(calendar: Calendar, type: string, data: Data): void {
    const id = text(data, 'bookingId');
    const booking = calendar.taken.get(key('booking', id));
    if (!booking) return this.tell(calendar, 'unknown_booking', id);
    if (booking.ended) this.tell(calendar, 'changed_after_end', id);
    const cleanUp = booking.busyUntil - booking.until;
    switch (type) {
      case 'BookingMoved':
        return this.retake(calendar, booking, { ...spanOf(data), since: instant(data, 'movedAt') });
      case 'BookingEndChanged':
        return this.retake(calendar, booking, { until: instant(data, 'until'), busyUntil: instant(data, 'busyUntil') });
      case 'BookingCancelled':
      case 'BookingDeclined':
      case 'BookingMissed':
        calendar.days.remove(booking);
        booking.ended = booking.over = true;
        return;
      case 'BookingStarted':
        booking.started = true;
        return;
      case 'UseInterrupted': {
        const until = Math.max(booking.from, Math.min(booking.until, instant(data, 'interruptedAt')));
        booking.over = true;
        return this.retake(calendar, booking, { until, busyUntil: until + cleanUp });
      }
      case 'UsageRecorded':
        booking.ended = booking.over = true;
        return this.retake(calendar, booking, { busyUntil: Math.min(booking.busyUntil, Math.max(instant(data, 'until'), booking.busyFrom) + cleanUp) });
    }
  }

  private open(calendar: Calendar, data: Data, field: string): boolean {
    return calendar.taken.has(key('offer', text(data, field)));
  }

  /** Somebody's from now on: is it anybody else's? */
  private take(calendar: Calendar, taken: Taken): void {
    const others = calendar.days.around(taken.busyFrom, taken.busyUntil).filter((one) => one !== taken && meet(one, taken));
    if (peakWith(taken, others) > calendar.capacity) this.tell(calendar, 'given_twice', taken.id, others.map(({ id }) => id), taken);
    calendar.taken.set(key(taken.kind, taken.id), taken);
    calendar.days.add(taken);
    calendar.toSee.fresh.add(taken);
  }

  /** Less of it needs no question. */
  private retake(calendar: Calendar, taken: Taken, change: Partial<Taken>): void {
    const before = { ...taken };
    calendar.days.remove(taken);
    Object.assign(taken, change);
    if (taken.busyFrom >= before.busyFrom && taken.busyUntil <= before.busyUntil) calendar.days.add(taken);
    else this.take(calendar, taken);
  }

  /** A hold or an offer that is over. Bookings stay, so that whatever happens to them afterwards is seen. */
  private drop(calendar: Calendar, id: string): void {
    for (const kind of ['hold', 'offer']) {
      const taken = calendar.taken.get(key(kind, id));
      if (!taken) continue;
      calendar.days.remove(taken);
      calendar.taken.delete(key(kind, id));
      taken.over = true;
    }
  }

  /** At the end of an append nothing of it, and nothing that an outage of it meets, stands in an outage, unless it had begun. Holds of an act may: what becomes of them is settled when they are booked. */
  private seeAppend(calendar: Calendar): void {
    const { fresh, outages } = calendar.toSee;
    if (fresh.size === 0 && outages.length === 0) return;
    calendar.toSee = { fresh: new Set(), outages: [] };
    const latest = Math.max(...[...fresh].map(({ since }) => since), 0);
    if (latest > 0) calendar.outages = calendar.outages.filter(({ until }) => until > latest - FORGOTTEN_AFTER);
    const met = outages.flatMap(({ from, until }) => calendar.days.around(from, until)).filter(({ started }) => !started);
    for (const taken of new Set([...fresh, ...met])) {
      if (taken.kind !== 'booking' || taken.over) continue;
      const out = calendar.outages.find(({ from, until }) => from < until && from < taken.busyUntil && until > beginningOf(taken));
      if (out) this.tell(calendar, 'in_outage', taken.id, [out.id], taken);
    }
  }

  /** What is booked when an instrument takes fewer must not be more than that. */
  private seeCapacity(calendar: Calendar, now: number): void {
    const ahead = calendar.days.all().filter(({ busyUntil }) => busyUntil > now);
    for (const taken of ahead) {
      const others = calendar.days.around(taken.busyFrom, taken.busyUntil).filter((one) => one !== taken && one.busyUntil > now && meet(one, taken));
      if (peakWith(taken, others) > calendar.capacity) return this.tell(calendar, 'given_twice', taken.id, others.map(({ id }) => id), taken);
    }
  }

  private tell(calendar: Calendar, fault: Fault, id: string, others: readonly string[] = [], span?: Taken): void {
    const { stream, revision } = calendar.at!;
    this.found.push({ fault, stream, revision, id, with: others, from: span ? new Date(span.from).toISOString() : null, until: span ? new Date(span.until).toISOString() : null });
  }
}

const key = (kind: string, id: string): string => `${kind} ${id}`;
const spanOf = (data: Data): Pick<Taken, 'from' | 'until' | 'busyFrom' | 'busyUntil'> => ({ from: instant(data, 'from'), until: instant(data, 'until'), busyFrom: instant(data, 'busyFrom'), busyUntil: instant(data, 'busyUntil') });
const takenOf = (data: Data, kind: Taken['kind'], id: string, since: string): Taken => ({ id: text(data, id), kind, organisationId: text(data, 'organisationId'), ...spanOf(data), since: instant(data, since), started: false, over: false, ended: false });

/** Preparation for which there was no time any more takes nothing from anybody. */
const beginningOf = ({ from, busyFrom, since }: Taken): number => Math.min(from, Math.max(busyFrom, since));
const meet = (a: Taken, b: Taken): boolean => beginningOf(a) < b.busyUntil && beginningOf(b) < a.busyUntil;

/** The most that there are at one moment of a span, itself among them: counted at every beginning, which is where more can only come. */
const peakWith = (taken: Taken, others: readonly Taken[]): number =>
  Math.max(...[taken, ...others].map(beginningOf).filter((at) => at >= beginningOf(taken)).map((at) => 1 + others.filter((one) => beginningOf(one) <= at && at < one.busyUntil).length));
