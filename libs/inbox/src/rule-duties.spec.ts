import { story } from './samples.js';

const rule = { jurisdiction: 'CN', ruleId: 'price_notice_days' };
const proposed = { ...rule, proposalId: 'p-1', proposedBy: 'zhou', proposedFrom: '500117', effectiveFrom: '2026-05-01' };
const recorded = { ...rule, proposal: { proposalId: 'p-1', proposedBy: 'zhou' } };

describe('a number of both regions', () => {
  test('waits for the policy officers of the other region until it lapses', () => {
    expect(story().record('RuleVersionProposed', proposed).open).toMatchObject([{ what: 'rule_confirmation', audience: ['region/511622/policy_officer'], superior: null, dueOrder: '2026-05-01T16:00:00.000Z', waiting: { key: 'CN:price_notice_days:rule_confirmation:p-1' } }]);
  });

  test('that the other region proposes instead waits for the first in turn', () => {
    const told = story().record('RuleVersionProposed', proposed).record('RuleVersionProposed', { ...proposed, proposalId: 'p-2', proposedBy: 'tang', proposedFrom: '511622' });
    expect(told.open).toMatchObject([{ audience: ['region/500117/policy_officer'], waiting: { key: 'CN:price_notice_days:rule_confirmation:p-2' } }]);
  });

  test('is told confirmed, or lapsed, to whoever proposed it; taken back it waits no more', () => {
    const told = () => story().record('RuleVersionProposed', proposed);
    expect(told().record('RuleVersionRecorded', recorded).open).toMatchObject([{ what: 'rule_proposal_confirmed', audience: [], waiting: { by: { personIds: ['zhou'] } } }]);
    expect(told().record('RuleProposalEnded', { ...proposed, ground: 'lapsed' }).open).toMatchObject([{ what: 'rule_proposal_lapsed', waiting: { by: { personIds: ['zhou'] } } }]);
    expect(told().record('RuleProposalEnded', { ...proposed, ground: 'withdrawn' }).waits).toEqual([]);
  });

  test('of one region alone waits for nobody', () => {
    expect(story().record('RuleVersionRecorded', { jurisdiction: '51', ruleId: 'price_notice_days' }).documents.size).toBe(0);
  });
});
