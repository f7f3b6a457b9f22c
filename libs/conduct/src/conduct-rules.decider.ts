import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { conductRulesEvents, type ConductRulesEvent } from './events.js';

/**
 * The rules of libs/rules that say what users are held to, and which way is the milder one. An owner may be milder than the
 * platform, never stricter.
 */
export const CONDUCT_RULES = {
  conduct_no_show_points: 'less',
  conduct_late_cancellation_points: 'less',
  conduct_overrun_points: 'less',
  conduct_damage_points: 'less',
  conduct_unsafe_operation_points: 'less',
  conduct_other_points: 'less',
  conduct_points: 'more',
  conduct_points_months: 'less',
  conduct_violations: 'more',
  conduct_suspension_months: 'less',
  conduct_late_cancellations: 'more',
  conduct_late_months: 'less',
  conduct_suspension_ahead_days: 'less',
} as const;
export type ConductRuleId = keyof typeof CONDUCT_RULES;
export const CONDUCT_RULE_IDS = Object.keys(CONDUCT_RULES) as readonly ConductRuleId[];

export type Amounts = { readonly [rule in ConductRuleId]?: number };
/** Null before an owner set anything. */
export type ConductRules = { readonly rulesVersion: number; readonly amounts: Amounts } | null;

/** `platform`: the amounts in force for the owner's region today. */
export type SetConductRules = { readonly do: 'set'; readonly ownerOrganisationId: string; readonly rulesVersion: number; readonly amounts: Amounts; readonly platform: Required<Amounts>; readonly reason: string; readonly actorId: string; readonly now: string };
/** In order of precedence. */
export type ConductRulesRefusal = 'conduct_rules_version_taken' | 'conduct_rules_stricter';

/** The milder of two amounts of a rule. */
export const milder = (rule: ConductRuleId, a: number, b: number): number => (CONDUCT_RULES[rule] === 'less' ? Math.min(a, b) : Math.max(a, b));

/** What an owner holds its users to, in versions. */
export const conductRules: Decider<ConductRules, SetConductRules, ConductRulesEvent, ConductRulesRefusal> = {
  events: conductRulesEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (_state, { data: { rulesVersion, amounts } }) => ({ rulesVersion, amounts }),

  decide: ({ ownerOrganisationId, rulesVersion, amounts, platform, reason, actorId, now }, state) => {
    const before = state?.rulesVersion ?? 0;
    const same = state !== null && CONDUCT_RULE_IDS.every((rule) => state.amounts[rule] === amounts[rule]);
    if (rulesVersion === before && same) return [];
    if (rulesVersion !== before + 1) return refuse('conduct_rules_version_taken', { next: before + 1 });
    const stricter = CONDUCT_RULE_IDS.filter((rule) => amounts[rule] !== undefined && milder(rule, amounts[rule], platform[rule]) !== amounts[rule]);
    if (stricter.length > 0) return refuse('conduct_rules_stricter', { rules: stricter.map((rule) => ({ rule, asked: amounts[rule], platform: platform[rule] })) });
    return [{ type: 'ConductRulesSet', data: { ownerOrganisationId, rulesVersion, amounts, reason, setBy: actorId, setAt: now } }];
  },
};
