import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { mayGiveUp, type Actor } from './acting.decider.js';
import type { CalendarEvent, SlotOffered } from './calendar-events.js';
import { evolve, type Calendar, type Waiting } from './calendar-state.decider.js';
import { agendaWithin, checksOf, detailsOf, iso, violationsOf, type Asked, type SlotRule, type UserFacts } from './checks.decider.js';
import { nextFree, withBuffers } from './free-time.decider.js';
import { horizonOf, type Span, type View } from './opening.decider.js';
import { gridFrom, MINUTE, onGrid } from './zone.decider.js';

/*
 * The waiting list. Time that comes free is offered in the very append that frees it, to the first in line whom it suits; the
 * offer keeps the time until it expires. So nobody who came later can be quicker, and nobody is served twice.
 */

/** How many may wait on one calendar. */
export const WAITING_AT_MOST = 200;
/** Time that begins sooner is not offered: an offer can be thought about for at least so long. */
export const THINK_AT_LEAST_MINUTES = 10;

export type JoinWaiting = {
  readonly do: 'join_waiting';
  readonly entryId: string;
  readonly instrumentId: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly groups: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly atLeastMinutes: number;
  /** Nobody waits for what they could not have: facts about the user, in whatever mode they would use it. */
  readonly user: UserFacts;
  readonly retired: boolean;
  readonly now: string;
  readonly holidays: readonly string[];
};
type OnEntry = Actor & { readonly entryId: string; readonly now: string; readonly holidays: readonly string[] };
export type LeaveWaiting = OnEntry & { readonly do: 'leave_waiting' };
export type DeclineOffer = Omit<OnEntry, 'entryId'> & { readonly do: 'decline_offer'; readonly offerId: string };
/** Whoever was offered the time cannot have it: the offer goes to the next in line. */
export type PassOver = { readonly do: 'pass_over'; readonly offerId: string; readonly now: string; readonly holidays: readonly string[] };

export type WaitingRefusal = 'instrument_retired' | SlotRule | 'waiting_id_reused' | 'waiting_span_wrong' | 'waiting_list_full' | 'waiting_already' | 'slot_is_free' | 'waiting_unknown' | 'slot_offer_unknown';

/** The longest free part of what somebody waits for that is long enough for them, the earliest of several; null when there is none. */
const partFor = (state: Calendar, { groups, from, until, atLeastMinutes }: Waiting, now: number, holidays: readonly string[]): Span | null => {
  const { rules } = state.opened!;
  const view = { rules, groups, holidays };
  const grid = rules.gridMinutes * MINUTE;
  const begin = gridFrom(rules.zone, Math.max(from, now + THINK_AT_LEAST_MINUTES * MINUTE), rules.gridMinutes);
  const agenda = agendaWithin(state, view, { from: begin, until });
  const limit = Math.min(until, horizonOf(view, now));
  if (agenda.busy.some(({ busyFrom, busyUntil }) => busyFrom <= begin && busyUntil >= limit)) return null;
  const shortest = Math.max(atLeastMinutes, rules.minMinutes) * MINUTE;
  for (let length = Math.floor(Math.min(limit - begin, rules.maxMinutes * MINUTE) / grid) * grid; length >= shortest; length -= grid) {
    const start = nextFree(agenda, begin, length, limit);
    if (start !== null) return { from: start, until: start + length };
  }
  return null;
};

/** What would refuse them the slot whatever was offered. */
const OWN_RULES: readonly SlotRule[] = ['limit_reached', 'open_limit_reached', 'gap_too_short'];
const mayHave = (state: Calendar, holder: Waiting, slot: Span, now: number, holidays: readonly string[]): boolean => {
  const asked = { slot, holder, user: { suspendedUntil: null, missing: [] }, now, noticeMinutes: 0, instead: null, promised: null, overrides: [] };
  return checksOf(asked, state, { rules: state.opened!.rules, groups: holder.groups, holidays }).every(({ rule, holds }) => holds || !OWN_RULES.includes(rule));
};

/** Offers for whoever waits and has none, in the order of the list. */
export const offersFor = (before: Calendar, now: string, holidays: readonly string[]): readonly CalendarEvent[] => {
  const events: CalendarEvent[] = [];
  let state = before;
  for (const entry of before.waiting) {
    if (state.slots.some(({ id }) => id === entry.entryId)) continue;
    const part = partFor(state, entry, Date.parse(now), holidays);
    if (!part || !mayHave(state, entry, part, Date.parse(now), holidays)) continue;
    const { entryId, instrumentId, organisationId, personId } = entry;
    const offered: SlotOffered = { type: 'SlotOffered', data: { offerId: entryId, entryId, displacedBookingId: null, instrumentId, organisationId, personId, ...offeredSpan(state, part, now) } };
    events.push(offered);
    state = evolve(state, offered);
  }
  return events;
};

/** A slot as it is offered: with its buffers, and until when; never beyond its own beginning. */
export const offeredSpan = ({ opened }: Calendar, slot: Span, now: string): Pick<SlotOffered['data'], 'from' | 'until' | 'busyFrom' | 'busyUntil' | 'expiresAt' | 'offeredAt'> => {
  const { rules } = opened!;
  const { busyFrom, busyUntil } = withBuffers(rules, slot);
  const expiresAt = iso(Math.min(Date.parse(now) + rules.offerMinutes * MINUTE, slot.from));
  return { from: iso(slot.from), until: iso(slot.until), busyFrom: iso(busyFrom), busyUntil: iso(busyUntil), expiresAt, offeredAt: now };
};

type Answer = readonly CalendarEvent[] | Refusal<WaitingRefusal>;

/** What is told of whoever could not have the slot if it were free. */
const OF_USER: readonly SlotRule[] = ['person_suspended', 'requirements_missing'];

/** It is never open to them so long at once: nothing that comes free could be offered. */
const neverOpen = ({ from, until, atLeastMinutes }: Waiting, view: View, now: number): boolean =>
  nextFree({ view, busy: [] }, Math.max(from, now), atLeastMinutes * MINUTE, until) === null;

export const join = (command: JoinWaiting, state: Calendar): Answer => {
  const { entryId, instrumentId, organisationId, personId, groups, from, until, atLeastMinutes, user, retired, now, holidays } = command;
  const entry: Waiting = { entryId, instrumentId, organisationId, personId, groups, atLeastMinutes, from: Date.parse(from), until: Date.parse(until) };
  const known = state.waiting.find((one) => one.entryId === entryId);
  if (known) return known.from === entry.from && known.until === entry.until && known.organisationId === organisationId ? [] : refuse('waiting_id_reused');
  if (state.slots.some(({ id }) => id === entryId) || state.closed.some(({ id }) => id === entryId)) return refuse('waiting_id_reused');
  if (retired || state.withdrawn.includes(instrumentId)) return refuse('instrument_retired');
  const { rules } = state.opened!;
  const minutes = (entry.until - entry.from) / MINUTE;
  const fits = minutes >= rules.minMinutes && minutes <= rules.maxMinutes && atLeastMinutes >= rules.minMinutes && atLeastMinutes <= minutes && onGrid(rules.zone, entry.from, rules.gridMinutes) && minutes % rules.gridMinutes === 0;
  const horizon = horizonOf({ rules, groups }, Date.parse(now));
  if (!fits || entry.until - Date.parse(now) < atLeastMinutes * MINUTE || entry.until > horizon) return refuse('waiting_span_wrong', { minMinutes: rules.minMinutes, maxMinutes: rules.maxMinutes, gridMinutes: rules.gridMinutes, now, horizon: iso(horizon) });
  if (state.waiting.some((one) => one.personId === personId && one.from < entry.until && one.until > entry.from)) return refuse('waiting_already');
  const view = { rules, groups, holidays };
  const asked: Asked = { slot: entry, holder: entry, user, now: Date.parse(now), noticeMinutes: 0, instead: null, promised: null, overrides: [] };
  const closed = neverOpen(entry, view, Date.parse(now));
  const violations = violationsOf(checksOf(asked, state, view)).filter(({ rule }) => OF_USER.includes(rule) || (closed && rule === 'outside_opening_hours'));
  if (violations.length > 0) return refuse(violations[0]!.rule, detailsOf(violations, asked, state, view));
  if (partFor(state, { ...entry, atLeastMinutes: minutes }, Date.parse(now), holidays)) return refuse('slot_is_free', { from, until });
  if (state.waiting.length >= WAITING_AT_MOST) return refuse('waiting_list_full', { atMost: WAITING_AT_MOST });
  return [{ type: 'WaitingJoined', data: { entryId, instrumentId, organisationId, personId, groups, from, until, atLeastMinutes, joinedAt: now } }];
};

export const leave = (command: LeaveWaiting, state: Calendar): Answer => {
  const { entryId, now } = command;
  const entry = state.waiting.find((one) => one.entryId === entryId);
  if (!entry || !mayGiveUp(command, entry, state)) return refuse('waiting_unknown');
  const offer: readonly CalendarEvent[] = state.slots.some(({ id }) => id === entryId) ? [{ type: 'OfferEnded', data: { offerId: entryId, ground: 'withdrawn', endedAt: now } }] : [];
  return [...offer, { type: 'WaitingLeft', data: { entryId, ground: 'left', leftAt: now } }];
};

export const declineOffer = (command: DeclineOffer, state: Calendar): Answer => {
  const { offerId, organisationId, now } = command;
  const offer = state.slots.find(({ id, kind }) => kind === 'offer' && id === offerId);
  if (!offer && state.closed.some((one) => one.id === offerId && one.how === 'released' && one.organisationId === organisationId)) return [];
  if (offer?.kind !== 'offer' || !mayGiveUp(command, offer, state)) return refuse('slot_offer_unknown');
  const left: readonly CalendarEvent[] = offer.entryId === null ? [] : [{ type: 'WaitingLeft', data: { entryId: offer.entryId, ground: 'declined', leftAt: now } }];
  return [{ type: 'OfferEnded', data: { offerId, ground: 'declined', endedAt: now } }, ...left];
};

/** Of the waiting list alone: what an outage took is kept for its user, who may get what is missing until the offer expires. */
export const passOver = ({ offerId, now }: PassOver, { slots }: Calendar): Answer => {
  const offer = slots.find(({ id, kind }) => kind === 'offer' && id === offerId);
  if (offer?.kind !== 'offer' || offer.entryId === null) return [];
  return [{ type: 'OfferEnded', data: { offerId, ground: 'passed_over', endedAt: now } }, { type: 'WaitingLeft', data: { entryId: offer.entryId, ground: 'passed_over', leftAt: now } }];
};
