import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { ConductRefusal } from './conduct.decider.js';
import type { ConductRulesRefusal } from './conduct-rules.decider.js';

const impartial = { zh: '申诉由未参与的人员处理', en: 'Appeals are decided by somebody not involved' };
const milder = { zh: '合武平台规则：单位规则不得严于平台', en: 'Hewu rule: an owner may be milder than the platform, not stricter' };

/** Every no of this context, as it is told. */
export const conductRefusals = {
  booking_not_yours: { status: 404, text: { zh: '没有这个预约', en: 'There is no such booking' } },
  violation_unknown: { status: 404, text: { zh: '没有这条违规记录', en: 'There is no such violation' } },
  violation_restored: { status: 409, text: { zh: '该记录的积分已恢复', en: 'The points of this violation have come back' } },
  appeal_lodged: { status: 409, text: { zh: '已就该记录提出申诉', en: 'An appeal against this violation was lodged before' } },
  appeal_too_late: { status: 409, text: { zh: '申诉期已过', en: 'The time for an appeal is over' } },
  appeal_not_lodged: { status: 409, text: { zh: '尚未提出申诉', en: 'There is no appeal to decide' } },
  decides_own_appeal: { status: 403, text: { zh: '本人或记录人不得处理该申诉', en: 'Neither whom it concerns nor whoever recorded it decides an appeal' }, rule: impartial },
  appeal_decided: { status: 409, text: { zh: '申诉已处理', en: 'The appeal was decided before' } },
  suspension_unknown: { status: 404, text: { zh: '没有这项暂停', en: 'There is no such suspension' } },
  lifts_own_suspension: { status: 403, text: { zh: '不得解除本人的暂停', en: 'Nobody lifts their own suspension' } },
  conduct_rules_version_taken: { status: 409, text: { zh: '该版本号不是下一版', en: 'This is not the next version' } },
  conduct_rules_stricter: { status: 422, text: { zh: '单位规则严于平台规则', en: 'These numbers are stricter than the platform’s' }, rule: milder },
} as const satisfies Record<ConductRefusal | ConductRulesRefusal | 'booking_not_yours', RefusalText>;
