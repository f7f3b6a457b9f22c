import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@hewu/calendar/src/days.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import { streamName, type Recorded } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { PastStates } from '@hewu/kernel/src/past-states.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { conduct, type Terms } from './conduct.decider.js';
import { suspendedUntil, type ConductState } from './conduct-state.decider.js';
import { CONDUCT_RULE_IDS, conductRules, milder, type Amounts, type ConductRuleId } from './conduct-rules.decider.js';
import { conductEvents, type AppliedTerm, type ConductEvent } from './events.js';

/** The record of a person at the instruments of one owner. */
export const conductIdOf = (ownerOrganisationId: string, personId: string): string => derivedId('conduct', ownerOrganisationId, personId);

const PAGE = 500;

/** What others ask of conduct, as strict as the stream on which it stands. */
@Injectable()
export class Conduct {
  constructor(
    private readonly kernel: Kernel,
    private readonly codec: Codec,
    private readonly rules: Rules,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The instant from which somebody may book an owner's instruments again; null when they may now. */
  async suspendedUntil(ownerOrganisationId: string, personId: string): Promise<string | null> {
    return suspendedUntil(await this.of(ownerOrganisationId, personId), dayOf(this.kernel.clock.now()));
  }

  /** The same as it stood at a past moment. */
  async wasSuspendedUntil(past: PastStates, ownerOrganisationId: string, personId: string): Promise<string | null> {
    return suspendedUntil(await past.load(conduct, conductIdOf(ownerOrganisationId, personId)), dayOf(past.at));
  }

  of(ownerOrganisationId: string, personId: string): Promise<ConductState> {
    return this.kernel.load(conduct, conductIdOf(ownerOrganisationId, personId));
  }

  /** The platform's amounts in a region today. */
  async platform(region: string): Promise<Required<Amounts>> {
    const today = dayOf(this.kernel.clock.now());
    const rules = await Promise.all(CONDUCT_RULE_IDS.map((rule) => this.rules.inForce(rule, region, today)));
    return Object.fromEntries(CONDUCT_RULE_IDS.map((rule, at) => [rule, rules[at]!.amount])) as Required<Amounts>;
  }

  /** What an owner holds its users to today: its own numbers where they are milder than the platform's. */
  async terms(ownerOrganisationId: string, region: string): Promise<Terms> {
    const today = dayOf(this.kernel.clock.now());
    const own = await this.kernel.load(conductRules, ownerOrganisationId);
    const term = async (ruleId: ConductRuleId): Promise<readonly [ConductRuleId, AppliedTerm]> => {
      const rule = await this.rules.inForce(ruleId, region, today);
      const asked = own?.amounts[ruleId];
      const amount = asked === undefined ? rule.amount : milder(ruleId, asked, rule.amount);
      return [ruleId, { amount, rule, ownerRulesVersion: asked === undefined ? null : own!.rulesVersion }];
    };
    return Object.fromEntries(await Promise.all(CONDUCT_RULE_IDS.map(term))) as Terms;
  }

  /** What somebody said in an appeal, opened with their key; null when they said nothing, or were erased. */
  async statementOf(conductId: string, violationId: string): Promise<string | null> {
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(streamName(conductEvents.category, conductId), from, PAGE);
      for (const event of (await this.codec.decode(page)) as readonly Recorded<ConductEvent>[]) {
        if (event.type === 'AppealLodged' && event.data.violationId === violationId) return event.data.statement;
      }
      if (page.length < PAGE) return null;
    }
  }
}
