import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { CalendarRefusal } from './calendar.decider.js';
import type { InstrumentRefusal } from './instrument.decider.js';
import type { UsageRefusal } from './usage.decider.js';

const openingRules = { zh: '仪器所属单位的开放规则', en: "The owner's opening rules" };
const onceOnly = { zh: '同一时段不重复预约', en: 'No instrument is given twice' };

/** Every no of this context, as it is told. */
export const instrumentsRefusals = {
  instrument_id_reused: { status: 409, text: { zh: '该编号已用于另一台仪器', en: 'This id belongs to another instrument' } },
  instrument_unknown: { status: 404, text: { zh: '没有这台仪器', en: 'There is no such instrument' } },
  not_the_owner: { status: 404, text: { zh: '没有这台仪器', en: 'There is no such instrument' } },
  instrument_retired: { status: 409, text: { zh: '仪器已停用', en: 'The instrument was retired' } },
  commissioned_in_future: { status: 422, text: { zh: '启用日期晚于今天', en: 'It cannot have been put to use in the future' } },
  opening_rules_wrong: { status: 422, text: { zh: '开放规则有误', en: 'The opening rules do not hold together' }, rule: openingRules },
  calendar_opened_differently: { status: 409, text: { zh: '该日历已按其他规则开放', en: 'This calendar was opened under other rules' } },
  calendar_unknown: { status: 404, text: { zh: '没有这个日历', en: 'There is no such calendar' } },
  booking_unknown: { status: 404, text: { zh: '没有这个预约', en: 'There is no such booking' } },
  booking_over: { status: 409, text: { zh: '预约已结束', en: 'The booking is over' } },
  booking_id_reused: { status: 409, text: { zh: '该编号已用于另一个预约', en: 'This id belongs to another booking' } },
  booking_started: { status: 409, text: { zh: '使用已经开始，不能再改期或取消', en: 'Its use has begun; it can no longer be moved or cancelled' }, rule: openingRules },
  slot_backwards: { status: 422, text: { zh: '结束时间应晚于开始时间', en: 'It must end after it begins' } },
  slot_in_past: { status: 422, text: { zh: '开始时间已过', en: 'It begins in the past' } },
  slot_beyond_horizon: { status: 422, text: { zh: '超出可预约的期限', en: 'It lies beyond what may be booked now' }, rule: openingRules },
  slot_off_grid: { status: 422, text: { zh: '时间应与时间格对齐', en: 'It does not lie on the grid' }, rule: openingRules },
  slot_too_short: { status: 422, text: { zh: '短于最短时长', en: 'It is too short' }, rule: openingRules },
  slot_too_long: { status: 422, text: { zh: '超过最长时长', en: 'It is too long' }, rule: openingRules },
  outside_opening_hours: { status: 422, text: { zh: '不在开放时间内', en: 'The instrument is not open then' }, rule: openingRules },
  slot_taken: { status: 409, text: { zh: '该时段已被预约', en: 'That time is taken' }, rule: onceOnly },
  check_in_too_early: { status: 409, text: { zh: '尚未到签到时间', en: 'It is too early to check in' }, rule: openingRules },
  not_checked_in: { status: 409, text: { zh: '尚未签到', en: 'Nobody has checked in' } },
  usage_impossible: { status: 422, text: { zh: '使用时间与签到记录不符', en: 'The use recorded cannot have been' } },
  usage_recorded_differently: { status: 409, text: { zh: '使用记录已提交', en: 'The use was recorded already, and otherwise' } },
  usage_not_recorded: { status: 409, text: { zh: '使用人尚未提交使用记录', en: 'The user has not recorded the use yet' } },
  usage_not_confirmed: { status: 409, text: { zh: '使用记录尚未确认', en: 'The use is not confirmed yet' } },
  confirms_own_usage: { status: 403, text: { zh: '不能确认自己提交的使用记录', en: 'Nobody confirms a use they recorded themselves' }, rule: { zh: '使用记录由使用人与管理人共同确认', en: 'User and operator both answer for a record of use' } },
} as const satisfies Record<CalendarRefusal | InstrumentRefusal | UsageRefusal | 'usage_not_recorded', RefusalText>;
