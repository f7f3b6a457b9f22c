import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { IpNumberRefusal } from './ip-number.decider.js';
import type { RightRefusal } from './right.decider.js';
import type { ValuationRefusal } from './valuation.decider.js';

const LICENCES = { zh: '最高人民法院技术合同司法解释 第二十四条、第二十五条', en: 'SPC interpretation on technology contracts art. 24, 25' };
const ONE_OPEN = { zh: '合武平台规则：一项独占权利同时只有一个洽谈', en: 'Hewu rule: one open negotiation to contract per exclusive right' };
const ONE_NUMBER = { zh: '合武平台规则：同一编号的知识产权无论登记为几项成果，同时只有一个独占洽谈', en: 'Hewu rule: one open negotiation per exclusive right, however many achievements list its number' };
const VALUATION = { zh: '合武平台规则：评估在有效期内方可引用；法律不要求评估', en: 'Hewu rule: a valuation is cited within its validity; no law asks for one' };

/** `not_found` is the platform's. */
export const rightsRefusals = {
  right_granted: { status: 409, text: { zh: '该权利已作不相容的转让或许可', en: 'What was granted of this right stands against it' }, rule: LICENCES },
  right_reserved: { status: 409, text: { zh: '该权利正在与另一方洽谈，或正在竞价、拍卖', en: 'This right is being negotiated with somebody else, or is for sale' }, rule: ONE_OPEN },
  ip_number_granted: { status: 409, text: { zh: '该编号的知识产权已由另一项成果让与或作不相容的许可；可由现权利人另行挂牌', en: 'The right of this number was granted by way of another achievement; whoever has it now may offer it' }, rule: LICENCES },
  ip_number_held: { status: 409, text: { zh: '列有同一编号的另一项成果正在洽谈、竞价或拍卖；待其结束后再提出，或洽谈不含该编号的成果', en: 'Another achievement that lists the right of this number is being negotiated or is for sale; ask again when that is over, or ask for one without it' }, rule: ONE_NUMBER },
  valuation_id_taken: { status: 409, text: { zh: '该编号已用于另一项评估', en: 'This id belongs to another valuation' } },
  valuation_in_future: { status: 422, text: { zh: '评估基准日不得晚于今天', en: 'The day of the appraisal cannot lie in the future' }, rule: VALUATION },
  valuation_expired: { status: 422, text: { zh: '评估已过有效期；可重新评估，也可不引用评估', en: 'The valuation is out of date; record a new one, or cite none' }, rule: VALUATION },
  valuation_withdrawn: { status: 409, text: { zh: '该评估已撤回；可不引用评估', en: 'The unit withdrew this valuation; cite another one, or none' }, rule: VALUATION },
} as const satisfies Record<RightRefusal | IpNumberRefusal | Exclude<ValuationRefusal, 'not_found'>, RefusalText>;
