import { Injectable } from '@nestjs/common';
import { Access } from '@hewu/access/src/access.js';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { dayOf } from '@hewu/calendar/src/days.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { BookingFactsSource, groupOf, groupsNamedIn } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import { calendarMarksProjection, type CalendarMark } from './calendar-marks.projection.js';
import type { Busy } from './capacity.decider.js';
import type { Calendar } from './calendar-state.decider.js';
import { busyOf } from './checks.decider.js';
import { firstFit } from './first-fit.decider.js';
import { Follower } from './follower.js';
import { horizonOf, hoursOf as openingHours, type Span, type View } from './opening.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { standingsOf, under, type Memberships, type Standing } from './standings.decider.js';
import { localDay, MINUTE } from './zone.decider.js';

/** Somebody who looks for time: for whom, and to which groups of which owners they belong until when. */
export type Viewer = { readonly organisationId: string | null; readonly memberships: Memberships };

/** Time that is looked for: so many minutes within a span; instants in epoch milliseconds. */
export type WantedTime = Span & { readonly minutes: number };

/** The first free time on a calendar that could be booked, as the viewer would meet its rules; null when there is none. */
export type FirstFree = (calendarId: string, ownerOrganisationId: string) => Span | null;

/** As far ahead as most look. */
const DAYS_WARMED = 31;

type Opened = NonNullable<Calendar['opened']>;
type Kept = { readonly state: Calendar & { readonly opened: Opened }; readonly named: readonly string[]; readonly hours: string; busy: readonly Busy[] | null };

/** The hours of many calendars are the same; they are worked out once for all that say them in the same words. */
const saidHours = ({ zone, weekly, overrides, closures, holidays }: OpeningRules): string => JSON.stringify([zone, weekly, overrides, closures, holidays]);

const standingsAmong = ({ zone }: OpeningRules, named: readonly string[], ownerOrganisationId: string, { organisationId, memberships }: Viewer): readonly Standing[] => {
  const theirs = named.filter((group) => memberships.has(group));
  return standingsOf([groupOf(ownerOrganisationId, organisationId)], new Map(theirs.map((group) => [group, memberships.get(group)!])), zone);
};
/** The groups under which a viewer meets some rules, day after day. */
export const standingsOn = (rules: OpeningRules, ownerOrganisationId: string, viewer: Viewer): readonly Standing[] => standingsAmong(rules, groupsNamedIn(rules), ownerOrganisationId, viewer);

/**
 * The free time of every calendar at once. The folded state of each is kept in this process and loaded again when its mark in the
 * read model has moved; nothing is read for the others, so a question over thousands of instruments is arithmetic.
 */
@Injectable()
export class FreeTimes {
  private readonly calendars = new Map<string, Kept>();
  private readonly follower: Follower<CalendarMark>;
  /** Opening hours by what says them and for whom, as far as they were asked. */
  private known = { at: '', day: '', holidays: [] as readonly string[], hours: new Map<string, Map<number, readonly Span[]>>() };

  constructor(
    models: ReadModels,
    private readonly kernel: Kernel,
    private readonly access: Access,
    private readonly source: BookingFactsSource,
    private readonly years: WorkingCalendars,
  ) {
    this.follower = new Follower<CalendarMark>(models, calendarMarksProjection, async (marks) => {
      for (const { _id, state } of await Promise.all(marks.map(async (mark) => ({ _id: mark._id, state: await this.kernel.load(calendar, mark._id) })))) {
        const { opened } = state;
        if (opened) this.calendars.set(_id, { state: { ...state, opened }, named: groupsNamedIn(opened.rules), hours: saidHours(opened.rules), busy: null });
      }
    });
  }

  /** Loads every calendar, and works out the hours of the next month, before somebody asks; others get their turn in between. Ends when told. */
  async warm(signal: AbortSignal): Promise<void> {
    await this.follower.follow(undefined, signal);
    await this.holidaysNow();
    const today = Date.parse(this.kernel.clock.now());
    for (const { state: { opened: { rules } }, hours } of this.calendars.values()) {
      if (signal.aborted) return;
      const groups = ['external'];
      const view = this.viewOf(rules, hours, groups);
      if (view.known.size > 0) continue;
      for (let day = localDay(rules.zone, today) - 1, ahead = 0; ahead < DAYS_WARMED; ahead++) openingHours(view, day + ahead);
      await othersTurn();
    }
  }

  async viewerOf(actor: Actor | null): Promise<Viewer> {
    const memberships = actor ? await this.access.memberships(actor.personId, actor.organisationId) : new Map<string, string | null>();
    return { organisationId: actor?.organisationId ?? null, memberships };
  }

  /** Asked of as many calendars as one likes; each is looked at once. */
  async firstFree({ from, until, minutes }: WantedTime, viewer: Viewer, position?: string): Promise<FirstFree> {
    await this.follower.follow(position);
    await this.holidaysNow();
    const now = Date.parse(this.kernel.clock.now());
    const asked = new Map<string, Span | null>();
    return (calendarId, ownerOrganisationId) => {
      const before = asked.get(calendarId);
      if (before !== undefined) return before;
      const kept = this.calendars.get(calendarId);
      const free = kept ? this.within(kept, ownerOrganisationId, viewer, { from, until, minutes }, now) : null;
      asked.set(calendarId, free);
      return free;
    };
  }

  private within(kept: Kept, ownerOrganisationId: string, viewer: Viewer, { from, until, minutes }: WantedTime, now: number): Span | null {
    const { rules } = kept.state.opened;
    if (minutes < rules.minMinutes || minutes > rules.maxMinutes || minutes % rules.gridMinutes !== 0) return null;
    kept.busy ??= busyOf(kept.state);
    const [earliest, length] = [Math.max(from, now + rules.notice.bookMinutes * MINUTE), minutes * MINUTE];
    for (const standing of standingsAmong(rules, kept.named, ownerOrganisationId, viewer)) {
      const view = this.viewOf(rules, kept.hours, standing.groups);
      const span = under(standing, { from: earliest, until: Math.min(until, horizonOf(view, now)) }, length);
      const start = firstFit({ view, busy: kept.busy }, span.from, length, span.until);
      if (start !== null) return { from: start, until: start + length };
    }
    return null;
  }

  private viewOf(rules: OpeningRules, hours: string, groups: readonly string[]): View & { readonly known: Map<number, readonly Span[]> } {
    return { rules, groups, holidays: rules.holidays.kept === 'open' ? [] : this.known.holidays, known: this.hoursFor(hours, groups) };
  }

  private hoursFor(hours: string, groups: readonly string[]): Map<number, readonly Span[]> {
    const key = `${groups.join()} ${hours}`;
    const known = this.known.hours.get(key) ?? new Map<number, readonly Span[]>();
    this.known.hours.set(key, known);
    return known;
  }

  /** Whether a day is a holiday does not depend on when it is asked; so what was worked out holds until the working calendar changes, and for a month at most. */
  private async holidaysNow(): Promise<void> {
    const now = this.kernel.clock.now();
    const years = await this.years.current();
    const at = `${years.version} ${dayOf(now).slice(0, 7)}`;
    if (at !== this.known.at) this.known = { at, day: '', holidays: [], hours: new Map() };
    if (this.known.day !== dayOf(now)) this.known = { ...this.known, day: dayOf(now), holidays: await this.source.publicHolidays(now) };
  }
}
