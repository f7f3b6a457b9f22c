import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { AchievementRefusal } from './achievement.decider.js';
import { NUMBERS_WANTED, numberWanted } from './ip-number-words.js';
import type { ListingRefusal } from './listing.decider.js';
import type { MandateRefusal } from './mandate.decider.js';

const SHARES = { zh: '合武平台规则：成果完成人份额合计为 100%', en: "Hewu rule: the completers' shares make 100 %" };
const MATURITY = { zh: 'GB/T 22900《科学技术研究项目评价通则》技术就绪水平量表', en: 'GB/T 22900, technology readiness scale' };
const PATENT_NUMBER = { zh: 'ZC 0006-2003《专利申请号标准》', en: 'ZC 0006-2003, standard of patent application numbers' };
const TERRITORY = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };
const OWN = { zh: '合武平台规则：任何人不得审核自己的申请', en: 'Hewu rule: nobody approves their own application' };
const TEN_FILES = { zh: '合武平台规则：每项成果最多 10 个附件', en: 'Hewu rule: at most ten files an achievement' };
const SECRECY = { zh: '合武平台规则：限制公开的成果不离开本单位', en: 'Hewu rule: a restricted achievement never leaves its unit' };
const TERMS = { zh: '专利法 第四十二条等：各类知识产权的保护期', en: 'Patent Law art. 42 and its kin: how long each kind of right holds' };
const ASSESSED = { zh: '合武平台规则：成熟度只能通过评估改变，可升可降', en: 'Hewu rule: maturity changes by an assessment alone, up or down' };
const DORMANCY = { zh: '重庆市促进科技成果转化条例 第二十七条', en: 'Chongqing regulation on the transformation of achievements, art. 27' };
const MANDATES = { zh: '民法典 第九百一十九条', en: 'Civil Code art. 919' };
const EXCLUSIVE = { zh: '最高人民法院技术合同司法解释 第二十五条', en: 'SPC interpretation on technology contracts, art. 25' };
const RENEWAL = { zh: '合武平台规则：到期前 60 日内、内容未变时可以续期', en: 'Hewu rule: renewed in its last days, as long as nothing in it has changed' };
const SUSPENSION = { zh: '合武平台规则：平台管理员可以说明理由暂停挂牌', en: "Hewu rule: a region's platform administrator suspends with a reason" };
const ONE_PATENT = { zh: '合武平台规则：同一专利以同一方式只由一个单位挂牌', en: 'Hewu rule: one patent in one mode is listed by one unit' };
const REVIEW = { zh: '合武平台规则：草拟 → 提交 → （退回）→ 发布', en: 'Hewu rule: drafted → submitted → (returned) → published' };

/** `not_found` is the platform's: a foreign draft and a missing one are told alike. */
export const listingsRefusals = {
  bids_stand: { status: 409, text: { zh: '已有有效报价，竞价结束前不能限制公开', en: 'Bids stand for it: it cannot be restricted before the bidding has ended' }, rule: { zh: '参照拍卖法 第三十六条：报价不可撤回', en: 'Auction Law art. 36, by analogy: bids cannot be taken back' } },
  ip_added_while_held: { status: 409, text: { zh: '权利正在洽谈、竞价或拍卖，其间不得增列知识产权编号；可待其结束，或另行登记成果', en: 'The right is being negotiated or is for sale: no number can be added before that is over; another achievement can list it' }, rule: { zh: '合武平台规则：洽谈的权利以预留时列明的编号为准', en: 'Hewu rule: a negotiation is about the numbers listed when the right was reserved' } },
  achievement_id_taken: { status: 409, text: { zh: '该编号已用于另一项成果', en: 'This id belongs to another achievement' } },
  completers_not_in_order: { status: 422, text: { zh: '成果完成人应从 1 起依次排序', en: 'The completers must be numbered from 1, in order' } },
  completer_unknown: { status: 422, text: { zh: '请说明成果完成人是谁，或属于哪个单位', en: 'Say who the completer is, or to which organisation they belong' } },
  completer_organisation_unknown: { status: 422, text: { zh: '没有这个完成单位，请先由该单位注册', en: 'There is no such organisation; the completer’s organisation has to register first' } },
  completer_person_unknown: { status: 422, text: { zh: '没有这个用户，请写已开户人员的编号，或只写其单位', en: 'There is no such person: name one who has an account, or only their organisation' } },
  completer_twice: { status: 422, text: { zh: '同一人被列为成果完成人两次', en: 'The same person is named twice as completer' } },
  share_not_positive: { status: 422, text: { zh: '份额应为正整数个万分点', en: 'A share must be a positive whole number of basis points' }, rule: SHARES },
  completed_in_future: { status: 422, text: { zh: '完成日不能晚于今天', en: 'The day of completion is not over yet' } },
  completed_too_early: { status: 422, text: { zh: '完成日早得不合情理，请核对年份', en: 'The day of completion is too long ago to be true; check the year' } },
  shares_not_whole: { status: 422, text: { zh: '成果完成人份额合计应恰为 100%（10000 个万分点）', en: "The completers' shares must sum to exactly 100 % (10 000 basis points)" }, rule: SHARES },
  trl_out_of_scale: { status: 422, text: { zh: '技术就绪水平应为 1 至 9 级', en: 'The technology readiness level must be 1 to 9' }, rule: MATURITY },
  ip_number_missing: { status: 422, text: NUMBERS_WANTED, told: numberWanted },
  ip_number_twice: { status: 422, text: { zh: '同一知识产权列了两次', en: 'The same right is listed twice' } },
  ip_status_contradicts_number: { status: 422, text: { zh: 'ZL 仅用于已授权的专利号', en: 'ZL stands only before the number of a granted patent' }, rule: PATENT_NUMBER },
  ip_status_not_of_kind: { status: 422, text: { zh: '该类知识产权没有这种状态', en: 'A right of this kind does not come to that status' }, rule: TERMS },
  ip_field_not_of_kind: { status: 422, text: { zh: '该项目不属于这类知识产权', en: 'That field does not belong to a right of this kind' } },
  ip_day_in_future: { status: 422, text: { zh: '知识产权的日期不得晚于今天', en: 'The days of a right cannot lie in the future' } },
  ip_day_contradicts_status: { status: 422, text: { zh: '尚未授权或登记的，不应有授权日', en: 'What is neither granted nor registered has no day of grant' } },
  ip_granted_before_filed: { status: 422, text: { zh: '授权日不得早于申请日', en: 'A right cannot be granted before it was filed' } },
  ip_filed_in_other_year: { status: 422, text: { zh: '申请日与申请号中的年份不符', en: 'The day of filing does not lie in the year of the number' }, rule: PATENT_NUMBER },
  ip_term_over: { status: 422, text: { zh: '保护期已满，请将状态改为失效', en: 'Its term is over: its status is `lapsed`' }, rule: TERMS },
  maturity_not_correctable: { status: 409, text: { zh: '更正不能改变成熟度，请登记一次新的评估', en: 'A correction does not change maturity: record an assessment' }, rule: ASSESSED },
  assessed_in_future: { status: 422, text: { zh: '评估日不得晚于今天', en: 'The day of an assessment cannot lie in the future' } },
  not_completer: { status: 403, text: { zh: '只有成果完成人可以申请', en: 'Only a completer may ask' }, rule: DORMANCY },
  request_id_taken: { status: 409, text: { zh: '该编号已用于另一项申请', en: 'This id belongs to another request' } },
  not_dormant: { status: 409, text: { zh: '该成果尚未闲置满期，或已经实施', en: 'The achievement does not lie dormant: its time is not over, or it is used' }, rule: DORMANCY },
  request_open: { status: 409, text: { zh: '已有一项申请等待单位答复', en: 'Another request waits for the unit’s answer' } },
  own_request: { status: 403, text: { zh: '不得答复自己的申请', en: 'Nobody answers their own request' }, rule: OWN },
  request_answered: { status: 409, text: { zh: '单位已经答复', en: 'The unit has answered already' } },
  refusal_without_ground: { status: 422, text: { zh: '不同意的，应写明法定理由', en: 'A no needs a ground: the law has the unit agree' }, rule: DORMANCY },
  file_tier_differs: { status: 409, text: { zh: '该文件已按另一公开级别附上，请先移除', en: 'The file hangs there under another tier: take it off first' } },
  file_tier_too_open: { status: 422, text: { zh: '文件的公开级别不得高于成果', en: 'A file cannot be more open than its achievement' }, rule: SECRECY },
  too_many_files: { status: 409, text: { zh: '每项成果最多附 10 个文件', en: 'An achievement has at most ten files' }, rule: TEN_FILES },
  mandate_id_taken: { status: 409, text: { zh: '该编号已用于另一项委托', en: 'This id belongs to another mandate' } },
  mandate_agent_unknown: { status: 422, text: { zh: '没有通过核验的这一单位', en: 'There is no verified organisation of this id' } },
  mandate_to_oneself: { status: 422, text: { zh: '不能委托给自己', en: 'Nobody gives a mandate to themselves' }, rule: MANDATES },
  mandate_ends_before_it_begins: { status: 422, text: { zh: '委托的终止日早于起始日', en: 'The mandate would end before it begins' } },
  mandate_over: { status: 422, text: { zh: '委托期限已过', en: 'The mandate would be over already' } },
  mandate_ended: { status: 409, text: { zh: '该委托已经终止', en: 'The mandate has ended already' } },
  mandate_not_in_force: { status: 409, text: { zh: '挂牌人既不是权利人，也没有有效的委托', en: 'Whoever lists it neither owns it nor holds a mandate in force' }, rule: MANDATES },
  mandate_not_of_mode: { status: 409, text: { zh: '委托不包括这种转化方式', en: 'The mandate does not cover this mode' }, rule: MANDATES },
  right_held_by_other: { status: 409, text: { zh: '其中有知识产权属于他人，应由权利人挂牌或给予委托', en: 'A right in it is held by another organisation, which would have to list it or give a mandate' }, rule: MANDATES },
  right_already_granted: { status: 409, text: { zh: '已让与的权利使这种方式不再可能', en: 'What was granted of the right leaves no room for this mode' }, rule: EXCLUSIVE },
  duplicate_of_other_unit: { status: 409, text: { zh: '另一单位已用同一专利以同一方式挂牌', en: 'Another unit lists the same patent in the same mode' }, rule: ONE_PATENT },
  listing_suspended: { status: 409, text: { zh: '该挂牌已被暂停', en: 'The listing is suspended' }, rule: SUSPENSION },
  listing_not_suspended: { status: 409, text: { zh: '该挂牌没有被暂停', en: 'The listing is not suspended' }, rule: SUSPENSION },
  listing_not_on_market: { status: 409, text: { zh: '该挂牌当前不在市场上', en: 'The listing is not on the market' }, rule: REVIEW },
  listing_outdated: { status: 409, text: { zh: '成果在发布后有变化，应撤回或到期后重新提交审核', en: 'The achievement has changed since it was reviewed: submit it again once the listing is withdrawn or expired' }, rule: RENEWAL },
  renewal_too_early: { status: 409, text: { zh: '尚未到可以续期的日期', en: 'It is too early to renew it' }, rule: RENEWAL },
  listing_id_taken: { status: 409, text: { zh: '该编号已用于另一项挂牌', en: 'This id belongs to another listing' } },
  other_region: { status: 403, text: { zh: '该事项由另一地区决定', en: 'The other region decides on this' }, rule: TERRITORY },
  own_application: { status: 403, text: { zh: '您是该单位或其受托方的成员，或参与了该成果或其提交，应由他人审核', en: 'You are a member of the unit or of its agent, or took part in the achievement or its submission; somebody else must review it' }, rule: OWN },
  achievement_restricted: { status: 409, text: { zh: '该成果限制公开，不能挂牌', en: 'The achievement is restricted and cannot be listed' }, rule: SECRECY },
  listing_not_open: { status: 409, text: { zh: '当前状态下不能更改；草稿、被退回或到期的挂牌可以修改和提交', en: 'It cannot be changed as it stands; a draft, a returned or an expired listing can be changed and submitted' }, rule: REVIEW },
  listing_not_submitted: { status: 409, text: { zh: '该挂牌当前不在审核中', en: 'This listing is not waiting for a review' }, rule: REVIEW },
} as const satisfies Record<Exclude<AchievementRefusal | ListingRefusal | MandateRefusal, 'not_found'>, RefusalText>;
