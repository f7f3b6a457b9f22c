import type { OpeningRules } from './opening-rules.js';

/*
 * What a calendar is, said the slow way: everything that ever was is kept in lists, and every question looks at all of it,
 * minute by minute. A truth for the model check, for tests only. Minutes count from Monday 2 March 2026, 08:00 in Shanghai.
 */

export const START = Date.parse('2026-03-02T00:00:00.000Z');
export const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();
export const m = (instant: string): number => (Date.parse(instant) - START) / 60_000;

export type Span = { from: number; until: number };
export type Holder = { organisationId: string; personId: string; groups: readonly string[] };
type Taken = Span & Holder & { id: string; busyFrom: number; busyUntil: number };
export type Booking = Taken & {
  status: 'requested' | 'booked' | 'started' | 'interrupted' | 'used' | 'cancelled' | 'declined' | 'missed';
  missedAt: number; leftLate: boolean; kept: (Span & { busyFrom: number; busyUntil: number; missedAt: number; leftLate: boolean }) | null; attended: boolean; startedAt: number | null; interruptedAt: number | null; overdue: boolean; relievedAt: number | null; usage: string;
};
export type Hold = Taken & { status: 'held' | 'gone' | 'taken'; expiresAt: number | null; actId: string | null; keptFor: string | null };
export type Offer = Taken & { status: 'open' | 'gone' | 'taken'; expiresAt: number; entryId: string | null };
export type Entry = Span & Holder & { id: string; atLeast: number; status: 'waiting' | 'left'; barred: boolean };
export type Known = { now: number; rules: OpeningRules; version: number; capacity: number; bookings: Booking[]; holds: Hold[]; offers: Offer[]; entries: Entry[]; outages: (Span & { id: string })[]; ended: string[]; withdrawn: boolean };

const LIVE = ['requested', 'booked', 'started', 'interrupted', 'used'];
export const isLive = ({ status }: Booking): boolean => LIVE.includes(status);
export const isRunning = ({ status, relievedAt }: Booking): boolean => status === 'started' && relievedAt === null;

/** Local days begin 8 hours before minute 0, and each day after. */
const DAY = 1_440;
export const dayAt = (minute: number): number => Math.floor((minute + 480) / DAY);
export const horizonOf = ({ now, rules }: Known): number => (dayAt(now) + rules.horizonDays + 1) * DAY - 480;

/** What takes time, but for one of them. */
export const takers = ({ bookings, holds, offers }: Known, except: string | null = null): Taken[] =>
  [...bookings.filter(isLive), ...holds.filter(({ status }) => status === 'held'), ...offers.filter(({ status }) => status === 'open')].filter(({ id }) => id !== except);

const MINUTES = 4 * DAY;
/** How many there are in each minute; outages count as everybody. */
export const counted = (known: Known, except: string | null, withOutages: boolean, notOverAt = -Infinity): Uint16Array => {
  const counts = new Uint16Array(MINUTES);
  const add = (from: number, until: number, weight: number): void => {
    for (let minute = Math.max(0, from); minute < Math.min(MINUTES, until); minute++) counts[minute]! += weight;
  };
  for (const { busyFrom, busyUntil } of takers(known, except)) if (busyUntil > notOverAt) add(busyFrom, busyUntil, 1);
  if (withOutages) for (const { from, until } of known.outages) add(from, until, 1_000);
  return counts;
};

/** Monday 9 to 24 and Tuesday 8 to 12 for everybody, the night between for members; where the rules say so. */
export const isOpen = ({ rules }: Known, groups: readonly string[], minute: number): boolean =>
  rules.weekly.some((hours) => {
    const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    const base = (hours.day - 1) * DAY - 480;
    return (hours.groups === null || hours.groups.some((group) => groups.includes(group))) && [0, 7 * DAY].some((weeks) => weeks + base + clock(hours.from) <= minute && minute < weeks + base + clock(hours.until));
  });
const every = (from: number, until: number, holds: (minute: number) => boolean): boolean => {
  for (let minute = from; minute < until; minute++) if (!holds(minute)) return false;
  return true;
};

export const openAll = (known: Known, groups: readonly string[], { from, until }: Span): boolean => every(from, until, (minute) => isOpen(known, groups, minute));

/** Open, and neither taken nor out of service for any of its minutes, buffers included. */
export const isFree = (known: Known, counts: Uint16Array, groups: readonly string[], { from, until }: Span): boolean =>
  every(from, until, (minute) => isOpen(known, groups, minute)) && every(from - known.rules.bufferBeforeMinutes, until + known.rules.bufferAfterMinutes, (minute) => (counts[minute] ?? 0) < known.capacity);

export type Wish = Span & Holder & { suspended: boolean; missing: boolean; quota: boolean; notice: number; leaves: number | null; except: string | null; promised: Taken | null };

/** What one has had in the limit's period around each minute of a slot, from all bookings there ever were. */
const had = (known: Known, { subject, group, measure, per }: OpeningRules['limits'][number], wish: Wish): number => {
  const same = (one: Holder): boolean => (subject === 'person' ? one.personId === wish.personId : subject === 'organisation' ? one.organisationId === wish.organisationId : one.groups.includes(group!));
  const of = (minute: number): number => (per === 'day' ? dayAt(minute) : Math.floor(dayAt(minute) / 7));
  // What is over is of no more interest.
  const periods = new Set(Array.from({ length: wish.until - wish.from }, (_, n) => of(wish.from + n)).filter((period) => period >= of(known.now)));
  const inside = (span: Span, period: number): number => Array.from({ length: Math.max(0, span.until - span.from) }, (_, n) => of(span.from + n)).filter((one) => one === period).length;
  return Math.max(0, ...[...periods].map((period) => {
    const parts = [...known.bookings.filter((one) => !['cancelled', 'declined'].includes(one.status) && one.id !== wish.except && same(one)), wish].map((one) => inside(one, period)).filter((minutes) => minutes > 0);
    return measure === 'count' ? parts.length : parts.reduce((sum, minutes) => sum + minutes, 0);
  }));
};

/** Every rule that a wish breaks, in order of precedence. */
export const broken = (known: Known, wish: Wish): string[] => {
  const { rules, capacity } = known;
  const { from, until, promised } = wish;
  if (until <= from) return ['slot_backwards'];
  const found: string[] = [];
  const unless = (holds: boolean, rule: string): void => void (holds || found.push(rule));
  unless(from >= known.now, 'slot_in_past');
  if (!promised) {
    unless(until <= horizonOf(known), 'slot_beyond_horizon');
    unless(from % rules.gridMinutes === 0 && until % rules.gridMinutes === 0, 'slot_off_grid');
    unless(until - from >= rules.minMinutes, 'slot_too_short');
    unless(until - from <= rules.maxMinutes, 'slot_too_long');
    unless(every(from, until, (minute) => isOpen(known, wish.groups, minute)), 'outside_opening_hours');
    unless(Math.min(from, wish.leaves ?? from) - known.now >= wish.notice, 'slot_too_soon');
  }
  unless(!wish.suspended, 'person_suspended');
  unless(!wish.missing, 'requirements_missing');
  for (const limit of rules.limits) if (limit.subject !== 'group' || wish.groups.includes(limit.group!)) unless(had(known, limit, wish) <= limit.atMost, 'limit_reached');
  const mine = known.bookings.filter((one) => isLive(one) && one.status !== 'used' && one.id !== wish.except && one.personId === wish.personId);
  for (const { atMost } of rules.openLimits) unless(mine.filter((one) => one.startedAt === null && one.from > known.now).length + 1 <= atMost, 'open_limit_reached');
  unless(!wish.quota, 'quota_reached');
  unless(rules.gapMinutes === 0 || !mine.some((one) => one.from < until + rules.gapMinutes && one.until > from - rules.gapMinutes), 'gap_too_short');
  const [busyFrom, busyUntil] = promised ? [promised.busyFrom, promised.busyUntil] : [from - rules.bufferBeforeMinutes, until + rules.bufferAfterMinutes];
  unless(!known.outages.some((outage) => outage.from < busyUntil && outage.until > Math.max(busyFrom, known.now)), 'instrument_out_of_service');
  // What is over takes nothing from anybody.
  const counts = counted(known, wish.except, false, known.now);
  unless(every(busyFrom, busyUntil, (minute) => (counts[minute] ?? 0) < capacity), 'slot_taken');
  return found;
};
