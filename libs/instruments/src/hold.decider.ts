import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { mayGiveUp, type Actor } from './acting.decider.js';
import { asking, busyTold, isAt, spanOf } from './asked-slot.decider.js';
import type { Answer, BookingFacts, Day } from './booking.decider.js';
import type { SlotHeld } from './calendar-events.js';
import type { Calendar } from './calendar-state.decider.js';
import { iso, type SlotRule } from './checks.decider.js';
import { MINUTE } from './zone.decider.js';

/* A slot that is kept for somebody while they fill in the form, or for an act over several instruments. A part of the calendar decider, and as pure. */

export type HoldSlot = { readonly do: 'hold'; readonly data: Pick<SlotHeld['data'], 'holdId' | 'instrumentId' | 'organisationId' | 'personId' | 'from' | 'until' | 'actId'>; readonly facts: Omit<BookingFacts, 'tariff' | 'grounds' | 'mayBookFor'> };

export type ReleaseHold = Day & Actor & { readonly do: 'release'; readonly holdId: string; readonly ground: 'given_back' | 'act_abandoned' };

/** How many slots of one calendar somebody may keep while filling in forms. */
export const HOLDS_AT_MOST = 2;

/** Asked like a booking, so that whoever fills in the form is not refused at the end of it. */
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

/** Given back by its person, or by its act; what a move keeps is nobody’s to give back. */
export const release = (command: ReleaseHold, state: Calendar): Answer => {
  const { holdId, ground, now } = command;
  const held = state.slots.find((one) => one.id === holdId && one.kind === 'hold' && one.keptFor === null);
  if (held) return mayGiveUp(command, held, state) ? [{ type: 'HoldReleased', data: { holdId, ground, releasedAt: now } }] : refuse('hold_unknown');
  return state.closed.some(({ id, how }) => id === holdId && how === 'released') ? [] : refuse('hold_unknown');
};
