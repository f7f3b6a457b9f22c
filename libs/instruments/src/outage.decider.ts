import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { busyTold, minutesBetween, missedAt, type Day } from './booking.decider.js';
import type { BookingMoved, CalendarEvent, OutageAnnounced, OutageTreatment } from './calendar-events.js';
import { evolve, type Booking, type Calendar } from './calendar-state.decider.js';
import { agendaOf, iso } from './checks.decider.js';
import { nextFree } from './free-time.decider.js';
import { horizonOf } from './opening.decider.js';
import { priceOf } from './price.decider.js';
import { offeredSpan, THINK_AT_LEAST_MINUTES } from './waiting.decider.js';
import { MINUTE } from './zone.decider.js';

/* Time in which an instrument cannot be used, and what becomes of the bookings in its way. A part of the calendar decider. */

/** One occurrence; the caller works out those of a recurring outage. */
export type AnnounceOutages = Day & {
  readonly do: 'announce_outages';
  readonly outages: readonly Pick<OutageAnnounced['data'], 'outageId' | 'from' | 'until'>[];
  readonly kind: 'planned' | 'sudden';
  readonly treatment: OutageTreatment;
  readonly seriesId: string | null;
  readonly reason: string;
  readonly actorId: string;
};
export type EndOutage = Day & { readonly do: 'end_outage'; readonly outageId: string; readonly actorId: string };
export type OutageRefusal = 'outage_span_wrong' | 'outage_unknown';
type Answer = readonly CalendarEvent[] | Refusal<OutageRefusal>;

export const announce = ({ outages, kind, treatment, seriesId, reason, actorId, now, holidays }: AnnounceOutages, before: Calendar): Answer => {
  const events: CalendarEvent[] = [];
  let state = before;
  const record = (...more: readonly CalendarEvent[]): void => {
    events.push(...more);
    state = more.reduce(evolve, state);
  };
  for (const { outageId, from, until } of outages) {
    if (state.outages.some((one) => one.outageId === outageId)) continue;
    if (Date.parse(until) <= Math.max(Date.parse(from), Date.parse(now))) return refuse('outage_span_wrong', { from, until, now });
    record({ type: 'OutageAnnounced', data: { outageId, from, until, kind, treatment, seriesId, reason, announcedBy: actorId, announcedAt: now } });
  }
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
    else record(...displaced(slot, state, treatment, reason, actorId, { now, holidays }));
  }
  return events;
};

const displaced = (slot: Booking, state: Calendar, treatment: OutageTreatment, reason: string, actorId: string, { now, holidays }: Day): readonly CalendarEvent[] => {
  const { rules, rulesVersion } = state.opened!;
  if (slot.startedAt !== null) {
    const isNow = state.outages.some(({ from, until }) => from <= Date.parse(now) && Date.parse(now) < until);
    return isNow && slot.interruptedAt === null ? [{ type: 'UseInterrupted', data: { bookingId: slot.id, by: 'outage', reason, interruptedBy: actorId, interruptedAt: now } }] : [];
  }
  const noticeMinutes = Math.floor((slot.from - Date.parse(now)) / MINUTE);
  const cancelled: CalendarEvent = { type: 'BookingCancelled', data: { bookingId: slot.id, reason, by: 'outage', cancelledBy: actorId, noticeMinutes, late: false, cancelledAt: now } };
  const view = { rules, groups: slot.groups, holidays };
  const length = slot.until - slot.from;
  // Never earlier than it was: nobody is asked to come sooner than they planned.
  const start = treatment === 'cancel' ? null : nextFree(agendaOf(state, view, slot.id), Math.max(slot.from, Date.parse(now) + THINK_AT_LEAST_MINUTES * MINUTE), length, horizonOf(view, Date.parse(now)));
  if (start === null) return [cancelled];
  const free = { from: start, until: start + length };
  if (treatment === 'move') {
    const data: BookingMoved['data'] = {
      bookingId: slot.id, from: iso(free.from), until: iso(free.until), ...busyTold(rules, free), previousFrom: iso(slot.from), previousUntil: iso(slot.until),
      priceFen: priceOf(minutesBetween(free), slot.tariff), confirmed: slot.confirmed, missedAt: missedAt(rules, free), rulesVersion, by: 'outage', movedBy: actorId, overrides: [], movedAt: now,
    };
    return [{ type: 'BookingMoved', data }];
  }
  const { id: displacedBookingId, instrumentId, organisationId, personId } = slot;
  return [cancelled, { type: 'SlotOffered', data: { offerId: displacedBookingId, entryId: null, displacedBookingId, instrumentId, organisationId, personId, ...offeredSpan(state, free, now) } }];
};

export const end = ({ outageId, actorId, now }: EndOutage, { outages }: Calendar): Answer => {
  const outage = outages.find((one) => one.outageId === outageId);
  if (!outage) return refuse('outage_unknown');
  return outage.until <= Date.parse(now) ? [] : [{ type: 'OutageEnded', data: { outageId, endedBy: actorId, endedAt: now } }];
};
