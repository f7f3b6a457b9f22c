import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { byOf, stillIn, type OnBooking } from './acting.decider.js';
import { asking, busyTold, isAt, minutesBetween, missedAt, spanOf } from './asked-slot.decider.js';
import type { Answer } from './booking.decider.js';
import type { BookingMoved, Grounds, Override } from './calendar-events.js';
import { uncounted } from './calendar-slots.decider.js';
import { evolve, type Booking, type Calendar } from './calendar-state.decider.js';
import { iso, type Asked, type SlotRule, type UserFacts } from './checks.decider.js';
import { withBuffers } from './free-time.decider.js';
import { goingBack, keeping, keptBy, lettingGo } from './kept-slot.decider.js';
import type { Span, View } from './opening.decider.js';
import { priceOf } from './price.decider.js';
import { MINUTE } from './zone.decider.js';

/* Another slot for a booking that has not begun. A part of the calendar decider, and as pure. */

export type MoveBooking = OnBooking & {
  readonly do: 'move';
  readonly from: string;
  readonly until: string;
  readonly user: UserFacts;
  readonly grounds: Grounds;
  readonly overrides: readonly Override[];
  /** For what it keeps of its slot, should it need the owner's word. */
  readonly keepIds: readonly [string, string];
  /** Groups to which its user belongs on the days of the new slot; left out: those under which it was booked. */
  readonly memberOf?: readonly string[];
};

/** Reaches over all of it. */
const covers = (asked: Span, slot: Span): boolean => asked.from <= slot.from && asked.until >= slot.until;

/** What a move is asked of the slot it leaves; only to be longer leaves none. */
export const givingUp = (slot: Span, asked: Span): Pick<Asked, 'givesUpFrom'> => (covers(asked, slot) ? {} : { givesUpFrom: slot.from });

/** What waits for the owner's word goes back first: to stay there, or to ask for yet another slot from there. */
export const move = (command: MoveBooking, slot: Booking, state: Calendar): Answer => {
  const asked = spanOf(command);
  const kept = keptBy(slot, state, Date.parse(command.now));
  if (!kept || isAt(slot, asked)) return moveFrom(command, slot, state);
  const back = goingBack(slot, kept, state, { ground: 'withdrawn', reason: '' }, byOf(command, slot), command.actorId, command.now);
  if (isAt(kept, asked)) return back;
  const before = back.reduce(evolve, state);
  const answer = moveFrom(command, before.slots.find((one): one is Booking => one.kind === 'booking' && one.id === slot.id)!, before);
  return isRefusal(answer) ? answer : [...back, ...answer];
};

const moveFrom = (command: MoveBooking, slot: Booking, state: Calendar): Answer => {
  const { bookingId, actorId, staff, user, grounds, overrides: wanted, keepIds, memberOf, now, holidays } = command;
  const asked = spanOf(command);
  if (isAt(slot, asked)) return [];
  if (wanted.length > 0 && !staff) return refuse('may_not_override');
  const instant = Date.parse(now);
  if (slot.startedAt !== null || slot.from <= instant) return refuse('booking_started', { from: iso(slot.from) });
  const { rules, rulesVersion } = state.opened!;
  const longer = covers(asked, slot);
  if (!longer && instant >= slot.from - rules.lockMinutes * MINUTE && !staff) return refuse('booking_locked', { lockMinutes: rules.lockMinutes, from: iso(slot.from) });
  const view: View = { rules, groups: stillIn(slot, memberOf), holidays };
  const overrides = asking({ slot: asked, holder: slot, user, now: instant, noticeMinutes: rules.notice.changeMinutes, ...givingUp(slot, asked), instead: bookingId, promised: null, overrides: wanted }, uncounted(state, slot), view);
  if (isRefusal(overrides)) return overrides as Refusal<SlotRule>;
  const by = byOf(command, slot);
  // Another slot is another request; staff speak for the owner.
  const confirmed = rules.confirmation === 'automatic' || staff;
  const keepsPrevious = slot.confirmed && !confirmed;
  const moved: BookingMoved['data'] = {
    bookingId, from: command.from, until: command.until, ...busyTold(rules, asked), previousFrom: iso(slot.from), previousUntil: iso(slot.until), priceFen: priceOf(minutesBetween(asked), slot.tariff), confirmed, missedAt: missedAt(rules, asked), rulesVersion,
    by, movedBy: actorId, overrides: [...overrides], grounds, keepsPrevious, returned: null, movedAt: now,
  };
  return [...lettingGo(slot, state, now), { type: 'BookingMoved', data: moved }, ...(keepsPrevious ? keeping(slot, withBuffers(rules, asked), keepIds, now) : [])];
};
