import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { RightRefusal } from './right.decider.js';
import type { ValuationRefusal } from './valuation.decider.js';

const LICENCES = { zh: '最高人民法院技术合同司法解释 第二十四条、第二十五条', en: 'SPC interpretation on technology contracts art. 24, 25' };
const ONE_OPEN = { zh: '合武平台规则：一项独占权利同时只有一个洽谈', en: 'Hewu rule: one open negotiation to contract per exclusive right' };
const VALUATION = { zh: '合武平台规则：评估在有效期内方可引用；法律不要求评估', en: 'Hewu rule: a valuation is cited within its validity; no law asks for one' };

/** `not_found` is the platform's. */
export const rightsRefusals = {
  right_granted: { status: 409, text: { zh: '该权利已作不相容的转让或许可', en: 'What was granted of this right stands against it' }, rule: LICENCES },
  right_reserved: { status: 409, text: { zh: '该权利正在与另一方洽谈，或正在竞价、拍卖', en: 'This right is being negotiated with somebody else, or is for sale' }, rule: ONE_OPEN },
  valuation_id_taken: { status: 409, text: { zh: '该编号已用于另一项评估', en: 'This id belongs to another valuation' } },
  valuation_in_future: { status: 422, text: { zh: '评估基准日不得晚于今天', en: 'The day of the appraisal cannot lie in the future' }, rule: VALUATION },
  valuation_expired: { status: 422, text: { zh: '评估已过有效期；可重新评估，也可不引用评估', en: 'The valuation is out of date; record a new one, or cite none' }, rule: VALUATION },
  valuation_withdrawn: { status: 409, text: { zh: '该评估已撤回；可不引用评估', en: 'The unit withdrew this valuation; cite another one, or none' }, rule: VALUATION },
} as const satisfies Record<RightRefusal | Exclude<ValuationRefusal, 'not_found'>, RefusalText>;
