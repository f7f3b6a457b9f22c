import type { ActEvent, CalendarEvent, QuotaEvent, QuotaRulesSet, UsageEvent } from '@hewu/instruments/src/events.js';
import { says, yuan, type Sentences } from './sentence.js';

/* The time of instruments: booked, used, waited for, paid. */

type Told = ActEvent | QuotaRulesSet | QuotaEvent | CalendarEvent | UsageEvent;

export const bookingsSentences: Sentences<Told> = {
  CalendarOpened: says('开放预约', 'The calendar was opened for booking'),
  SlotBooked: ({ from, until, priceFen }) => ({ zh: `预约 ${from} 至 ${until}，${yuan(priceFen)} 元`, en: `Booked from ${from} until ${until}, ${yuan(priceFen)} yuan` }),
  BookingMoved: ({ from, until, returned }) => (returned ? { zh: `改期未成，预约仍在 ${from} 至 ${until}`, en: `The move came to nothing: the booking stands from ${from} until ${until} as before` } : { zh: `预约改至 ${from} 至 ${until}`, en: `The booking was moved to ${from} until ${until}` }),
  BookingCancelled: ({ reason }) => ({ zh: `预约取消：${reason}`, en: `The booking was cancelled: ${reason}` }),
  OpeningRulesChanged: ({ rulesVersion, reason }) => ({ zh: `开放规则第 ${rulesVersion} 版：${reason}`, en: `Version ${rulesVersion} of the opening rules: ${reason}` }),
  CapacityChanged: ({ capacity, reason }) => ({ zh: `同时使用人数改为 ${capacity}：${reason}`, en: `${capacity} may use it at once: ${reason}` }),
  BookingConfirmed: says('所属单位确认了预约', 'The owner accepted the booking'),
  BookingDeclined: ({ ground, reason }) => (ground === 'owner' ? { zh: `所属单位未接受预约：${reason}`, en: `The owner declined the booking: ${reason}` } : { zh: '预约到时仍未获确认，失效', en: 'Nobody answered the request by its beginning' }),
  BookingEndChanged: ({ previousUntil, until }) => ({ zh: `结束时间由 ${previousUntil} 改为 ${until}`, en: `The end was changed from ${previousUntil} to ${until}` }),
  SamplesArrived: says('样品已在仪器单位，视为签到', 'The samples are with the owner: it counts as the check-in'),
  BookingMissed: ({ graceMinutes }) => ({ zh: `开始后 ${graceMinutes} 分钟未签到，视为爽约`, en: `Nobody came within ${graceMinutes} minutes of the beginning` }),
  BookingOverdue: ({ since }) => ({ zh: `自 ${since} 起超时未登记使用`, en: `Overdue since ${since}: the use was not recorded` }),
  UseUnrecorded: ({ since }) => ({ zh: `自 ${since} 起逾期无人登记使用，日历不再保留`, en: `Since ${since} nobody recorded the use in time; the calendar keeps it no longer` }),
  UseMeetsOutage: ({ outageFrom, until }) => ({ zh: `使用至 ${until}，而停用自 ${outageFrom} 开始`, en: `The use lasts until ${until}; an outage begins at ${outageFrom}` }),
  UseInterrupted: ({ reason }) => ({ zh: `使用中断：${reason}`, en: `The use was broken off: ${reason}` }),
  TimeFreed: ({ from, until }) => ({ zh: `提前结束，${from} 至 ${until} 空出`, en: `An early end freed the time from ${from} until ${until}` }),
  SlotHeld: ({ from, until, keptForBookingId }) => (keptForBookingId !== null ? { zh: `改期待答复，原时段 ${from} 至 ${until} 保留`, en: `The move waits for an answer; ${from} until ${until} is kept` } : { zh: `暂留 ${from} 至 ${until}`, en: `Held from ${from} until ${until}` }),
  HoldReleased: ({ ground }) => ({ given_back: { zh: '放弃暂留的时段', en: 'The held slot was given back' }, expired: { zh: '暂留到期', en: 'The hold expired' }, act_abandoned: { zh: '多台仪器未能同时预约，时段放回', en: 'The act over several instruments was abandoned' }, move_answered: { zh: '改期已有结果，不再保留时段', en: 'The move was answered, and the slot is kept no longer' } })[ground],
  SeriesBooked: ({ bookingIds, skipped }) => ({ zh: `系列预约 ${bookingIds.length} 次，跳过 ${skipped.length} 次`, en: `A series of ${bookingIds.length} was booked, ${skipped.length} left out` }),
  ActBegun: ({ parts }) => ({ zh: `合并预约 ${parts.length} 台仪器`, en: `Slots of ${parts.length} instruments were asked for together` }),
  ActCommitted: says('合并预约成立', 'All slots of the act are had'),
  ActAbandoned: ({ ground }) => (ground === 'refused' ? { zh: '有仪器不能预约，全部放回', en: 'One could not be had, so all were given back' } : { zh: '合并预约未及时完成，全部放回', en: 'The act was not decided in time; all were given back' }),
  QuotaRulesSet: ({ rulesVersion, reason }) => ({ zh: `全部仪器的限额第 ${rulesVersion} 版：${reason}`, en: `Version ${rulesVersion} of the quotas over all instruments: ${reason}` }),
  QuotaReserved: ({ from, until }) => ({ zh: `占用限额：${from} 至 ${until}`, en: `Quota was reserved from ${from} until ${until}` }),
  QuotaConfirmed: says('计入限额', 'It counts against the quota'),
  QuotaReleased: says('退回限额', 'The quota was given back'),
  WaitingJoined: ({ from, until }) => ({ zh: `候补 ${from} 至 ${until}`, en: `Waits for ${from} until ${until}` }),
  WaitingLeft: ({ ground }) => ({ left: { zh: '退出候补', en: 'Left the waiting list' }, served: { zh: '候补成功', en: 'Was served from the waiting list' }, declined: { zh: '谢绝候补名额', en: 'Declined the offer' }, let_lapse: { zh: '候补名额过期', en: 'Let the offer lapse' }, time_over: { zh: '候补时段已过', en: 'The time waited for is over' }, passed_over: { zh: '轮到时不能使用，轮空', en: 'Could not have the time when their turn came' }, withdrawn: { zh: '所候仪器已停用', en: 'The instrument waited for was retired' } })[ground],
  SlotOffered: ({ from, until, expiresAt }) => ({ zh: `提供空出的时段 ${from} 至 ${until}，请于 ${expiresAt} 前答复`, en: `Offered ${from} until ${until}, to be answered by ${expiresAt}` }),
  OfferEnded: ({ ground }) => ({ declined: { zh: '谢绝所提供的时段', en: 'The offer was declined' }, expired: { zh: '所提供的时段过期', en: 'The offer expired' }, withdrawn: { zh: '所提供的时段收回', en: 'The offer was withdrawn' }, passed_over: { zh: '对方不能使用，时段让给下一位', en: 'The offer went to the next in line' } })[ground],
  OutageAnnounced: ({ from, until, reason }) => ({ zh: `停用 ${from} 至 ${until}：${reason}`, en: `Out of service from ${from} until ${until}: ${reason}` }),
  InstrumentWithdrawn: ({ reason }) => ({ zh: `仪器退出预约日历：${reason}`, en: `The instrument left its calendar for good: ${reason}` }),
  OutageEnded: says('停用提前结束', 'The outage ended early or was called off'),
  BookingStarted: says('签到使用', 'The user checked in'),
  UsageRecorded: ({ minutes }) => ({ zh: `登记使用 ${minutes} 分钟`, en: `${minutes} minutes of use were recorded` }),
  LateUsageRecorded: ({ minutes }) => ({ zh: `补登使用 ${minutes} 分钟`, en: `${minutes} minutes of use were recorded late` }),
  UsageConfirmed: ({ minutes }) => ({ zh: `仪器单位确认使用 ${minutes} 分钟`, en: `The owner confirmed ${minutes} minutes of use` }),
  ChargeRaised: ({ amountFen }) => ({ zh: `生成费用 ${yuan(amountFen)} 元`, en: `A charge of ${yuan(amountFen)} yuan was raised` }),
};
