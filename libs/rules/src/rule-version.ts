import type { Day } from '@hewu/calendar/src/days.js';
import { FORCES, type AppliedRule, type Force, type Jurisdiction, type RuleVersionRecorded } from './events.js';
import type { RuleId } from './rule-catalogue.js';

/** One version of one rule in one jurisdiction. */
export type RuleVersion = Omit<RuleVersionRecorded['data'], 'jurisdiction' | 'ruleId' | 'effectiveFrom' | 'reason' | 'recordedBy' | 'proposal'> & {
  /** Null for what the program came with: it held before anybody recorded anything. */
  readonly effectiveFrom: Day | null;
};

type Period = Pick<RuleVersion, 'effectiveFrom' | 'effectiveUntil'>;

/** Whether a day lies in its period: from its first day on, until the day before its end. */
export const holdsOn = ({ effectiveFrom, effectiveUntil }: Period, day: Day): boolean => (effectiveFrom === null || effectiveFrom <= day) && (effectiveUntil === null || day < effectiveUntil);

/** The newest version whose period holds the day; null when there is none. `versions` ascend. */
export const versionOn = <V extends Period>(versions: readonly V[], day: Day): V | null => versions.findLast((version) => holdsOn(version, day)) ?? null;

/** Whether one force binds less than another. */
export const isWeaker = (one: Force, other: Force): boolean => FORCES.indexOf(one) > FORCES.indexOf(other);

/** As it is stored by whoever applies it. */
export const applied = (jurisdiction: Jurisdiction, id: RuleId, { version, amount, unit, force, article, verification }: RuleVersion): AppliedRule => ({ id, jurisdiction, version, amount, unit, force, article, verification });
