import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AchievementContent, Completer, IpClaim, Maturity } from './events.js';
import { faultOfIp, type IpRefusal } from './ip-rules.js';
import { expiryOf } from './ip-term.js';

/** What an achievement says of itself, before the terms of its rights are counted. */
export type AchievementClaim = Omit<AchievementContent, 'ip'> & { readonly ip: readonly IpClaim[] };

/** In order of precedence; those of rights come last. */
export type ContentRefusal =
  | 'completers_not_in_order'
  | 'completer_unknown'
  | 'completer_organisation_unknown'
  | 'completer_person_unknown'
  | 'completer_twice'
  | 'share_not_positive'
  | 'shares_not_whole'
  | 'trl_out_of_scale'
  | 'completed_in_future'
  | 'completed_too_early'
  | IpRefusal;

/** 100 %. */
export const WHOLE_BASIS_POINTS = 10_000;

/** House's proposal: a day before this one is a slip of the pen. */
export const EARLIEST_COMPLETION: Day = '1950-01-01';

/** What the rules ask beside the content: the day in Shanghai, and which of the organisations and persons that it names nobody has registered. */
export type ContentFacts = { readonly today: Day; readonly unknownOrganisations: readonly string[]; readonly unknownPeople: readonly string[] };

type Rule = (content: AchievementClaim, facts: ContentFacts) => Refusal<ContentRefusal> | null;

/** The first refusal wins; their order is the order of precedence. */
const RULES: readonly Rule[] = [
  ({ completers }) => (completers.length > 0 && completers.every(({ ordinal }, place) => ordinal === place + 1) ? null : refuse('completers_not_in_order')),
  ({ completers }) => told('completer_unknown', completers.find(({ personId, organisationId }) => personId === null && organisationId === null)),
  ({ completers }, { unknownOrganisations }) => told('completer_organisation_unknown', completers.find(({ organisationId }) => organisationId !== null && unknownOrganisations.includes(organisationId))),
  ({ completers }, { unknownPeople }) => told('completer_person_unknown', completers.find(({ personId }) => personId !== null && unknownPeople.includes(personId))),
  ({ completers }) => told('completer_twice', completers.find(({ personId }, place) => personId !== null && completers.findIndex((one) => one.personId === personId) < place)),
  ({ completers }) => told('share_not_positive', completers.find(({ shareBasisPoints }) => !Number.isInteger(shareBasisPoints) || shareBasisPoints < 1)),
  ({ completers }) => {
    const sum = completers.reduce((total, { shareBasisPoints }) => total + shareBasisPoints, 0);
    return sum === WHOLE_BASIS_POINTS ? null : refuse('shares_not_whole', { sumBasisPoints: sum, wholeBasisPoints: WHOLE_BASIS_POINTS });
  },
  ({ maturity }) => faultOfLevel(maturity),
  ({ completedOn }, { today }) => (completedOn !== null && completedOn > today ? refuse('completed_in_future', { today }) : null),
  ({ completedOn }) => (completedOn !== null && completedOn < EARLIEST_COMPLETION ? refuse('completed_too_early', { earliest: EARLIEST_COMPLETION }) : null),
];

const told = (code: ContentRefusal, completer: Completer | undefined): Refusal<ContentRefusal> | null => (completer ? refuse(code, { ordinal: completer.ordinal }) : null);

/** GB/T 22900 knows the levels 1 to 9. */
export const faultOfLevel = ({ level }: Maturity): Refusal<'trl_out_of_scale'> | null =>
  Number.isInteger(level) && level >= 1 && level <= 9 ? null : refuse('trl_out_of_scale', { level, from: 1, to: 9 });

/** What the rules say of a content; null when it may be recorded. */
export const faultOf = (content: AchievementClaim, facts: ContentFacts): Refusal<ContentRefusal> | null => {
  for (const rule of RULES) {
    const refusal = rule(content, facts);
    if (refusal) return refusal;
  }
  return faultOfIp(content.ip, facts.today);
};

/** With the term of every right counted: what is stored. Field by field in one order, so that equal contents have equal text. */
export const withTerms = (content: AchievementClaim): AchievementContent => ({
  ...content,
  ip: content.ip.map((right) => {
    const { kind, number, title, status, filedOn, grantedOn, firstUsedOn, woodyOrVine, holderOrganisationId } = right;
    return { kind, number, title, status, filedOn, grantedOn, firstUsedOn, woodyOrVine, holderOrganisationId, expiresOn: expiryOf(right) };
  }),
});
