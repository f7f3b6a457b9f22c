import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { DeliveryRefusal } from './delivery.decider.js';
import type { WebhookRefusal } from './webhooks.decider.js';

const OUTWARD = { zh: '合武平台规则：只向公网 HTTPS 地址推送，不访问内部地址', en: 'House rule: messages go to HTTPS addresses of the public internet, never to inner ones' };
const MODERATION = { zh: '合武平台规则：推送地址数与测试频率有限', en: 'House rule: webhooks and pings are limited in number' };

/** `not_found` is the platform's: what concerns others and what is missing are told alike. */
export const webhooksRefusals = {
  // The same words in every context: the code is one, and its text is looked up by it.
  administrator_required: { status: 403, text: { zh: '只有该单位的单位管理员可以这样做', en: 'Only an administrator of the organisation may do this' } },
  webhook_url_refused: { status: 422, text: { zh: '该推送地址不可用，原因见 details.why', en: 'The address cannot be used; `details.why` says what is wrong with it' }, rule: OUTWARD },
  webhooks_at_most: { status: 409, text: { zh: '推送地址数已达上限，请先移除一个', en: 'There are as many webhooks as an organisation may have; remove one first' }, rule: MODERATION },
  webhook_paused: { status: 409, text: { zh: '推送已暂停，请先恢复', en: 'The webhook is paused; resume it first' } },
  pinged_just_now: { status: 409, text: { zh: '刚刚测试过，请稍后再试', en: 'It was pinged a moment ago; wait until `details.earliest`' }, rule: MODERATION },
} as const satisfies Record<Exclude<WebhookRefusal | DeliveryRefusal, 'not_found'>, RefusalText>;
