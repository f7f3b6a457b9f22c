import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { busyTold, minutesBetween, missedAt } from './asked-slot.decider.js';
import type { Day } from './booking.decider.js';
import type { BookingMoved, CalendarEvent, Grounds, OutageAnnounced, OutageTreatment } from './calendar-events.js';
import { evolve, isRunning, type Booking, type Calendar, type Outage } from './calendar-state.decider.js';
import { iso } from './checks.decider.js';
import { goingBack, keptBy, lettingGo } from './kept-slot.decider.js';
import { nextSlotOf, type Movable } from './next-slot.decider.js';
import { priceOf } from './price.decider.js';
import { offeredSpan, THINK_AT_LEAST_MINUTES } from './waiting.decider.js';
import { MINUTE } from './zone.decider.js';

/* Time in which an instrument cannot be used, and what becomes of the bookings in its way. A part of the calendar decider. */

/** What entitles the user of a booking on the days of a slot to which it may be moved; null when something is missing there. */
export type Entitlement = { readonly bookingId: string; readonly from: string; readonly grounds: Grounds | null };

/**
 * One occurrence; the caller works out those of a recurring outage. `entitled`: of each booking that would be moved; null to learn
 * which would be. What it does not name is offered the slot instead, and is asked when it is taken up.
 */
export type AnnounceOutages = Day & Movable & {
  readonly do: 'announce_outages';
  readonly outages: readonly Pick<OutageAnnounced['data'], 'outageId' | 'from' | 'until'>[];
  readonly kind: 'planned' | 'sudden';
  readonly treatment: OutageTreatment;
  readonly seriesId: string | null;
  readonly reason: string;
  readonly actorId: string;
  readonly entitled: readonly Entitlement[] | null;
};
export type EndOutage = Day & { readonly do: 'end_outage'; readonly outageId: string; readonly actorId: string };
export type OutageRefusal = 'outage_span_wrong' | 'outage_unknown';
type Answer = readonly CalendarEvent[] | Refusal<OutageRefusal>;

export const announce = (command: AnnounceOutages, before: Calendar): Answer => {
  const { outages, kind, treatment, seriesId, reason, actorId, now } = command;
  const events: CalendarEvent[] = [];
  let state = before;
  const record = (...more: readonly CalendarEvent[]): void => {
    events.push(...more);
    state = more.reduce(evolve, state);
  };
  for (const { outageId, from, until } of outages) {
    if (state.endedOutages.includes(outageId) || state.outages.some((one) => one.outageId === outageId)) continue;
    if (Date.parse(until) <= Math.max(Date.parse(from), Date.parse(now))) return refuse('outage_span_wrong', { from, until, now });
    record({ type: 'OutageAnnounced', data: { outageId, from, until, kind, treatment, seriesId, reason, announcedBy: actorId, announcedAt: now } });
  }
  const announced = state.outages.filter((one) => !before.outages.includes(one));
  // All outages first, so that nothing is moved into the next one.
  const hit = state.slots
    .filter((slot) => !(slot.kind === 'booking' && slot.used) && state.outages.some(({ from, until }) => slot.busyFrom < until && slot.busyUntil > from))
    .toSorted((a, b) => a.busyFrom - b.busyFrom || (a.id < b.id ? -1 : 1));
  // What is only held or offered gives way first; so the bookings find the time it took.
  for (const slot of [...hit.filter(({ kind }) => kind !== 'booking'), ...hit.filter(({ kind }) => kind === 'booking')]) {
    // What an act holds the act must find as it was; the booking it becomes falls to the outage then.
    if (slot.kind === 'hold' && slot.actId !== null) continue;
    if (slot.kind === 'hold') record({ type: 'HoldReleased', data: { holdId: slot.id, ground: 'expired', releasedAt: now } });
    else if (slot.kind === 'offer') record({ type: 'OfferEnded', data: { offerId: slot.id, ground: 'withdrawn', endedAt: now } });
    else record(...(slot.startedAt === null ? displaced(slot, state, command) : met(slot, state, announced, command)));
  }
  return events;
};

/** A use that lasts is broken off by what has begun. What begins before its end is told: to end it in time is for its user, to break it off for staff. */
const met = (slot: Booking, state: Calendar, announced: readonly Outage[], { reason, actorId, recordWithin, now }: AnnounceOutages): readonly CalendarEvent[] => {
  if (slot.interruptedAt !== null) return [];
  const instant = Date.parse(now);
  const { id: bookingId, instrumentId } = slot;
  if (state.outages.some(({ from, until }) => from <= instant && instant < until)) return [{ type: 'UseInterrupted', data: { bookingId, by: 'outage', reason, interruptedBy: actorId, interruptedAt: now, ...(recordWithin && { recordWithin }) } }];
  const { ownerOrganisationId } = state.opened!;
  return announced
    .filter(({ from }) => instant < slot.until && from < slot.until)
    .map(({ outageId, from }) => ({ type: 'UseMeetsOutage', data: { bookingId, outageId, instrumentId, ownerOrganisationId, outageFrom: iso(from), until: iso(slot.until), noticedAt: now } }));
};

const displaced = (slot: Booking, state: Calendar, command: AnnounceOutages): readonly CalendarEvent[] => {
  const { treatment, reason, actorId, entitled, now, holidays } = command;
  const { rules, rulesVersion } = state.opened!;
  // The slot it asked for is gone; the one it kept need not be.
  const kept = keptBy(slot, state, Date.parse(now));
  if (kept) return goingBack(slot, kept, state, { ground: 'outage', reason }, 'outage', actorId, now);
  const gone = lettingGo(slot, state, now);
  const noticeMinutes = Math.floor((slot.from - Date.parse(now)) / MINUTE);
  const cancelled: CalendarEvent = { type: 'BookingCancelled', data: { bookingId: slot.id, reason, by: 'outage', cancelledBy: actorId, noticeMinutes, late: false, cancelledAt: now } };
  const free = treatment === 'cancel' ? null : nextSlotOf(slot, state, command, Date.parse(now) + THINK_AT_LEAST_MINUTES * MINUTE, Date.parse(now), holidays);
  if (free === null) return [...gone, cancelled];
  const there = entitled?.find((one) => one.bookingId === slot.id && one.from === iso(free.from))?.grounds ?? null;
  // Nobody is moved to where they could not use it, or may not have it: they are offered it, and told what is missing when they take it up.
  if (treatment === 'move' && free.theirs && (entitled === null || there !== null)) {
    const data: BookingMoved['data'] = {
      bookingId: slot.id, from: iso(free.from), until: iso(free.until), ...busyTold(rules, free), previousFrom: iso(slot.from), previousUntil: iso(slot.until),
      priceFen: priceOf(minutesBetween(free), slot.tariff), confirmed: slot.confirmed, missedAt: missedAt(rules, free), rulesVersion, by: 'outage', movedBy: actorId, overrides: [], grounds: there, keepsPrevious: false, returned: null, movedAt: now,
    };
    return [...gone, { type: 'BookingMoved', data }];
  }
  const { id: displacedBookingId, instrumentId, organisationId, personId } = slot;
  return [...gone, cancelled, { type: 'SlotOffered', data: { offerId: displacedBookingId, entryId: null, displacedBookingId, instrumentId, organisationId, personId, ...offeredSpan(state, free, now) } }];
};

/** Uses that go on though an outage begins before their end. */
export const runningInto = (outageIds: readonly string[], { slots, outages }: Calendar, now: string): readonly { readonly bookingId: string; readonly until: string }[] => {
  const ahead = outages.filter(({ outageId, until }) => outageIds.includes(outageId) && until > Date.parse(now));
  return slots.filter(isRunning).filter((slot) => slot.until > Date.parse(now) && ahead.some(({ from }) => from < slot.until)).map(({ id, until }) => ({ bookingId: id, until: iso(until) }));
};

export const end = ({ outageId, actorId, now }: EndOutage, { outages, endedOutages }: Calendar): Answer => {
  if (endedOutages.includes(outageId)) return [];
  const outage = outages.find((one) => one.outageId === outageId);
  if (!outage) return refuse('outage_unknown');
  return outage.until <= Date.parse(now) ? [] : [{ type: 'OutageEnded', data: { outageId, endedBy: actorId, endedAt: now } }];
};
