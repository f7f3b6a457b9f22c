import { OVERRIDABLE, type SlotRule } from './checks.decider.js';
import type { CalendarCommand } from './calendar.decider.js';
import { broken, counted, horizonOf, isFree, isLive, isRunning, m, takers, type Booking, type Entry, type Holder, type Known, type Span, type Wish } from './calendar-reference.fixtures.js';

/* What the reference answers to each command: the refusal and all rules that are broken, or what happened, line by line. It changes the lists it is given. */

export type Told = { readonly refused: string; readonly rules: readonly string[] } | readonly string[];
const no = (refused: string, rules: readonly string[] = []): Told => ({ refused, rules });
type Of<D extends CalendarCommand['do']> = Extract<CalendarCommand, { do: D }>;

const spanOf = ({ from, until }: { from: string; until: string }): Span => ({ from: m(from), until: m(until) });
const busyOf = ({ rules }: Known, { from, until }: Span): { busyFrom: number; busyUntil: number } => ({ busyFrom: from - rules.bufferBeforeMinutes, busyUntil: until + rules.bufferAfterMinutes });
const missedAt = ({ rules }: Known, { from, until }: Span): number => (rules.noShowMinutes === null ? until : Math.min(until, from + rules.noShowMinutes));
const line = (...words: readonly unknown[]): string => words.map(String).join(' ');
const same = (a: Span, b: Span): boolean => a.from === b.from && a.until === b.until;
/** Length of the clean-up after it. */
const afterOf = ({ until, busyUntil }: Booking): number => busyUntil - until;

/** What time has done by now, then what it frees for those who wait. */
export const lapse = (known: Known): string[] => {
  const { now, bookings, holds, offers, entries } = known;
  const lines: string[] = [];
  for (const hold of holds) if (hold.status === 'held' && (hold.expiresAt ?? Infinity) <= now) lines.push(line('HoldReleased', hold.id, 'expired')), (hold.status = 'gone');
  for (const offer of offers) {
    if (offer.status !== 'open' || offer.expiresAt > now) continue;
    offer.status = 'gone';
    lines.push(line('OfferEnded', offer.id, 'expired'), ...leaving(known, offer.entryId, 'let_lapse'));
  }
  for (const booking of bookings) {
    if (booking.status === 'requested' && booking.from <= now) lines.push(line('BookingDeclined', booking.id, 'not_answered')), (booking.status = 'declined');
    else if (booking.status === 'booked' && booking.missedAt <= now) lines.push(line('BookingMissed', booking.id)), (booking.status = 'missed');
    else if (booking.status === 'started' && !booking.overdue && booking.until + 15 <= now) lines.push(line('BookingOverdue', booking.id)), (booking.overdue = true);
  }
  for (const entry of entries) if (entry.status === 'waiting' && entry.until - now < entry.atLeast && !hasOffer(known, entry.id)) lines.push(...leaving(known, entry.id, 'time_over'));
  return lines.length === 0 ? [] : [...lines, ...offering(known)];
};
const hasOffer = ({ offers }: Known, entryId: string): boolean => offers.some(({ id, status }) => id === entryId && status === 'open');
const leaving = ({ entries }: Known, entryId: string | null, ground: string): string[] => {
  const entry = entries.find(({ id, status }) => id === entryId && status === 'waiting');
  return entry ? ((entry.status = 'left'), [line('WaitingLeft', entryId, ground)]) : [];
};

const offer = (known: Known, id: string, entryId: string | null, holder: Holder, slot: Span): string => {
  const expiresAt = Math.min(known.now + known.rules.offerMinutes, slot.from);
  const { organisationId, personId, groups } = holder;
  known.offers.push({ id, entryId, organisationId, personId, groups, ...slot, ...busyOf(known, slot), expiresAt, status: 'open' });
  return line('SlotOffered', id, slot.from, slot.until, slot.from - known.rules.bufferBeforeMinutes, slot.until + known.rules.bufferAfterMinutes, expiresAt);
};

/** The longest part, the earliest of several: every start of every length is tried. */
const partFor = (known: Known, { from, until, groups }: Span & Holder, shortest: number): Span | null => {
  const { now, rules } = known;
  const counts = counted(known, null, true);
  const begin = Math.ceil(Math.max(from, now + 10) / rules.gridMinutes) * rules.gridMinutes;
  const end = Math.min(until, horizonOf(known));
  for (let length = rules.maxMinutes; length >= Math.max(shortest, rules.minMinutes); length -= rules.gridMinutes)
    for (let start = begin; start + length <= end; start += rules.gridMinutes) if (isFree(known, counts, groups, { from: start, until: start + length })) return { from: start, until: start + length };
  return null;
};
export const offering = (known: Known): string[] =>
  known.entries.flatMap((entry: Entry) => {
    if (entry.status !== 'waiting' || hasOffer(known, entry.id)) return [];
    const part = partFor(known, entry, entry.atLeast);
    if (!part || broken(known, { ...wish(known, entry, part, 0) }).some((rule) => ['limit_reached', 'open_limit_reached', 'gap_too_short'].includes(rule))) return [];
    return [offer(known, entry.id, entry.id, entry, part)];
  });

const wish = (known: Known, { organisationId, personId, groups }: Holder, slot: Span, notice: number, more: Partial<Wish> = {}): Wish =>
  ({ ...slot, organisationId, personId, groups, suspended: false, missing: false, quota: false, notice, except: null, promised: null, ...more });
const setAside = (rules: readonly string[], overrides: readonly { rule: string }[]): string[] => rules.filter((rule) => !(OVERRIDABLE.includes(rule as SlotRule) && overrides.some((one) => one.rule === rule)));

export const book = (known: Known, { data, facts }: Of<'book'>): Told => {
  const { bookingId: id, organisationId, personId, holdId, offerId, overrides } = data;
  const slot = spanOf(data);
  const before = known.bookings.find((one) => one.id === id);
  if (takers(known).some((one) => one.id === id) && before && isLive(before) && before.status !== 'used') return same(before, slot) && before.organisationId === organisationId ? [] : no('booking_id_reused');
  if (before || takers(known).some((one) => one.id === id)) return no('booking_id_reused');
  if (facts.retired) return no('instrument_retired');
  if (!facts.mayBookFor) return no('may_not_book_for_others');
  if (overrides.length > 0 && !facts.staff) return no('may_not_override');
  const held = holdId === null ? null : known.holds.find((one) => one.id === holdId && one.status === 'held' && one.organisationId === organisationId);
  if (held === undefined) return no('hold_unknown');
  const offered = offerId === null ? null : known.offers.find((one) => one.id === offerId && one.status === 'open' && one.organisationId === organisationId);
  if (offered === undefined || (holdId !== null && offerId !== null)) return no('slot_offer_unknown');
  const promised = held ?? offered;
  if (promised && !same(promised, slot)) return no('slot_offer_differs');
  const holder = { organisationId, personId, groups: facts.groups };
  const decidedAct = held !== null && held.actId !== null;
  const rules = decidedAct ? [] : setAside(broken(known, wish(known, holder, slot, known.rules.notice.bookMinutes, { except: promised?.id ?? null, promised, suspended: facts.user.suspendedUntil !== null, missing: facts.user.missing.length > 0, quota: (facts.user.quotas ?? []).some((one) => one.bookingId === id) })), overrides);
  if (rules.length > 0) return no(rules[0]!, rules);
  if (promised) promised.status = 'taken';
  const confirmed = known.rules.confirmation === 'automatic' || facts.staff || offered !== null;
  const busy = promised ? { busyFrom: promised.busyFrom, busyUntil: promised.busyUntil } : busyOf(known, slot);
  known.bookings.push({ id, ...holder, ...slot, ...busy, status: confirmed ? 'booked' : 'requested', missedAt: missedAt(known, slot), startedAt: null, interruptedAt: null, overdue: false, relievedAt: null, usage: '' });
  if (decidedAct && known.outages.some(({ from, until }) => from < busy.busyUntil && until > busy.busyFrom)) {
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
  if (facts.retired) return no('instrument_retired');
  const holder = { organisationId, personId, groups: facts.groups };
  const rules = broken(known, wish(known, holder, slot, known.rules.notice.bookMinutes, { suspended: facts.user.suspendedUntil !== null, missing: facts.user.missing.length > 0, quota: (facts.user.quotas ?? []).length > 0 }));
  if (rules.length > 0) return no(rules[0]!, rules);
  const expiresAt = actId === null ? Math.min(known.now + known.rules.holdMinutes, slot.from) : null;
  known.holds.push({ id, ...holder, ...slot, ...busyOf(known, slot), expiresAt, actId, status: 'held' });
  return [line('SlotHeld', id, slot.from, slot.until, ...Object.values(busyOf(known, slot)), expiresAt)];
};

export const release = (known: Known, { holdId, organisationId, ground }: Of<'release'>): Told => {
  const found = known.holds.find(({ id }) => id === holdId);
  if (!found) return no('hold_unknown');
  if (found.status === 'gone') return [];
  if (found.status === 'taken' || found.organisationId !== organisationId) return no('hold_unknown');
  found.status = 'gone';
  return [line('HoldReleased', holdId, ground)];
};

const moveTo = (known: Known, booking: Booking, slot: Span, by: string): string => {
  Object.assign(booking, slot, busyOf(known, slot), { missedAt: missedAt(known, slot) });
  return line('BookingMoved', booking.id, slot.from, slot.until, booking.busyFrom, booking.busyUntil, booking.missedAt, by);
};

type OnBooking = Of<'move' | 'cancel' | 'confirm' | 'decline' | 'check_in' | 'change_end' | 'interrupt' | 'record_usage'>;
export const onBooking = (known: Known, command: OnBooking): Told => {
  const { bookingId, organisationId, staff } = command;
  const { now, rules, capacity, bookings } = known;
  const booking = bookings.find(({ id }) => id === bookingId);
  if (!booking) return no('booking_over');
  const by = booking.organisationId === organisationId ? 'user' : 'staff';
  if (by === 'staff' && !(staff && organisationId === 'institute')) return no('booking_unknown');
  const usage = command.do === 'record_usage' ? `${command.from} ${command.until} ${command.note}` : '';
  if (booking.status === 'used' && command.do === 'record_usage') return usage === booking.usage ? [] : no('usage_recorded_differently');
  if (!isLive(booking) || booking.status === 'used') return (command.do === 'cancel' && booking.status === 'cancelled') || (command.do === 'decline' && booking.status === 'declined') ? [] : no('booking_over');
  const begun = booking.startedAt !== null;
  switch (command.do) {
    case 'move': {
      const slot = spanOf(command);
      if (same(booking, slot)) return [];
      if (command.overrides.length > 0 && !staff) return no('may_not_override');
      if (begun || booking.from <= now) return no('booking_started');
      if (!(slot.from <= booking.from && slot.until >= booking.until) && now >= booking.from - rules.lockMinutes && !staff) return no('booking_locked');
      const found = setAside(broken(known, wish(known, booking, slot, rules.notice.changeMinutes, { except: bookingId })), command.overrides);
      return found.length > 0 ? no(found[0]!, found) : [moveTo(known, booking, slot, by)];
    }
    case 'cancel':
      if (begun) return no('booking_started');
      booking.status = 'cancelled';
      return [line('BookingCancelled', bookingId, by, Math.floor(booking.from - now) < rules.notice.cancelMinutes)];
    case 'confirm':
    case 'decline':
      if (!staff) return no('booking_unknown');
      if (booking.status !== 'requested') return command.do === 'confirm' ? [] : no('booking_not_requested');
      booking.status = command.do === 'confirm' ? 'booked' : 'declined';
      return [command.do === 'confirm' ? line('BookingConfirmed', bookingId) : line('BookingDeclined', bookingId, 'owner')];
    case 'check_in': {
      if (begun) return [];
      if (booking.status === 'requested') return no('booking_not_confirmed');
      if (now < booking.from - rules.checkInEarlyMinutes) return no('check_in_too_early');
      if (known.outages.some(({ from, until }) => from <= now && now < until)) return no('instrument_out_of_service');
      const running = bookings.filter(isRunning);
      const within = running.filter(({ until }) => until > now);
      if (within.length >= capacity) return no('predecessor_running');
      const expected = bookings.filter(({ status, from, until }) => (status === 'booked' || status === 'requested') && from <= now && now < until);
      if (now < booking.from && within.length + expected.length >= capacity) return no('check_in_too_early');
      const newly = running.length >= capacity ? running.filter(({ until, overdue }) => until <= now && !overdue) : [];
      for (const one of newly) one.overdue = true;
      Object.assign(booking, { status: 'started', startedAt: now });
      const surplus = running.length + 1 - capacity;
      for (const one of running.filter(({ overdue }) => overdue).sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)).slice(0, Math.max(0, surplus))) one.relievedAt = now;
      return [...newly.map(({ id }) => line('BookingOverdue', id)), line('BookingStarted', bookingId)];
    }
    case 'change_end': {
      if (!isRunning(booking)) return no('not_checked_in');
      const until = m(command.until);
      if (until === booking.until) return [];
      if (until <= now || until <= booking.from) return no('end_not_ahead');
      const slot = { from: booking.from, until };
      const shorter = until < booking.until;
      const found = broken(known, wish(known, booking, slot, 0, { except: bookingId })).filter((rule) => (shorter ? rule === 'slot_off_grid' : !['slot_in_past', 'slot_too_soon', 'open_limit_reached'].includes(rule)));
      if (found.length > 0) return no(found[0]!, found);
      Object.assign(booking, { until, busyUntil: until + rules.bufferAfterMinutes, overdue: false });
      return [line('BookingEndChanged', bookingId, until, booking.busyUntil)];
    }
    case 'interrupt': {
      if (!begun) return no('not_checked_in');
      if (booking.status === 'interrupted') return [];
      breakOff(booking, now);
      return [line('UseInterrupted', bookingId, by)];
    }
    case 'record_usage': {
      if (!begun) return no('not_checked_in');
      const used = spanOf(command);
      if (used.from < Math.floor(booking.startedAt!) || used.until <= used.from || used.until > Math.min(now, booking.interruptedAt ?? now, booking.relievedAt ?? now)) return no('usage_impossible');
      const free = { from: Math.max(now, used.until + afterOf(booking)), until: booking.busyUntil };
      const next = bookings.filter((one) => (one.status === 'booked' || one.status === 'requested') && one.from >= booking.until && one.from - now <= rules.earlyFinish.lookAheadMinutes).sort((a, b) => a.busyFrom - b.busyFrom)[0];
      Object.assign(booking, { status: 'used', usage, busyUntil: Math.min(booking.busyUntil, Math.max(used.until, booking.busyFrom) + afterOf(booking)) });
      return [line('UsageRecorded', bookingId, used.from, used.until), ...(free.until - free.from >= rules.earlyFinish.atLeastMinutes ? [line('TimeFreed', bookingId, free.from, free.until, next ? 'next' : 'nobody')] : [])];
    }
  }
};
const breakOff = (booking: Booking, now: number): void => {
  const after = afterOf(booking);
  const until = Math.max(booking.from, Math.min(booking.until, now));
  Object.assign(booking, { status: 'interrupted', interruptedAt: now, until, busyUntil: until + after });
};

export const join = (known: Known, { entryId: id, organisationId, personId, groups, from: begins, until: ends, atLeastMinutes }: Of<'join_waiting'>): Told => {
  const { rules, now } = known;
  const [from, until] = [m(begins), m(ends)];
  const waiting = known.entries.filter(({ status }) => status === 'waiting');
  const before = waiting.find((one) => one.id === id);
  if (before) return same(before, { from, until }) && before.organisationId === organisationId ? [] : no('waiting_id_reused');
  if (known.offers.some((one) => one.id === id) || known.bookings.some((one) => one.id === id)) return no('waiting_id_reused');
  const fits = until - from >= rules.minMinutes && until - from <= rules.maxMinutes && atLeastMinutes >= rules.minMinutes && atLeastMinutes <= until - from && from % rules.gridMinutes === 0 && until % rules.gridMinutes === 0;
  if (!fits || until - now < atLeastMinutes || until > horizonOf(known)) return no('waiting_span_wrong');
  if (waiting.some((one) => one.personId === personId && one.from < until && one.until > from)) return no('waiting_already');
  const entry: Entry = { id, organisationId, personId, groups, from, until, atLeast: atLeastMinutes, status: 'waiting' };
  if (partFor(known, entry, until - from)) return no('slot_is_free');
  known.entries.push(entry);
  return [line('WaitingJoined', id)];
};

export const leave = (known: Known, { entryId, organisationId }: Of<'leave_waiting'>): Told => {
  const entry = known.entries.find(({ id, status }) => id === entryId && status === 'waiting');
  if (entry?.organisationId !== organisationId) return no('waiting_unknown');
  const open = known.offers.find(({ id, status }) => id === entryId && status === 'open');
  if (open) open.status = 'gone';
  return [...(open ? [line('OfferEnded', entryId, 'withdrawn')] : []), ...leaving(known, entryId, 'left')];
};

export const declineOffer = (known: Known, { offerId, organisationId }: Of<'decline_offer'>): Told => {
  const open = known.offers.find(({ id, status }) => id === offerId && status === 'open');
  if (open?.organisationId === organisationId) return (open.status = 'gone'), [line('OfferEnded', offerId, 'declined'), ...leaving(known, open.entryId, 'declined')];
  return !open && known.offers.some((one) => one.id === offerId && one.status === 'gone' && one.organisationId === organisationId) ? [] : no('slot_offer_unknown');
};

export const announce = (known: Known, { outages, treatment }: Of<'announce_outages'>): Told => {
  const { now } = known;
  const lines: string[] = [];
  for (const { outageId: id, ...span } of outages) {
    if (known.outages.some((one) => one.id === id)) continue;
    const { from, until } = spanOf(span);
    if (until <= Math.max(from, now)) return no('outage_span_wrong');
    known.outages.push({ id, from, until });
    lines.push(line('OutageAnnounced', id, from, until));
  }
  const hit = takers(known).filter(({ busyFrom, busyUntil }) => known.outages.some(({ from, until }) => busyFrom < until && busyUntil > from)).sort((a, b) => a.busyFrom - b.busyFrom || (a.id < b.id ? -1 : 1));
  for (const one of hit) {
    const held = known.holds.find((other) => other === one);
    const offered = known.offers.find((other) => other === one);
    if (held && held.actId === null) (held.status = 'gone'), lines.push(line('HoldReleased', one.id, 'expired'));
    if (offered) (offered.status = 'gone'), lines.push(line('OfferEnded', one.id, 'withdrawn'));
  }
  for (const one of hit) {
    const booking = known.bookings.find((other) => other === one);
    if (!booking || booking.status === 'used' || booking.status === 'interrupted') continue;
    if (booking.status === 'started') {
      if (known.outages.some(({ from, until }) => from <= now && now < until)) breakOff(booking, now), lines.push(line('UseInterrupted', booking.id, 'outage'));
      continue;
    }
    const length = booking.until - booking.from;
    const counts = counted(known, booking.id, true);
    let start: number | null = null;
    const grid = known.rules.gridMinutes;
    for (let begin = Math.ceil(Math.max(booking.from, now + 10) / grid) * grid; treatment !== 'cancel' && start === null && begin + length <= horizonOf(known); begin += grid)
      if (isFree(known, counts, booking.groups, { from: begin, until: begin + length })) start = begin;
    if (treatment === 'move' && start !== null) {
      lines.push(moveTo(known, booking, { from: start, until: start + length }, 'outage'));
      continue;
    }
    booking.status = 'cancelled';
    lines.push(line('BookingCancelled', booking.id, 'outage', false));
    if (start !== null) lines.push(offer(known, booking.id, null, { ...booking, groups: [] }, { from: start, until: start + length }));
  }
  return lines;
};

export const endOutage = (known: Known, { outageId }: Of<'end_outage'>): Told => {
  const outage = known.outages.find(({ id }) => id === outageId);
  if (!outage) return no('outage_unknown');
  if (outage.until <= known.now) return [];
  outage.until = known.now;
  known.outages = known.outages.filter(({ from, until }) => from < until);
  return [line('OutageEnded', outageId)];
};
