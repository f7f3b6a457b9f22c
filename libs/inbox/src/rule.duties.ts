import { endOf } from '@hewu/calendar/src/days.js';
import { ruleSetEvents, type RuleSetEvent } from '@hewu/rules/src/events.js';
import { slot, waits, type DutyTable } from './duty.js';
import { otherRegionThan } from './other-region.js';

const rule = (ruleId: string): string => `/api/v1/rules/${ruleId}`;

/**
 * A number of both regions that one of them proposes waits for the other one's policy officers, until it lapses. Whoever proposed it
 * hears that it was confirmed, or that the other region let it lapse; what the other region proposes instead waits for them in turn,
 * and what they took back themselves they know.
 */
export const ruleDuties: DutyTable = {
  whats: {
    // With its time it lapses, and nobody above can do anything about it.
    rule_confirmation: { zh: '确认另一地区提议的规则', en: 'Confirm a rule that the other region proposes', staysThere: true },
    rule_proposal_confirmed: { zh: '规则提议已获确认', en: 'A proposed rule was confirmed', news: true },
    rule_proposal_lapsed: { zh: '规则提议失效', en: 'A proposed rule lapsed', news: true },
  },
  slots: [
    // A rule has one proposal at a time, and one that replaces another takes its place here too.
    slot<RuleSetEvent, Record<string, never>>('rule_confirmation', ['jurisdiction', 'ruleId'], [ruleSetEvents], {
      RuleVersionProposed: ({ data: { ruleId, proposalId, proposedFrom, effectiveFrom } }) =>
        waits({}, {
          what: 'rule_confirmation', round: proposalId, by: { region: otherRegionThan(proposedFrom), roles: ['policy_officer'] }, dueAt: endOf(effectiveFrom), href: rule(ruleId),
          sentence: { zh: `另一地区提议了两地共同的规则 ${ruleId} 的新版本，待贵方确认；不同意的可另行提议`, en: `The other region proposes a new version of the rule ${ruleId}, which holds in both: confirm it, or propose another` },
        }),
      RuleVersionRecorded: ({ data: { ruleId, proposal } }) =>
        proposal && waits({}, {
          what: 'rule_proposal_confirmed', round: proposal.proposalId, by: { personIds: [proposal.proposedBy] }, href: rule(ruleId),
          sentence: { zh: `您提议的规则 ${ruleId} 已由另一地区确认，自其生效日起施行`, en: `The rule ${ruleId} that you proposed was confirmed by the other region, and holds from its day on` },
        }),
      RuleProposalEnded: () => null,
    }),
    slot<RuleSetEvent, Record<string, never>>('rule_proposal', 'proposalId', [ruleSetEvents], {
      RuleProposalEnded: ({ data: { ruleId, proposedBy, ground } }) =>
        ground === 'withdrawn'
          ? null
          : waits({}, {
              what: 'rule_proposal_lapsed', round: ground, by: { personIds: [proposedBy] }, href: rule(ruleId),
              sentence: { zh: `您提议的规则 ${ruleId} 在拟生效日前未获另一地区确认，已失效；需要的请重新提议`, en: `The rule ${ruleId} that you proposed was not confirmed by the other region before the day from which it was to hold, and lapsed: propose it anew should it still be wanted` },
            }),
    }),
  ],
};
