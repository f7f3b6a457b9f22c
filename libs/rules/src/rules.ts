import { Injectable } from '@nestjs/common';
import type { Day } from '@hewu/calendar/src/days.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { NationalRuleId } from './built-in-rules.js';
import { JURISDICTIONS, type AppliedRule, type Jurisdiction } from './events.js';
import type { RuleId } from './rule-catalogue.js';
import { provinceOf, ruleInForce, versionsOf } from './rule-set.js';
import { ruleSetsProjection, type ProposedVersion, type RecordedRuleSet, type RecordedVersion } from './rule-sets.projection.js';
import type { RuleVersion } from './rule-version.js';

/** A version as it is shown: what the program came with was recorded by nobody. */
export type ShownVersion = RuleVersion | RecordedVersion;

/**
 * Where every other context gets a number of law, as a fact for its commands: `await rules.inForce('price_notice_days', region, day)`.
 * `region` is a GB/T 2260 division such as 511622, `day` a day in Shanghai, past days included: what held on one never changes.
 */
@Injectable()
export class Rules {
  constructor(private readonly models: ReadModels) {}

  /** The version that binds in a region on a day; store it with what is decided by it. */
  async inForce(ruleId: NationalRuleId, region: string, day: Day): Promise<AppliedRule> {
    const rule = await this.inForceIfAny(ruleId, region, day);
    // The nation's first version has no beginning and no end.
    if (!rule) throw new Error(`${ruleId} is no rule of the nation`);
    return rule;
  }

  /** The same for rules that only some provinces have; null where there is none. */
  async inForceIfAny(ruleId: RuleId, region: string, day: Day): Promise<AppliedRule | null> {
    const province = provinceOf(region);
    const recorded = await this.recorded(province ? [province, 'CN'] : ['CN']);
    return ruleInForce((jurisdiction) => recorded.get(jurisdiction)?.versions[ruleId] ?? [], ruleId, region, day);
  }

  /** How every version of a rule stands in each jurisdiction, ascending; empty where nothing is said. */
  async history(): Promise<(jurisdiction: Jurisdiction, ruleId: RuleId) => readonly ShownVersion[]> {
    const recorded = await this.recorded(JURISDICTIONS);
    return (jurisdiction, ruleId) => versionsOf<RecordedVersion>(jurisdiction, ruleId, recorded.get(jurisdiction)?.versions[ruleId] ?? []);
  }

  /** What one region proposed of the nation's rule and the other has not confirmed; null when nothing waits. */
  async proposed(ruleId: RuleId): Promise<ProposedVersion | null> {
    return (await this.recorded(['CN'])).get('CN')?.proposed[ruleId] ?? null;
  }

  /** Waits until the command that answered with this position can be seen. */
  async upTo(position: string | undefined): Promise<void> {
    await this.models.upTo(ruleSetsProjection, position);
  }

  /** One small document a jurisdiction, all in one read. */
  private recorded(jurisdictions: readonly Jurisdiction[]): Promise<ReadonlyMap<string, RecordedRuleSet>> {
    return this.models.getMany<RecordedRuleSet>(ruleSetsProjection, jurisdictions);
  }
}
