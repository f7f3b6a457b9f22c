import { broken, isLive, isRunning, m, type Known } from './calendar-reference.fixtures.js';
import { setAside } from './calendar-reference-booking.fixtures.js';
import { wish } from './calendar-reference-waiting.fixtures.js';
import { afterOf, breakOff, line, moveTo, no, same, spanOf, type Of, type Told } from './calendar-reference-words.fixtures.js';

/* The reference: what becomes of a booking. It changes the lists it is given. For tests only. */

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
      return found.length > 0 ? no(found[0]!, found) : [moveTo(known, booking, slot, by, rules.confirmation === 'automatic' || staff)];
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
