import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { AchievementRefusal } from './achievement.decider.js';
import type { ListingRefusal } from './listing.decider.js';

const SHARES = { zh: '合武平台规则：成果完成人份额合计为 100%', en: "Hewu rule: the completers' shares make 100 %" };
const MATURITY = { zh: 'GB/T 22900《科学技术研究项目评价通则》技术就绪水平量表', en: 'GB/T 22900, technology readiness scale' };
const PATENT_NUMBER = { zh: 'ZC 0006-2003《专利申请号标准》', en: 'ZC 0006-2003, standard of patent application numbers' };
const TERRITORY = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };
const OWN = { zh: '合武平台规则：任何人不得审核自己的申请', en: 'Hewu rule: nobody approves their own application' };
const SECRECY = { zh: '合武平台规则：限制公开的成果不离开本单位', en: 'Hewu rule: a restricted achievement never leaves its unit' };
const REVIEW = { zh: '合武平台规则：草拟 → 提交 → （退回）→ 发布', en: 'Hewu rule: drafted → submitted → (returned) → published' };

/** `not_found` is the platform's: a foreign draft and a missing one are told alike. */
export const listingsRefusals = {
  achievement_id_taken: { status: 409, text: { zh: '该编号已用于另一项成果', en: 'This id belongs to another achievement' } },
  completers_not_in_order: { status: 422, text: { zh: '成果完成人应从 1 起依次排序', en: 'The completers must be numbered from 1, in order' } },
  completer_unknown: { status: 422, text: { zh: '请说明成果完成人是谁，或属于哪个单位', en: 'Say who the completer is, or to which organisation they belong' } },
  completer_twice: { status: 422, text: { zh: '同一人被列为成果完成人两次', en: 'The same person is named twice as completer' } },
  share_not_positive: { status: 422, text: { zh: '份额应为正整数个万分点', en: 'A share must be a positive whole number of basis points' }, rule: SHARES },
  shares_not_whole: { status: 422, text: { zh: '成果完成人份额合计应恰为 100%（10000 个万分点）', en: "The completers' shares must sum to exactly 100 % (10 000 basis points)" }, rule: SHARES },
  trl_out_of_scale: { status: 422, text: { zh: '技术就绪水平应为 1 至 9 级', en: 'The technology readiness level must be 1 to 9' }, rule: MATURITY },
  ip_number_missing: { status: 422, text: { zh: '专利应填写专利号或申请号', en: 'A patent needs its patent or application number' }, rule: PATENT_NUMBER },
  ip_number_twice: { status: 422, text: { zh: '同一知识产权列了两次', en: 'The same right is listed twice' } },
  ip_status_contradicts_number: { status: 422, text: { zh: 'ZL 仅用于已授权的专利号', en: 'ZL stands only before the number of a granted patent' }, rule: PATENT_NUMBER },
  listing_id_taken: { status: 409, text: { zh: '该编号已用于另一项挂牌', en: 'This id belongs to another listing' } },
  other_region: { status: 403, text: { zh: '该挂牌由另一地区的审核人决定', en: 'The reviewer of the other region decides about this listing' }, rule: TERRITORY },
  own_application: { status: 403, text: { zh: '您参与了该成果或其提交，应由他人审核', en: 'You took part in this achievement or its submission; somebody else must review it' }, rule: OWN },
  achievement_restricted: { status: 409, text: { zh: '该成果限制公开，不能挂牌', en: 'The achievement is restricted and cannot be listed' }, rule: SECRECY },
  listing_not_open: { status: 409, text: { zh: '当前状态下不能更改；草稿或被退回的挂牌可以修改和提交', en: 'It cannot be changed as it stands; a draft or a returned listing can be changed and submitted' }, rule: REVIEW },
  listing_not_submitted: { status: 409, text: { zh: '该挂牌当前不在审核中', en: 'This listing is not waiting for a review' }, rule: REVIEW },
} as const satisfies Record<Exclude<AchievementRefusal | ListingRefusal, 'not_found'>, RefusalText>;
