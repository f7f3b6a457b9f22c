import type { Force, Jurisdiction, Verification } from './events.js';
import { RULES, type RuleId } from './rule-catalogue.js';
import type { RuleVersion } from './rule-version.js';

/*
 * Version 1 of each rule, as it was known when this program was made. A change is recorded by a policy officer, not written
 * here: what was decided under version 1 must find it as it was. Since which day these hold is not recorded; they have no end.
 */

type Known = { readonly verification: Verification; readonly source: string };
type Said = Known & { readonly amount: number; readonly force: Force; readonly article: string };

const known = (verification: Verification) => (source: string): Known => ({ verification, source });
const published = known('published');
const unverified = known('unverified');
const law = known('law')('LawRefBook/Laws 全文，2025-04');
const house = known('proposal')('平台提议，无出处');
const afterHalo = known('proposal')('平台提议，参照 Halo 的提案表单（knowledge.halo.science）');
const practice = published('各地大型仪器共享平台的预约管理办法');
const draftOnly = unverified('2024年12月征求意见稿（sme-s.com page307 14269）；2026-01-23 公布稿的期限未见');

const said = (force: Force) => (amount: number, article: string, how: Known): Said => ({ amount, force, article, ...how });
const required = said('required');
const byDefault = said('default');
const permitted = said('permitted');

const TRANSFORMATION = '促进科技成果转化法';
const AUCTIONS = '拍卖法';
const REGISTRATION = '技术合同认定登记管理办法';
const HOUSE = '合武平台规则';

/** The nation's: the fallback of every province, so whatever stands here is in force somewhere on every day. */
const nation = {
  price_notice_days: required(15, '国发〔2016〕16号', unverified('全文未核验；山东、浙江法规均为不少于十五日')),
  grant_notice_days: required(15, '国科发区〔2020〕128号', unverified('全文未核验；与一所高校2026-03-12的通知相符（gzjhqc.com c9133a266687）')),
  use_right_years: required(10, '国科发区〔2020〕128号', published('新华社（jl-tradealbania.com c_1126428264）；ipri.ustc.edu.cn c30345a644833')),
  reward_income_basis_points: required(5_000, `${TRANSFORMATION} 第四十五条`, law),
  reward_shares_basis_points: required(5_000, `${TRANSFORMATION} 第四十五条`, law),
  reward_profit_basis_points: required(500, `${TRANSFORMATION} 第四十五条`, law),
  reward_profit_years_least: required(3, `${TRANSFORMATION} 第四十五条`, law),
  reward_profit_years_most: required(5, `${TRANSFORMATION} 第四十五条`, law),
  pre_emption_days: byDefault(15, '民法典 第八百四十七条（答复期为平台规则）', house),
  cure_days: required(30, '最高人民法院技术合同司法解释（2020） 第十五条', law),
  licence_recordal_months: required(3, '专利法实施细则 第十五条', law),
  registration_days: required(15, REGISTRATION, draftOnly),
  registration_review_days: required(30, REGISTRATION, draftOnly),
  registration_review_fen: required(500_000_000, REGISTRATION, draftOnly),
  auction_notice_days: required(7, `${AUCTIONS} 第四十五条`, law),
  auction_display_days: required(2, `${AUCTIONS} 第四十八条`, law),
  auction_commission_basis_points: byDefault(500, `${AUCTIONS} 第五十六条`, law),
  // No law gives a number for 竞价 of achievements; 32号令 asks twenty working days where state property is listed, which this is not (转化法 18).
  bidding_registration_hours: byDefault(24, HOUSE, house),
  // No law gives a number: 拍卖法 39, 52 leave the time of payment and signature to the sale.
  winner_signing_days: byDefault(10, HOUSE, house),
  // No law gives a number: so that neither a slip of the keyboard nor one absurd bid ends a session for everybody.
  bidding_raise_increments: byDefault(100, HOUSE, house),
  bidding_last_minutes: byDefault(5, HOUSE, house),
  bidding_extension_minutes: byDefault(5, HOUSE, house),
  bidding_longest_extension_minutes: byDefault(120, HOUSE, house),
  bidding_grace_seconds: byDefault(5, HOUSE, house),
  listing_months: byDefault(12, HOUSE, house),
  listing_renewal_days: byDefault(60, HOUSE, house),
  duplicate_text_basis_points: byDefault(7_000, HOUSE, house),
  transformation_answer_days: byDefault(30, HOUSE, house),
  interest_response_days: byDefault(7, HOUSE, house),
  nda_years: byDefault(10, HOUSE, house),
  negotiation_opening_days: byDefault(10, HOUSE, house),
  room_files: required(50, HOUSE, house),
  offer_response_days: byDefault(10, HOUSE, house),
  objection_decision_days: required(10, HOUSE, house),
  objections_per_person: required(3, HOUSE, house),
  valuation_months: byDefault(12, HOUSE, house),
  proposal_title_characters: required(80, HOUSE, afterHalo),
  proposal_approach_characters: required(825, HOUSE, afterHalo),
  proposal_plan_characters: required(1_025, HOUSE, afterHalo),
  demand_months: byDefault(12, HOUSE, house),
  proposal_review_days: byDefault(10, HOUSE, house),
  challenge_jurors: required(3, HOUSE, house),
  achievement_files: required(10, HOUSE, house),
  file_bytes: required(20 * 1_024 * 1_024, HOUSE, house),
  import_rows: required(10_000, HOUSE, house),
  organisation_verification_days: byDefault(5, HOUSE, house),
  membership_offer_days: byDefault(14, HOUSE, house),
  listing_review_days: byDefault(5, HOUSE, house),
  usage_confirmation_days: byDefault(5, HOUSE, house),
  person_saved_searches: byDefault(20, HOUSE, house),
  organisation_webhooks: byDefault(10, HOUSE, house),
  webhook_failing_days: byDefault(5, HOUSE, known('proposal')('平台提议，参照 Svix 的做法（docs.svix.com/retries）')),
  webhook_secret_overlap_hours: byDefault(24, HOUSE, house),
  reminder_days: byDefault(3, HOUSE, house),
  instrument_scope_fen: required(50_000_000, '科研仪器开放共享评价规则（2026-02-01 起施行）', published('科技日报（sushuapos.com 30765）')),
  conduct_no_show_points: required(4, HOUSE, house),
  conduct_late_cancellation_points: required(2, HOUSE, house),
  conduct_overrun_points: required(2, HOUSE, house),
  conduct_damage_points: required(6, HOUSE, house),
  conduct_unsafe_operation_points: required(6, HOUSE, house),
  conduct_other_points: required(1, HOUSE, house),
  conduct_points: required(12, HOUSE, house),
  conduct_points_months: required(12, HOUSE, house),
  conduct_violations: required(3, HOUSE, practice),
  conduct_suspension_months: required(6, HOUSE, house),
  conduct_late_cancellations: required(3, HOUSE, practice),
  conduct_late_months: required(1, HOUSE, practice),
  conduct_suspension_ahead_days: required(365, HOUSE, house),
  conduct_appeal_days: required(15, HOUSE, house),
  conduct_appeal_decision_days: byDefault(10, HOUSE, house),
  usage_record_days: byDefault(30, HOUSE, house),
  usage_tolerance_minutes: byDefault(10, HOUSE, house),
  usage_tolerance_basis_points: byDefault(1_000, HOUSE, house),
  incident_response_days: byDefault(2, HOUSE, house),
  certificate_valid_months: byDefault(24, HOUSE, house),
  certificate_unused_days: byDefault(365, HOUSE, house),
  sample_receipt_days: byDefault(2, HOUSE, house),
  // Neither province's own number was seen; the platform asks for Shanghai's everywhere.
  instrument_report_days: byDefault(15, HOUSE, known('proposal')('平台提议，参照上海市促进大型科学仪器设施共享规定 第五条')),
  instrument_files: byDefault(10, HOUSE, house),
  transfer_gain_exempt_fen: required(500_000_000, '居民企业技术转让所得减免（全额免征部分）', published('tjtax.com b25869；jiufanju.com 276086_69；crsrw.com 68242')),
} satisfies Partial<Record<RuleId, Said>>;

/** A rule that the nation has: in force in every region, on every day. */
export type NationalRuleId = keyof typeof nation;

const builtIn: Readonly<Record<Jurisdiction, Partial<Record<RuleId, Said>>>> = {
  CN: nation,
  '50': {
    use_right_years: required(10, '渝科局发〔2021〕43号', published('nnjcjl.com 12353；cqcb.com 4184325')),
    dormancy_years: required(1, '重庆市促进科技成果转化条例 第二十七条', published('条例解读（xiangcheng.org）；条文（wanqulawyer.cn/9033）')),
    instrument_year_hours: byDefault(1_400, '重庆市大型科研仪器利用率的计算', published('jzhjh.com 2022')),
  },
  // Its reward ratios and its notice are not verified: the nation's hold until an officer records its own.
  '51': {},
  '11': {
    reward_income_basis_points: permitted(7_000, '北京市促进科技成果转化条例 第十二条', law),
    reward_shares_basis_points: permitted(7_000, '北京市促进科技成果转化条例 第十二条', law),
  },
  '31': {
    reward_income_basis_points: permitted(7_000, '上海市促进科技成果转化条例 第三十四条', law),
    reward_shares_basis_points: permitted(7_000, '上海市促进科技成果转化条例 第三十四条', law),
    dormancy_years: required(1, '上海市法规（2024） 第十三条', law),
    instrument_report_days: required(15, '上海市促进大型科学仪器设施共享规定 第五条', law),
  },
  '33': {
    price_notice_days: required(15, '浙江省促进科技成果转化条例 第十七条', law),
    reward_income_basis_points: required(7_000, '浙江省促进科技成果转化条例 第三十七条', law),
    reward_shares_basis_points: required(7_000, '浙江省促进科技成果转化条例 第三十七条', law),
  },
  '37': {
    price_notice_days: required(15, '山东省促进科技成果转化条例 第十四条', law),
    reward_income_basis_points: required(7_000, '山东省促进科技成果转化条例 第三十四条', law),
    reward_shares_basis_points: required(7_000, '山东省促进科技成果转化条例 第三十四条', law),
  },
};

/** What the program came with, null where it knew nothing. */
export const builtInVersion = (jurisdiction: Jurisdiction, ruleId: RuleId): RuleVersion | null => {
  const version = builtIn[jurisdiction][ruleId];
  return version ? { version: 1, unit: RULES[ruleId].unit, effectiveFrom: null, effectiveUntil: null, ...version } : null;
};
