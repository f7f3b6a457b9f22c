import { Inject, Injectable } from '@nestjs/common';
import { Access } from '@hewu/access/src/access.js';
import { dayOf, daysFrom, plusDays } from '@hewu/calendar/src/days.js';
import { isHoliday, type WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { Conduct } from '@hewu/conduct/src/conduct.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { ORGANISATION_REGISTER, type OrganisationRegister } from '@hewu/platform/src/organisation-register.js';
import type { AskedMode } from '@hewu/qualifications/src/qualification.decider.js';
import { Qualifications, type Missing, type Qualification } from '@hewu/qualifications/src/qualifications.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { BookingFacts, Day } from './booking.decider.js';
import { bookingsProjection, type BookingDocument } from './bookings.projection.js';
import { calendar } from './calendar.decider.js';
import type { Booking } from './calendar-state.decider.js';
import type { UserFacts } from './checks.decider.js';
import { instrument, type InstrumentState } from './instrument.decider.js';
import { isOperator } from './operators.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { isCommon, type Memberships } from './standings.decider.js';
import type { OpenMode } from './tariff.js';
import { dateOf, localDay } from './zone.decider.js';

/** Groups that exist on every calendar: members of the owner, and everybody else. */
export const groupOf = (ownerOrganisationId: string, organisationId: string | null): 'own' | 'external' => (ownerOrganisationId === organisationId ? 'own' : 'external');

/** Whether somebody acts as staff of the owner: its instrument manager, acting for it. */
export const isStaff = (ownerOrganisationId: string, organisationId: string | null, roles: readonly string[]): boolean => organisationId === ownerOrganisationId && roles.includes('instrument_manager');

/** Who acts, for which organisation and in which roles. */
export type Booker = { readonly personId: string; readonly organisationId: string; readonly roles: readonly string[] };
/** Who wants something of an instrument, and how they would use it; `undecided` while a slot is only held. */
export type Wish = { readonly instrumentId: string; readonly organisationId: string; readonly personId: string; readonly mode: OpenMode | null | 'undecided' };
/** `missing` tells by name what the facts tell by code. */
export type Gathered = { readonly calendarId: string; readonly facts: BookingFacts; readonly missing: readonly Missing[] };
type Slot = { readonly from: string; readonly until: string };

/** The owner's own groups for which rules keep hours, horizons or limits. */
export const groupsNamedIn = ({ weekly, overrides, holidays, horizonDaysOf, limits, openLimits }: OpeningRules): readonly string[] => {
  const hours = [...weekly, ...overrides.flatMap((one) => one.hours)].flatMap(({ groups }) => groups ?? []);
  const counted = [...limits, ...openLimits].flatMap(({ group }) => (group === null ? [] : [group]));
  return [...new Set([...hours, ...holidays.groups, ...horizonDaysOf.map(({ group }) => group), ...counted])].filter((group) => !isCommon(group));
};

/** Longer than any slot that rules allow (a week): of what is refused anyway not every day is looked at. */
const DAYS_AT_MOST = 14;

/** The local days of some slots, each once. */
export const daysOf = (zone: string, slots: readonly Slot[]): readonly string[] => {
  const days = slots.flatMap(({ from, until }) => {
    const first = localDay(zone, Date.parse(from));
    const last = Math.max(first, Math.min(localDay(zone, Date.parse(until) - 1), first + DAYS_AT_MOST));
    return Array.from({ length: last - first + 1 }, (_, n) => dateOf(first + n));
  });
  return [...new Set(days)];
};

/** The last local day of some slots, and no earlier than now: who belongs to a group until then does on all of them. */
export const lastDayOf = (zone: string, slots: readonly Slot[], now: string): string => [dayOf(now), ...daysOf(zone, slots)].toSorted().at(-1)!;

/** Whoever says nothing of it operates the instrument themselves, where that is open. */
export const modeOf = (mode: OpenMode | null, openModes: readonly OpenMode[]): OpenMode => mode ?? (openModes.includes('self_operation') ? 'self_operation' : (openModes[0] ?? 'self_operation'));

/** Operators count as staff for their instrument, while they act for its owner. */
const actsAsStaff = (state: InstrumentState, { personId, organisationId, roles }: Booker, now: string): boolean => {
  const owner = state.registered?.ownerOrganisationId;
  return owner !== undefined && organisationId === owner && (isStaff(owner, organisationId, roles) || isOperator(state, personId, dayOf(now)));
};

/** Further ahead than any horizon, and a fortnight more for the nearest free slots. */
const AHEAD_DAYS = 366 + 15;

/** Of a working calendar, from the day before a moment to as far as anything could be booked then. */
export const holidaysAround = (years: WorkingCalendar, moment: string): readonly string[] => daysFrom(plusDays(dayOf(moment), -1), plusDays(dayOf(moment), AHEAD_DAYS)).filter((day) => isHoliday(years, day));

/** Facts that a calendar does not hold itself: the time, public holidays, the tariff, and what other streams say of a user. */
@Injectable()
export class BookingFactsSource {
  constructor(
    private readonly kernel: Kernel,
    private readonly calendars: WorkingCalendars,
    private readonly access: Access,
    private readonly conduct: Conduct,
    private readonly qualifications: Qualifications,
    private readonly rules: Rules,
    private readonly models: ReadModels,
    @Inject(ORGANISATION_REGISTER) private readonly organisations: OrganisationRegister,
  ) {}

  /** Everything that is known about slots somebody wants, but where they come from. */
  async gather({ instrumentId, organisationId, personId, mode }: Wish, booker: Booker, slots: readonly Slot[]): Promise<Gathered | Refusal<'instrument_unknown' | 'mode_not_open'>> {
    const state = await this.kernel.load(instrument, instrumentId);
    const { registered, tariff, retired } = state;
    if (!registered || !tariff) return refuse('instrument_unknown');
    const { calendarId, ownerOrganisationId, openModes } = registered;
    if (mode !== null && mode !== 'undecided' && !openModes.includes(mode)) return refuse('mode_not_open', { openModes });
    const staff = actsAsStaff(state, booker, this.kernel.clock.now());
    const how = mode === 'undecided' ? mode : modeOf(mode, openModes);
    const [day, groups, user, mayBookFor, { missing, required, ...grounds }] = await Promise.all([this.day(calendarId), this.groups(calendarId, ownerOrganisationId, personId, organisationId, slots), this.user(ownerOrganisationId, personId), this.mayBookFor(booker, staff, personId, organisationId), this.qualification(calendarId, { instrumentId, ownerOrganisationId, personId }, how, slots)]);
    return { calendarId, missing, facts: { ...day, tariff, ownerOrganisationId, retired, groups, user: { ...user, missing: missing.map(({ code }) => code), required }, grounds, mayBookFor, staff } };
  }

  /** Whether somebody acts as staff for one instrument: as the owner's instrument manager, or as operator of it. */
  async isStaffOf(instrumentId: string, booker: Booker): Promise<boolean> {
    return actsAsStaff(await this.kernel.load(instrument, instrumentId), booker, this.kernel.clock.now());
  }

  /** What entitles somebody to an instrument on every local day of some slots, and what is missing. */
  async qualification(calendarId: string, who: { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly personId: string }, mode: AskedMode, slots: readonly Slot[]): Promise<Qualification> {
    const { opened } = await this.kernel.load(calendar, calendarId);
    return this.qualifications.of({ ...who, mode, on: daysOf(opened?.rules.zone ?? 'Asia/Shanghai', slots) });
  }

  /** The same of a booking that exists, for another slot or for its use. How it will be used is looked up only when a certificate may matter. */
  async qualificationFor(calendarId: string, ownerOrganisationId: string, { id, instrumentId, personId }: Booking, slot: Slot, askedFor: 'move' | 'use'): Promise<Qualification> {
    const who = { instrumentId, ownerOrganisationId, personId };
    const operating = await this.qualification(calendarId, who, 'self_operation', [slot]);
    if (operating.missing.length === 0 && operating.qualificationId === null) return operating;
    const [booking, { registered }] = await Promise.all([this.models.get<BookingDocument>(bookingsProjection, id), this.kernel.load(instrument, instrumentId)]);
    const mode = modeOf(booking?.mode ?? null, registered?.openModes ?? []);
    const asked = mode === 'self_operation' ? operating : await this.qualification(calendarId, who, mode, [slot]);
    // What staff set aside when it was booked stays set aside, unless its user wants another slot.
    return askedFor === 'use' && booking?.overrides.some(({ rule }) => rule === 'requirements_missing') ? { ...asked, missing: [] } : asked;
  }

  /** Now, the public holidays if the rules ask for them, and the time to record a use while there is one. */
  async day(calendarId: string): Promise<Day> {
    const now = this.kernel.clock.now();
    const { opened, slots } = await this.kernel.load(calendar, calendarId);
    const inUse = slots.find((slot) => slot.kind === 'booking' && slot.startedAt !== null && !slot.used);
    const holidays = opened ? await this.holidays(opened.rules, now) : [];
    return inUse ? { now, holidays, recordWithin: await this.recordWithin(inUse.instrumentId, now) } : { now, holidays };
  }

  private async recordWithin(instrumentId: string, now: string): Promise<AppliedRule> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    return this.rules.inForce('usage_record_days', registered!.region, dayOf(now));
  }

  async holidays({ holidays }: OpeningRules, now: string): Promise<readonly string[]> {
    return holidays.kept === 'open' ? [] : this.publicHolidays(now);
  }

  /** From yesterday to as far as anything can be booked. */
  async publicHolidays(now: string): Promise<readonly string[]> {
    return holidaysAround(await this.calendars.current(), now);
  }

  /** Access groups of a user on a calendar: the one everybody has, and those of the owner's that its rules name and to which they belong on every day of some slots. */
  async groups(calendarId: string, ownerOrganisationId: string, personId: string, organisationId: string, slots: readonly Slot[]): Promise<readonly string[]> {
    const { opened } = await this.kernel.load(calendar, calendarId);
    const common = groupOf(ownerOrganisationId, organisationId);
    const named = opened ? groupsNamedIn(opened.rules) : [];
    if (!opened || named.length === 0) return [common];
    const on = lastDayOf(opened.rules.zone, slots, this.kernel.clock.now());
    return [common, ...(await this.access.groups(ownerOrganisationId, personId, organisationId, on)).filter((group) => named.includes(group))];
  }

  /** Until when the users of some bookings belong to groups of owners, by the booking's id; of those alone that were booked under one. */
  async memberUntil(bookings: readonly Booking[]): Promise<ReadonlyMap<string, Memberships>> {
    const grouped = bookings.filter(({ groups }) => !groups.every(isCommon));
    return new Map(await Promise.all(grouped.map(async ({ id, personId, organisationId }) => [id, await this.access.memberships(personId, organisationId)] as const)));
  }

  /** Nobody books for somebody of another organisation but the owner's staff, and they only for its members. */
  private async mayBookFor(booker: Booker, staff: boolean, personId: string, organisationId: string): Promise<boolean> {
    if (personId === booker.personId && organisationId === booker.organisationId) return true;
    if (staff) return this.access.belongs(personId, organisationId);
    return organisationId === booker.organisationId && this.access.mayBookFor(organisationId, booker.personId, personId);
  }

  /** Whether somebody may book for an organisation at all: one of its members, while it is verified. */
  async mayBook(personId: string, organisationId: string): Promise<boolean> {
    const { member, verified } = await this.organisations.standing(personId, organisationId);
    return member && verified;
  }

  /** Time that nobody else could give back: its person has left the organisation, and whoever asks administers it. */
  async clearsUpFor({ organisationId, actorId, staff }: { readonly organisationId: string; readonly actorId: string; readonly staff: boolean }, of: { readonly organisationId: string; readonly personId: string }): Promise<boolean> {
    if (staff || organisationId !== of.organisationId || !(await this.organisations.standing(actorId, organisationId)).administrator) return false;
    return !(await this.organisations.standing(of.personId, organisationId)).member;
  }

  /** Whether somebody was named to act for the person of a booking, or of what is kept; never needed for one's own, nor by staff. */
  async isProxy({ organisationId, actorId, staff }: { readonly organisationId: string; readonly actorId: string; readonly staff: boolean }, of: { readonly organisationId: string; readonly personId: string }): Promise<boolean> {
    return !staff && actorId !== of.personId && organisationId === of.organisationId && this.access.mayBookFor(organisationId, actorId, of.personId);
  }

  /** What stands between a user and any slot of an owner. */
  async user(ownerOrganisationId: string, personId: string): Promise<UserFacts> {
    return { suspendedUntil: await this.conduct.suspendedUntil(ownerOrganisationId, personId), missing: [] };
  }
}
