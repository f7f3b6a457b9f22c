import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { PreferencesRefusal } from './preferences.decider.js';

/** What people can meet. A letter's own refusals are between clerk and sender. */
export const inboxRefusals = {
  calendar_links_used_up: {
    status: 409, text: { zh: '日历链接已达上限，请先撤销不再使用的', en: 'There are as many calendar links as one may have; revoke one first' },
    rule: { zh: '合武平台规则：每人至多五个日历链接', en: 'Hewu rule: at most five calendar links a person' },
  },
} as const satisfies Record<Exclude<PreferencesRefusal, 'not_found'>, RefusalText>;
