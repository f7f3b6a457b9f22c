import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Span } from './opening.decider.js';
import type { Limit } from './opening-rules.js';
import { quotaEvents, quotaRulesEvents, type QuotaEvent, type QuotaRulesSet } from './quota-events.js';
import { onShelf, shelved, sifted, type Shelves } from './shelves.decider.js';
import { boundsOf, counted, NO_TALLIES, withoutPast, wouldBe, type Holder, type Tallies } from './tallies.decider.js';
import { dayOf, localDay, startOfDay } from './zone.decider.js';

export type SetQuotaRules = { readonly do: 'set'; readonly data: Omit<QuotaRulesSet['data'], 'rulesVersion'> };
export type QuotaRulesRefusal = 'quota_rules_wrong';
export type QuotaRules = { readonly rulesVersion: number; readonly limits: readonly Limit[] };

/** Both regions keep one time and begin their weeks on Monday (GB/T 7408.1, as ISO 8601-1). */
const BOTH_REGIONS = { zone: 'Asia/Shanghai', weekStartsOn: 1 } as const;

/** What an owner allows over all its instruments; without limits nothing is counted. */
export const quotaRules: Decider<QuotaRules, SetQuotaRules, QuotaRulesSet, QuotaRulesRefusal> = {
  events: quotaRulesEvents,
  stateVersion: 1,
  initialState: { rulesVersion: 0, limits: [] },
  evolve: (_, { data: { rulesVersion, limits } }) => ({ rulesVersion, limits }),
  decide: ({ data }, state): readonly QuotaRulesSet[] | Refusal<QuotaRulesRefusal> => {
    const { limits } = data;
    for (const { limitId, subject, group } of limits) if ((subject === 'group') !== (group !== null)) return refuse('quota_rules_wrong', { fault: `limits: ${limitId} names a group exactly when it counts one` });
    if (new Set(limits.map(({ limitId }) => limitId)).size < limits.length) return refuse('quota_rules_wrong', { fault: 'limits: each has an id of its own' });
    return JSON.stringify(state.limits) === JSON.stringify(limits) ? [] : [{ type: 'QuotaRulesSet', data: { ...data, rulesVersion: state.rulesVersion + 1 } }];
  },
};

type OnAccount = { readonly quotaId: string; readonly bookingId: string; readonly now: string; readonly rules: QuotaRules };
export type QuotaCommand =
  /** `force`: the owner's staff set the quota aside. */
  | (OnAccount & { readonly do: 'reserve'; readonly calendarId: string; readonly from: string; readonly until: string; readonly limits: readonly Limit[]; readonly expiresAt: string; readonly force: boolean })
  /** All parts of an act that count here, or none of them. */
  | (Omit<OnAccount, 'bookingId'> & { readonly do: 'reserve_act'; readonly actId: string; readonly parts: readonly QuotaPart[]; readonly expiresAt: string })
  | (OnAccount & { readonly do: 'confirm'; readonly from: string; readonly until: string })
  | (OnAccount & { readonly do: 'release'; readonly ground: 'refused' | 'expired' | 'ended' });
export type QuotaRefusal = 'quota_reached';
/** One slot of an act on an account, with the limits that count it. */
export type QuotaPart = { readonly bookingId: string; readonly calendarId: string; readonly from: string; readonly until: string; readonly limits: readonly Limit[] };

type Kept = { readonly counts: Span | null; readonly pending: Span | null };
/** `kept`: by booking; what was over before today is no longer there. */
export type Quota = { readonly kept: Shelves<Kept>; readonly tallies: Tallies };

/** On an account there is one subject; the tallies need some name for it. */
const SUBJECT: Holder = { personId: 'account', organisationId: 'account', groups: ['account'] };
const spanOf = ({ from, until }: { readonly from: string; readonly until: string }): Span => ({ from: Date.parse(from), until: Date.parse(until) });
const told = ({ from, until }: Span): { readonly from: string; readonly until: string } => ({ from: new Date(from).toISOString(), until: new Date(until).toISOString() });
const count = (tallies: Tallies, span: Span | null, sign: 1 | -1): Tallies => (span ? counted(tallies, BOTH_REGIONS, SUBJECT, span, sign) : tallies);
const NOT_KEPT: Kept = { counts: null, pending: null };
export const keptOf = ({ kept }: Quota, bookingId: string): Kept => onShelf(kept, bookingId) ?? NOT_KEPT;
/** No calendar gives a slot of more than a year, or one at the end of all dates: nothing is kept for it, and nobody walks through its periods. */
const isCountable = ({ from, until }: Span): boolean => from < until && until - from <= LONGEST_COUNTED_MS && until < LAST_COUNTED;
const LONGEST_COUNTED_MS = 366 * 24 * 3_600_000;
const LAST_COUNTED = Date.UTC(9_998, 0);
const isAt = (a: Span | null, b: Span): boolean => a !== null && a.from === b.from && a.until === b.until;

/** What each limit would come to with a booking there: where it stands now, or stood to be reserved, is given up for the new place. */
export const wouldCome = (state: Quota, bookingId: string, limits: readonly Limit[], span: Span, now: string): readonly { readonly limit: Limit; readonly asked: { readonly period: string; readonly amount: number } }[] => {
  if (!isCountable(span)) return [];
  const known = keptOf(state, bookingId);
  const free = count(count(state.tallies, known.counts, -1), known.pending, -1);
  return limits.flatMap((limit) => {
    const asked = wouldBe({ ...limit, subject: 'person', group: null }, free, BOTH_REGIONS, SUBJECT, span, localDay(BOTH_REGIONS.zone, Date.parse(now)));
    return asked ? [{ limit, asked }] : [];
  });
};

/** The instant with which the next period of a limit begins after the one that is named (`week 2026-03-02`). */
export const nextPeriodAfter = ({ per }: Limit, period: string): number => startOfDay(BOTH_REGIONS.zone, boundsOf(per, dayOf(period.slice(per.length + 1)), BOTH_REGIONS.weekStartsOn).next);

/** Looked through once a day: without what ended before, so that an account does not grow with the years. */
const withoutOver = (state: Quota, now: number): Quota => {
  const tallies = withoutPast(state.tallies, BOTH_REGIONS, now);
  if (tallies === state.tallies) return state;
  return { kept: sifted(state.kept, (one) => (Math.max(one.counts?.until ?? 0, one.pending?.until ?? 0) > now ? one : null)), tallies };
};

/** One subject's account with one owner. What is reserved counts at once, so two bookings on two instruments cannot both be the last. */
export const quota: Decider<Quota, QuotaCommand, QuotaEvent, QuotaRefusal> = {
  events: quotaEvents,
  stateVersion: 2,
  initialState: { kept: {}, tallies: NO_TALLIES },

  evolve: (state, event) => {
    const { bookingId } = event.data;
    const known = keptOf(state, bookingId);
    switch (event.type) {
      case 'QuotaReserved': {
        const live = withoutOver(state, Date.parse(event.data.reservedAt));
        const pending = spanOf(event.data);
        return { kept: shelved(live.kept, bookingId, { ...known, pending }), tallies: count(count(live.tallies, known.pending, -1), pending, 1) };
      }
      case 'QuotaConfirmed': {
        const counts = spanOf(event.data);
        const tallies = count(count(count(state.tallies, known.counts, -1), known.pending, -1), counts, 1);
        return { kept: shelved(state.kept, bookingId, { counts, pending: null }), tallies };
      }
      case 'QuotaReleased': {
        const ended = event.data.ground === 'ended';
        const tallies = count(count(state.tallies, known.pending, -1), ended ? known.counts : null, -1);
        return { kept: shelved(state.kept, bookingId, !ended && known.counts ? { ...known, pending: null } : null), tallies };
      }
    }
  },

  decide: (command, state): readonly QuotaEvent[] | Refusal<QuotaRefusal> => {
    if (command.do === 'reserve_act') return together(command, state);
    const { quotaId, bookingId, now } = command;
    const known = keptOf(state, bookingId);
    if (command.do === 'release') {
      if (!known.pending && (command.ground !== 'ended' || !known.counts)) return [];
      return [{ type: 'QuotaReleased', data: { quotaId, bookingId, ground: command.ground, releasedAt: now } }];
    }
    const span = spanOf(command);
    if (command.do === 'confirm') return isAt(known.counts, span) && !known.pending ? [] : [{ type: 'QuotaConfirmed', data: { quotaId, bookingId, ...told(span), confirmedAt: now } }];
    if (!isCountable(span) || isAt(known.pending, span) || isAt(known.counts, span)) return [];
    const full = command.force ? null : fullFor(state, command, now);
    return full ? refuse('quota_reached', full) : [reserved(command, command, null)];
  },
};

const fullFor = (state: Quota, { bookingId, limits, ...slot }: Omit<QuotaPart, 'calendarId'>, now: string): { readonly limit: Limit; readonly asked: object } | null => {
  const full = wouldCome(state, bookingId, limits, spanOf(slot), now).find(({ limit, asked }) => asked.amount > limit.atMost);
  return full ? { limit: full.limit, asked: full.asked } : null;
};

const reserved = ({ bookingId, calendarId, ...slot }: Omit<QuotaPart, 'limits'>, { quotaId, rules: { rulesVersion }, expiresAt, now }: Pick<Extract<QuotaCommand, { do: 'reserve' }>, 'quotaId' | 'rules' | 'expiresAt' | 'now'>, actId: string | null): QuotaEvent =>
  ({ type: 'QuotaReserved', data: { quotaId, bookingId, calendarId, actId, ...told(spanOf(slot)), rulesVersion, expiresAt, reservedAt: now } });

/** Each part is asked beside those before it; whatever leaves no room is told, by its booking. */
const together = (command: Extract<QuotaCommand, { do: 'reserve_act' }>, state: Quota): readonly QuotaEvent[] | Refusal<QuotaRefusal> => {
  const events: QuotaEvent[] = [];
  const violations: object[] = [];
  for (const part of command.parts) {
    const so = events.reduce(quota.evolve, state);
    const { pending, counts } = keptOf(so, part.bookingId);
    if (!isCountable(spanOf(part)) || isAt(pending, spanOf(part)) || isAt(counts, spanOf(part))) continue;
    const full = fullFor(so, part, command.now);
    if (full) violations.push({ bookingId: part.bookingId, ...full });
    else events.push(reserved(part, command, command.actId));
  }
  return violations.length > 0 ? refuse('quota_reached', { violations }) : events;
};
