/**
 * What other systems can be told of: a closed vocabulary of the market's own, beside the events of its contexts, which may
 * grow and change version. A name once published keeps its meaning.
 */
export const EVENT_TYPES = {
  'listing.published': { zh: '挂牌发布', en: 'A listing was published' },
  'listing.suspended': { zh: '已发布的挂牌暂停展示', en: 'A published listing was suspended' },
  'listing.resumed': { zh: '挂牌恢复展示', en: 'A suspended listing is on the market again' },
  'listing.contracted': { zh: '挂牌成交', en: 'What was listed was contracted' },
  'listing.withdrawn': { zh: '已发布的挂牌撤下', en: 'A published listing was taken off the market' },
  'listing.expired': { zh: '挂牌到期', en: 'A listing expired' },
  'transfer.opened': { zh: '本单位作为一方的洽谈开始', en: 'A negotiation was opened with the organisation on one side' },
  'transfer.completed': { zh: '本单位作为一方的转让完成', en: 'A transfer with the organisation on one side was completed' },
  'price_notice.opened': { zh: '价格公示开始', en: 'A price was published' },
  'price_notice.closed': { zh: '价格公示期满', en: 'A price notice ended without an open objection' },
  'price_notice.voided': { zh: '价格公示作废', en: 'A price notice became void' },
  'contract.concluded': { zh: '本单位的技术合同成立', en: 'A contract of the organisation was concluded' },
  'contract.registered': { zh: '本单位的技术合同登记', en: 'A contract of the organisation was registered' },
  'instrument.registered': { zh: '仪器登记', en: 'An instrument was registered' },
  'instrument.retired': { zh: '仪器停用', en: 'An instrument was retired' },
  'booking.made': { zh: '本单位预约或仪器被预约', en: 'The organisation booked an instrument, or its own was booked' },
  'booking.moved': { zh: '预约改期', en: 'A booking of the organisation was moved' },
  'booking.cancelled': { zh: '预约取消', en: 'A booking of the organisation was cancelled' },
  'booking.finished': { zh: '使用结束', en: 'The use of a booking ended' },
  'charge.raised': { zh: '本单位应收或应付的费用生成', en: 'A charge was raised that the organisation owes or is owed' },
  'organisation.verified': { zh: '单位通过核验', en: 'An organisation was verified' },
  'organisation.suspended': { zh: '单位被暂停', en: 'An organisation was suspended' },
} as const;

export type EventType = keyof typeof EVENT_TYPES;

export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES) as readonly EventType[];

/** Sent on request, to one webhook, to see whether it is received; nobody subscribes to it. */
export const PING = 'webhook.ping';

/** The type of any message that is sent. */
export type MessageType = EventType | typeof PING;
