import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { PersonalFeedsRefusal } from './personal-feeds.decider.js';

/** What people can meet. */
export const feedsRefusals = {
  feed_links_used_up: {
    status: 409, text: { zh: '订阅链接已达上限，请先撤销不再使用的', en: 'There are as many links as one may have; revoke one first' },
    rule: { zh: '合武平台规则：同一内容至多五个链接，每人至多五十个', en: 'Hewu rule: at most five links to the same thing, fifty a person' },
  },
  own_calendar_address_refused: { status: 422, text: { zh: '日历地址须为公网 HTTPS 地址', en: 'The address of a calendar must be HTTPS and lead to the public internet' } },
  own_calendars_used_up: {
    status: 409, text: { zh: '自有日历已达上限，请先移除一个', en: 'There are as many calendars of one’s own as one may name; remove one first' },
    rule: { zh: '合武平台规则：每人至多三个自有日历', en: 'Hewu rule: at most three calendars of one’s own' },
  },
} as const satisfies Record<Exclude<PersonalFeedsRefusal, 'not_found'>, RefusalText>;
