import { broken, counted, horizonOf, isFree, m, openAll, type Entry, type Holder, type Known, type Span, type Wish } from './calendar-reference.fixtures.js';
import { busyOf, goBack, letGo, line, no, same, start, type Of, type Told } from './calendar-reference-words.fixtures.js';

/* The reference: what time does, and the waiting list. It changes the lists it is given. For tests only. */

/** What time has done by now, then what it frees for those who wait. */
export const lapse = (known: Known): string[] => {
  const { now, bookings, holds, offers, entries } = known;
  const lines: string[] = [];
  for (const hold of holds) {
    if (hold.status !== 'held' || (hold.expiresAt ?? Infinity) > now) continue;
    hold.status = 'gone';
    lines.push(line('HoldReleased', hold.id, 'expired'));
  }
  for (const offer of offers) {
    if (offer.status !== 'open' || offer.expiresAt > now) continue;
    offer.status = 'gone';
    lines.push(line('OfferEnded', offer.id, 'expired'), ...leaving(known, offer.entryId, 'let_lapse'));
  }
  for (const booking of bookings) if (booking.status === 'requested' && booking.kept && Math.min(booking.from, booking.kept.from) <= now) lines.push(...(goBack(known, booking, 'staff', Math.min(booking.from, booking.kept.from)) ?? unanswered(known, booking)));
  for (const booking of bookings.filter(({ status, attended, from }) => status === 'booked' && attended && from <= now).sort((a, b) => a.from - b.from)) lines.push(...start(known, booking, booking.from));
  for (const booking of bookings) {
    if (booking.status === 'requested' && booking.from <= now) lines.push(...unanswered(known, booking));
    else if (booking.status === 'booked' && booking.missedAt <= now) {
      booking.status = 'missed';
      lines.push(line('BookingMissed', booking.id));
    } else if (booking.status === 'started' && !booking.overdue && booking.until + 15 <= now) {
      booking.overdue = true;
      lines.push(line('BookingOverdue', booking.id));
    }
  }
  for (const entry of entries) if (entry.status === 'waiting' && entry.until - now < entry.atLeast && !hasOffer(known, entry.id)) lines.push(...leaving(known, entry.id, 'time_over'));
  return lines.length === 0 ? [] : [...lines, ...offering(known)];
};
const unanswered = (known: Known, booking: Known['bookings'][number]): string[] => {
  booking.status = 'declined';
  return [...letGo(known, booking), line('BookingDeclined', booking.id, 'not_answered')];
};
const hasOffer = ({ offers }: Known, entryId: string): boolean => offers.some(({ id, status }) => id === entryId && status === 'open');
export const leaving = ({ entries }: Known, entryId: string | null, ground: string): string[] => {
  const entry = entries.find(({ id, status }) => id === entryId && status === 'waiting');
  if (!entry) return [];
  entry.status = 'left';
  return [line('WaitingLeft', entryId, ground)];
};

export const offer = (known: Known, id: string, entryId: string | null, holder: Holder, slot: Span): string => {
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
/** `anew`: also to whom limits forbade the part that was free when somebody was last thought of. Time alone may lift that; it is looked at again when time is freed. */
export const offering = (known: Known, anew = true): string[] =>
  known.entries.flatMap((entry: Entry) => {
    if (entry.status !== 'waiting' || hasOffer(known, entry.id) || (entry.barred && !anew)) return [];
    const part = partFor(known, entry, entry.atLeast);
    entry.barred = part !== null && broken(known, wish(known, entry, part, 0)).some((rule) => ['limit_reached', 'open_limit_reached', 'gap_too_short'].includes(rule));
    return part && !entry.barred ? [offer(known, entry.id, entry.id, entry, part)] : [];
  });

export const wish = (known: Known, { organisationId, personId, groups }: Holder, slot: Span, notice: number, more: Partial<Wish> = {}): Wish =>
  ({ ...slot, organisationId, personId, groups, suspended: false, missing: false, quota: false, notice, leaves: null, except: null, promised: null, ...more });

export const join = (known: Known, { entryId: id, organisationId, personId, groups, from: begins, until: ends, atLeastMinutes, user, retired }: Of<'join_waiting'>): Told => {
  const { rules, now } = known;
  const [from, until] = [m(begins), m(ends)];
  const waiting = known.entries.filter(({ status }) => status === 'waiting');
  const before = waiting.find((one) => one.id === id);
  if (before) return same(before, { from, until }) && before.organisationId === organisationId ? [] : no('waiting_id_reused');
  if (known.offers.some((one) => one.id === id) || known.bookings.some((one) => one.id === id)) return no('waiting_id_reused');
  if (retired || known.withdrawn) return no('instrument_retired');
  const fits = until - from >= rules.minMinutes && until - from <= rules.maxMinutes && atLeastMinutes >= rules.minMinutes && atLeastMinutes <= until - from && from % rules.gridMinutes === 0 && until % rules.gridMinutes === 0;
  if (!fits || until - now < atLeastMinutes || until > horizonOf(known)) return no('waiting_span_wrong');
  if (waiting.some((one) => one.personId === personId && one.from < until && one.until > from)) return no('waiting_already');
  const begin = Math.ceil(Math.max(from, now) / rules.gridMinutes) * rules.gridMinutes;
  const starts = Array.from({ length: Math.max(0, until - begin) }, (_, n) => begin + n).filter((start) => start % rules.gridMinutes === 0 && start + atLeastMinutes <= until);
  const open = starts.some((start) => openAll(known, groups, { from: start, until: start + atLeastMinutes }));
  const lacks = [...(open ? [] : ['outside_opening_hours']), ...(user.suspendedUntil === null ? [] : ['person_suspended']), ...(user.missing.length === 0 ? [] : ['requirements_missing'])];
  if (lacks.length > 0) return no(lacks[0]!, lacks);
  const entry: Entry = { id, organisationId, personId, groups, from, until, atLeast: atLeastMinutes, status: 'waiting', barred: false };
  if (partFor(known, entry, until - from)) return no('slot_is_free');
  known.entries.push(entry);
  return [line('WaitingJoined', id)];
};

/** It is theirs, they were named for it, or they are staff. */
export const givesUp = (by: { organisationId: string; actorId: string; staff: boolean; proxy: boolean }, of: Holder): boolean =>
  by.organisationId === of.organisationId ? by.actorId === of.personId || by.proxy || (by.staff && by.organisationId === 'institute') : by.staff && by.organisationId === 'institute';

export const leave = (known: Known, { entryId, ...by }: Of<'leave_waiting'>): Told => {
  const entry = known.entries.find(({ id, status }) => id === entryId && status === 'waiting');
  if (!entry || !givesUp(by, entry)) return no('waiting_unknown');
  const open = known.offers.find(({ id, status }) => id === entryId && status === 'open');
  if (open) open.status = 'gone';
  return [...(open ? [line('OfferEnded', entryId, 'withdrawn')] : []), ...leaving(known, entryId, 'left')];
};

export const declineOffer = (known: Known, { offerId, ...by }: Of<'decline_offer'>): Told => {
  const open = known.offers.find(({ id, status }) => id === offerId && status === 'open');
  if (open && givesUp(by, open)) {
    open.status = 'gone';
    return [line('OfferEnded', offerId, 'declined'), ...leaving(known, open.entryId, 'declined')];
  }
  return !open && known.offers.some((one) => one.id === offerId && one.status === 'gone' && one.organisationId === by.organisationId) ? [] : no('slot_offer_unknown');
};

export const passOver = (known: Known, { offerId }: Of<'pass_over'>): Told => {
  const open = known.offers.find(({ id, status, entryId }) => id === offerId && status === 'open' && entryId !== null);
  if (!open) return [];
  open.status = 'gone';
  return [line('OfferEnded', offerId, 'passed_over'), ...leaving(known, open.entryId, 'passed_over')];
};
