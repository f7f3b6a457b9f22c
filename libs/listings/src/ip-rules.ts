import type { Day } from '@hewu/calendar/src/days.js';
import { checkPatentNumber, isFromPct, patentFilingYear } from '@hewu/identifiers/src/patent-number.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { IpClaim, IpKind, IpStatus } from './events.js';
import { expiryOf } from './ip-term.js';

/** In order of precedence. */
export type IpRefusal =
  | 'ip_number_missing'
  | 'ip_number_twice'
  | 'ip_status_contradicts_number'
  | 'ip_status_not_of_kind'
  | 'ip_field_not_of_kind'
  | 'ip_day_in_future'
  | 'ip_day_contradicts_status'
  | 'ip_granted_before_filed'
  | 'ip_filed_in_other_year'
  | 'ip_term_over';

/** How far each kind can come. A patent is granted, a copyright or layout registered, know-how kept; `other` tells what it likes. */
const STATUSES_OF: Readonly<Record<IpKind, readonly IpStatus[]>> = {
  patent: ['applied', 'granted', 'lapsed'],
  software_copyright: ['applied', 'registered', 'kept', 'lapsed'],
  ic_layout: ['applied', 'registered', 'lapsed'],
  plant_variety: ['applied', 'granted', 'registered', 'lapsed'],
  biological_medicine: ['applied', 'granted', 'registered', 'lapsed'],
  know_how: ['kept', 'lapsed'],
  other: ['applied', 'granted', 'registered', 'kept', 'lapsed'],
};

/** Kinds that an office numbers: once it has decided, there is a number. A patent has one from its filing on. */
const NUMBERED: readonly IpKind[] = ['patent', 'software_copyright', 'ic_layout', 'plant_variety', 'biological_medicine'];
const decided = (status: IpStatus): boolean => status === 'granted' || status === 'registered';

type Breaks = (right: IpClaim, today: Day) => boolean;

/** Which right breaks what; the first refusal wins, and their order is the order of precedence. */
const RULES: readonly (readonly [IpRefusal, Breaks])[] = [
  ['ip_number_missing', ({ kind, number, status }) => number === null && (kind === 'patent' || (NUMBERED.includes(kind) && decided(status)))],
  // ZL stands only before the number of a granted patent (domain page §1.6).
  ['ip_status_contradicts_number', ({ kind, number, status }) => kind === 'patent' && status === 'applied' && number!.startsWith('ZL')],
  ['ip_status_not_of_kind', ({ kind, status }) => !STATUSES_OF[kind].includes(status)],
  [
    'ip_field_not_of_kind',
    ({ kind, number, filedOn, grantedOn, firstUsedOn, woodyOrVine }) =>
      // What is kept secret no office numbers; a patent told as another right would escape what a patent's number holds.
      (kind === 'know_how' && (number !== null || filedOn !== null || grantedOn !== null)) ||
      (kind === 'other' && number !== null && checkPatentNumber(number).ok) ||
      (firstUsedOn !== null && kind !== 'software_copyright' && kind !== 'ic_layout') ||
      (woodyOrVine !== null && kind !== 'plant_variety'),
  ],
  ['ip_day_in_future', ({ filedOn, grantedOn, firstUsedOn }, today) => [filedOn, grantedOn, firstUsedOn].some((day) => day !== null && day > today)],
  ['ip_day_contradicts_status', ({ grantedOn, status }) => grantedOn !== null && !decided(status) && status !== 'lapsed'],
  ['ip_granted_before_filed', ({ filedOn, grantedOn }) => filedOn !== null && grantedOn !== null && grantedOn < filedOn],
  ['ip_filed_in_other_year', (right) => right.kind === 'patent' && right.filedOn !== null && !wasFiledInYearOf(right.number!, right.filedOn)],
  ['ip_term_over', (right, today) => right.status !== 'lapsed' && (expiryOf(right) ?? '9999') <= today],
];

/** A patent's number begins with the year of its filing; of one from a PCT application the international filing may lie before. */
const wasFiledInYearOf = (number: string, filedOn: Day): boolean => {
  const year = Number(filedOn.slice(0, 4));
  return isFromPct(number) ? year <= patentFilingYear(number) : year === patentFilingYear(number);
};

/** What contradicts itself among the rights of an achievement; null when nothing does. */
export const faultOfIp = (rights: readonly IpClaim[], today: Day): Refusal<IpRefusal> | null => {
  for (const [code, breaks] of RULES) {
    const broken = rights.find((right) => breaks(right, today));
    if (broken) return told(code, broken);
    const twice = code === 'ip_number_missing' && repeated(rights);
    if (twice) return told('ip_number_twice', twice);
  }
  return null;
};

const told = (code: IpRefusal, right: IpClaim): Refusal<IpRefusal> => {
  const { kind, number, title, status } = right;
  const what = { kind, number, title };
  switch (code) {
    case 'ip_status_not_of_kind':
      return refuse(code, { ...what, status, allowed: STATUSES_OF[kind] });
    case 'ip_term_over':
      return refuse(code, { ...what, expiredOn: expiryOf(right) });
    default:
      return refuse(code, what);
  }
};

/** The first that is the same right as one before it: an application and the patent granted on it are one. */
const repeated = (rights: readonly IpClaim[]): IpClaim | undefined => {
  const keys = rights.map(({ kind, number }) => (number === null ? null : `${kind} ${number.replace(/^ZL/, '')}`));
  return rights.find((_, place) => keys[place] !== null && keys.indexOf(keys[place]!) < place);
};
