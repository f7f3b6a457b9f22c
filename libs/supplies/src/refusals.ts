import { conductRefusals } from '@hewu/conduct/src/refusals.js';
import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { SupplyRefusal } from './supply.decider.js';

/** Every no of this context, as it is told. */
export const suppliesRefusals = {
  booking_not_yours: conductRefusals.booking_not_yours,
  supply_id_reused: { status: 409, text: { zh: '该编号已用于另一种耗材', en: 'This id belongs to another supply' } },
  supply_instrument_foreign: { status: 422, text: { zh: '所列仪器不属于本单位', en: 'One of these instruments is not yours' } },
  supply_unknown: { status: 404, text: { zh: '没有这种耗材', en: 'There is no such supply' } },
  supply_act_differs: { status: 409, text: { zh: '该编号的记录内容不同', en: 'Under this id something else was recorded' } },
  supply_retired: { status: 409, text: { zh: '该耗材已停用', en: 'This supply is not used any more' } },
  supply_not_for_instrument: { status: 422, text: { zh: '该耗材不用于此仪器', en: 'This supply is not for this instrument' } },
  supply_not_now: { status: 409, text: { zh: '签到后、使用确认前方可登记耗材', en: 'Supplies are recorded from the check-in until the use is confirmed' } },
  stock_short: { status: 409, text: { zh: '库存不足', en: 'There is not so much left' } },
  stock_full: { status: 409, text: { zh: '超过可登记的库存', en: 'More than can be kept' } },
} as const satisfies Record<SupplyRefusal | 'booking_not_yours', RefusalText>;
