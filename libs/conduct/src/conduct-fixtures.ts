import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { RecordViolation, Terms } from './conduct.decider.js';
import { CONDUCT_RULE_IDS, type ConductRuleId } from './conduct-rules.decider.js';
import type { ViolationKind } from './events.js';

/* For specs alone. */

export const NOW = '2026-03-02T01:00:00.000Z';
export const TODAY = '2026-03-02';

const AMOUNTS: Record<ConductRuleId, number> = {
  conduct_no_show_points: 4, conduct_late_cancellation_points: 2, conduct_overrun_points: 2, conduct_damage_points: 6, conduct_unsafe_operation_points: 6, conduct_other_points: 1,
  conduct_points: 12, conduct_points_months: 12, conduct_violations: 3, conduct_suspension_months: 6, conduct_late_cancellations: 3, conduct_late_months: 1, conduct_suspension_ahead_days: 365,
};

export const ruleOf = (id: AppliedRule['id'], amount: number): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit: 'count', force: 'required', article: '合武平台规则', verification: 'proposal' });

/** The platform's terms, with some amounts changed. */
export const termsWith = (changes: Partial<Record<ConductRuleId, number>> = {}): Terms => {
  const amounts = { ...AMOUNTS, ...changes };
  return Object.fromEntries(CONDUCT_RULE_IDS.map((id) => [id, { amount: amounts[id], rule: ruleOf(id, amounts[id]), ownerRulesVersion: null }])) as Terms;
};

export const of = { conductId: 'c', ownerOrganisationId: 'institute', personId: 'luo' };

/** A violation at a booking of that number, recorded on a day. */
export const violation = (n: number, kind: ViolationKind = 'no_show', today = TODAY, change: Partial<RecordViolation> = {}): RecordViolation => {
  const now = `${today}T01:00:00.000Z`;
  return {
    do: 'record', by: 'system:conduct', terms: termsWith(), suspensionId: `s${n}`, today, now, ...change,
    about: { ...of, violationId: `v${n}`, organisationId: 'firm', instrumentId: 'i', bookingId: `b${n}`, kind, reason: '', happenedAt: now },
  };
};
