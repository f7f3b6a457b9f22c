import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { ruleSetEvents, type Jurisdiction, type RuleSetEvent, type RuleVersionRecorded } from './events.js';
import { RULES, type RuleId } from './rule-catalogue.js';
import { provinceOf, statuteOf, strictestStatute, versionsOf } from './rule-set.js';
import { isWeaker, versionOn, type RuleVersion } from './rule-version.js';

/** What officers recorded in one jurisdiction: by rule, ascending. A number of law changes a few times in a decade, so all stay. */
export type RuleSet = { readonly versions: { readonly [R in RuleId]?: readonly RuleVersion[] } };

export type RecordVersion = Omit<RuleVersionRecorded['data'], 'unit' | 'recordedBy'> & {
  readonly type: 'RecordVersion';
  /** The officer, and the GB/T 2260 division of the authority they act for. */
  readonly by: { readonly personId: string; readonly region: string };
  /** The present day in Shanghai. */
  readonly today: Day;
};

/** In order of precedence. */
export type RuleSetRefusal =
  | 'other_region'
  | 'rule_version_taken'
  | 'rule_version_not_next'
  | 'below_floor_of_law'
  | 'above_ceiling_of_law'
  | 'force_weaker_than_law'
  | 'rule_amount_out_of_bounds'
  | 'rule_effective_in_past'
  | 'rule_ends_before_it_begins'
  | 'rule_unchanged';

const decide = (command: RecordVersion, { versions }: RuleSet): readonly RuleSetEvent[] | Refusal<RuleSetRefusal> => {
  const { type: _type, today, by, ...told } = command;
  const { jurisdiction, ruleId, version } = told;
  if (!mayRecord(by.region, jurisdiction)) return refuse('other_region', { jurisdiction });
  const known = versionsOf(jurisdiction, ruleId, versions[ruleId] ?? []);
  const taken = known.find((one) => one.version === version);
  // Before anything that depends on the day: whoever repeats it next week changes nothing either.
  if (taken) return saysTheSame(taken, told) ? [] : refuse('rule_version_taken', { latest: known.at(-1)!.version });
  const next = (known.at(-1)?.version ?? 0) + 1;
  if (version !== next) return refuse('rule_version_not_next', { next });
  const fault = faultOfLaw(told) ?? faultOfTime(told, today);
  if (fault) return fault;
  if (changesNothing(known, told)) return refuse('rule_unchanged', { version: versionOn(known, told.effectiveFrom)!.version });
  return [{ type: 'RuleVersionRecorded', data: { ...told, unit: RULES[ruleId].unit, recordedBy: by.personId } }];
};

type Told = Omit<RuleVersionRecorded['data'], 'unit' | 'recordedBy'>;

/**
 * Decisions are territorial: Chongqing's set is for officers of Chongqing, Sichuan's for those of Sichuan. The nation and the
 * provinces of comparison have no officer here; what they published is taken over by either side, and both see it.
 */
const mayRecord = (region: string, jurisdiction: Jurisdiction): boolean => (jurisdiction === '50' || jurisdiction === '51' ? provinceOf(region) === jurisdiction : true);

const faultOfLaw = ({ jurisdiction, ruleId, amount, force }: Told): Refusal<RuleSetRefusal> | null => {
  const { statute, least, most, unit } = RULES[ruleId];
  const law = strictestStatute(jurisdiction, ruleId);
  if (law && statute === 'floor' && amount < law.amount) return refuse('below_floor_of_law', { least: law.amount, unit, article: law.article });
  if (law && statute === 'ceiling' && amount > law.amount) return refuse('above_ceiling_of_law', { most: law.amount, unit, article: law.article });
  // What its own statute requires cannot be turned into a mere permission, which would bind nobody.
  const own = statuteOf(jurisdiction, ruleId);
  if (own && isWeaker(force, own.force)) return refuse('force_weaker_than_law', { force: own.force, article: own.article });
  return Number.isInteger(amount) && amount >= least && amount <= most ? null : refuse('rule_amount_out_of_bounds', { least, most, unit });
};

/** A change never touches a day that is over: what was decided before can be recomputed. */
const faultOfTime = ({ effectiveFrom, effectiveUntil }: Told, today: Day): Refusal<RuleSetRefusal> | null => {
  if (effectiveFrom < today) return refuse('rule_effective_in_past', { earliest: today });
  return effectiveUntil !== null && effectiveUntil <= effectiveFrom ? refuse('rule_ends_before_it_begins', { after: effectiveFrom }) : null;
};

/** Who recorded it and why are not part of what a version says. */
const saysTheSame = (known: RuleVersion, told: Told): boolean =>
  known.effectiveFrom === told.effectiveFrom && known.effectiveUntil === told.effectiveUntil && holdsTheSame(known, told);

const holdsTheSame = (known: RuleVersion, { amount, force, article, source, verification }: Told): boolean =>
  known.amount === amount && known.force === force && known.article === article && known.source === source && known.verification === verification;

/** Whether each day of the new period would find what it finds already. It can turn only where another period begins or ends. */
const changesNothing = (known: readonly RuleVersion[], told: Told): boolean => {
  const { effectiveFrom: from, effectiveUntil: until } = told;
  const turns = known.flatMap(({ effectiveFrom, effectiveUntil }) => [effectiveFrom, effectiveUntil]).filter((day) => day !== null && day > from && (until === null || day < until));
  return [from, ...turns].every((day) => {
    const version = versionOn(known, day!);
    return version !== null && holdsTheSame(version, told);
  });
};

/** The numbers of one jurisdiction. Stream `ruleSet-<jurisdiction>`. */
export const ruleSets: Decider<RuleSet, RecordVersion, RuleSetEvent, RuleSetRefusal> = {
  events: ruleSetEvents,
  stateVersion: 1,
  initialState: { versions: {} },
  evolve: ({ versions }, event) => {
    switch (event.type) {
      case 'RuleVersionRecorded': {
        const { jurisdiction: _jurisdiction, ruleId, reason: _reason, recordedBy: _recordedBy, ...version } = event.data;
        return { versions: { ...versions, [ruleId]: [...(versions[ruleId] ?? []), version] } };
      }
    }
  },
  decide,
};
