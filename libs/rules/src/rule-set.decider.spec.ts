import { specification } from '@hewu/kernel/src/testing.js';
import type { RuleProposalEnded, RuleVersionProposed, RuleVersionRecorded } from './events.js';
import { ruleSets, type ConfirmVersion, type LapseProposal, type RecordVersion, type WithdrawProposal } from './rule-set.decider.js';

const given = specification(ruleSets);
const hechuan = { personId: 'p-zhou', region: '500117' };
const wusheng = { personId: 'p-tang', region: '511622' };

/** Invented: what Sichuan asks for is not verified. */
const said = {
  jurisdiction: '51', ruleId: 'price_notice_days', version: 1, amount: 20, force: 'required', effectiveFrom: '2026-05-01', effectiveUntil: null,
  article: '四川省条例 第十条（虚构）', source: '省公报（虚构）', verification: 'law', reason: '省条例修订',
} as const;
const record = (change: Partial<RecordVersion> = {}): RecordVersion => ({ type: 'RecordVersion', ...said, by: wusheng, today: '2026-03-02', proposalId: 'q-1', ...change });
const recorded = (change: Partial<RuleVersionRecorded['data']> = {}): RuleVersionRecorded => ({ type: 'RuleVersionRecorded', data: { ...said, unit: 'natural_days', recordedBy: 'p-tang', proposal: null, ...change } });
const proposed = (change: Partial<RuleVersionProposed['data']> = {}): RuleVersionProposed => ({ type: 'RuleVersionProposed', data: { ...said, ...national, unit: 'natural_days', proposalId: 'q-1', proposedBy: 'p-tang', proposedFrom: '511622', ...change } });
const confirm = (change: Partial<ConfirmVersion> = {}): ConfirmVersion => ({ type: 'ConfirmVersion', ruleId: 'price_notice_days', proposalId: 'q-1', by: hechuan, today: '2026-03-02', ...change });
const national = { jurisdiction: 'CN', version: 2 } as const;
/** The nation's built-in version of the same rule, word for word. */
const asBuiltIn = { amount: 15, article: '国发〔2016〕16号', source: '全文未核验；山东、浙江法规均为不少于十五日', verification: 'unverified' } as const;

describe('a version of a rule', () => {
  test('is recorded by a policy officer of the province, in the unit of the rule', () => given().when(record()).then(recorded()));

  test('follows the one before it; the first is 1, or 2 where the program came with one', () => {
    given(recorded()).when(record({ version: 2, amount: 25 })).then(recorded({ version: 2, amount: 25 }));
    given().when(record({ ...national, amount: 20 })).then(proposed({ amount: 20 }));
    given().when(record({ version: 2 })).thenRefused('rule_version_not_next', { next: 1 });
    given(recorded()).when(record({ version: 4, amount: 25 })).thenRefused('rule_version_not_next', { next: 2 });
  });

  test('recorded again as it is known, by whomever, for whatever reason and however late, changes nothing', () => {
    given().when(record()).thenRepeatingIsHarmless();
    given(recorded()).when(record({ by: { ...wusheng, personId: 'p-other' }, reason: '再次登记' })).thenNothing();
    given(recorded()).when(record({ today: '2027-01-01' })).thenNothing();
    given(recorded(), recorded({ version: 2, amount: 25 })).when(record()).thenNothing();
  });

  test('is not recorded twice with other words: who comes second looks at the first', () => {
    for (const change of [{ amount: 21 }, { force: 'default' }, { effectiveFrom: '2026-05-02' }, { effectiveUntil: '2027-05-01' }, { article: '第十一条' }, { source: '另一处' }, { verification: 'published' }] as const) {
      given(recorded()).when(record(change)).thenRefused('rule_version_taken', { latest: 1 });
    }
    given().when(record({ ...national, version: 1 })).thenRefused('rule_version_taken', { latest: 1 });
  });

  test('may be the first of its rule in a province, and of a rule that only another province has', () => {
    given().when(record({ ruleId: 'dormancy_years', amount: 2 })).then(recorded({ ruleId: 'dormancy_years', amount: 2, unit: 'years' }));
  });

  describe('belongs to a territory', () => {
    test("Chongqing's is recorded by Chongqing alone, Sichuan's by Sichuan alone", () => {
      given().when(record({ by: hechuan })).thenRefused('other_region', { jurisdiction: '51' });
      given().when(record({ jurisdiction: '50' })).thenRefused('other_region', { jurisdiction: '50' });
      given().when(record({ jurisdiction: '50', by: hechuan })).then(recorded({ jurisdiction: '50', recordedBy: 'p-zhou' }));
      given(recorded()).when(record({ by: hechuan })).thenRefused('other_region');
    });

    test("those of the other provinces by either", () => {
      for (const by of [hechuan, wusheng]) {
        given().when(record({ jurisdiction: '31', by })).then(recorded({ jurisdiction: '31', recordedBy: by.personId }));
      }
    });
  });

  describe("of the nation's, which binds in both regions, takes both", () => {
    const confirmed = recorded({ ...national, recordedBy: 'p-zhou', proposal: { proposalId: 'q-1', proposedBy: 'p-tang' } });

    test('an officer of one proposes it, and repeated nothing happens', () => {
      given().when(record(national)).then(proposed());
      given().when(record({ ...national, by: hechuan })).then(proposed({ proposedBy: 'p-zhou', proposedFrom: '500117' }));
      given().when(record(national)).thenRepeatingIsHarmless();
      given(proposed()).when(record({ ...national, by: hechuan, proposalId: 'q-2', reason: '另一理由' })).thenNothing();
    });

    test('another officer, of the other region, confirms it, and then it holds', () => {
      given(proposed()).when(confirm()).then(confirmed);
      given(proposed()).when(confirm()).thenRepeatingIsHarmless();
      given(proposed(), confirmed).when(record({ ...national, version: 3, amount: 25 })).then(proposed({ version: 3, amount: 25 }));
    });

    test('nobody confirms what they or their own region proposed', () => {
      given(proposed()).when(confirm({ by: wusheng })).thenRefused('other_region_confirms', { proposedFrom: '511622' });
      given(proposed()).when(confirm({ by: { personId: 'p-other', region: '511622' } })).thenRefused('other_region_confirms');
      given(proposed()).when(confirm({ by: { personId: 'p-tang', region: '500117' } })).thenRefused('other_region_confirms');
    });

    const endedOn = (ground: 'withdrawn' | 'lapsed', endedBy: string, reason: string | null): RuleProposalEnded => ({ type: 'RuleProposalEnded', data: { jurisdiction: 'CN', ruleId: 'price_notice_days', proposalId: 'q-1', proposedBy: 'p-tang', ground, reason, endedBy } });
    const withdraw = (change: Partial<WithdrawProposal> = {}): WithdrawProposal => ({ type: 'WithdrawProposal', ruleId: 'price_notice_days', proposalId: 'q-1', by: wusheng, reason: '重新商议', ...change });
    const withdrawn = endedOn('withdrawn', 'p-tang', '重新商议');

    test('the region that proposed it takes it back; then nobody confirms it, and it can be proposed anew', () => {
      given(proposed()).when(withdraw()).then(withdrawn);
      given(proposed()).when(withdraw()).thenRepeatingIsHarmless();
      given(proposed()).when(withdraw({ by: { personId: 'p-other', region: '511602' } })).then(endedOn('withdrawn', 'p-other', '重新商议'));
      given(proposed()).when(withdraw({ by: hechuan })).thenRefused('other_region', { region: '511622' });
      given().when(withdraw()).thenRefused('rule_not_proposed', { proposalId: null });
      given(proposed(), confirmed).when(withdraw()).thenRefused('rule_not_proposed');
      given(proposed(), proposed({ amount: 25, proposalId: 'q-2' })).when(withdraw()).thenRefused('rule_not_proposed', { proposalId: 'q-2' });
      given(proposed(), withdrawn).when(confirm()).thenRefused('rule_not_proposed', { proposalId: null });
      given(proposed(), withdrawn).when(record({ ...national, proposalId: 'q-3' })).then(proposed({ proposalId: 'q-3' }));
    });

    test('it lapses when the first day on which it was to hold is over, and not a day before', () => {
      const lapse = (today: string, proposalId = 'q-1'): LapseProposal => ({ type: 'LapseProposal', ruleId: 'price_notice_days', proposalId, by: 'system:rule-proposals', today });
      const lapsed = endedOn('lapsed', 'system:rule-proposals', null);
      given(proposed()).when(lapse('2026-05-01')).thenNothing();
      given(proposed()).when(confirm({ today: '2026-05-01' })).then(confirmed);
      given(proposed()).when(lapse('2026-05-02')).then(lapsed);
      given(proposed()).when(lapse('2026-05-02')).thenRepeatingIsHarmless();
      given(proposed(), confirmed).when(lapse('2026-05-02')).thenNothing();
      given(proposed(), proposed({ amount: 25, proposalId: 'q-2' })).when(lapse('2026-05-02')).thenNothing();
      given(proposed(), lapsed).when(confirm()).thenRefused('rule_not_proposed');
    });

    test('another proposal takes the place of the one before; what was not read is not confirmed', () => {
      given(proposed()).when(record({ ...national, by: hechuan, proposalId: 'q-2', amount: 25 })).then(proposed({ amount: 25, proposalId: 'q-2', proposedBy: 'p-zhou', proposedFrom: '500117' }));
      given(proposed(), proposed({ amount: 25, proposalId: 'q-2' })).when(confirm()).thenRefused('rule_not_proposed', { proposalId: 'q-2' });
      given().when(confirm()).thenRefused('rule_not_proposed', { proposalId: null });
    });

    test('confirmed too late for its day it is refused, as it would be when proposed', () => given(proposed()).when(confirm({ today: '2026-05-02' })).thenRefused('rule_effective_in_past', { earliest: '2026-05-02' }));
  });

  describe('stays within the law', () => {
    test.each([
      ['a reward of 49.99 % of net income', { ruleId: 'reward_income_basis_points', amount: 4_999 }, { least: 5_000, unit: 'basis_points', article: '促进科技成果转化法 第四十五条' }],
      ['one day of display before an auction', { ruleId: 'auction_display_days', amount: 1 }, { least: 2, unit: 'natural_days', article: '拍卖法 第四十八条' }],
      ['a shorter time to cure', { ...national, ruleId: 'cure_days', amount: 29 }, { least: 30, unit: 'natural_days', article: '最高人民法院技术合同司法解释（2020） 第十五条' }],
      ['less than its own province asks for', { jurisdiction: '33', version: 2, ruleId: 'reward_shares_basis_points', amount: 6_999 }, { least: 7_000, unit: 'basis_points', article: '浙江省促进科技成果转化条例 第三十七条' }],
      ['less than the nation asks for, where the province only permits', { jurisdiction: '11', version: 2, ruleId: 'reward_income_basis_points', amount: 4_999 }, { least: 5_000, unit: 'basis_points', article: '促进科技成果转化法 第四十五条' }],
    ] as const)('below a floor it is refused with the article: %s', (_, change, details) => given().when(record(change)).thenRefused('below_floor_of_law', details));

    test.each([
      ['four months to record a licence', { ruleId: 'licence_recordal_months', amount: 4 }, { most: 3, unit: 'months', article: '专利法实施细则 第十五条' }],
      ['a commission of 5.01 %', { ruleId: 'auction_commission_basis_points', amount: 501 }, { most: 500, unit: 'basis_points', article: '拍卖法 第五十六条' }],
    ] as const)('above a ceiling too: %s', (_, change, details) => given().when(record(change)).thenRefused('above_ceiling_of_law', details));

    test('exactly at the floor or the ceiling it is recorded', () => {
      given().when(record({ ruleId: 'reward_income_basis_points', amount: 5_000 })).then(recorded({ ruleId: 'reward_income_basis_points', unit: 'basis_points', amount: 5_000 }));
      given().when(record({ ruleId: 'licence_recordal_months', amount: 3 })).then(recorded({ ruleId: 'licence_recordal_months', unit: 'months', amount: 3 }));
    });

    test('what its own statute requires is not turned into a permission', () => {
      const weaker = { jurisdiction: '33', version: 2, ruleId: 'reward_shares_basis_points', amount: 7_000, force: 'permitted' } as const;
      given().when(record(weaker)).thenRefused('force_weaker_than_law', { force: 'required', article: '浙江省促进科技成果转化条例 第三十七条' });
      given().when(record({ ...weaker, jurisdiction: '51', version: 1 })).then(recorded({ ...weaker, jurisdiction: '51', version: 1, unit: 'basis_points' }));
    });
  });

  test.each([14, 0, -20, 15.5, 181, Number.NaN, Number.MAX_SAFE_INTEGER])('an amount that is a slip of the pen is refused: a notice of %d days', (amount) => {
    given().when(record({ amount })).thenRefused('rule_amount_out_of_bounds', { least: 15, most: 180, unit: 'natural_days' });
  });

  test('takes effect today at the earliest, and ends after it begins', () => {
    given().when(record({ effectiveFrom: '2026-03-01' })).thenRefused('rule_effective_in_past', { earliest: '2026-03-02' });
    given().when(record({ effectiveFrom: '2026-03-02' })).then(recorded({ effectiveFrom: '2026-03-02' }));
    given().when(record({ effectiveUntil: '2026-05-01' })).thenRefused('rule_ends_before_it_begins', { after: '2026-05-01' });
    given().when(record({ effectiveUntil: '2026-05-02' })).then(recorded({ effectiveUntil: '2026-05-02' }));
  });

  describe('says something new', () => {
    test('or is refused, where the version in force says the same for all of its time', () => {
      given().when(record({ ...national, ...asBuiltIn })).thenRefused('rule_unchanged', { version: 1 });
      given(recorded()).when(record({ version: 2, effectiveFrom: '2026-06-01', effectiveUntil: '2026-07-01' })).thenRefused('rule_unchanged', { version: 1 });
    });

    test('such as that a number was verified', () => {
      given().when(record({ ...national, ...asBuiltIn, verification: 'law' })).then(proposed({ ...asBuiltIn, verification: 'law' }));
    });

    test('such as that a change announced for later does not come', () => {
      const announced = recorded({ ...national, amount: 20, effectiveFrom: '2026-09-01' });
      given(announced).when(record({ ...national, ...asBuiltIn, version: 3 })).then(proposed({ ...asBuiltIn, version: 3 }));
      given(announced).when(record({ ...national, ...asBuiltIn, version: 3, effectiveUntil: '2026-09-01' })).thenRefused('rule_unchanged', { version: 1 });
    });

    test('such as that what was to end goes on', () => {
      given(recorded({ effectiveUntil: '2026-08-01' })).when(record({ version: 2 })).then(recorded({ version: 2 }));
    });
  });

  test('is refused for the first thing that is wrong with it', () => {
    const wrong = { ruleId: 'reward_income_basis_points', version: 3, amount: 0, force: 'permitted', effectiveFrom: '2026-01-01', effectiveUntil: '2025-01-01', jurisdiction: 'CN' } as const;
    given().when(record({ ...wrong, jurisdiction: '50' })).thenRefused('other_region');
    given().when(record({ ...wrong, version: 1 })).thenRefused('rule_version_taken');
    given().when(record(wrong)).thenRefused('rule_version_not_next');
    given().when(record({ ...wrong, version: 2 })).thenRefused('below_floor_of_law');
    given().when(record({ ...wrong, version: 2, amount: 10_001 })).thenRefused('force_weaker_than_law');
    given().when(record({ ...wrong, version: 2, amount: 10_001, force: 'required' })).thenRefused('rule_amount_out_of_bounds');
    given().when(record({ ...wrong, version: 2, amount: 5_000, force: 'required' })).thenRefused('rule_effective_in_past');
    given().when(record({ ...wrong, version: 2, amount: 5_000, force: 'required', effectiveFrom: '2026-03-02' })).thenRefused('rule_ends_before_it_begins');
  });
});
