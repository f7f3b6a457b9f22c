import type { Day } from '@hewu/calendar/src/days.js';
import { builtInVersion } from './built-in-rules.js';
import { JURISDICTIONS, type AppliedRule, type Jurisdiction } from './events.js';
import { RULES, type RuleId } from './rule-catalogue.js';
import { applied, isWeaker, versionOn, type RuleVersion } from './rule-version.js';

/** All versions of a rule in a jurisdiction, ascending: what the program came with, and over it what officers recorded. */
export const versionsOf = <V extends RuleVersion>(jurisdiction: Jurisdiction, ruleId: RuleId, recorded: readonly V[]): readonly (V | RuleVersion)[] => {
  const first = builtInVersion(jurisdiction, ruleId);
  return first ? [first, ...recorded] : recorded;
};

/** The province of a GB/T 2260 division, as far as it has a set of its own: 511622 → 51. */
export const provinceOf = (region: string): Jurisdiction | null => JURISDICTIONS.find((jurisdiction) => jurisdiction === region.slice(0, 2)) ?? null;

/**
 * The version that binds in a region on a day: the province's own, or else the nation's. What a province merely permits (可以)
 * does not take the place of what the nation requires. Null when neither says anything.
 */
export const ruleInForce = (recordedIn: (jurisdiction: Jurisdiction) => readonly RuleVersion[], ruleId: RuleId, region: string, day: Day): AppliedRule | null => {
  const on = (jurisdiction: Jurisdiction | null): AppliedRule | null => {
    const version = jurisdiction && versionOn(versionsOf(jurisdiction, ruleId, recordedIn(jurisdiction)), day);
    return version && applied(jurisdiction, ruleId, version);
  };
  const own = on(provinceOf(region));
  const national = on('CN');
  return own && !(national && isWeaker(own.force, national.force)) ? own : national;
};

/**
 * What a jurisdiction's own statute says; null where none was read, or where it only permits. It comes with the program: when
 * a statute itself is relaxed, a new version of the program takes it out of `RULES`.
 */
export const statuteOf = (jurisdiction: Jurisdiction, ruleId: RuleId): AppliedRule | null => {
  const version = builtInVersion(jurisdiction, ruleId);
  return version?.verification === 'law' && version.force !== 'permitted' ? applied(jurisdiction, ruleId, version) : null;
};

/** The statute beyond which no officer of a jurisdiction can go: the stricter of the nation's and its own. */
export const strictestStatute = (jurisdiction: Jurisdiction, ruleId: RuleId): AppliedRule | null => {
  const { statute } = RULES[ruleId];
  const [national, own] = statute === null ? [null, null] : [statuteOf('CN', ruleId), statuteOf(jurisdiction, ruleId)];
  if (!national || !own) return national ?? own;
  return (statute === 'floor' ? own.amount >= national.amount : own.amount <= national.amount) ? own : national;
};
