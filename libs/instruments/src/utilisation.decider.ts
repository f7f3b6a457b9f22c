import { saturated } from './capacity.decider.js';
import { hoursOf, type Span, type View } from './opening.decider.js';
import type { Hours, OpeningRules } from './opening-rules.js';
import { boundsOf } from './tallies.decider.js';
import { dateOf, localDay, MINUTE, startOfDay } from './zone.decider.js';

/*
 * How much of the time in which an instrument could be used it was used, as the field counts machine hours (机时): hours of
 * effective use, and apart from them those of users of other organisations (domain page §3: national evaluation 2025, mean
 * 1 599 h effective and 273 h external; Chongqing set them against a fixed 1 400 h a year). Here they are set against the hours
 * that the owner itself has opened, less what was out of service. Pure; instants are epoch milliseconds, amounts whole minutes.
 */

export const UTILISATION_PERIODS = ['week', 'month'] as const;
export type UtilisationPeriod = (typeof UTILISATION_PERIODS)[number];

/** A week or a month of the owner's calendar, from local midnight to local midnight; `firstOn` and `lastOn` are its days. */
export type Period = Span & { readonly firstOn: string; readonly lastOn: string };

/** The periods that touch the days from the first to the last, in order. A week begins as the owner's rules say. */
export const periodsOf = ({ zone, weekStartsOn }: Pick<OpeningRules, 'zone' | 'weekStartsOn'>, per: UtilisationPeriod, firstDay: number, lastDay: number): readonly Period[] => {
  const periods: Period[] = [];
  for (let day = firstDay; day <= lastDay; ) {
    const { first, next } = boundsOf(per, day, weekStartsOn);
    periods.push({ firstOn: dateOf(first), lastOn: dateOf(next - 1), from: startOfDay(zone, first), until: startOfDay(zone, next) });
    day = next;
  }
  return periods;
};

/** Opening rules and since when they held, in order of time; the next ones end them. */
export type RulesOfTime = { readonly rules: OpeningRules; readonly since: number };
export type OutOfService = Span & { readonly kind: 'planned' | 'sudden' };
export type Booked = Span & {
  readonly missed: boolean;
  /** By a user of another organisation than the owner. */
  readonly external: boolean;
  /** As recorded; null when it was not. */
  readonly used: Span | null;
};

export type Utilisation = {
  /** Open to anybody by the rules of the time, whatever access group they belong to. */
  readonly openMinutes: number;
  /** Of these out of service, announced beforehand; and without warning. What both cover counts as sudden. */
  readonly plannedOutageMinutes: number;
  readonly suddenOutageMinutes: number;
  /** `openMinutes` less both. */
  readonly availableMinutes: number;
  /** Taken by bookings that were accepted, without buffers; and of these by users who did not come. */
  readonly bookedMinutes: number;
  readonly missedMinutes: number;
  /** Used as the users recorded it, also outside the open hours; of these by users of other organisations; and outside what was available. Several at once count once. */
  readonly usedMinutes: number;
  readonly externalMinutes: number;
  readonly usedOutsideMinutes: number;
  /** `usedMinutes` ÷ `availableMinutes` in hundredths, to a tenth; above 100 where it was used outside them. Null when nothing was available. */
  readonly utilisationPercent: number | null;
};

/** Sorted and disjoint: time in which several are counts once. */
const union = (spans: readonly Span[]): readonly Span[] =>
  saturated(spans.filter(({ from, until }) => from < until).map(({ from, until }) => ({ busyFrom: from, busyUntil: until })), 1).map(({ busyFrom, busyUntil }) => ({ from: busyFrom, until: busyUntil }));
const both = (a: readonly Span[], b: readonly Span[]): readonly Span[] =>
  saturated([...union(a), ...union(b)].map(({ from, until }) => ({ busyFrom: from, busyUntil: until })), 2).map(({ busyFrom, busyUntil }) => ({ from: busyFrom, until: busyUntil }));
const minutesIn = (spans: readonly Span[]): number => Math.round(spans.reduce((sum, { from, until }) => sum + (until - from), 0) / MINUTE);

const openToSomebody = <H extends Hours>(hours: readonly H[]): readonly H[] => hours.filter(({ groups }) => groups?.length !== 0).map((one) => ({ ...one, groups: null }));
/** Hours kept for a group are open hours: somebody may come. */
const forAnybody = (rules: OpeningRules): OpeningRules => ({
  ...rules,
  weekly: openToSomebody(rules.weekly),
  overrides: rules.overrides.map((one) => ({ ...one, hours: openToSomebody(one.hours) })),
  holidays: { kept: rules.holidays.kept === 'closed' ? 'closed' : 'open', groups: [] },
});

/** When it was open within a span, by the rules of each time. `holidays`: the public holidays (`YYYY-MM-DD`) of its days. */
export const openWithin = (versions: readonly RulesOfTime[], holidays: readonly string[], within: Span): readonly Span[] =>
  union(
    versions.flatMap(({ rules, since }, at) => {
      const held = { from: Math.max(within.from, since), until: Math.min(within.until, versions[at + 1]?.since ?? Infinity) };
      if (held.from >= held.until) return [];
      const view: View = { rules: forAnybody(rules), groups: [], holidays };
      // Hours may reach into the day after the one on which they begin.
      const [first, last] = [localDay(rules.zone, held.from) - 1, localDay(rules.zone, held.until - 1)];
      return both(Array.from({ length: last - first + 1 }, (_, n) => hoursOf(view, first + n)).flat(), [held]);
    }),
  );

/** Of what was recorded of an instrument, the part that lies within a span. `open` as `openWithin` tells it. */
export const utilisationOf = (within: Span, open: readonly Span[], outages: readonly OutOfService[], bookings: readonly Booked[]): Utilisation => {
  const in_ = (spans: readonly Span[]): readonly Span[] => both(spans, [within]);
  const out = (kind?: OutOfService['kind']): number => minutesIn(both(open, in_(outages.filter((one) => kind === undefined || one.kind === kind))));
  const used = in_(bookings.flatMap((one) => one.used ?? []));
  const [openMinutes, outMinutes, suddenOutageMinutes, usedMinutes] = [minutesIn(in_(open)), out(), out('sudden'), minutesIn(used)];
  const availableMinutes = openMinutes - outMinutes;
  const usedInside = minutesIn(both(used, open)) - minutesIn(both(both(used, open), outages));
  return {
    openMinutes, plannedOutageMinutes: outMinutes - suddenOutageMinutes, suddenOutageMinutes, availableMinutes,
    bookedMinutes: minutesIn(in_(bookings)), missedMinutes: minutesIn(in_(bookings.filter(({ missed }) => missed))),
    usedMinutes, externalMinutes: minutesIn(in_(bookings.flatMap(({ external, used: span }) => (external && span ? span : [])))), usedOutsideMinutes: usedMinutes - usedInside,
    utilisationPercent: availableMinutes === 0 ? null : Math.round((usedMinutes / availableMinutes) * 1_000) / 10,
  };
};
