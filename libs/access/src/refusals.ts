import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { AccessGroupRefusal } from './access-group.decider.js';
import type { BookingProxyRefusal } from './booking-proxies.decider.js';

const realName = { zh: '实名预约，不得代约', en: 'Bookings are made under one’s own name' };

/** Every no of this context, as it is told. */
export const accessRefusals = {
  access_group_unknown: { status: 404, text: { zh: '没有这个分组', en: 'There is no such group' } },
  access_group_id_reused: { status: 409, text: { zh: '该编号已用于另一个分组', en: 'This id belongs to another group' } },
  access_group_full: { status: 409, text: { zh: '分组成员已满', en: 'The group is full' } },
  member_unknown: { status: 422, text: { zh: '没有这个人或单位', en: 'There is no such person or organisation' } },
  membership_over: { status: 422, text: { zh: '最后一天已过', en: 'The last day is over already' } },
  proxy_not_yours: { status: 403, text: { zh: '只能授权他人为自己预约；为全单位授权须由决策人作出', en: 'You can let others book for you; for everybody a decision maker does' }, rule: realName },
  proxy_for_oneself: { status: 422, text: { zh: '无须授权本人', en: 'Nobody needs a right to book for themselves' } },
  proxy_not_member: { status: 422, text: { zh: '双方应为本单位成员', en: 'Both belong to the organisation' }, rule: realName },
  proxy_over: { status: 422, text: { zh: '授权最后一天已过', en: 'The last day of the right is over already' } },
  proxies_too_many: { status: 409, text: { zh: '授权数量已达上限', en: 'There are too many such rights' } },
} as const satisfies Record<AccessGroupRefusal | BookingProxyRefusal, RefusalText>;
