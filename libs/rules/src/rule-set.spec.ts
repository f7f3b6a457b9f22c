import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { builtInVersion } from './built-in-rules.js';
import { FORCES, JURISDICTIONS, VERIFICATIONS, type Jurisdiction, type RuleVersionRecorded } from './events.js';
import { RULE_IDS, RULES, type RuleId } from './rule-catalogue.js';
import { ruleSets } from './rule-set.decider.js';
import { provinceOf, ruleInForce, statuteOf, strictestStatute } from './rule-set.js';
import { ruleSetsProjection } from './rule-sets.projection.js';
import { holdsOn, isWeaker, type RuleVersion } from './rule-version.js';

const DAY = '2026-03-02';
const builtIn = JURISDICTIONS.flatMap((jurisdiction) => RULE_IDS.flatMap((ruleId) => {
  const version = builtInVersion(jurisdiction, ruleId);
  return version ? [{ jurisdiction, ruleId, version }] : [];
}));
const nothing = () => [];

describe('what the program came with', () => {
  test('is version 1 of its rule, whole, within bounds, without beginning or end, and says where it was read', () => {
    for (const { ruleId, version } of builtIn) {
      const { least, most, unit } = RULES[ruleId];
      expect({ ruleId, ...version }).toMatchObject({ version: 1, unit, effectiveFrom: null, effectiveUntil: null });
      expect(Number.isInteger(version.amount) && version.amount >= least && version.amount <= most).toBe(true);
      expect(FORCES).toContain(version.force);
      expect(VERIFICATIONS).toContain(version.verification);
      expect(version.article.length > 0 && version.source.length > 0).toBe(true);
    }
  });

  test('names each rule somewhere, each in both languages, and none twice', () => {
    expect([...new Set(builtIn.map(({ ruleId }) => ruleId))].sort()).toEqual([...RULE_IDS].sort());
    for (const language of ['zh', 'en'] as const) expect(new Set(RULE_IDS.map((id) => RULES[id][language])).size).toBe(RULE_IDS.length);
  });

  test('keeps to its own statutes', () => {
    for (const { jurisdiction, ruleId, version: { amount } } of builtIn) {
      const law = strictestStatute(jurisdiction, ruleId);
      if (law && RULES[ruleId].statute === 'floor') expect(amount).toBeGreaterThanOrEqual(law.amount);
      if (law && RULES[ruleId].statute === 'ceiling') expect(amount).toBeLessThanOrEqual(law.amount);
    }
  });

  test.each([
    ['CN', 'price_notice_days', 15, 'natural_days', 'required', 'unverified'],
    ['37', 'price_notice_days', 15, 'natural_days', 'required', 'law'],
    ['CN', 'reward_income_basis_points', 5_000, 'basis_points', 'required', 'law'],
    ['37', 'reward_shares_basis_points', 7_000, 'basis_points', 'required', 'law'],
    ['31', 'reward_shares_basis_points', 7_000, 'basis_points', 'permitted', 'law'],
    ['50', 'dormancy_years', 1, 'years', 'required', 'published'],
    ['CN', 'cure_days', 30, 'natural_days', 'required', 'law'],
    ['CN', 'registration_review_days', 30, 'working_days', 'required', 'unverified'],
    // Five million yuan.
    ['CN', 'registration_review_fen', 5_000_000 * 100, 'fen', 'required', 'unverified'],
    ['CN', 'auction_commission_basis_points', 500, 'basis_points', 'default', 'law'],
    ['CN', 'file_bytes', 20_971_520, 'bytes', 'required', 'proposal'],
    ['CN', 'instrument_scope_fen', 500_000 * 100, 'fen', 'required', 'published'],
    ['31', 'instrument_report_days', 15, 'natural_days', 'required', 'law'],
    ['50', 'instrument_year_hours', 1_400, 'hours', 'default', 'published'],
  ] as const)('%s: %s is %d %s, %s, %s', (jurisdiction, ruleId, amount, unit, force, verification) =>
    expect(builtInVersion(jurisdiction, ruleId)).toMatchObject({ amount, unit, force, verification }));
});

describe('the rule in force', () => {
  const version = (change: Partial<RuleVersion> = {}): RuleVersion => ({ ...builtInVersion('CN', 'price_notice_days')!, amount: 20, effectiveFrom: '2026-05-01', ...change });
  const inForce = (recorded: Partial<Record<Jurisdiction, readonly RuleVersion[]>>, region: string, day: string, ruleId: RuleId = 'price_notice_days') => {
    const found = ruleInForce((jurisdiction) => recorded[jurisdiction] ?? [], ruleId, region, day);
    return found && [found.jurisdiction, found.version, found.amount];
  };

  test('is the nation’s where the province says nothing', () => {
    expect(ruleInForce(nothing, 'price_notice_days', '511622', DAY)).toEqual({ id: 'price_notice_days', jurisdiction: 'CN', version: 1, amount: 15, unit: 'natural_days', force: 'required', article: '国发〔2016〕16号', verification: 'unverified' });
    expect(inForce({}, '440305', DAY)).toEqual(['CN', 1, 15]);
  });

  test('is the province’s own from its first day until the day before its end', () => {
    const recorded = { '51': [version({ version: 1, effectiveUntil: '2026-08-01' })] };
    expect(['2026-04-30', '2026-05-01', '2026-07-31', '2026-08-01'].map((day) => inForce(recorded, '511622', day))).toEqual([['CN', 1, 15], ['51', 1, 20], ['51', 1, 20], ['CN', 1, 15]]);
    expect(inForce(recorded, '500117', '2026-06-01')).toEqual(['CN', 1, 15]);
  });

  test('is the newest where several hold, and the one before it when that is over', () => {
    const recorded = { CN: [version({ version: 2 }), version({ version: 3, amount: 30, effectiveFrom: '2026-06-01', effectiveUntil: '2026-07-01' })] };
    expect(['2026-04-30', '2026-05-31', '2026-06-01', '2026-07-01'].map((day) => inForce(recorded, '511622', day)?.[1])).toEqual([1, 2, 3, 2]);
  });

  test('is not what a province merely permits, where the nation requires less', () => {
    const rewards = ['110101', '310115', '330100', '370100', '511622'].map((region) => inForce({}, region, DAY, 'reward_income_basis_points'));
    expect(rewards).toEqual([['CN', 1, 5_000], ['CN', 1, 5_000], ['33', 1, 7_000], ['37', 1, 7_000], ['CN', 1, 5_000]]);
    const everywhere: Partial<Record<Jurisdiction, readonly RuleVersion[]>> = { '51': [version({ version: 1, effectiveFrom: DAY, force: 'permitted' })] };
    expect(inForce(everywhere, '511622', DAY)).toEqual(['CN', 1, 15]);
    expect(inForce(everywhere, '511622', DAY, 'dormancy_years')?.[0]).toBe('51');
  });

  test('is none where neither says anything', () => {
    expect(inForce({}, '511622', DAY, 'dormancy_years')).toBeNull();
    expect(inForce({}, '500117', DAY, 'dormancy_years')).toEqual(['50', 1, 1]);
  });

  test('a division belongs to its province, as far as that has a set', () => {
    expect(['511622', '511600', '500117', '110101', '440305', '', '5'].map(provinceOf)).toEqual(['51', '51', '50', '11', null, null, null]);
  });
});

test('a statute is one that was read and binds; of two the stricter counts', () => {
  expect(statuteOf('CN', 'price_notice_days')).toBeNull();
  expect(statuteOf('11', 'reward_income_basis_points')).toBeNull();
  expect(strictestStatute('33', 'reward_income_basis_points')?.article).toBe('浙江省促进科技成果转化条例 第三十七条');
  expect(strictestStatute('51', 'reward_income_basis_points')?.jurisdiction).toBe('CN');
  expect(strictestStatute('51', 'listing_months')).toBeNull();
});

test('what is required binds most, what is permitted least', () => {
  expect([isWeaker('permitted', 'default'), isWeaker('default', 'required'), isWeaker('required', 'required'), isWeaker('required', 'permitted')]).toEqual([true, true, false, false]);
  expect(holdsOn({ effectiveFrom: null, effectiveUntil: null }, '1900-01-01')).toBe(true);
});

test('what was recorded once is understood', () => {
  // As the upcast gives it: what was recorded first needed one region alone.
  const data = { ...(JSON.parse(readFileSync(join(__dirname, 'examples/RuleVersionRecorded.v1.json'), 'utf8')) as Omit<RuleVersionRecorded['data'], 'proposal'>), proposal: null };
  const event = { type: 'RuleVersionRecorded', data, metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } } as Recorded<RuleVersionRecorded>;
  const { jurisdiction: _, ruleId, reason, recordedBy, proposal: __, ...version } = data;
  expect(ruleSets.evolve(ruleSets.initialState, event)).toEqual({ versions: { [ruleId]: [version] }, proposed: {}, confirmed: {}, ended: {} });
  const document = ruleSetsProjection.evolve(null, event);
  expect(document).toEqual({ _id: '51', versions: { [ruleId]: [{ ...version, reason, recordedBy, proposedBy: null, recordedAt: '2026-03-02T01:00:00.000Z' }] }, proposed: {} });
  const second = { ...event, data: { ...data, version: 2, ruleId: 'listing_months' } } as Recorded<RuleVersionRecorded>;
  expect(Object.keys(ruleSetsProjection.evolve(document, second)!.versions)).toEqual(['price_notice_days', 'listing_months']);
});
