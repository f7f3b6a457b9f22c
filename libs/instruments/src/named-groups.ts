import { Injectable } from '@nestjs/common';
import { Access } from '@hewu/access/src/access.js';
import { RefusalProblem } from '@hewu/platform/src/problems.js';
import { groupsNamedIn } from './booking-facts.js';
import type { Limit, OpeningRules } from './opening-rules.js';

/** That rules name no access group but the owner's own: hours kept for a group that nobody belongs to are open to nobody. Groups stay for good, so what was right remains so. */
@Injectable()
export class NamedGroups {
  constructor(private readonly access: Access) {}

  /** Opening rules that an owner sends; throws `opening_rules_wrong`. */
  async inRules(ownerOrganisationId: string, rules: OpeningRules): Promise<void> {
    const fault = await this.faultOf(ownerOrganisationId, groupsNamedIn(rules));
    if (fault) throw new RefusalProblem({ refused: 'opening_rules_wrong', details: { fault } });
  }

  /** Limits over all instruments of an owner; throws `quota_rules_wrong`. */
  async inLimits(ownerOrganisationId: string, limits: readonly Pick<Limit, 'group'>[]): Promise<void> {
    const named = limits.flatMap(({ group }) => (group === null || group === 'own' || group === 'external' ? [] : [group]));
    const fault = await this.faultOf(ownerOrganisationId, [...new Set(named)]);
    if (fault) throw new RefusalProblem({ refused: 'quota_rules_wrong', details: { fault } });
  }

  private async faultOf(ownerOrganisationId: string, groups: readonly string[]): Promise<string | null> {
    const [stranger] = await this.access.notGroupsOf(ownerOrganisationId, groups);
    return stranger === undefined ? null : `groups: ${stranger} is no access group of the owner`;
  }
}
