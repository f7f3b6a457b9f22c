import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { demands, type DemandState } from './demand.decider.js';
import { DECLINE_REASONS, PROPOSAL_STAGES, type AdvancedStage, type DemandEvent, type ProposalAdvanced, type ProposalEvent } from './events.js';
import { charactersIn, proposals, type ProposalCommand } from './proposal.decider.js';
import { DEADLINE, NOW, posted, poster, proposer, sampleProposal, stranger, submitted, textRules } from './samples.js';

const given = specification(proposals);
type Of<T extends ProposalCommand['type']> = Extract<ProposalCommand, { type: T }>;

const demand = (...events: DemandEvent[]): DemandState => [posted, ...events].reduce<DemandState>(demands.evolve, null);
const suspended: DemandEvent = { type: 'DemandSuspended', data: { demandId: 'd-1', region: '511622', reason: '内容待核', suspendedBy: 'p-feng' } };
const closed = (ground: 'deadline' | 'owner' | 'solved'): DemandEvent => ({ type: 'DemandClosed', data: { demandId: 'd-1', ground, proposalId: null, reason: null, closedBy: 'p-yang' } });

const submit = (change: Partial<Of<'SubmitProposal'>> = {}): ProposalCommand => ({
  type: 'SubmitProposal', proposalId: 'r-1', round: 1, by: proposer, demand: demand(), authority: false, ownListing: true, content: sampleProposal, rules: textRules, now: NOW, ...change,
});
const better = { ...sampleProposal, plan: '两个月试样，四个月中试。' };
const correct = (change: Partial<Of<'CorrectProposal'>> = {}): ProposalCommand => ({ type: 'CorrectProposal', by: proposer, demand: demand(), ownListing: true, content: better, rules: textRules, now: NOW, ...change });
const about = { proposalId: 'r-1', demandId: 'd-1' };
const corrected: ProposalEvent = { type: 'ProposalCorrected', data: { ...about, version: 2, demandVersion: 1, correctedBy: 'p-wang', content: better, rules: textRules } };
const advance = (to: AdvancedStage, change: Partial<Of<'AdvanceProposal'>> = {}): ProposalCommand => ({ type: 'AdvanceProposal', by: poster, demand: demand(), to, ...change });
const advanced = (to: AdvancedStage): ProposalAdvanced => ({ type: 'ProposalAdvanced', data: { ...about, to, advancedBy: 'p-yang' } });
const decline = (change: Partial<Of<'DeclineProposal'>> = {}): ProposalCommand => ({ type: 'DeclineProposal', by: poster, reason: 'too_early', comment: '请先完成中试', ...change });
const declined = (stage: (typeof PROPOSAL_STAGES)[number] = 'submitted'): ProposalEvent => ({ type: 'ProposalDeclined', data: { ...about, stage, reason: 'too_early', comment: '请先完成中试', declinedBy: 'p-yang' } });
const withdraw: ProposalCommand = { type: 'WithdrawProposal', by: proposer, reason: '方案有误' };
const withdrawn: ProposalEvent = { type: 'ProposalWithdrawn', data: { ...about, reason: '方案有误', withdrawnBy: 'p-wang' } };

describe('a proposal', () => {
  test('is submitted to an open demand of somebody else, in time', () => {
    given().when(submit()).then(submitted);
    given().when(submit()).thenRepeatingIsHarmless();
    given().when(submit({ demand: null })).thenRefused('not_found');
    given().when(submit({ authority: true })).thenRefused('authority_cannot_propose');
    given().when(submit({ by: { ...poster } })).thenRefused('own_demand');
    given().when(submit({ demand: demand(suspended) })).thenRefused('demand_suspended');
    given().when(submit({ demand: demand(closed('owner')) })).thenRefused('demand_over', { status: 'withdrawn' });
    given().when(submit({ demand: demand(closed('deadline')) })).thenRefused('demand_closed');
    given().when(submit({ ownListing: false, content: { ...sampleProposal, listingId: 'l-9' } })).thenRefused('listing_not_own', { listingId: 'l-9' });
  });

  test('is in time by the clock alone, whether or not the timer has closed the demand', () => {
    given().when(submit({ now: '2026-06-30T15:59:59.999Z' })).then(submitted);
    given().when(submit({ now: DEADLINE.deadlineAt })).thenRefused('demand_closed', { status: 'open', deadlineOn: '2026-06-30' });
  });

  test('is the one living proposal of its organisation', () => {
    given(submitted).when(submit({ content: better })).thenRefused('proposal_exists', { proposalId: 'r-1' });
    given(submitted, declined()).when(submit()).thenRefused('proposal_over', { status: 'declined' });
    given().when(submit({ proposalId: 'r-2', round: 2 })).then({ ...submitted, data: { ...submitted.data, proposalId: 'r-2', round: 2 } });
  });

  test('is corrected until somebody looks at it', () => {
    given(submitted).when(correct()).then(corrected);
    given(submitted).when(correct()).thenRepeatingIsHarmless();
    given(submitted).when(correct({ by: stranger })).thenRefused('not_found');
    given(submitted, advanced('qualified')).when(correct()).thenRefused('proposal_under_review', { stage: 'qualified' });
    given(submitted).when(correct({ now: DEADLINE.deadlineAt })).thenRefused('demand_closed');
    given(submitted, withdrawn).when(correct()).thenRefused('proposal_over', { status: 'withdrawn' });
  });

  test('goes through the funnel one stage at a time and never back', () => {
    given(submitted).when(advance('qualified')).then(advanced('qualified'));
    given(submitted).when(advance('qualified')).thenRepeatingIsHarmless();
    given(submitted).when(advance('shortlisted')).thenRefused('stage_not_next', { stage: 'submitted', next: 'qualified' });
    given(submitted, advanced('qualified'), advanced('shortlisted')).when(advance('finalist')).then(advanced('finalist'));
    given(submitted, advanced('qualified'), advanced('shortlisted')).when(advance('qualified')).thenRefused('stage_not_next', { stage: 'shortlisted', next: 'finalist' });
    given(submitted, advanced('qualified'), advanced('shortlisted'), advanced('finalist')).when(advance('shortlisted')).thenRefused('stage_not_next', { stage: 'finalist', next: null });
  });

  test('goes on after the deadline, and not while the demand is suspended or over', () => {
    given(submitted).when(advance('qualified', { demand: demand(closed('deadline')) })).then(advanced('qualified'));
    given(submitted).when(advance('qualified', { demand: demand(suspended) })).thenRefused('demand_suspended');
    given(submitted).when(advance('qualified', { demand: demand(closed('solved')) })).thenRefused('demand_over', { status: 'solved' });
    given(submitted).when(advance('qualified', { by: proposer })).thenRefused('not_found');
    given(submitted, declined()).when(advance('qualified')).thenRefused('proposal_over', { status: 'declined' });
  });

  test('is declined by the poster with one of eight reasons', () => {
    expect(DECLINE_REASONS).toHaveLength(8);
    given(submitted).when(decline()).then(declined());
    given(submitted).when(decline()).thenRepeatingIsHarmless();
    given(submitted, advanced('qualified')).when(decline()).then(declined('qualified'));
    given(submitted).when(decline({ by: proposer })).thenRefused('not_found');
    given(submitted, declined()).when(decline({ comment: '另一句' })).thenRefused('proposal_over', { status: 'declined' });
    given(submitted, withdrawn).when(decline()).thenRefused('proposal_over', { status: 'withdrawn' });
  });

  test('is withdrawn by its proposer', () => {
    given(submitted).when(withdraw).then(withdrawn);
    given(submitted).when(withdraw).thenRepeatingIsHarmless();
    given(submitted).when({ ...withdraw, by: poster }).thenRefused('not_found');
    given(submitted, declined()).when(withdraw).thenRefused('proposal_over', { status: 'declined' });
  });

  test('lapses with its demand, unless it is the one that solved it', () => {
    given(submitted).when({ type: 'LapseProposal', ground: 'owner', solvedBy: null }).then({ type: 'ProposalLapsed', data: { ...about, ground: 'owner' } });
    given(submitted).when({ type: 'LapseProposal', ground: 'owner', solvedBy: null }).thenRepeatingIsHarmless();
    given(submitted, advanced('qualified')).when({ type: 'LapseProposal', ground: 'solved', solvedBy: 'r-1' }).thenNothing();
    given(submitted, declined()).when({ type: 'LapseProposal', ground: 'owner', solvedBy: null }).thenNothing();
    given().when({ type: 'LapseProposal', ground: 'owner', solvedBy: null }).thenNothing();
  });
});

describe('the size of a proposal', () => {
  const character = fc.constantFrom('a', '椒', '𠮷', '🙂');
  const text = (length: number): fc.Arbitrary<string> => fc.array(character, { minLength: length, maxLength: length }).map((all) => all.join(''));

  test('is counted in characters as a reader counts them, up to exactly what the rule says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(['title', 'approach', 'plan'] as const).entries()), fc.integer({ min: -3, max: 3 }), fc.integer({ min: 10, max: 200 }), fc.gen(), ([place, field], off, atMost, gen) => {
        const rules = textRules.map((rule, at) => (at === place ? { ...rule, amount: atMost } : { ...rule, amount: 10_000 })) as unknown as typeof textRules;
        const written = gen(text, atMost + off);
        expect(charactersIn(written)).toBe(atMost + off);
        const decided = proposals.decide(submit({ content: { ...sampleProposal, [field]: written }, rules }), null);
        expect(isRefusal(decided) ? decided : 'taken').toEqual(
          off > 0 ? { refused: 'proposal_text_too_long', details: { field, characters: atMost + off, atMost, ruleId: textRules[place]!.id, ruleVersion: 1 } } : 'taken',
        );
      }),
    );
  });

  test.each([['title', 80], ['approach', 825], ['plan', 1_025]] as const)('of a %s is %i by the built-in rule', (field, atMost) => {
    given().when(submit({ content: { ...sampleProposal, [field]: '椒'.repeat(atMost + 1) } })).thenRefused('proposal_text_too_long');
    expect(isRefusal(proposals.decide(submit({ content: { ...sampleProposal, [field]: '椒'.repeat(atMost) } }), null))).toBe(false);
  });
});

test('whatever is done to a proposal in whatever order, its stage never goes back and its end is final', () => {
  const step = fc.oneof(
    fc.constantFrom<AdvancedStage>('qualified', 'shortlisted', 'finalist').map((to) => advance(to)),
    fc.constantFrom(decline(), withdraw, { type: 'LapseProposal', ground: 'owner', solvedBy: null } as const, correct()),
  );
  const rank = ['submitted', 'qualified', 'shortlisted', 'finalist', 'over'];
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let state = proposals.evolve(null, submitted)!;
      let before = 0;
      for (const command of steps) {
        const decided = proposals.decide(command, state);
        if (isRefusal(decided)) continue;
        state = decided.reduce<typeof state>((folded, event) => proposals.evolve(folded, event)!, state);
        const now = rank.includes(state.status) ? rank.indexOf(state.status) : 4;
        expect(now).toBeGreaterThanOrEqual(before);
        expect(now === 4 || now - before <= 1).toBe(true);
        before = now;
      }
    }),
  );
});
