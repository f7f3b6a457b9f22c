import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { BookingMoved, By, CalendarEvent, Grounds, Override, SlotBooked, SlotHeld } from './calendar-events.js';
import { evolve, type Booking, type Calendar, type Closed } from './calendar-state.decider.js';
import { checksOf, detailsOf, iso, violationsOf, type Asked, type SlotRule, type UserFacts } from './checks.decider.js';
import { withBuffers } from './free-time.decider.js';
import { goingBack, keeping, keptBy, lettingGo } from './kept-slot.decider.js';
import type { Span, View } from './opening.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { priceOf } from './price.decider.js';
import { counted } from './tallies.decider.js';
import type { Tariff } from './tariff.js';
import { MINUTE } from './zone.decider.js';

/* Booking, holding, moving, confirming and giving back a slot. A part of the calendar decider, and as pure. */

/** When it is, and the public holidays of the working calendar within reach of the rules. */
export type Day = { readonly now: string; readonly holidays: readonly string[] };

/** Who acts: for which organisation, whether as staff of the owner, and whether a named right lets them act for the person of the booking. */
export type Actor = { readonly organisationId: string; readonly actorId: string; readonly staff: boolean; readonly proxy: boolean };

/** Everything about a slot but the time: for whom, on what grounds, and where it came from. */
export type BookingFacts = Day & {
  readonly tariff: Tariff;
  readonly ownerOrganisationId: string;
  readonly retired: boolean;
  readonly groups: readonly string[];
  /** For the slots of a series: the groups on the days of each, by the id of its booking. */
  readonly groupsOn?: Readonly<Record<string, readonly string[]>>;
  readonly user: UserFacts;
  readonly grounds: Grounds;
  /** Whether whoever books may do so for the person who will use it; for oneself always. */
  readonly mayBookFor: boolean;
  /** Whether whoever books is staff of the owner: only they set rules aside. */
  readonly staff: boolean;
};
export type BookingData = Pick<SlotBooked['data'], 'bookingId' | 'calendarId' | 'instrumentId' | 'organisationId' | 'personId' | 'bookedBy' | 'from' | 'until' | 'mode' | 'overrides' | 'holdId' | 'offerId' | 'actId'>;
export type BookSlot = { readonly do: 'book'; readonly data: BookingData; readonly facts: BookingFacts };
export type HoldSlot = { readonly do: 'hold'; readonly data: Pick<SlotHeld['data'], 'holdId' | 'instrumentId' | 'organisationId' | 'personId' | 'from' | 'until' | 'actId'>; readonly facts: Omit<BookingFacts, 'tariff' | 'grounds' | 'mayBookFor'> };
export type ReleaseHold = Day & { readonly do: 'release'; readonly holdId: string; readonly organisationId: string; readonly ground: 'given_back' | 'act_abandoned' };
type OnBooking = Day & Actor & { readonly bookingId: string };
export type MoveBooking = OnBooking & { readonly do: 'move'; readonly from: string; readonly until: string; readonly user: UserFacts; readonly grounds: Grounds; readonly overrides: readonly Override[]; /** For what it keeps of its slot, should it need the owner's word. */ readonly keepIds: readonly [string, string]; /** Groups to which its user belongs on the days of the new slot; left out: those under which it was booked. */ readonly memberOf?: readonly string[] };
export type CancelBooking = OnBooking & { readonly do: 'cancel'; readonly reason: string };
export type AnswerRequest = OnBooking & { readonly do: 'confirm' | 'decline'; readonly reason: string };

export type BookingRefusal =
  | 'booking_unknown' | 'booking_over' | 'booking_id_reused' | 'booking_started' | 'samples_received' | 'booking_locked' | 'booking_not_requested' | 'may_not_act_for_others'
  | 'instrument_retired' | 'may_not_book_for_others' | 'may_not_override' | 'hold_unknown' | 'hold_differs' | 'hold_id_reused' | 'holds_too_many' | 'slot_offer_unknown' | 'slot_offer_differs' | SlotRule;
export type Answer = readonly CalendarEvent[] | Refusal<BookingRefusal>;

const spanOf = ({ from, until }: { readonly from: string; readonly until: string }): Span => ({ from: Date.parse(from), until: Date.parse(until) });
export const minutesBetween = ({ from, until }: Span): number => Math.ceil((until - from) / MINUTE);
const isAt = (slot: Span, asked: Span): boolean => slot.from === asked.from && slot.until === asked.until;
export const busyTold = (rules: OpeningRules, slot: Span): { readonly busyFrom: string; readonly busyUntil: string } => {
  const { busyFrom, busyUntil } = withBuffers(rules, slot);
  return { busyFrom: iso(busyFrom), busyUntil: iso(busyUntil) };
};

/** Facts about the user as they are for one booking; those of a series are gathered at once. */
const ofBooking = ({ quotas, missingOn, ...user }: UserFacts, bookingId: string): UserFacts => ({
  ...user,
  missing: missingOn?.[bookingId] ?? user.missing,
  ...(quotas ? { quotas: quotas.filter((one) => one.bookingId === bookingId) } : {}),
});

/** When whoever has not checked in did not come. */
export const missedAt = ({ noShowMinutes }: OpeningRules, { from, until }: Span): string => iso(noShowMinutes === null ? until : Math.min(until, from + noShowMinutes * MINUTE));

/** Refused with all that does not hold, or the rules that staff set aside. */
const asking = (asked: Asked, state: Calendar, view: View): readonly Override[] | Refusal<SlotRule> => {
  const checks = checksOf(asked, state, view);
  const violations = violationsOf(checks);
  if (violations.length > 0) return refuse(violations[0]!.rule, detailsOf(violations, asked, state, view));
  return asked.overrides.filter(({ rule }) => checks.some((check) => check.rule === rule && check.overridden));
};

export const book = ({ data, facts }: BookSlot, state: Calendar): Answer => {
  const { bookingId, organisationId, personId, holdId, offerId } = data;
  const slot = spanOf(data);
  const known = state.slots.find(({ id }) => id === bookingId);
  if (known) return known.kind === 'booking' && isAt(known, slot) && known.organisationId === organisationId && !known.used ? [] : refuse('booking_id_reused');
  if (state.closed.some(({ id }) => id === bookingId)) return refuse('booking_id_reused');
  const withdrawn = state.withdrawn.includes(data.instrumentId);
  if ((facts.retired || withdrawn) && data.actId === null) return refuse('instrument_retired');
  if (!facts.mayBookFor) return refuse('may_not_book_for_others');
  if (data.overrides.length > 0 && !facts.staff) return refuse('may_not_override');
  const kept = holdId ?? offerId;
  const taken = kept === null ? null : (state.slots.find(({ id, kind }) => id === kept && kind === (holdId !== null ? 'hold' : 'offer')) ?? null);
  if (kept !== null && (taken?.organisationId !== organisationId || (taken.kind === 'hold' && taken.keptFor !== null))) return refuse(holdId !== null ? 'hold_unknown' : 'slot_offer_unknown');
  // One or the other: a booking cannot end what somebody else was offered.
  if (holdId !== null && offerId !== null) return refuse('slot_offer_unknown');
  if (taken && !isAt(taken, slot)) return refuse(taken.kind === 'hold' ? 'hold_differs' : 'slot_offer_differs', { from: iso(taken.from), until: iso(taken.until) });
  const { rules, rulesVersion } = state.opened!;
  const { now, groups, holidays, user, tariff, ownerOrganisationId, grounds, staff } = facts;
  // What an act holds was asked everything when it was held, and the act is decided: it is had, come what may.
  const decided = taken?.kind === 'hold' && taken.actId !== null;
  const asked: Asked = { slot, holder: { personId, organisationId, groups }, user: ofBooking(user, bookingId), now: Date.parse(now), noticeMinutes: rules.notice.bookMinutes, instead: kept, promised: taken, overrides: data.overrides };
  const overrides = decided ? [] : asking(asked, state, { rules, groups, holidays });
  if (isRefusal(overrides)) return overrides as Refusal<SlotRule>;
  const offer = taken?.kind === 'offer' ? taken : null;
  const confirmed = rules.confirmation === 'automatic' || staff || offer !== null;
  const booked: SlotBooked = {
    type: 'SlotBooked',
    data: {
      ...data, ownerOrganisationId, ...(taken ? { busyFrom: iso(taken.busyFrom), busyUntil: iso(taken.busyUntil) } : busyTold(rules, slot)), priceFen: priceOf(minutesBetween(slot), tariff), tariff, rulesVersion, external: ownerOrganisationId !== organisationId,
      confirmed, missedAt: missedAt(rules, slot), groups, grounds, overrides: [...overrides], seriesId: null, replacesBookingId: offer?.displacedBookingId ?? null, bookedAt: now,
    },
  };
  if (decided && (withdrawn || state.outages.some(({ from, until }) => from < taken.busyUntil && until > taken.busyFrom))) return [booked, outageTook(bookingId, slot, now)];
  return offer?.entryId ? [booked, { type: 'WaitingLeft', data: { entryId: offer.entryId, ground: 'served', leftAt: now } }] : [booked];
};

/** An outage was announced, or the instrument retired, while the act was being decided: it takes the booking as it would have taken it a moment later. */
const outageTook = (bookingId: string, { from }: Span, now: string): CalendarEvent =>
  ({ type: 'BookingCancelled', data: { bookingId, reason: '', by: 'outage', cancelledBy: 'system:acts', noticeMinutes: Math.floor((from - Date.parse(now)) / MINUTE), late: false, cancelledAt: now } });

/** How many slots of one calendar somebody may keep while filling in forms. */
export const HOLDS_AT_MOST = 2;

export const hold = ({ data, facts }: HoldSlot, state: Calendar): Answer => {
  const { holdId, organisationId, personId, actId } = data;
  const slot = spanOf(data);
  const known = state.slots.find(({ id }) => id === holdId);
  if (known) return known.kind === 'hold' && isAt(known, slot) && known.organisationId === organisationId ? [] : refuse('hold_id_reused');
  if (state.closed.some(({ id }) => id === holdId)) return refuse('hold_id_reused');
  if (facts.retired || state.withdrawn.includes(data.instrumentId)) return refuse('instrument_retired');
  const own = state.slots.filter((slot) => slot.kind === 'hold' && slot.actId === null && slot.keptFor === null && slot.personId === personId);
  if (actId === null && own.length >= HOLDS_AT_MOST) return refuse('holds_too_many', { atMost: HOLDS_AT_MOST });
  const { rules } = state.opened!;
  const { now, groups, holidays, user } = facts;
  const refused = asking({ slot, holder: { personId, organisationId, groups }, user, now: Date.parse(now), noticeMinutes: rules.notice.bookMinutes, instead: null, promised: null, overrides: [] }, state, { rules, groups, holidays });
  if (isRefusal(refused)) return refused as Refusal<SlotRule>;
  const expiresAt = actId === null ? iso(Math.min(Date.parse(now) + rules.holdMinutes * MINUTE, slot.from)) : null;
  return [{ type: 'SlotHeld', data: { ...data, ...busyTold(rules, slot), expiresAt, keptForBookingId: null, heldAt: now } }];
};

export const release = ({ holdId, organisationId, ground, now }: ReleaseHold, state: Calendar): Answer => {
  const held = state.slots.find((one) => one.id === holdId && one.kind === 'hold' && one.keptFor === null);
  if (held) return held.organisationId === organisationId ? [{ type: 'HoldReleased', data: { holdId, ground, releasedAt: now } }] : refuse('hold_unknown');
  return state.closed.some(({ id, how }) => id === holdId && how === 'released') ? [] : refuse('hold_unknown');
};

/** The booking a command is about, if the actor may touch it: its organisation, or the owner's staff. */
export const touched = (state: Calendar, { bookingId, organisationId, staff }: Actor & { readonly bookingId: string }): Booking | Closed | Refusal<'booking_unknown' | 'booking_over'> => {
  const allowed = (of: { readonly organisationId: string }): boolean => of.organisationId === organisationId || (staff && state.opened!.ownerOrganisationId === organisationId);
  const past = state.closed.find(({ id }) => id === bookingId);
  if (past) return allowed(past) ? past : refuse('booking_unknown');
  const slot = state.slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId);
  // The calendar does not tell a booking long over from one that never was; that one is looks for itself in the read model.
  if (!slot) return refuse('booking_over');
  return allowed(slot) ? slot : refuse('booking_unknown');
};

/** What is the owner's to say, and is asked of them elsewhere. */
const OF_OWNER: readonly string[] = ['confirm', 'decline', 'samples_arrive'];

/**
 * 实名预约: a booking is its person's. Whoever is named for them may do what they may, and the owner's staff; who booked it may still
 * move it and give it back, but neither come nor speak for its person.
 */
export const mayAct = (command: { readonly do: string; readonly actorId: string; readonly staff: boolean; readonly proxy: boolean }, { personId, bookedBy }: Booking): boolean =>
  OF_OWNER.includes(command.do) || command.staff || command.proxy || command.actorId === personId || (command.actorId === bookedBy && (command.do === 'move' || command.do === 'cancel'));

/** Staff act as staff on every booking but their own, also on one of their organisation. */
export const byOf = ({ actorId, staff }: Actor, { personId }: Booking): By => (staff && actorId !== personId ? 'staff' : 'user');

/** Hours and horizons of a group are for whoever still belongs to it on the day. */
export const stillIn = ({ groups }: Booking, memberOf: readonly string[] | undefined): readonly string[] => (memberOf ? groups.filter((group) => memberOf.includes(group)) : groups);

export const isPast = (one: Booking | Closed): one is Closed => 'how' in one;

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

export const cancel = (command: CancelBooking, slot: Booking, state: Calendar): Answer => {
  const { reason, actorId, now } = command;
  if (slot.startedAt !== null) return refuse('booking_started', { from: iso(slot.from) });
  // The owner has the samples: they count as the check-in, and only the owner gives them back.
  if (slot.attended && byOf(command, slot) === 'user') return refuse('samples_received');
  // It gives back what it kept, too.
  const noticeMinutes = Math.floor((Math.min(slot.from, slot.kept?.from ?? Infinity) - Date.parse(now)) / MINUTE);
  // Moved away at the last moment and given back there is given back at the last moment.
  const late = slot.leftLate || noticeMinutes < state.opened!.rules.notice.cancelMinutes;
  return [...lettingGo(slot, state, now), { type: 'BookingCancelled', data: { bookingId: slot.id, reason, by: byOf(command, slot), cancelledBy: actorId, noticeMinutes, late, cancelledAt: now } }];
};

/** The owner's word on a request. Saying the same again is harmless. */
export const answerRequest = ({ do: word, reason, actorId, staff, now }: AnswerRequest, slot: Booking, state: Calendar): Answer => {
  if (!staff) return refuse('booking_unknown');
  if (slot.confirmed) return word === 'confirm' ? [] : refuse('booking_not_requested');
  if (word === 'confirm') return [{ type: 'BookingConfirmed', data: { bookingId: slot.id, missedAt: iso(slot.missedAt), confirmedBy: actorId, confirmedAt: now } }, ...lettingGo(slot, state, now)];
  const kept = keptBy(slot, state, Date.parse(now));
  if (kept) return goingBack(slot, kept, state, { ground: 'owner', reason }, 'staff', actorId, now);
  return [...lettingGo(slot, state, now), { type: 'BookingDeclined', data: { bookingId: slot.id, ground: 'owner', reason, declinedBy: actorId, declinedAt: now } }];
};

/** The state in which limits do not count a booking that is about to be elsewhere. */
export const uncounted = (state: Calendar, slot: Booking): Calendar => ({ ...state, tallies: counted(state.tallies, state.opened!.rules, slot, slot, -1) });
