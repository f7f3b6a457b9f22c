import type { Access } from '../../libs/access/src/access.js';
import type { Chance } from '../../libs/kernel/src/chance.js';
import { derivedId } from '../../libs/kernel/src/ids.js';
import { PLAIN_RULES, type Limit, type OpeningRules } from '../../libs/instruments/src/opening-rules.js';
import type { OrganisationRegister } from '../../libs/platform/src/organisation-register.js';

/* Who and what there is: two owners, five firms, four dozen people, eight instruments of which no two have the same rules. */

export type Person = { readonly personId: string; readonly organisationId: string; readonly roles: readonly string[] };
export type Instrument = { readonly instrumentId: string; readonly owner: string; readonly rules: OpeningRules; readonly capacity: number };

const named = (...of: readonly string[]): string => derivedId('sim', ...of);
export const OWNERS = [named('owner', '1'), named('owner', '2')] as const;
const FIRMS = Array.from({ length: 5 }, (_, n) => named('firm', String(n)));

export const PEOPLE: readonly Person[] = [
  ...FIRMS.flatMap((organisationId) => Array.from({ length: 8 }, (_, n) => ({ personId: named(organisationId, String(n)), organisationId, roles: ['firm_member'] }))),
  ...OWNERS.flatMap((organisationId) => Array.from({ length: 3 }, (_, n) => ({ personId: named(organisationId, String(n)), organisationId, roles: ['researcher'] }))),
];
export const MANAGERS: readonly Person[] = OWNERS.map((organisationId) => ({ personId: named(organisationId, 'manager'), organisationId, roles: ['instrument_manager'] }));

const weekly = (from: string, until: string, days: readonly number[], groups: readonly string[] | null = null): OpeningRules['weekly'] => days.map((day) => ({ day, from, until, groups }));
const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const limit = (limitId: string, subject: 'person' | 'organisation', measure: 'count' | 'minutes', per: Limit['per'], atMost: number): Limit => ({ limitId, subject, group: null, measure, per, atMost });

const rules = (more: Partial<OpeningRules>): OpeningRules => ({
  ...PLAIN_RULES, zone: 'Asia/Shanghai', weekly: weekly('08:30', '18:00', WORKDAYS), gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 14, ...more,
});

const RULES: readonly (readonly [Partial<OpeningRules>, number])[] = [
  [{}, 1],
  [{ noShowMinutes: 30, notice: { bookMinutes: 0, changeMinutes: 60, cancelMinutes: 120 }, lockMinutes: 60, offerMinutes: 60 }, 1],
  [{ gridMinutes: 15, minMinutes: 15, maxMinutes: 120, bufferAfterMinutes: 0, weekly: weekly('08:00', '20:00', EVERY_DAY) }, 3],
  [{ confirmation: 'owner', bufferBeforeMinutes: 15, gapMinutes: 60, noShowMinutes: 45 }, 1],
  [{ weekly: weekly('20:00', '06:00', EVERY_DAY), minMinutes: 120, maxMinutes: 600, bufferAfterMinutes: 60, noShowMinutes: 60 }, 1],
  [{ limits: [limit('day', 'person', 'minutes', 'day', 240), limit('week', 'organisation', 'count', 'week', 12)], openLimits: [{ limitId: 'open', subject: 'person', group: null, measure: 'count', atMost: 4 }], holdMinutes: 20 }, 2],
  [{ weekly: [...weekly('08:30', '18:00', WORKDAYS), ...weekly('08:00', '12:00', [6, 7], ['partners'])], horizonDaysOf: [{ group: 'partners', days: 21 }], holidays: { kept: 'for_groups', groups: ['partners'] } }, 1],
  [{ zone: 'Europe/Berlin', weekly: weekly('07:00', '19:00', EVERY_DAY), noShowMinutes: 30, earlyFinish: { atLeastMinutes: 15, lookAheadMinutes: 240 } }, 1],
];

export const INSTRUMENTS: readonly Instrument[] = RULES.map(([more, capacity], n) => ({ instrumentId: named('instrument', String(n)), owner: OWNERS[n % 2]!, rules: rules(more), capacity }));

/** What the first owner allows over all its instruments. */
export const QUOTAS: readonly Limit[] = [limit('q-person', 'person', 'count', 'week', 6), limit('q-organisation', 'organisation', 'minutes', 'week', 40 * 60)];

/** The instrument that keeps its weekends for partners. */
export const OF_PARTNERS = INSTRUMENTS[6]!.instrumentId;
/** Every third person is of the partners' group, every second of them until a day within the month; undefined for all others. */
export const partnerUntil = (personId: string): string | null | undefined => {
  const number = Number.parseInt(personId.slice(0, 6), 16);
  return number % 3 !== 0 ? undefined : number % 2 === 0 ? '2026-03-18' : null;
};
const isPartnerOn = (personId: string, on: string): boolean => {
  const until = partnerUntil(personId);
  return until === null || (until !== undefined && on <= until);
};

/** Nobody books for another but the staff. */
export const access = {
  groups: async (_: string, personId: string, __: string, on: string) => (isPartnerOn(personId, on) ? ['partners'] : []),
  memberships: async (personId: string) => new Map([partnerUntil(personId)].flatMap((until) => (until === undefined ? [] : [['partners', until] as const]))),
  mayBookFor: async () => false,
  belongs: async () => true,
  exists: async () => true,
} satisfies { [K in 'groups' | 'memberships' | 'mayBookFor' | 'belongs' | 'exists']: Access[K] } as unknown as Access;

/** All are members of their organisations, which are verified; nobody administers one. */
export const organisations: Pick<OrganisationRegister, 'standing'> = { standing: async () => ({ member: true, administrator: false, verified: true }) };

export const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
export const between = (chance: Chance, least: number, most: number): number => least + Math.floor(chance() * (most - least + 1));
