/** What an amount counts. Amounts are whole: shares are basis points (10 000 = 100 %), money is fen (CNY). */
export const RULE_UNITS = ['natural_days', 'working_days', 'months', 'years', 'hours', 'minutes', 'seconds', 'basis_points', 'fen', 'bytes', 'characters', 'count'] as const;
export type RuleUnit = (typeof RULE_UNITS)[number];

/**
 * Which way a statute binds a rule. Under a `floor` no version goes below what a statute says, under a `ceiling` none goes
 * above; null where no statute gives the number, or where it may be set either way.
 */
export const STATUTE_SIDES = ['floor', 'ceiling'] as const;
export type StatuteSide = (typeof STATUTE_SIDES)[number];

/** What a rule is, whoever sets its amount. */
export type Rule = {
  readonly unit: RuleUnit;
  readonly zh: string;
  readonly en: string;
  readonly statute: StatuteSide | null;
  /** Between these an amount is sensible; beyond them it is a slip of the pen. */
  readonly least: number;
  readonly most: number;
};

/**
 * Every number of law and of the house that decisions rest on. The list is closed, so that a wrong id does not compile, and
 * only grows: an id once recorded keeps its meaning and its unit.
 */
export const RULES = {
  // Notices, use rights, dormancy (domain page §1.1, §1.2). A price notice is configurable only upward, so fifteen days are also the least.
  price_notice_days: { unit: 'natural_days', zh: '协议定价公示期，不少于', en: 'Price notice, at least', statute: 'floor', least: 15, most: 180 },
  grant_notice_days: { unit: 'natural_days', zh: '赋权公示期，不少于', en: 'Notice before rights are granted to completers, at least', statute: null, least: 1, most: 180 },
  use_right_years: { unit: 'years', zh: '长期使用权，不少于', en: 'Long-term use right, at least', statute: null, least: 1, most: 50 },
  dormancy_years: { unit: 'years', zh: '成果闲置多久，完成人可以申请转化', en: 'Unused for so long, an achievement may be claimed by its completers', statute: 'ceiling', least: 1, most: 10 },

  // Rewards of state-founded units (§1.1).
  reward_income_basis_points: { unit: 'basis_points', zh: '转让、许可净收入用于奖励，不低于', en: 'Reward out of net income of assignment or licence, at least', statute: 'floor', least: 1, most: 10_000 },
  reward_shares_basis_points: { unit: 'basis_points', zh: '作价投资股份用于奖励，不低于', en: 'Reward out of shares for a capital contribution, at least', statute: 'floor', least: 1, most: 10_000 },
  reward_profit_basis_points: { unit: 'basis_points', zh: '自行或合作实施，每年营业利润用于奖励，不低于', en: 'Reward out of operating profit of own or joint use, a year, at least', statute: 'floor', least: 1, most: 10_000 },
  reward_profit_years_least: { unit: 'years', zh: '营业利润奖励，至少若干年', en: 'Reward out of operating profit, for at least', statute: 'floor', least: 1, most: 20 },
  reward_profit_years_most: { unit: 'years', zh: '营业利润奖励，至多若干年', en: 'Reward out of operating profit, for at most', statute: null, least: 1, most: 20 },

  // Contracts and licences (§1.3).
  pre_emption_days: { unit: 'natural_days', zh: '优先受让权的答复期', en: 'Time to answer an offer of pre-emption', statute: null, least: 1, most: 180 },
  cure_days: { unit: 'natural_days', zh: '催告后履行期', en: 'Time to cure a default after a demand', statute: 'floor', least: 1, most: 365 },
  licence_recordal_months: { unit: 'months', zh: '专利许可备案期限', en: 'Time to record a patent licence after it takes effect', statute: 'ceiling', least: 1, most: 24 },

  // Recognition and registration (§1.4).
  registration_days: { unit: 'working_days', zh: '技术合同认定登记期限', en: 'Time to register a technology contract', statute: null, least: 1, most: 180 },
  registration_review_days: { unit: 'working_days', zh: '经专家评审的认定登记期限', en: 'Time to register a technology contract that experts review', statute: null, least: 1, most: 365 },
  registration_review_fen: { unit: 'fen', zh: '须专家评审的技术交易额起点', en: 'Technology amount from which experts review', statute: null, least: 1, most: 1_000_000_000_000_000 },

  // Auction by a licensed auctioneer, and the market's own bidding (§1.5).
  winner_signing_days: { unit: 'natural_days', zh: '竞价、拍卖成交后签约期限，期满前不得登记违约', en: 'Time to sign after a sale was won, before which no default is recorded', statute: null, least: 1, most: 180 },
  auction_notice_days: { unit: 'natural_days', zh: '拍卖公告，至少提前', en: 'Notice before an auction, at least', statute: 'floor', least: 1, most: 365 },
  auction_display_days: { unit: 'natural_days', zh: '拍卖标的展示，不少于', en: 'Display before an auction, at least', statute: 'floor', least: 1, most: 365 },
  auction_commission_basis_points: { unit: 'basis_points', zh: '未约定时的拍卖佣金，每方不超过', en: 'Commission of an auction when none was agreed, of each side, at most', statute: 'ceiling', least: 0, most: 10_000 },
  bidding_registration_hours: { unit: 'hours', zh: '竞价公告至报名截止，至少', en: 'From the announcement of a bidding to the end of registration, at least', statute: null, least: 1, most: 8_760 },
  bidding_raise_increments: { unit: 'count', zh: '单次出价高于最低可出价的加价幅度数，至多', en: 'Steps by which one bid lies above the least that it may be, at most', statute: null, least: 1, most: 500 },
  bidding_last_minutes: { unit: 'minutes', zh: '截止前若干分钟内的出价使竞价延时', en: 'A bid in the last minutes extends the bidding', statute: null, least: 1, most: 1_440 },
  bidding_extension_minutes: { unit: 'minutes', zh: '竞价每次延时', en: 'Extension of the bidding', statute: null, least: 1, most: 1_440 },
  bidding_longest_extension_minutes: { unit: 'minutes', zh: '竞价延时合计，不超过', en: 'All extensions of a bidding together, at most', statute: null, least: 1, most: 10_080 },
  bidding_grace_seconds: { unit: 'seconds', zh: '截止前到达的出价，截止后仍予处理的时间', en: 'Bids that arrived before the close of a bidding are still decided for', statute: null, least: 1, most: 600 },

  // House rules of the market (§2, and what the market's parts ask for).
  listing_months: { unit: 'months', zh: '挂牌有效期', en: 'A listing stays published for', statute: null, least: 1, most: 120 },
  listing_renewal_days: { unit: 'natural_days', zh: '挂牌到期前多久起可以续期', en: 'A listing may be renewed in its last', statute: null, least: 1, most: 365 },
  duplicate_text_basis_points: { unit: 'basis_points', zh: '挂牌文字相似度提示起点', en: 'Likeness of texts from which two listings count as near-identical', statute: null, least: 1_000, most: 10_000 },
  transformation_answer_days: { unit: 'natural_days', zh: '单位答复完成人转化申请的期限', en: 'Time to answer a completer who asks to transform what lies dormant', statute: null, least: 1, most: 180 },
  interest_response_days: { unit: 'natural_days', zh: '意向答复期', en: 'Time to answer an expression of interest', statute: null, least: 1, most: 180 },
  nda_years: { unit: 'years', zh: '保密协议期限，至多', en: 'A confidentiality agreement holds for at most', statute: null, least: 1, most: 30 },
  negotiation_opening_days: { unit: 'natural_days', zh: '开始洽谈后首次报价的期限', en: 'Time to make the first offer after talks were opened', statute: null, least: 1, most: 180 },
  room_files: { unit: 'count', zh: '每项洽谈文件数上限', en: 'Files in the room of a negotiation, at most', statute: null, least: 1, most: 1_000 },
  offer_response_days: { unit: 'natural_days', zh: '报价答复期', en: 'Time to answer an offer', statute: null, least: 1, most: 180 },
  objection_decision_days: { unit: 'working_days', zh: '异议处理期限', en: 'Time to decide an objection', statute: null, least: 1, most: 180 },
  objections_per_person: { unit: 'count', zh: '每人对同一公示未处理异议数上限', en: 'Open objections of one person to one notice, at most', statute: null, least: 1, most: 100 },
  valuation_months: { unit: 'months', zh: '评估有效期', en: 'A valuation is valid for', statute: null, least: 1, most: 120 },
  proposal_title_characters: { unit: 'characters', zh: '揭榜方案标题字数上限', en: 'Title of a proposal, at most', statute: null, least: 10, most: 10_000 },
  proposal_approach_characters: { unit: 'characters', zh: '揭榜方案思路字数上限', en: 'Approach of a proposal, at most', statute: null, least: 10, most: 10_000 },
  proposal_plan_characters: { unit: 'characters', zh: '揭榜方案计划字数上限', en: 'Plan of a proposal, at most', statute: null, least: 10, most: 10_000 },
  demand_months: { unit: 'months', zh: '需求征集期限，至多', en: 'A demand takes proposals for at most', statute: null, least: 1, most: 120 },
  challenge_jurors: { unit: 'count', zh: '揭榜评审专家，至少', en: 'Jurors who score a team of a challenge, at least', statute: null, least: 1, most: 50 },
  achievement_files: { unit: 'count', zh: '每项成果附件数上限', en: 'Files of an achievement, at most', statute: null, least: 1, most: 100 },
  file_bytes: { unit: 'bytes', zh: '单个附件大小上限', en: 'Size of a file, at most', statute: null, least: 1_024, most: 1_073_741_824 },
  import_rows: { unit: 'count', zh: '批量导入行数上限', en: 'Rows of an import, at most', statute: null, least: 1, most: 1_000_000 },
  proposal_review_days: { unit: 'working_days', zh: '揭榜方案评审期限', en: 'Time to review a proposal', statute: null, least: 1, most: 180 },
  organisation_verification_days: { unit: 'working_days', zh: '单位核验期限', en: 'Time to verify an organisation', statute: null, least: 1, most: 90 },
  membership_offer_days: { unit: 'natural_days', zh: '答复加入单位邀请的期限', en: 'Time to answer an offer of membership', statute: null, least: 1, most: 180 },
  listing_review_days: { unit: 'working_days', zh: '挂牌审核期限', en: 'Time to review a listing', statute: null, least: 1, most: 90 },
  usage_confirmation_days: { unit: 'working_days', zh: '仪器使用确认期限', en: 'Time to confirm the use of an instrument', statute: null, least: 1, most: 90 },
  person_saved_searches: { unit: 'count', zh: '每人保存检索数上限', en: 'Saved searches of a person, at most', statute: null, least: 1, most: 1_000 },
  organisation_webhooks: { unit: 'count', zh: '每个单位事件推送地址数上限', en: 'Webhooks of an organisation, at most', statute: null, least: 1, most: 1_000 },
  webhook_failing_days: { unit: 'natural_days', zh: '事件推送持续失败多久后暂停', en: 'A webhook is paused after failing for', statute: null, least: 1, most: 30 },
  webhook_secret_overlap_hours: { unit: 'hours', zh: '更换推送密钥后旧密钥继续有效', en: 'After a rotation the old secret of a webhook signs too for', statute: null, least: 0, most: 720 },
  reminder_days: { unit: 'natural_days', zh: '到期前提醒', en: 'Reminder before a deadline', statute: null, least: 1, most: 90 },

  // Instruments (§3) and tax (§1.4).
  instrument_scope_fen: { unit: 'fen', zh: '应共享仪器的原值起点', en: 'Original value from which an instrument is to be shared', statute: null, least: 1, most: 1_000_000_000_000 },
  instrument_report_days: { unit: 'natural_days', zh: '仪器验收后报送期限', en: 'Time to report an instrument after its acceptance', statute: 'ceiling', least: 1, most: 365 },
  instrument_files: { unit: 'count', zh: '每台仪器照片数、文件数上限，各', en: 'Photos of an instrument, and documents, at most of each', statute: null, least: 1, most: 100 },
  instrument_year_hours: { unit: 'hours', zh: '计算仪器利用率的全年机时', en: 'Hours a year by which use of an instrument is measured', statute: null, least: 1, most: 8_784 },

  // What users of instruments are held to (§3).
  conduct_no_show_points: { unit: 'count', zh: '爽约扣分', en: 'Credit points that a no-show costs', statute: null, least: 0, most: 100 },
  conduct_late_cancellation_points: { unit: 'count', zh: '临期取消扣分', en: 'Credit points that a late cancellation costs', statute: null, least: 0, most: 100 },
  conduct_overrun_points: { unit: 'count', zh: '超时占用扣分', en: 'Credit points that an overrun costs', statute: null, least: 0, most: 100 },
  conduct_damage_points: { unit: 'count', zh: '损坏仪器扣分', en: 'Credit points that damage costs', statute: null, least: 0, most: 100 },
  conduct_unsafe_operation_points: { unit: 'count', zh: '不安全操作扣分', en: 'Credit points that unsafe operation costs', statute: null, least: 0, most: 100 },
  conduct_other_points: { unit: 'count', zh: '其他违规扣分', en: 'Credit points that any other violation costs', statute: null, least: 0, most: 100 },
  conduct_points: { unit: 'count', zh: '扣满若干分暂停预约', en: 'So many credit points suspend from booking', statute: null, least: 1, most: 1_000 },
  conduct_points_months: { unit: 'months', zh: '扣分恢复期', en: 'Credit points come back after', statute: null, least: 1, most: 60 },
  conduct_violations: { unit: 'count', zh: '违规若干次暂停预约', en: 'So many violations suspend from booking', statute: null, least: 1, most: 100 },
  conduct_suspension_months: { unit: 'months', zh: '违规暂停预约期', en: 'A suspension for violations lasts', statute: null, least: 1, most: 60 },
  conduct_late_cancellations: { unit: 'count', zh: '临期取消若干次暂停预约', en: 'So many late cancellations suspend from booking', statute: null, least: 1, most: 100 },
  conduct_late_months: { unit: 'months', zh: '临期取消暂停预约期', en: 'A suspension for late cancellations lasts', statute: null, least: 1, most: 60 },
  conduct_suspension_ahead_days: { unit: 'natural_days', zh: '暂停预约累计，自决定之日起不超过', en: 'Suspensions that follow each other end, counted from the day of the last, at most after', statute: null, least: 1, most: 3_650 },
  conduct_appeal_days: { unit: 'natural_days', zh: '违规申诉期', en: 'Time to appeal against a violation', statute: null, least: 1, most: 365 },
  conduct_appeal_decision_days: { unit: 'working_days', zh: '申诉处理期限', en: 'Time to decide an appeal', statute: null, least: 1, most: 180 },
  usage_record_days: { unit: 'natural_days', zh: '使用结束后登记机时的期限（此后移出日历，仍可补登）', en: 'Time to record a use; afterwards it leaves the calendar, and may still be recorded', statute: null, least: 1, most: 365 },
  usage_tolerance_minutes: { unit: 'minutes', zh: '登记机时与仪器读数之差的容许值', en: 'The record of a use may differ from what the instrument measured by', statute: null, least: 0, most: 1_440 },
  usage_tolerance_basis_points: { unit: 'basis_points', zh: '登记机时与仪器读数之差的容许比例', en: 'The same as a share of what was recorded; the larger of both holds', statute: null, least: 0, most: 10_000 },
  incident_response_days: { unit: 'working_days', zh: '事故报告受理期限', en: 'Time to take up the report of an incident', statute: null, least: 1, most: 90 },
  certificate_valid_months: { unit: 'months', zh: '上机资格证书有效期（培训未另定时）', en: 'A certificate to operate an instrument is valid for, unless its training says otherwise', statute: null, least: 1, most: 240 },
  certificate_unused_days: { unit: 'natural_days', zh: '上机资格多久未用即失效（培训未另定时）', en: 'A certificate lapses after so long unused, unless its training says otherwise', statute: null, least: 1, most: 3_650 },
  sample_receipt_days: { unit: 'working_days', zh: '送样、退样签收期限', en: 'Time to confirm that samples were received, or taken back', statute: null, least: 1, most: 90 },
  transfer_gain_exempt_fen: { unit: 'fen', zh: '技术转让所得年度免税额', en: 'Gain of technology transfer exempt from income tax, a year', statute: null, least: 0, most: 1_000_000_000_000 },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;

export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** Whether a text is the id of a rule. */
export const isRuleId = (text: string): text is RuleId => Object.hasOwn(RULES, text);
