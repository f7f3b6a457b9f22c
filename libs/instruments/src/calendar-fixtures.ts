import { specification } from '@hewu/kernel/src/testing.js';
import type { BookSlot } from './booking.decider.js';
import type { HoldSlot } from './hold.decider.js';
import type { BookingStarted, CalendarOpened, SlotBooked, SlotHeld, SlotOffered, WaitingJoined } from './calendar-events.js';
import { calendar } from './calendar.decider.js';
import { PLAIN_RULES, type OpeningRules } from './opening-rules.js';
import type { JoinWaiting } from './waiting.decider.js';

/* One calendar as the specs meet it: the microscope `sem` of `institute`, and `li` of `firm` who books it. For tests only. */

export const MINUTES = 60_000;
/** Monday 2 March 2026, local time; +08:00 all year. `2 09:00` is the day after tomorrow's. */
export const monday = (time: string): string => {
  const [days, clock] = time.includes(' ') ? (time.split(' ') as [string, string]) : ['0', time];
  return new Date(Date.parse(`2026-03-02T${clock}:00+08:00`) + Number(days) * 86_400_000).toISOString();
};
export const NOW = monday('08:00');
export const plus = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * MINUTES).toISOString();
export const slot = (from: string, until: string): { from: string; until: string } => ({ from: monday(from), until: monday(until) });

export const weekly = (from = '08:30', until = '18:00', days = [1, 2, 3, 4, 5]): OpeningRules['weekly'] => days.map((day) => ({ day, from, until, groups: null }));
export const rules = (more: Partial<OpeningRules> = {}): OpeningRules => ({
  ...PLAIN_RULES, zone: 'Asia/Shanghai', weekly: weekly(), gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 30, ...more,
});
export const tariff = { version: 1, pricePerHourFen: 30_000, unitMinutes: 30 };

export const opened = (more: Partial<OpeningRules> = {}, capacity = 1): CalendarOpened => ({
  type: 'CalendarOpened', data: { calendarId: 'sem', ownerOrganisationId: 'institute', rules: rules(more), rulesVersion: 1, capacity, openedAt: NOW },
});

const noLinks = { holdId: null, offerId: null, seriesId: null, actId: null, replacesBookingId: null };
const priceOf = (from: string, until: string): number => ((Date.parse(until) - Date.parse(from)) / 3_600_000) * tariff.pricePerHourFen;

/** As `li` of `firm` books by the rules above, without a word about anything else. */
export const booked = (from = '09:00', until = '11:00', bookingId = 'b1', more: Partial<SlotBooked['data']> = {}): SlotBooked => ({
  type: 'SlotBooked',
  data: {
    bookingId, calendarId: 'sem', instrumentId: 'sem', organisationId: 'firm', personId: 'li', bookedBy: 'li', ...slot(from, until), mode: null, overrides: [], ...noLinks,
    ownerOrganisationId: 'institute', busyFrom: monday(from), busyUntil: plus(monday(until), 30), priceFen: priceOf(monday(from), monday(until)), tariff, rulesVersion: 1, external: true,
    confirmed: true, missedAt: monday(until), groups: [], grounds: { qualificationId: null, terms: [] }, bookedAt: NOW, ...more,
  },
});
export const requested = (from = '09:00', until = '11:00', bookingId = 'b1'): SlotBooked => booked(from, until, bookingId, { confirmed: false });
export const started = (at = '08:50', bookingId = 'b1', until = '11:00'): BookingStarted => ({ type: 'BookingStarted', data: { bookingId, until: monday(until), startedAt: monday(at) } });
export const held = (from: string, until: string, holdId = 'h1', more: Partial<SlotHeld['data']> = {}): SlotHeld => ({
  type: 'SlotHeld', data: { holdId, instrumentId: 'sem', organisationId: 'firm', personId: 'li', actId: null, keptForBookingId: null, ...slot(from, until), busyFrom: monday(from), busyUntil: plus(monday(until), 30), expiresAt: plus(NOW, 10), heldAt: NOW, ...more },
});
export const offered = (from: string, until: string, entryId = 'w1', more: Partial<SlotOffered['data']> = {}): SlotOffered => ({
  type: 'SlotOffered',
  data: { offerId: entryId, entryId, displacedBookingId: null, instrumentId: 'sem', organisationId: 'school', personId: 'wu', ...slot(from, until), busyFrom: monday(from), busyUntil: plus(monday(until), 30), expiresAt: monday('09:00'), offeredAt: NOW, ...more },
});
export const waits = (from: string, until: string, entryId = 'w1', more: Partial<WaitingJoined['data']> = {}): WaitingJoined => ({
  type: 'WaitingJoined', data: { entryId, instrumentId: 'sem', organisationId: 'school', personId: 'wu', groups: [], ...slot(from, until), atLeastMinutes: 60, joinedAt: NOW, ...more },
});

export const facts: BookSlot['facts'] = {
  now: NOW, holidays: [], tariff, ownerOrganisationId: 'institute', retired: false, groups: [], user: { suspendedUntil: null, missing: [] }, grounds: { qualificationId: null, terms: [] }, mayBookFor: true, staff: false,
};
export const book = (from: string, until: string, more: Partial<BookSlot['data']> = {}, known: Partial<BookSlot['facts']> = {}): BookSlot => ({
  do: 'book',
  data: { bookingId: 'b2', calendarId: 'sem', instrumentId: 'sem', organisationId: 'firm', personId: 'li', bookedBy: 'li', ...slot(from, until), mode: null, overrides: [], holdId: null, offerId: null, actId: null, ...more },
  facts: { ...facts, ...known },
});
export const hold = (from: string, until: string, more: Partial<HoldSlot['data']> = {}, known: Partial<HoldSlot['facts']> = {}): HoldSlot => ({
  do: 'hold', data: { holdId: 'h1', instrumentId: 'sem', organisationId: 'firm', personId: 'li', ...slot(from, until), actId: null, ...more }, facts: { ...facts, ...known },
});
export const join = (from: string, until: string, more: Partial<JoinWaiting> = {}): JoinWaiting => ({
  do: 'join_waiting', entryId: 'w1', instrumentId: 'sem', organisationId: 'school', personId: 'wu', groups: [], ...slot(from, until), atLeastMinutes: 60, user: { suspendedUntil: null, missing: [] }, retired: false, now: NOW, holidays: [], ...more,
});

const user = { suspendedUntil: null, missing: [] };
/** What is asked of a booking at a time of that Monday: by its user, and by the owner's staff. */
export const mine = (now: string, bookingId = 'b1', organisationId = 'firm') => ({ bookingId, organisationId, actorId: 'li', staff: false, proxy: false, now: monday(now), holidays: [] });
export const staffs = (now: string, bookingId = 'b1') => ({ bookingId, organisationId: 'institute', actorId: 'chen', staff: true, proxy: false, now: monday(now), holidays: [] });
export const move = (from: string, until: string, by: ReturnType<typeof mine> = mine('08:00'), more: { overrides?: { rule: string; reason: string }[] } = {}) => ({ do: 'move' as const, ...by, ...slot(from, until), user, grounds: facts.grounds, overrides: [], keepIds: ['k1', 'k2'] as const, ...more });
/** Of the owner, about the calendar. */
export const owner = (now = '08:00') => ({ calendarId: 'sem', actorId: 'chen', reason: 'service', now: monday(now), holidays: [] });

export const given = specification(calendar);
