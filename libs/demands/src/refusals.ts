import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { ChallengeRefusal } from './challenge.decider.js';
import type { DemandRefusal } from './demand.decider.js';
import type { DisclosureRefusal } from './disclosure.decider.js';
import type { ProposalRefusal } from './proposal.decider.js';
import type { SuggestionRefusal } from './suggestion.decider.js';

const TERRITORY = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };
const OWN = { zh: '合武平台规则：任何人不得审核自己的申请', en: 'Hewu rule: nobody approves their own application' };
const AUTHORITIES = { zh: '合武平台规则：主管部门不参与其管理的市场', en: 'Hewu rule: authorities take no part in the market that they decide about' };
const DEADLINE = { zh: '合武平台规则：截止日期一经公布不变，且不超过规定期限（规则 demand_months）', en: 'Hewu rule: a deadline once published never changes, and lies within the time of the rule demand_months' };
const LENGTHS = { zh: '合武平台规则：揭榜方案的标题、思路、计划各有字数上限', en: 'Hewu rule: title, approach and plan of a proposal each have a most of characters' };
const FUNNEL = { zh: '合武平台规则：合格 → 入围 → 终选，只进不退；不采纳须说明理由', en: 'Hewu rule: qualified → shortlisted → finalist, only forward; declined with a reason' };
const ONE_LIVING = { zh: '合武平台规则：一个单位对一项需求同时只有一份方案', en: 'Hewu rule: one living proposal per organisation and demand' };
const PROMISE = { zh: '民法典 第四百九十九条（悬赏广告）', en: 'Civil Code art. 499 (public promise of a reward)' };
const JURY = { zh: '合武平台规则：评审专家不得与出题方或揭榜方同属一个单位', en: 'Hewu rule: a juror belongs neither to the poster’s nor to an entrant’s organisation' };
const MILESTONES = { zh: '合武平台规则：里程碑依次排列，份额合计为 100%', en: 'Hewu rule: milestones are in order, and their shares make 100 %' };
const AWARD = { zh: '合武平台规则：奖金份额合计为 100%，不得与评审结果相悖', en: 'Hewu rule: shares of the prize make 100 % and follow the jury' };
const NDA = { zh: '电子签名法 第十三条；合武平台规则：双方各由一名被授权人签署同一保密文本', en: 'Electronic Signature Law art. 13; Hewu rule: one authorised person of each side signs the same text' };

type Code = Exclude<DemandRefusal | DisclosureRefusal | ProposalRefusal | ChallengeRefusal | SuggestionRefusal, 'not_found'>;

/** `not_found` is the platform's: what concerns others and what is missing are told alike. */
export const demandsRefusals = {
  // The same words in every context: the code is one, and its text is looked up by it.
  other_region: { status: 403, text: { zh: '该事项由另一地区决定', en: 'The other region decides on this' }, rule: TERRITORY },
  demand_of_own_unit: { status: 403, text: { zh: '您是发布单位的成员，或参与了该需求的发布，应由他人决定', en: 'You are a member of the organisation that posted it, or took part in posting it; somebody else must decide' }, rule: OWN },
  authority_cannot_post: { status: 403, text: { zh: '主管部门不发布需求', en: 'A government authority posts no demands' }, rule: AUTHORITIES },
  authority_cannot_propose: { status: 403, text: { zh: '主管部门不提交方案', en: 'A government authority makes no proposals' }, rule: AUTHORITIES },
  authority_cannot_enter: { status: 403, text: { zh: '主管部门不揭榜', en: 'A government authority enters no challenge' }, rule: AUTHORITIES },
  demand_id_taken: { status: 409, text: { zh: '该编号已用于另一项需求', en: 'This id belongs to another demand' } },
  deadline_not_ahead: { status: 422, text: { zh: '截止日期应在今天之后', en: 'The deadline must lie after today' }, rule: DEADLINE },
  deadline_too_far: { status: 422, text: { zh: '截止日期超过了允许的最长期限', en: 'The deadline lies beyond the time that a demand may stay open' }, rule: DEADLINE },
  demand_closed: { status: 409, text: { zh: '该需求已截止', en: 'This demand takes nothing more: its deadline is over' }, rule: DEADLINE },
  demand_over: { status: 409, text: { zh: '该需求已撤回或已解决', en: 'This demand was given up or is solved' } },
  demand_suspended: { status: 409, text: { zh: '该需求已被暂停', en: 'This demand is suspended' }, rule: TERRITORY },
  challenge_running: { status: 409, text: { zh: '该需求的揭榜仍在进行；请先结束揭榜', en: 'A challenge of this demand is running; end that first' }, rule: PROMISE },
  proposal_not_finalist: { status: 409, text: { zh: '该方案不是这项需求的终选方案', en: 'This proposal is no finalist of this demand' }, rule: FUNNEL },
  demand_not_confidential: { status: 409, text: { zh: '该需求全文公开，无需申请', en: 'This demand is public; there is nothing to ask for' } },
  nda_missing: { status: 422, text: { zh: '该需求须先签署保密文本', en: 'This demand asks for a signed confidentiality agreement' }, rule: NDA },
  signer_required: { status: 403, text: { zh: '保密文本由单位负责人签署', en: 'A decision maker signs for the organisation' }, rule: NDA },
  nda_text_differs: { status: 409, text: { zh: '双方签署的文本不一致', en: 'This is not the text that the other side signed' }, rule: NDA },
  nda_signs_for_both: { status: 403, text: { zh: '同一人不得代表双方签署', en: 'One person cannot sign for both sides' }, rule: { zh: '电子签名法 第十三条', en: 'Electronic Signature Law art. 13' } },
  disclosure_asked: { status: 409, text: { zh: '本单位已提出申请', en: 'Your organisation has asked already' } },
  disclosure_answered: { status: 409, text: { zh: '该申请已有答复', en: 'This request has been answered' } },
  own_demand: { status: 409, text: { zh: '不能答复本单位自己的需求', en: 'An organisation cannot answer its own demand' } },
  proposal_exists: { status: 409, text: { zh: '本单位对该需求已有方案；可以更正，或撤回后重提', en: 'Your organisation has a proposal to this demand; correct it, or withdraw it first' }, rule: ONE_LIVING },
  proposal_over: { status: 409, text: { zh: '该方案已有结果', en: 'This proposal is over' }, rule: FUNNEL },
  proposal_under_review: { status: 409, text: { zh: '该方案已进入评选，不能更正；可以撤回', en: 'This proposal is being looked at and cannot be corrected; it can be withdrawn' }, rule: FUNNEL },
  proposal_text_too_long: { status: 422, text: { zh: '文字超过字数上限', en: 'The text has more characters than are allowed' }, rule: LENGTHS },
  listing_not_own: { status: 422, text: { zh: '所引挂牌不是本单位已发布的挂牌', en: 'The listing named is not a published one of your organisation' } },
  stage_not_next: { status: 409, text: { zh: '只能进入下一阶段', en: 'Only the next stage can follow' }, rule: FUNNEL },
  own_challenge: { status: 409, text: { zh: '不能揭本单位自己的榜', en: 'An organisation cannot enter its own challenge' } },
  challenge_exists: { status: 409, text: { zh: '该需求已张榜，榜文不能更改', en: 'This demand has a challenge, and what was promised never changes' }, rule: PROMISE },
  challenge_over: { status: 409, text: { zh: '该榜已结束', en: 'This challenge is over' } },
  entries_end_not_ahead: { status: 422, text: { zh: '揭榜截止日应在今天之后', en: 'The last day for entries must lie after today' } },
  milestones_not_in_order: { status: 422, text: { zh: '里程碑应从 1 起依次编号', en: 'Milestones are numbered from 1, in order' }, rule: MILESTONES },
  milestone_days_not_in_order: { status: 422, text: { zh: '里程碑日期应依次递增，且晚于揭榜截止日', en: 'The days of milestones follow one another, all after the last day for entries' }, rule: MILESTONES },
  milestone_shares_not_whole: { status: 422, text: { zh: '里程碑份额合计应恰为 100%（10000 个万分点）', en: 'The shares of the milestones must sum to exactly 100 % (10 000 basis points)' }, rule: MILESTONES },
  juror_not_expert: { status: 422, text: { zh: '评审人应具有专家角色', en: 'A juror is an expert in some organisation' }, rule: JURY },
  juror_conflicted: { status: 409, text: { zh: '该专家与出题方或揭榜方同属一个单位', en: 'This expert belongs to the poster’s or to an entrant’s organisation' }, rule: JURY },
  juror_recused: { status: 409, text: { zh: '该专家已回避', en: 'This juror is recused' }, rule: JURY },
  entries_closed: { status: 409, text: { zh: '揭榜已截止', en: 'The time for entries is over' } },
  entries_open: { status: 409, text: { zh: '揭榜截止后方可定奖', en: 'Nothing is awarded while teams can still enter' }, rule: PROMISE },
  team_exists: { status: 409, text: { zh: '该单位已揭榜', en: 'This organisation is a team already' } },
  team_out: { status: 409, text: { zh: '该揭榜方已退出或未被接纳', en: 'This team left or was turned down' } },
  team_unknown: { status: 404, text: { zh: '没有这个揭榜方', en: 'There is no such team' } },
  team_not_admitted: { status: 409, text: { zh: '该揭榜方尚未被接纳', en: 'This team has not been admitted yet' } },
  teams_full: { status: 409, text: { zh: '揭榜方数量已满', en: 'As many teams as may work on it are admitted' } },
  approach_too_long: { status: 422, text: { zh: '思路超过字数上限', en: 'The approach has more characters than are allowed' }, rule: LENGTHS },
  milestone_not_next: { status: 409, text: { zh: '里程碑须依次报告', en: 'Milestones are reported in their order' }, rule: MILESTONES },
  report_waiting: { status: 409, text: { zh: '上一份报告尚待评判', en: 'The last report waits to be judged' } },
  report_missing: { status: 409, text: { zh: '没有待评判的报告', en: 'There is no report of this milestone that waits to be judged' } },
  team_not_finished: { status: 409, text: { zh: '该揭榜方尚未达到全部里程碑', en: 'This team has not reached every milestone' }, rule: MILESTONES },
  prize_shares_not_whole: { status: 422, text: { zh: '奖金份额合计应恰为 100%（10000 个万分点）', en: 'The shares of the prize must sum to exactly 100 % (10 000 basis points)' }, rule: AWARD },
  prize_team_twice: { status: 422, text: { zh: '同一揭榜方列了两次', en: 'The same team is named twice' } },
  scores_missing: { status: 409, text: { zh: '每个完成全部里程碑的揭榜方都应有足够的评审打分', en: 'Every team that finished must have been scored by enough jurors' }, rule: AWARD },
  award_against_scores: { status: 422, text: { zh: '得分较高者所得不得少于得分较低者', en: 'A team cannot get less than one that was scored lower' }, rule: AWARD },
  awards_own_team: { status: 403, text: { zh: '不得为本人所报的揭榜方定奖', en: 'Whoever entered a team cannot award it' } },
  prize_owed: { status: 409, text: { zh: '有揭榜方已达到全部里程碑，奖金应当授予，不得不授奖而结束', en: 'A team reached every milestone and is owed the prize; this cannot end without an award' }, rule: PROMISE },
  teams_at_work: { status: 409, text: { zh: '被接纳的揭榜方在最后一个里程碑到期前仍可完成；其全部退出前不能不授奖而结束', en: 'Teams that were admitted have until the day of the last milestone; this ends without an award sooner only when all of them have left' }, rule: PROMISE },
  both_of_one_organisation: { status: 409, text: { zh: '需求与挂牌属于同一单位', en: 'Demand and listing belong to one organisation' } },
  suggestion_to_self: { status: 409, text: { zh: '不能向本单位推荐', en: 'An organisation makes no suggestion to itself' } },
  suggestion_exists: { status: 409, text: { zh: '已向该单位推荐过这一对', en: 'This pair was suggested to that organisation before' } },
  suggestion_answered: { status: 409, text: { zh: '该推荐已有答复', en: 'This suggestion has been answered' } },
} as const satisfies Record<Code, RefusalText>;
