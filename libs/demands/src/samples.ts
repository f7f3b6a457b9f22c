import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { ChallengeAnnounced, DemandContent, DemandPosted, ProposalContent, ProposalSubmitted } from './events.js';
import type { TextRules } from './proposal.decider.js';

/** What the specs begin with: a firm of Wusheng asks, an institute of Hechuan proposes (invented). */
export const poster = { personId: 'p-yang', organisationId: 'o-firm', region: '511622' } as const;
export const proposer = { personId: 'p-wang', organisationId: 'o-institute', region: '500117' } as const;
export const stranger = { personId: 'p-x', organisationId: 'o-x', region: '511622' } as const;
export const administrator = { personId: 'p-feng', organisationId: 'o-bureau', region: '511622' } as const;

const rule = (id: AppliedRule['id'], amount: number, unit: AppliedRule['unit']): AppliedRule => ({
  id, jurisdiction: 'CN', version: 1, amount, unit, force: 'required', article: '合武平台规则', verification: 'proposal',
});
export const monthsRule = rule('demand_months', 12, 'months');
export const jurorsRule = rule('challenge_jurors', 3, 'count');
export const textRules: TextRules = [rule('proposal_title_characters', 80, 'characters'), rule('proposal_approach_characters', 825, 'characters'), rule('proposal_plan_characters', 1_025, 'characters')];

export const sampleDemand: DemandContent = {
  title: '花椒油挥发香气损失过大', titleEn: 'Too much aroma is lost from prickly-ash oil', problem: '热油浸提使挥发油损失四成，批次间麻度不稳定。', tried: '降低油温后出油率不足，真空浸提成本过高。',
  budgetFen: 30_000_000, industry: 'C1331', ipc: ['C11B'], tier: 'public',
};
export const sampleProposal: ProposalContent = { title: '亚临界低温萃取', approach: '以亚临界流体在 40 ℃ 以下萃取。', plan: '三个月试样，六个月中试。', trl: 7, listingId: null };

export const TODAY = '2026-03-02';
export const NOW = '2026-03-02T02:00:00.000Z';
export const DEADLINE = { deadlineOn: '2026-06-30', deadlineAt: '2026-06-30T16:00:00.000Z' } as const;

export const posted: DemandPosted = { type: 'DemandPosted', data: { demandId: 'd-1', organisationId: 'o-firm', region: '511622', postedBy: 'p-yang', content: sampleDemand, ...DEADLINE, rule: monthsRule } };
export const submitted: ProposalSubmitted = {
  type: 'ProposalSubmitted',
  data: { proposalId: 'r-1', demandId: 'd-1', round: 1, demandVersion: 1, demandOrganisationId: 'o-firm', organisationId: 'o-institute', submittedBy: 'p-wang', content: sampleProposal, rules: textRules },
};
export const announced: ChallengeAnnounced = {
  type: 'ChallengeAnnounced',
  data: {
    demandId: 'd-1', organisationId: 'o-firm', region: '511622', announcedBy: 'p-yang', prizeFen: 1_000_001,
    milestones: [
      { ordinal: 1, title: '试样', criteria: '挥发油保留率不低于 85%', dueOn: '2026-08-31', shareBasisPoints: 3_333, amountFen: 333_300 },
      { ordinal: 2, title: '中试', criteria: '连续运行 30 天', dueOn: '2026-12-31', shareBasisPoints: 6_667, amountFen: 666_701 },
    ],
    teamsAtMost: 2, entriesUntilOn: '2026-05-31', entriesUntilAt: '2026-05-31T16:00:00.000Z', jurorsRule,
  },
};
