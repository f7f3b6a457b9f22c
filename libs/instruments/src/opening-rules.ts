/*
 * Opening rules as they are recorded. Local times are those of `zone`; a day is one of the owner's calendar days.
 * Which features of a scheduler they cover is told in docs/instruments.md.
 */

/** Hours of a day: `HH:mm` to `HH:mm`. An end that is not after the beginning lies on the next day; `24:00` is the end of the day. */
export type Hours = {
  readonly from: string;
  readonly until: string;
  /** Access groups to which they are open; null is everybody. */
  readonly groups: readonly string[] | null;
};

/** ISO day of the week: Monday 1 … Sunday 7. */
export type WeeklyHours = Hours & { readonly day: number };

/** Other hours on one date (`YYYY-MM-DD`); without any it is closed. */
export type DateOverride = { readonly on: string; readonly hours: readonly Hours[]; readonly reason: string };

/** Closed from the first day to the last, both included, and to hours of the day before that would reach into them. */
export type Closure = { readonly fromOn: string; readonly untilOn: string; readonly reason: string };

/** What a public holiday of the working calendar does to the weekly hours: nothing, close, or keep them for some groups. */
export type HolidayRule = { readonly kept: 'open' | 'closed' | 'for_groups'; readonly groups: readonly string[] };

export const LIMIT_SUBJECTS = ['person', 'organisation', 'group'] as const;
export type LimitSubject = (typeof LIMIT_SUBJECTS)[number];
export const LIMIT_MEASURES = ['count', 'minutes'] as const;
export type LimitMeasure = (typeof LIMIT_MEASURES)[number];
export const LIMIT_PERIODS = ['day', 'week', 'month', 'year'] as const;
export type LimitPeriod = (typeof LIMIT_PERIODS)[number];

/** At most so many bookings, or minutes, in a period of the owner's calendar. `group` names the group that is counted, for that subject. */
export type Limit = { readonly limitId: string; readonly subject: LimitSubject; readonly group: string | null; readonly measure: LimitMeasure; readonly per: LimitPeriod; readonly atMost: number };

/** At most so many bookings, or minutes, that have not begun yet. */
export type OpenLimit = Omit<Limit, 'per'>;

/** When, how long and by whom a calendar may be booked. */
export type OpeningRules = {
  /** IANA time zone of the owner, fixed when the calendar is opened. */
  readonly zone: string;
  readonly weekly: readonly WeeklyHours[];
  readonly overrides: readonly DateOverride[];
  readonly closures: readonly Closure[];
  readonly holidays: HolidayRule;
  /** ISO day with which a week begins when limits are counted. */
  readonly weekStartsOn: number;
  /** Slots begin on multiples of it by the clocks of the zone, and last multiples of it; a divisor of 60. */
  readonly gridMinutes: number;
  readonly minMinutes: number;
  readonly maxMinutes: number;
  /** Preparation kept free before each slot and clean-up after it; between two slots both are kept free. They may lie outside the hours. */
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** How many of the owner's calendar days after today may be booked; for a group that is named here, so many. The largest counts. */
  readonly horizonDays: number;
  readonly horizonDaysOf: readonly { readonly group: string; readonly days: number }[];
  /** How long before the beginning a slot must be booked, changed or cancelled; a later cancellation is possible and called late. */
  readonly notice: { readonly bookMinutes: number; readonly changeMinutes: number; readonly cancelMinutes: number };
  /** So long before the beginning a booking can only be made longer. */
  readonly lockMinutes: number;
  /** Kept free between two bookings of one person. */
  readonly gapMinutes: number;
  readonly limits: readonly Limit[];
  readonly openLimits: readonly OpenLimit[];
  /** Whether the owner confirms each booking; one that is not confirmed by its beginning lapses. */
  readonly confirmation: 'automatic' | 'owner';
  /** How long a slot is held for somebody who is still filling in the form. */
  readonly holdMinutes: number;
  /** How long whoever waits may think about an offer. */
  readonly offerMinutes: number;
  /** From so many minutes before the slot one may check in. */
  readonly checkInEarlyMinutes: number;
  /** Whoever has not checked in so many minutes after the beginning did not come; null: at the end of the slot. Practice: 30 to 60 (domain page §3). */
  readonly noShowMinutes: number | null;
  /** The next user is told of time that came free when it is at least so long and they come within the look-ahead. */
  readonly earlyFinish: { readonly atLeastMinutes: number; readonly lookAheadMinutes: number };
};

/** The rules of a calendar's first version, before it had groups, limits and a waiting list. */
export type FirstOpeningRules = Pick<OpeningRules, 'gridMinutes' | 'minMinutes' | 'maxMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes' | 'horizonDays'> & {
  readonly zone: 'Asia/Shanghai';
  readonly weekly: readonly Omit<WeeklyHours, 'groups'>[];
};

/** What an owner who says nothing more has decided: everybody, no limits, no confirmation; a missed booking ends with its slot. */
export const PLAIN_RULES = {
  overrides: [],
  closures: [],
  holidays: { kept: 'open', groups: [] },
  weekStartsOn: 1,
  horizonDaysOf: [],
  notice: { bookMinutes: 0, changeMinutes: 0, cancelMinutes: 0 },
  lockMinutes: 0,
  gapMinutes: 0,
  limits: [],
  openLimits: [],
  confirmation: 'automatic',
  holdMinutes: 10,
  offerMinutes: 120,
  checkInEarlyMinutes: 15,
  noShowMinutes: null,
  earlyFinish: { atLeastMinutes: 30, lookAheadMinutes: 120 },
} as const satisfies Partial<OpeningRules>;

/** First rules in the words of today. */
export const fromFirstRules = (first: FirstOpeningRules): OpeningRules => ({ ...PLAIN_RULES, ...first, weekly: first.weekly.map((hours) => ({ ...hours, groups: null })) });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was recorded, as far as it is of the kind of what an owner who says nothing has decided; otherwise that. */
const likeness = (recorded: unknown, plain: unknown): unknown => {
  if (Array.isArray(plain)) return Array.isArray(recorded) ? recorded : plain;
  if (isObject(plain)) return isObject(recorded) ? Object.fromEntries(Object.entries(plain).map(([name, one]) => [name, likeness(recorded[name], one)])) : plain;
  if (plain === null) return typeof recorded === 'number' ? recorded : null;
  return typeof recorded === typeof plain ? recorded : plain;
};
const objectsIn = <T>(list: unknown): readonly T[] => (Array.isArray(list) ? list.filter(isObject) : []) as readonly T[];

/**
 * Rules as they are met, whatever was recorded: before bodies were held to their description, null or a list could be recorded
 * where an object or a list of them is due (`holidays: null`, `notice: []`). Such a part is as if nothing had been said of it, so
 * that a calendar with it can be read, booked and mended like any other.
 */
export const fromRecorded = (recorded: OpeningRules): OpeningRules => {
  const said = Object.fromEntries(Object.entries(PLAIN_RULES).map(([part, plain]) => [part, likeness(recorded[part as keyof typeof PLAIN_RULES], plain)])) as Pick<OpeningRules, keyof typeof PLAIN_RULES>;
  return {
    ...recorded,
    ...said,
    weekly: objectsIn(recorded.weekly),
    overrides: objectsIn<DateOverride>(said.overrides).map((one) => ({ ...one, hours: objectsIn(one.hours) })),
    closures: objectsIn(said.closures),
    horizonDaysOf: objectsIn(said.horizonDaysOf),
    limits: objectsIn(said.limits),
    openLimits: objectsIn(said.openLimits),
  };
};
