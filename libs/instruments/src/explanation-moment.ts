import type { Recorded } from '@hewu/kernel/src/event.js';
import { uncounted } from './calendar-slots.decider.js';
import { givingUp } from './move.decider.js';
import type { BookingMoved, CalendarEvent, Grounds, Override, SlotBooked, SlotHeld } from './calendar-events.js';
import { evolve, NO_CALENDAR, type Booking, type Calendar } from './calendar-state.decider.js';
import type { Asked, SlotRule } from './checks.decider.js';
import type { Tariff } from './tariff.js';

/*
 * The moment at which a booking was decided, out of what was recorded of its calendar. Pure: the same events give the same
 * moment, whenever it is asked.
 */

/** What decided it: its booking, its last move by somebody or by an outage, or, of an act over several instruments, the hold that was asked everything. */
export const MOMENTS = ['booked', 'moved', 'moved_by_outage', 'held_for_act'] as const;
export type MomentKind = (typeof MOMENTS)[number];

export type Moment = {
  readonly kind: MomentKind;
  readonly at: string;
  /** As the calendar stood when it was asked. */
  readonly state: Calendar;
  readonly asked: Asked;
  readonly groups: readonly string[];
  readonly tariff: Tariff | null;
  readonly priceFen: number | null;
  /** Null: it was moved by an outage that did not ask. */
  readonly grounds: Grounds | null;
  readonly overrides: readonly Override[];
};

/** What an outage asks when it moves somebody: they come when the instrument is open, in service and free, and (`grounds`) could use it on that day; they are asked nothing else. */
export const ASKED_BY_OUTAGE: readonly SlotRule[] = ['slot_beyond_horizon', 'slot_off_grid', 'outside_opening_hours', 'instrument_out_of_service', 'slot_taken'];

const NO_GROUNDS: Grounds = { qualificationId: null, terms: [] };
/** What other streams said then of a user is not on the calendar: that they could book, the event says. */
const COULD_BOOK: Asked['user'] = { suspendedUntil: null, missing: [] };
type Spanned = { readonly from: string; readonly until: string };
const spanOf = ({ from, until }: Spanned): Asked['slot'] => ({ from: Date.parse(from), until: Date.parse(until) });

/** Sees the events of one calendar in order; holds the moment of one booking as far as they tell. */
export class BookingMoment {
  found: Moment | null = null;
  private state: Calendar = NO_CALENDAR;
  /** Of the slot it keeps while the owner is asked for another. */
  private before: Moment | null = null;
  private readonly heldForActs = new Map<string, Moment>();

  constructor(private readonly bookingId: string) {}

  see(event: Recorded<CalendarEvent>): void {
    if (event.type === 'SlotHeld' && event.data.actId !== null) this.heldForActs.set(event.data.holdId, held(event.data, this.state));
    else if (event.type === 'HoldReleased') this.heldForActs.delete(event.data.holdId);
    else if (event.type === 'SlotBooked') {
      if (event.data.bookingId === this.bookingId) this.found = booked(event.data, this.state, this.heldForActs);
      if (event.data.holdId !== null) this.heldForActs.delete(event.data.holdId);
    } else if (event.type === 'BookingMoved' && event.data.bookingId === this.bookingId) this.found = this.afterMove(event.data);
    this.state = evolve(this.state, event);
  }

  /** What goes back to the slot it kept stands there for the reasons for which it did before. */
  private afterMove(data: BookingMoved['data']): Moment | null {
    if (data.returned) return this.before ?? this.found;
    if (data.keepsPrevious) this.before = this.found;
    return moved(data, this.state, this.found);
  }
}

const held = ({ organisationId, personId, heldAt, ...slot }: SlotHeld['data'], state: Calendar): Moment => ({
  kind: 'held_for_act', at: heldAt, state, tariff: null, priceFen: null, grounds: NO_GROUNDS, overrides: [],
  // The groups of the user stand in the booking that it becomes.
  groups: [],
  asked: { slot: spanOf(slot), holder: { personId, organisationId, groups: [] }, user: COULD_BOOK, now: Date.parse(heldAt), noticeMinutes: state.opened!.rules.notice.bookMinutes, instead: null, promised: null, overrides: [] },
});

const booked = (data: SlotBooked['data'], state: Calendar, heldForActs: ReadonlyMap<string, Moment>): Moment => {
  const { personId, organisationId, groups, tariff, priceFen, grounds, overrides, bookedAt } = data;
  const facts = { groups, tariff, priceFen, grounds };
  const holder = { personId, organisationId, groups };
  const act = data.actId !== null && data.holdId !== null ? heldForActs.get(data.holdId) : undefined;
  if (act) return { ...act, ...facts, asked: { ...act.asked, holder } };
  const kept = data.holdId ?? data.offerId;
  const promised = kept === null ? null : (state.slots.find(({ id, kind }) => id === kept && kind !== 'booking') ?? null);
  const asked: Asked = { slot: spanOf(data), holder, user: COULD_BOOK, now: Date.parse(bookedAt), noticeMinutes: state.opened!.rules.notice.bookMinutes, instead: kept, promised, overrides };
  return { kind: 'booked', at: bookedAt, state, asked, ...facts, overrides };
};

const moved = (data: BookingMoved['data'], state: Calendar, before: Moment | null): Moment | null => {
  const { bookingId, by, priceFen, overrides, grounds, movedAt } = data;
  const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId);
  if (!slot || !before) return before;
  const outage = by === 'outage';
  const noticeMinutes = outage ? 0 : state.opened!.rules.notice.changeMinutes;
  const asked: Asked = { slot: spanOf(data), holder: slot, user: COULD_BOOK, now: Date.parse(movedAt), noticeMinutes, ...(outage ? {} : givingUp(slot, spanOf(data))), instead: bookingId, promised: null, overrides };
  return { ...before, kind: outage ? 'moved_by_outage' : 'moved', at: movedAt, state: uncounted(state, slot), asked, priceFen, overrides, grounds: grounds ?? (outage ? null : before.grounds) };
};
