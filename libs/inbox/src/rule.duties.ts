import { ruleSetEvents, type RuleSetEvent } from '@hewu/rules/src/events.js';
import { slot, waits, type DutyTable } from './duty.js';

/** Whoever proposed a number of both regions hears that the other region let it lapse; what they took back themselves they know. */
export const ruleDuties: DutyTable = {
  whats: { rule_proposal_lapsed: { zh: '规则提议失效', en: 'A proposed rule lapsed', news: true } },
  slots: [
    slot<RuleSetEvent, Record<string, never>>('rule_proposal', 'proposalId', [ruleSetEvents], {
      RuleProposalEnded: ({ data: { ruleId, proposedBy, ground } }) =>
        ground === 'withdrawn'
          ? null
          : waits({}, {
              what: 'rule_proposal_lapsed', round: ground, by: { personIds: [proposedBy] }, href: `/api/v1/rules/${ruleId}`,
              sentence: { zh: `您提议的规则 ${ruleId} 在拟生效日前未获另一地区确认，已失效；需要的请重新提议`, en: `The rule ${ruleId} that you proposed was not confirmed by the other region before the day from which it was to hold, and lapsed: propose it anew should it still be wanted` },
            }),
    }),
  ],
};
