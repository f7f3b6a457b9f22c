import fc from 'fast-check';
import type { CalendarCommand } from './calendar.decider.js';
import { facts, rules } from './calendar-fixtures.js';
import { at, isLive, isRunning, type Known } from './calendar-reference.fixtures.js';
import type { OpeningRules } from './opening-rules.js';

/* What several users, staff and the owner may think of doing, as small numbers; and the command that a step means on what is known by then. For tests only. */

const kinds = ['book', 'hold', 'release', 'move', 'cancel', 'undo_part', 'confirm', 'decline', 'check_in', 'samples_arrive', 'change_end', 'interrupt', 'record_usage', 'book_series', 'join_waiting', 'leave_waiting', 'decline_offer', 'announce_outages', 'end_outage', 'change_rules', 'change_capacity', 'open', 'settle', 'wait', 'withdraw'] as const;
const WEIGHTS: Partial<Record<(typeof kinds)[number], number>> = { book: 16, wait: 12, check_in: 12, samples_arrive: 3, change_end: 7, record_usage: 7, join_waiting: 6, move: 9, cancel: 4, interrupt: 2, confirm: 3, decline: 3, hold: 3, book_series: 2, change_rules: 2, settle: 2 };
export type Step = { readonly do: (typeof kinds)[number]; readonly id: number; readonly user: number; readonly from: number; readonly length: number; readonly how: number; readonly odd: number };
export const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(...kinds.map((kind) => ({ weight: WEIGHTS[kind] ?? 1, arbitrary: fc.constant(kind) }))),
  id: fc.nat(47), user: fc.nat(3), from: fc.constantFrom(1, 0, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 20, 26, 32, -1), length: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(2, 3, 4, 1, 5, 6) }, { weight: 1, arbitrary: fc.constantFrom(0, -1, 7, 8, 9) }), how: fc.nat(9), odd: fc.nat(39),
});

const day = { subject: 'person', group: null, measure: 'count', per: 'day', atMost: 4, limitId: 'person-day' } as const;
const BASE = rules({
  weekly: [{ day: 1, from: '09:00', until: '24:00', groups: null }, { day: 2, from: '00:00', until: '08:00', groups: ['own'] }, { day: 2, from: '08:00', until: '22:00', groups: null }],
  bufferAfterMinutes: 15, minMinutes: 30, horizonDays: 1, lockMinutes: 30, noShowMinutes: 30, checkInEarlyMinutes: 90, offerMinutes: 60, notice: { bookMinutes: 0, changeMinutes: 0, cancelMinutes: 60 },
  limits: [day, { ...day, limitId: 'firm-day', subject: 'organisation', measure: 'minutes', atMost: 720 }, { ...day, limitId: 'own-week', subject: 'group', group: 'own', per: 'week', atMost: 6 }],
});
/** The rules that the owner goes to and fro between; limits stay. */
export const VARIANTS: readonly OpeningRules[] = [
  BASE,
  { ...BASE, confirmation: 'owner', noShowMinutes: null, minMinutes: 60 },
  { ...BASE, bufferBeforeMinutes: 15, bufferAfterMinutes: 15, gapMinutes: 60 },
  { ...BASE, notice: { bookMinutes: 60, changeMinutes: 60, cancelMinutes: 0 }, minMinutes: 60, maxMinutes: 180, openLimits: [{ limitId: 'open', subject: 'person', group: null, measure: 'count', atMost: 2 }] },
  { ...BASE, weekly: BASE.weekly.map((hours) => ({ ...hours, groups: null })), gridMinutes: 60, minMinutes: 60, bufferAfterMinutes: 0, confirmation: 'owner' },
];
const WRONG: readonly OpeningRules[] = [{ ...BASE, gridMinutes: 7 }, { ...BASE, zone: 'Europe/Berlin' }];

const USERS = [['firm', 'li', []], ['firm', 'zhao', []], ['school', 'wu', []], ['institute', 'chen', ['own']]] as const;
const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length]);

/** Null where there is nothing that the step could be about. */
export const commandOf = ({ do: kind, id, user, from: start, length, how, odd }: Step, known: Known): CalendarCommand | null => {
  const { now } = known;
  const base = { now: at(now), holidays: [] };
  const [organisationId, personId, groups] = USERS[user]!;
  const staff = organisationId === 'institute';
  const grid = known.rules.gridMinutes;
  const from = (Math.ceil(now / grid) + start) * grid + (odd === 0 ? 10 : 0) + (odd === 1 ? 90 * grid : 0);
  const until = from + length * grid;
  const slot = { from: at(from), until: at(until) };
  const suspendedUntil = odd === 2 ? at(now + 600) : null;
  const quotas = odd === 14 ? [{ bookingId: `b${id}`, limit: { limitId: 'all', measure: 'count' as const, per: 'week' as const, atMost: 1 }, asked: { period: 'week 2026-03-02', amount: 2 } }] : [];
  const who = { suspendedUntil, missing: odd === 3 ? ['training'] : [], quotas };
  const known_ = { ...facts, ...base, groups: [...groups], user: who, retired: odd === 4, mayBookFor: odd !== 5, staff };
  const overrides = odd > 34 ? [{ rule: 'slot_too_short', reason: 'x' }] : [];
  const whose = { instrumentId: 'sem', organisationId, personId };
  const data = { calendarId: 'sem', ...whose, bookedBy: personId, mode: null, overrides, holdId: null, offerId: null, actId: null };
  const byOwner = { ...base, calendarId: 'sem', reason: '', actorId: 'chen' };
  // Of a booking: mostly its own user, else staff, sometimes a stranger; mostly one that such a command is for.
  const suits: Partial<Record<Step['do'], (one: Known['bookings'][number]) => boolean>> = {
    check_in: (one) => (one.status === 'booked' || one.status === 'requested') && one.from <= now + 90, change_end: isRunning, interrupt: isRunning, record_usage: (one) => one.startedAt !== null && one.status !== 'used', confirm: (one) => one.status === 'requested', decline: (one) => one.status === 'requested',
    samples_arrive: (one) => isLive(one) && one.startedAt === null, move: (one) => isLive(one) && one.startedAt === null, cancel: (one) => isLive(one) && one.startedAt === null, undo_part: (one) => isLive(one) && one.startedAt === null,
  };
  const mostly = how > (kind === 'record_usage' ? 3 : 1) ? known.bookings.filter(suits[kind] ?? (() => true)) : known.bookings;
  const booking = pick(mostly, id);
  const about = kind in suits;
  const word = kind === 'confirm' || kind === 'decline';
  // A colleague, named for it or not.
  const colleague = odd === 15 || odd === 16;
  const actor = odd === 6 ? { organisationId: 'rival', actorId: 'x', staff: true } : word || how === 9 ? { organisationId: 'institute', actorId: 'chen', staff: odd !== 7 } : { organisationId: booking?.organisationId ?? 'firm', actorId: colleague ? 'sun' : (booking?.personId ?? 'li'), staff: false };
  // Of what is kept: its person mostly, else a colleague, named for it or not, staff, or a rival.
  const givesUp = (of: { organisationId: string; personId: string } | undefined) =>
    odd === 6 ? { organisationId: 'rival', actorId: 'x', staff: true, proxy: false } : odd === 17 ? { organisationId: 'institute', actorId: 'chen', staff: true, proxy: false } : { organisationId: of?.organisationId ?? 'firm', actorId: colleague ? 'sun' : (of?.personId ?? 'li'), staff: false, proxy: odd === 16 };
  const on = { ...base, ...actor, proxy: odd === 16, bookingId: odd === 8 ? 'nobody' : (booking?.id ?? 'nobody') };
  // Nothing that it could be about: something to be about.
  switch (about && !booking && odd !== 8 ? 'book' : kind) {
    case 'wait':
      return null;
    case 'settle':
      return { do: 'settle', ...base };
    case 'book': {
      const kept = how === 8 ? pick(known.holds.filter(({ status }) => status === 'held' || odd < 9), id) : how > 5 ? pick(known.offers.filter(({ status }) => status === 'open' || odd < 9), id) : undefined;
      if (!kept) return { do: 'book', data: { ...data, bookingId: `b${id}`, ...slot }, facts: known_ };
      const theirs = { organisationId: odd === 9 ? 'rival' : kept.organisationId, personId: odd === 10 ? 'sun' : kept.personId, bookedBy: kept.personId, from: at(kept.from), until: at(odd % 4 === 2 ? kept.until + grid : kept.until) };
      const link = how === 8 ? { holdId: kept.id, offerId: odd === 11 ? (known.offers[0]?.id ?? null) : null } : { offerId: kept.id };
      return { do: 'book', data: { ...data, ...theirs, ...link, bookingId: `of-${kept.id}` }, facts: { ...known_, staff: false, groups: kept.organisationId === 'institute' ? ['own'] : [] } };
    }
    case 'hold':
      return { do: 'hold', data: { holdId: `h${id % 12}`, ...whose, ...slot, actId: how === 0 ? 'act' : null }, facts: known_ };
    case 'release': {
      const held = pick(how > 2 ? known.holds.filter(({ status }) => status === 'held') : known.holds, id);
      return { do: 'release', holdId: held?.id ?? 'h?', ...givesUp(held), ground: 'given_back', ...base };
    }
    case 'move': {
      const longer = booking && how === 3 ? { from: at(booking.from), until: at(booking.until + grid) } : slot;
      return { do: 'move', ...on, ...longer, user: { suspendedUntil: null, missing: [] }, grounds: { qualificationId: null, terms: [] }, overrides, keepIds: [`k${known.holds.length}`, `l${known.holds.length}`] };
    }
    case 'cancel':
    case 'confirm':
    case 'decline':
    case 'interrupt':
      return { do: kind as 'cancel', ...on, reason: '' };
    case 'undo_part':
      return { do: 'undo_part', ...base, bookingId: on.bookingId, actId: 'act' };
    case 'check_in':
      return { do: 'check_in', ...on };
    case 'samples_arrive':
      return { do: 'samples_arrive', ...on, organisationId: odd === 6 ? 'rival' : 'institute', actorId: 'chen', staff: true, inWork: how > 6 };
    case 'change_end':
      return { do: 'change_end', ...on, until: at((booking?.until ?? now) + (how < 3 ? -1 : 1) * Math.max(0, length - 1) * grid + (odd === 0 ? 10 : 0)), missing: [] };
    case 'record_usage': {
      const begun = booking?.startedAt ?? now - 60;
      const end = Math.min(now, booking?.interruptedAt ?? now, booking?.relievedAt ?? now);
      return { do: 'record_usage', ...on, from: at(begun + (odd === 9 ? -5 : odd % 3)), until: at(end + (odd === 10 ? 5 : -(how % 3))), note: '' };
    }
    case 'book_series': {
      const [ids, on_] = [Array.from({ length: 100 }, (_, n) => `s${id % 4}-${n}`), new Date(Date.parse(base.now) + 8 * 3_600_000).toISOString().slice(0, 10)];
      const pattern = { repeats: 'daily', every: odd === 12 ? 0 : 1, startsOn: on_, days: [], at: `${String(9 + ((start + 12) % 12)).padStart(2, '0')}:00`, minutes: Math.max(1, length) * grid, count: odd > 33 ? 101 : 1 + (how % 4), untilOn: odd === 13 ? on_ : null } as const;
      const { holdId: _, offerId: __, actId: ___, overrides: ____, ...rest } = data;
      return { do: 'book_series', seriesId: `s${id % 4}`, pattern, bookingIds: ids, skipConflicts: how > 4, data: rest, facts: known_ };
    }
    case 'join_waiting': {
      // Mostly what somebody else has.
      const taken = how > 3 ? pick(known.bookings.filter((one) => isLive(one) && one.until > now), id) : undefined;
      return { do: 'join_waiting', entryId: `w${id % 8}`, ...whose, groups: [...groups], ...(taken ? { from: at(taken.from), until: at(taken.until) } : slot), atLeastMinutes: how % 2 === 0 ? known.rules.minMinutes : Math.max(30, length * grid), user: who, retired: odd === 4, ...base };
    }
    case 'leave_waiting': {
      const entry = pick(known.entries, id);
      return { do: 'leave_waiting', entryId: entry?.id ?? 'w?', ...givesUp(entry), ...base };
    }
    case 'decline_offer': {
      const offer = pick(known.offers, id);
      if (odd > 30) return { do: 'pass_over', offerId: offer?.id ?? 'w?', ...base };
      return { do: 'decline_offer', offerId: offer?.id ?? 'w?', ...givesUp(offer), ...base };
    }
    case 'announce_outages': {
      const again = how === 9 ? pick(known.outages.filter((one) => one.until > now), id) : undefined;
      const span = again ? { outageId: again.id, from: at(again.from), until: at(again.until) } : { outageId: `o${known.outages.length}-${now}`, from: at(from + (odd % 4) * 7), until: at(from + (odd % 4) * 7 + length * 20) };
      return { do: 'announce_outages', outages: [span], kind: 'planned', treatment: (['move', 'reoffer', 'cancel'] as const)[how % 3]!, seriesId: null, reason: '', actorId: 'chen', entitled: null, ...base };
    }
    case 'end_outage': {
      const outage = pick(known.outages.filter((one) => one.until > now), id);
      return { do: 'end_outage', outageId: odd === 6 ? 'o?' : ((odd % 4 === 3 ? pick(known.ended, id) : undefined) ?? outage?.id ?? 'o?'), actorId: 'chen', ...base };
    }
    case 'change_rules':
      return { do: 'change_rules', ...byOwner, rules: odd < 6 ? WRONG[odd % 2]! : VARIANTS[id % VARIANTS.length]! };
    case 'change_capacity':
      return { do: 'change_capacity', ...byOwner, capacity: id % 8 === 7 ? 0 : 1 + (id % 3) };
    case 'withdraw': {
      // Seldom for good: after it nothing more is booked.
      const ahead = known.bookings.some(({ status }) => status === 'booked' || status === 'requested');
      return ahead || odd < 4 ? { do: 'withdraw', ...base, instrumentId: 'sem', cancelBookings: odd < 4, reason: '', actorId: 'chen' } : { do: 'settle', ...base };
    }
    case 'open':
      return { do: 'open', calendarId: 'sem', ownerOrganisationId: 'institute', rules: odd === 6 ? WRONG[0]! : VARIANTS[id % 2]!, capacity: 1, now: base.now };
  }
};
