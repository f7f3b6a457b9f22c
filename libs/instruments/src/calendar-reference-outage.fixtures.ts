import { broken, counted, dayAt, horizonOf, isFree, isLive, takers, type Booking, type Known, type Span } from './calendar-reference.fixtures.js';
import { leaving, offer, wish } from './calendar-reference-waiting.fixtures.js';
import { breakOff, goBack, letGo, line, moveTo, no, spanOf, type Of, type Told } from './calendar-reference-words.fixtures.js';

/* The reference: outages. It changes the lists it is given. For tests only. */

export const announce = (known: Known, { outages, treatment }: Of<'announce_outages'>): Told => {
  const { now } = known;
  const lines: string[] = [];
  const fresh: typeof known.outages = [];
  for (const { outageId: id, ...span } of outages) {
    if (known.ended.includes(id) || known.outages.some((one) => one.id === id)) continue;
    const { from, until } = spanOf(span);
    if (until <= Math.max(from, now)) return no('outage_span_wrong');
    known.outages.push({ id, from, until });
    fresh.push({ id, from, until });
    lines.push(line('OutageAnnounced', id, from, until));
  }
  const hit = takers(known).filter(({ busyFrom, busyUntil }) => known.outages.some(({ from, until }) => busyFrom < until && busyUntil > from)).sort((a, b) => a.busyFrom - b.busyFrom || (a.id < b.id ? -1 : 1));
  for (const one of hit) {
    const held = known.holds.find((other) => other === one && other.actId === null);
    const offered = known.offers.find((other) => other === one);
    if (held) {
      held.status = 'gone';
      lines.push(line('HoldReleased', one.id, 'expired'));
    }
    if (offered) {
      offered.status = 'gone';
      lines.push(line('OfferEnded', one.id, 'withdrawn'));
    }
  }
  for (const one of hit) {
    const booking = known.bookings.find((other) => other === one);
    if (!booking || booking.status === 'used' || booking.status === 'interrupted') continue;
    if (booking.status === 'started') {
      if (!known.outages.some(({ from, until }) => from <= now && now < until)) {
        for (const { from } of fresh) if (now < booking.until && from < booking.until) lines.push(line('UseMeetsOutage', booking.id));
        continue;
      }
      breakOff(booking, now);
      lines.push(line('UseInterrupted', booking.id, 'outage'));
      continue;
    }
    const back = goBack(known, booking, 'outage', now);
    if (back) {
      lines.push(...back);
      continue;
    }
    const length = booking.until - booking.from;
    const counts = counted(known, booking.id, true);
    let start: number | null = null;
    let first: number | null = null;
    let passedDay: number | null = null;
    const grid = known.rules.gridMinutes;
    for (let begin = Math.ceil(Math.max(booking.from, now + 10) / grid) * grid; treatment !== 'cancel' && start === null && begin + length <= horizonOf(known); begin += grid) {
      const there = { from: begin, until: begin + length };
      if (dayAt(begin) === passedDay || !isFree(known, counts, booking.groups, there)) continue;
      first ??= begin;
      if (standsInTheWay(known, booking, there)) continue;
      // A day on which a limit has no room is passed over as a whole.
      if (broken(known, wish(known, booking, there, 0, { except: booking.id })).includes('limit_reached')) passedDay = dayAt(begin);
      else start = begin;
    }
    if (treatment === 'move' && start !== null) {
      lines.push(...letGo(known, booking), moveTo(known, booking, { from: start, until: start + length }, 'outage', booking.status !== 'requested'));
      continue;
    }
    booking.status = 'cancelled';
    lines.push(...letGo(known, booking), line('BookingCancelled', booking.id, 'outage', false));
    const offered = start ?? first;
    if (offered !== null) lines.push(offer(known, booking.id, null, { ...booking, groups: [] }, { from: offered, until: offered + length }));
  }
  return lines;
};

/** Another booking of its user, with the gap that the rules ask for between two of theirs. */
const standsInTheWay = ({ bookings, rules: { gapMinutes } }: Known, booking: Booking, { from, until }: Span): boolean =>
  bookings.some((one) => one !== booking && isLive(one) && one.status !== 'used' && one.personId === booking.personId && one.from < until + gapMinutes && one.until > from - gapMinutes);

export const endOutage = (known: Known, { outageId }: Of<'end_outage'>): Told => {
  if (known.ended.includes(outageId)) return [];
  const outage = known.outages.find(({ id }) => id === outageId);
  if (!outage) return no('outage_unknown');
  if (outage.until <= known.now) return [];
  outage.until = known.now;
  known.ended.push(outageId);
  known.outages = known.outages.filter(({ from, until }) => from < until);
  return [line('OutageEnded', outageId)];
};

/** The one instrument of this calendar is no more. */
export const withdraw = (known: Known, { cancelBookings }: Of<'withdraw'>): Told => {
  if (known.withdrawn) return [];
  const ahead = known.bookings.filter(({ status }) => status === 'booked' || status === 'requested');
  if (ahead.length > 0 && !cancelBookings) return no('instrument_has_bookings');
  known.withdrawn = true;
  const lines = [line('InstrumentWithdrawn', '')];
  for (const held of known.holds.filter(({ status, actId }) => status === 'held' && actId === null)) {
    held.status = 'gone';
    lines.push(line('HoldReleased', held.id, 'expired'));
  }
  for (const open of known.offers.filter(({ status }) => status === 'open')) {
    open.status = 'gone';
    lines.push(line('OfferEnded', open.id, 'withdrawn'));
  }
  for (const { id, status } of known.entries) if (status === 'waiting') lines.push(...leaving(known, id, 'withdrawn'));
  for (const booking of ahead) {
    booking.status = 'cancelled';
    lines.push(line('BookingCancelled', booking.id, 'outage', false));
  }
  return lines;
};
