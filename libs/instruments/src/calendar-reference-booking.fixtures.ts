import { broken, isLive, takers, type Known } from './calendar-reference.fixtures.js';
import { givesUp, leaving, wish } from './calendar-reference-waiting.fixtures.js';
import { busyOf, line, missedAt, no, same, spanOf, type Of, type Told } from './calendar-reference-words.fixtures.js';
import { OVERRIDABLE, type SlotRule } from './checks.decider.js';

/* The reference: booking and holding. It changes the lists it is given. For tests only. */

export const setAside = (rules: readonly string[], overrides: readonly { rule: string }[]): string[] => rules.filter((rule) => !(OVERRIDABLE.includes(rule as SlotRule) && overrides.some((one) => one.rule === rule)));

export const book = (known: Known, { data, facts }: Of<'book'>): Told => {
  const { bookingId: id, organisationId, personId, holdId, offerId, overrides } = data;
  const slot = spanOf(data);
  const before = known.bookings.find((one) => one.id === id);
  if (takers(known).some((one) => one.id === id) && before && isLive(before) && before.status !== 'used') return same(before, slot) && before.organisationId === organisationId ? [] : no('booking_id_reused');
  if (before || takers(known).some((one) => one.id === id)) return no('booking_id_reused');
  if ((facts.retired || known.withdrawn) && data.actId === null) return no('instrument_retired');
  if (!facts.mayBookFor) return no('may_not_book_for_others');
  if (overrides.length > 0 && !facts.staff) return no('may_not_override');
  const held = holdId === null ? null : known.holds.find((one) => one.id === holdId && one.status === 'held' && one.keptFor === null && one.organisationId === organisationId && one.personId === personId);
  if (held === undefined) return no('hold_unknown');
  const offered = offerId === null ? null : known.offers.find((one) => one.id === offerId && one.status === 'open' && one.organisationId === organisationId && one.personId === personId);
  if (offered === undefined || (holdId !== null && offerId !== null)) return no('slot_offer_unknown');
  const promised = held ?? offered;
  if (promised && !same(promised, slot)) return no(held ? 'hold_differs' : 'slot_offer_differs');
  const holder = { organisationId, personId, groups: facts.groups };
  const decidedAct = held !== null && held.actId !== null;
  const rules = decidedAct ? [] : setAside(broken(known, wish(known, holder, slot, known.rules.notice.bookMinutes, { except: promised?.id ?? null, promised, suspended: facts.user.suspendedUntil !== null, missing: facts.user.missing.length > 0, quota: (facts.user.quotas ?? []).some((one) => one.bookingId === id) })), overrides);
  if (rules.length > 0) return no(rules[0]!, rules);
  if (promised) promised.status = 'taken';
  const confirmed = known.rules.confirmation === 'automatic' || facts.staff || offered !== null;
  const busy = promised ? { busyFrom: promised.busyFrom, busyUntil: promised.busyUntil } : busyOf(known, slot);
  known.bookings.push({ id, ...holder, ...slot, ...busy, status: confirmed ? 'booked' : 'requested', missedAt: missedAt(known, slot), leftLate: false, kept: null, attended: false, startedAt: null, interruptedAt: null, overdue: false, relievedAt: null, usage: '' });
  if (decidedAct && (known.withdrawn || known.outages.some(({ from, until }) => from < busy.busyUntil && until > busy.busyFrom))) {
    known.bookings.at(-1)!.status = 'cancelled';
    return [line('SlotBooked', id, slot.from, slot.until, busy.busyFrom, busy.busyUntil, missedAt(known, slot), confirmed, null), line('BookingCancelled', id, 'outage', false)];
  }
  return [line('SlotBooked', id, slot.from, slot.until, busy.busyFrom, busy.busyUntil, missedAt(known, slot), confirmed, offered && offered.entryId === null ? offered.id : null), ...(offered ? leaving(known, offered.entryId, 'served') : [])];
};

export const hold = (known: Known, { data, facts }: Of<'hold'>): Told => {
  const { holdId: id, organisationId, personId, actId } = data;
  const slot = spanOf(data);
  const before = known.holds.find((one) => one.id === id);
  if (before) return before.status === 'held' && same(before, slot) && before.organisationId === organisationId ? [] : no('hold_id_reused');
  if (facts.retired || known.withdrawn) return no('instrument_retired');
  if (actId === null && known.holds.filter((one) => one.status === 'held' && one.actId === null && one.keptFor === null && one.personId === personId).length >= 2) return no('holds_too_many');
  const holder = { organisationId, personId, groups: facts.groups };
  const rules = broken(known, wish(known, holder, slot, known.rules.notice.bookMinutes, { suspended: facts.user.suspendedUntil !== null, missing: facts.user.missing.length > 0, quota: (facts.user.quotas ?? []).length > 0 }));
  if (rules.length > 0) return no(rules[0]!, rules);
  const expiresAt = actId === null ? Math.min(known.now + known.rules.holdMinutes, slot.from) : null;
  known.holds.push({ id, ...holder, ...slot, ...busyOf(known, slot), expiresAt, actId, keptFor: null, status: 'held' });
  return [line('SlotHeld', id, slot.from, slot.until, ...Object.values(busyOf(known, slot)), expiresAt)];
};

export const release = (known: Known, { holdId, ground, ...by }: Of<'release'>): Told => {
  const found = known.holds.find(({ id }) => id === holdId);
  if (!found) return no('hold_unknown');
  if (found.status === 'gone') return [];
  if (found.keptFor !== null) return no('hold_unknown');
  if (found.status === 'taken' || !givesUp(by, found)) return no('hold_unknown');
  found.status = 'gone';
  return [line('HoldReleased', holdId, ground)];
};

export const undoPart = ({ bookings }: Known, { bookingId }: Of<'undo_part'>): Told => {
  const booking = bookings.find(({ id }) => id === bookingId);
  if (!booking || !isLive(booking) || booking.status === 'used' || booking.startedAt !== null || booking.attended) return [];
  booking.status = 'cancelled';
  return [line('BookingCancelled', bookingId, 'act', false)];
};
