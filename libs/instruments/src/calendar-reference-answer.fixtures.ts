import type { CalendarCommand } from './calendar.decider.js';
import { book, hold, release, undoPart } from './calendar-reference-booking.fixtures.js';
import { announce, endOutage, withdraw } from './calendar-reference-outage.fixtures.js';
import { onBooking } from './calendar-reference-use.fixtures.js';
import { declineOffer, join, lapse, leave, offering, passOver } from './calendar-reference-waiting.fixtures.js';
import { no, type Told } from './calendar-reference-words.fixtures.js';
import { counted, type Known } from './calendar-reference.fixtures.js';
import type { OpeningRules } from './opening-rules.js';

/* The reference as a whole: what is due, what is asked, what follows. It changes the lists it is given. For tests only. */

export const fresh = (rules: OpeningRules, capacity: number): Known => ({ now: 0, rules, version: 1, capacity, bookings: [], holds: [], offers: [], entries: [], outages: [], ended: [], withdrawn: false });

/** All of it, or what can be had: each day is booked as any slot is. */
const series = (known: Known, { pattern, bookingIds, skipConflicts, data, facts }: Extract<CalendarCommand, { do: 'book_series' }>): Told => {
  if (known.bookings.some(({ id }) => bookingIds.includes(id))) return no('series_id_reused');
  if ((pattern.count === null) === (pattern.untilOn === null) || pattern.every < 1) return no('series_pattern_wrong');
  if (pattern.count! > 100) return no('series_too_long');
  const [had, lines]: [string[], string[]] = [[], []];
  for (let n = 0; n < pattern.count!; n++) {
    const from = Date.parse(`${pattern.startsOn}T${pattern.at}:00+08:00`) + n * 86_400_000;
    const slot = { from: new Date(from).toISOString(), until: new Date(from + pattern.minutes * 60_000).toISOString() };
    const told = book(known, { do: 'book', data: { ...data, ...slot, bookingId: bookingIds[n]!, holdId: null, offerId: null, actId: null, overrides: [] }, facts });
    if ('refused' in told) {
      if (told.rules.length === 0) return told;
      continue;
    }
    had.push(bookingIds[n]!);
    lines.push(...told);
  }
  if (had.length < pattern.count! && !skipConflicts) return no('series_conflicts');
  return had.length === 0 ? no('series_empty') : [`SeriesBooked ${had.join(',')} ${pattern.count! - had.length}`, ...lines];
};

const byOwner = (known: Known, command: Extract<CalendarCommand, { do: 'open' | 'change_rules' | 'change_capacity' }>): Told => {
  if (command.do === 'change_capacity') {
    if (command.capacity < 1) return no('capacity_wrong');
    if (command.capacity === known.capacity) return [];
    if (Math.max(...counted(known, null, false).subarray(Math.max(0, Math.floor(known.now)))) > command.capacity) return no('capacity_below_booked');
    known.capacity = command.capacity;
    return [`CapacityChanged ${command.capacity}`];
  }
  if (60 % command.rules.gridMinutes !== 0) return no('opening_rules_wrong');
  const same = JSON.stringify(command.rules) === JSON.stringify(known.rules);
  if (command.do === 'open') return same && command.capacity === known.capacity ? [] : no('calendar_opened_differently');
  if (command.rules.zone !== known.rules.zone) return no('zone_fixed');
  if (same) return [];
  known.rules = command.rules;
  return [`OpeningRulesChanged ${++known.version}`];
};

export const answerOf = (known: Known, command: CalendarCommand): Told => {
  switch (command.do) {
    case 'settle':
      return [];
    case 'open':
    case 'change_rules':
    case 'change_capacity':
      return byOwner(known, command);
    case 'book':
      return book(known, command);
    case 'book_series':
      return series(known, command);
    case 'hold':
      return hold(known, command);
    case 'release':
      return release(known, command);
    case 'undo_part':
      return undoPart(known, command);
    case 'join_waiting':
      return join(known, command);
    case 'leave_waiting':
      return leave(known, command);
    case 'decline_offer':
      return declineOffer(known, command);
    case 'pass_over':
      return passOver(known, command);
    case 'announce_outages':
      return announce(known, command);
    case 'end_outage':
      return endOutage(known, command);
    case 'withdraw':
      return withdraw(known, command);
    default:
      return onBooking(known, command);
  }
};

const FREES = /^(OpeningRulesChanged|CapacityChanged|BookingDeclined|BookingMoved|BookingEndChanged|BookingCancelled|UseInterrupted|UsageRecorded|HoldReleased|OfferEnded|WaitingJoined|OutageEnded)/;

/** Everything that a command brings about. */
export const decided = (known: Known, command: CalendarCommand): Told => {
  if (command.do === 'open') return byOwner(known, command);
  const due = lapse(known);
  const told = answerOf(known, command);
  if ('refused' in told) return told;
  if (command.do === 'settle') return due;
  if (told.length === 0) return [];
  const offers = offering(known, told.some((line) => FREES.test(line)));
  return [...due, ...told, ...offers];
};
