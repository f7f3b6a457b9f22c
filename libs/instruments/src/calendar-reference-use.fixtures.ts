import { broken, counted, isLive, isRunning, m, type Known } from './calendar-reference.fixtures.js';
import { setAside } from './calendar-reference-booking.fixtures.js';
import { wish } from './calendar-reference-waiting.fixtures.js';
import { afterOf, breakOff, goBack, keep, letGo, line, moveTo, no, same, spanOf, start, type Of, type Told } from './calendar-reference-words.fixtures.js';

/* The reference: what becomes of a booking. It changes the lists it is given. For tests only. */

/** What an early end frees after the clean-up, when it is worth it. */
const freeing = ({ now, rules, bookings }: Known, booking: Known['bookings'][number], clean: number): string[] => {
  const free = { from: Math.max(now, clean), until: booking.busyUntil };
  const next = bookings.find((one) => (one.status === 'booked' || one.status === 'requested') && one.from >= booking.until && one.from - now <= rules.earlyFinish.lookAheadMinutes);
  return free.until - free.from >= rules.earlyFinish.atLeastMinutes ? [line('TimeFreed', booking.id, free.from, free.until, next ? 'next' : 'nobody')] : [];
};

type OnBooking = Of<'move' | 'cancel' | 'confirm' | 'decline' | 'check_in' | 'samples_arrive' | 'change_end' | 'interrupt' | 'record_usage'>;
export const onBooking = (known: Known, command: OnBooking): Told => {
  const { bookingId, organisationId, actorId, staff, proxy } = command;
  const { now, rules, capacity, bookings } = known;
  const booking = bookings.find(({ id }) => id === bookingId);
  if (!booking) return no('booking_over');
  const by = staff && actorId !== booking.personId ? 'staff' : 'user';
  if (booking.organisationId !== organisationId && !(staff && organisationId === 'institute')) return no('booking_unknown');
  const usage = command.do === 'record_usage' ? `${command.from} ${command.until} ${command.note}` : '';
  if (booking.status === 'used' && command.do === 'record_usage') return usage === booking.usage ? [] : no('usage_recorded_differently');
  if (!isLive(booking) || booking.status === 'used') return (command.do === 'cancel' && booking.status === 'cancelled') || (command.do === 'decline' && booking.status === 'declined') ? [] : no('booking_over');
  const begun = booking.startedAt !== null;
  // Who books in these steps books for themselves.
  if (!['confirm', 'decline', 'samples_arrive'].includes(command.do) && actorId !== booking.personId && !staff && !proxy) return no('may_not_act_for_others');
  switch (command.do) {
    case 'move': {
      const slot = spanOf(command);
      if (same(booking, slot)) return [];
      const to = booking.kept;
      const back = goBack(known, booking, by, now) ?? [];
      if (back.length > 0 && same(to!, slot)) return back;
      if (command.overrides.length > 0 && !staff) return no('may_not_override');
      if (begun || booking.from <= now) return no('booking_started');
      if (!(slot.from <= booking.from && slot.until >= booking.until) && now >= booking.from - rules.lockMinutes && !staff) return no('booking_locked');
      const longer = slot.from <= booking.from && slot.until >= booking.until;
      const asked = broken(known, wish(known, booking, slot, rules.notice.changeMinutes, { except: bookingId, leaves: longer ? null : booking.from }));
      const found = setAside(asked, command.overrides);
      const wasLate = booking.leftLate;
      if (found.length === 0 && by === 'user' && !longer && booking.from - now < rules.notice.cancelMinutes) booking.leftLate = true;
      if (found.length > 0) return no(found[0]!, found);
      const confirmed = rules.confirmation === 'automatic' || staff;
      const before = { from: booking.from, until: booking.until, busyFrom: booking.busyFrom, busyUntil: booking.busyUntil, missedAt: booking.missedAt, leftLate: wasLate };
      const keeps = booking.status === 'booked' && !confirmed;
      const gone = letGo(known, booking);
      const told = moveTo(known, booking, slot, by, confirmed);
      if (keeps) booking.kept = before;
      return [...back, ...gone, told, ...(keeps ? keep(known, booking, command.keepIds) : [])];
    }
    case 'cancel':
      if (begun) return no('booking_started');
      if (booking.attended && by === 'user') return no('samples_received');
      booking.status = 'cancelled';
      return [...letGo(known, booking), line('BookingCancelled', bookingId, by, booking.leftLate || Math.floor(Math.min(booking.from, booking.kept?.from ?? Infinity) - now) < rules.notice.cancelMinutes)];
    case 'confirm':
    case 'decline':
      if (!staff) return no('booking_unknown');
      if (booking.status !== 'requested') return command.do === 'confirm' ? [] : no('booking_not_requested');
      if (command.do === 'decline') {
        const back = goBack(known, booking, 'staff', now);
        if (back) return back;
      }
      booking.status = command.do === 'confirm' ? 'booked' : 'declined';
      booking.kept = null;
      return [command.do === 'confirm' ? line('BookingConfirmed', bookingId) : line('BookingDeclined', bookingId, 'owner'), ...letGo(known, booking)];
    case 'check_in': {
      if (begun) return [];
      if (booking.status === 'requested') return no('booking_not_confirmed');
      if (now < booking.from - rules.checkInEarlyMinutes) return no('check_in_too_early');
      if (known.outages.some(({ from, until }) => from <= now && now < until)) return no('instrument_out_of_service');
      const running = bookings.filter(isRunning);
      const within = running.filter(({ until }) => until > now);
      if (within.length >= capacity) return no('predecessor_running');
      const counts = counted(known, bookingId, false);
      if (counts.subarray(now, Math.max(now, booking.busyFrom)).some((count) => count >= capacity)) return no('check_in_too_early');
      return start(known, booking, now);
    }
    case 'samples_arrive': {
      if (begun) return [];
      const arrived = booking.attended ? [] : [line('SamplesArrived', bookingId)];
      booking.attended = true;
      const checkedIn = command.inWork || booking.from <= now ? onBooking(known, { ...command, do: 'check_in' }) : [];
      return 'refused' in checkedIn ? arrived : [...arrived, ...checkedIn];
    }
    case 'change_end': {
      if (!isRunning(booking)) return no(begun ? 'use_ended' : 'not_checked_in');
      const until = m(command.until);
      if (until === booking.until) return [];
      if (until <= now || until <= booking.from) return no('end_not_ahead');
      const slot = { from: booking.from, until };
      const shorter = until < booking.until;
      const found = broken(known, wish(known, booking, slot, 0, { except: bookingId })).filter((rule) => (shorter ? rule === 'slot_off_grid' : !['slot_in_past', 'slot_too_soon', 'open_limit_reached'].includes(rule)));
      if (found.length > 0) return no(found[0]!, found);
      const freed = shorter ? freeing(known, booking, until + rules.bufferAfterMinutes) : [];
      Object.assign(booking, { until, busyUntil: until + rules.bufferAfterMinutes, overdue: false });
      return [line('BookingEndChanged', bookingId, until, booking.busyUntil), ...freed];
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
      const freed = freeing(known, booking, used.until + afterOf(booking));
      Object.assign(booking, { status: 'used', usage, busyUntil: Math.min(booking.busyUntil, Math.max(used.until, booking.busyFrom) + afterOf(booking)) });
      return [line('UsageRecorded', bookingId, used.from, used.until), ...freed];
    }
  }
};
