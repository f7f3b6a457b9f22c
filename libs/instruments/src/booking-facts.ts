import { Injectable } from '@nestjs/common';
import { Access } from '@hewu/access/src/access.js';
import { dayOf, daysFrom, plusDays } from '@hewu/calendar/src/days.js';
import { isHoliday } from '@hewu/calendar/src/working-calendar.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import type { BookingFacts, Day } from './booking.decider.js';
import { calendar } from './calendar.decider.js';
import type { UserFacts } from './checks.decider.js';
import { instrument } from './instrument.decider.js';
import type { OpeningRules } from './opening-rules.js';
import type { OpenMode } from './tariff.js';

/** Groups that exist on every calendar: members of the owner, and everybody else. */
export const groupOf = (ownerOrganisationId: string, organisationId: string | null): 'own' | 'external' => (ownerOrganisationId === organisationId ? 'own' : 'external');

/** Whether somebody acts as staff of the owner: its instrument manager, acting for it. */
export const isStaff = (ownerOrganisationId: string, organisationId: string | null, roles: readonly string[]): boolean => organisationId === ownerOrganisationId && roles.includes('instrument_manager');

/** Who acts, for which organisation and in which roles. */
export type Booker = { readonly personId: string; readonly organisationId: string; readonly roles: readonly string[] };
/** Who wants something of an instrument, and how they would use it. */
export type Wish = { readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly mode: OpenMode | null };
export type Gathered = { readonly calendarId: string; readonly facts: Omit<BookingFacts, 'idTaken'> };

/** The owner's own groups for which rules keep hours, horizons or limits. */
const groupsNamedIn = ({ weekly, overrides, holidays, horizonDaysOf, limits, openLimits }: OpeningRules): readonly string[] => {
  const hours = [...weekly, ...overrides.flatMap((one) => one.hours)].flatMap(({ groups }) => groups ?? []);
  const counted = [...limits, ...openLimits].flatMap(({ group }) => (group === null ? [] : [group]));
  return [...new Set([...hours, ...holidays.groups, ...horizonDaysOf.map(({ group }) => group), ...counted])].filter((group) => group !== 'own' && group !== 'external');
};

/** Further ahead than any horizon, and a fortnight more for the nearest free slots. */
const AHEAD_DAYS = 366 + 15;

/** Facts that a calendar does not hold itself: the time, public holidays, the tariff, and what other streams say of a user. */
@Injectable()
export class BookingFactsSource {
  constructor(
    private readonly kernel: Kernel,
    private readonly calendars: WorkingCalendars,
    private readonly access: Access,
  ) {}

  /** Everything that is known about a slot somebody wants, but where it comes from. */
  async gather({ instrumentId, organisationId, personId, mode }: Wish, booker: Booker): Promise<Gathered | Refusal<'instrument_unknown' | 'mode_not_open'>> {
    const { registered, tariff, retired } = await this.kernel.load(instrument, instrumentId);
    if (!registered || !tariff) return refuse('instrument_unknown');
    const { calendarId, ownerOrganisationId, openModes } = registered;
    if (mode !== null && !openModes.includes(mode)) return refuse('mode_not_open', { openModes });
    const staff = isStaff(ownerOrganisationId, booker.organisationId, booker.roles);
    const [day, groups, user, mayBookFor] = await Promise.all([this.day(calendarId), this.groups(calendarId, ownerOrganisationId, personId, organisationId), this.user(), this.mayBookFor(booker, staff, personId, organisationId)]);
    return { calendarId, facts: { ...day, tariff, ownerOrganisationId, retired, groups, user, grounds: { qualificationId: null, terms: [] }, mayBookFor, staff } };
  }

  /** Now, and the public holidays if the rules ask for them. */
  async day(calendarId: string): Promise<Day> {
    const now = this.kernel.clock.now();
    const { opened } = await this.kernel.load(calendar, calendarId);
    return { now, holidays: opened ? await this.holidays(opened.rules, now) : [] };
  }

  async holidays({ holidays }: OpeningRules, now: string): Promise<readonly string[]> {
    if (holidays.kept === 'open') return [];
    const years = await this.calendars.current();
    const today = dayOf(now);
    return daysFrom(plusDays(today, -1), plusDays(today, AHEAD_DAYS)).filter((day) => isHoliday(years, day));
  }

  /** Access groups of a user on a calendar: the one everybody has, and those of the owner's that its rules name. */
  async groups(calendarId: string, ownerOrganisationId: string, personId: string, organisationId: string): Promise<readonly string[]> {
    const { opened } = await this.kernel.load(calendar, calendarId);
    const common = groupOf(ownerOrganisationId, organisationId);
    const named = opened ? groupsNamedIn(opened.rules) : [];
    if (named.length === 0) return [common];
    return [common, ...(await this.access.groups(ownerOrganisationId, personId, organisationId)).filter((group) => named.includes(group))];
  }

  /** Nobody books for somebody of another organisation but the owner's staff, and they only for its members. */
  private async mayBookFor(booker: Booker, staff: boolean, personId: string, organisationId: string): Promise<boolean> {
    if (personId === booker.personId && organisationId === booker.organisationId) return true;
    if (staff) return this.access.belongs(personId, organisationId);
    return organisationId === booker.organisationId && this.access.mayBookFor(organisationId, booker.personId, personId);
  }

  /** What stands between a user and any slot. */
  async user(): Promise<UserFacts> {
    return { suspendedUntil: null, missing: [] };
  }
}
