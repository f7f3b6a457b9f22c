import type { RespondBy } from '@hewu/rules/src/response-time.js';

/* What specs of memberships share. Invented. */

export const NOW = '2026-03-02T01:00:00.000Z';

const rule = (id: 'membership_offer_days' | 'reminder_days', amount: number): RespondBy['rule'] => ({ id, jurisdiction: 'CN', version: 1, amount, unit: 'natural_days', force: 'default', article: '合武平台规则', verification: 'proposal' });

/** Two weeks from `NOW`. */
export const BY_MARCH_16: RespondBy = {
  startedOn: '2026-03-02', respondOn: '2026-03-16', at: '2026-03-16T16:00:00.000Z', remindAt: '2026-03-13T16:00:00.000Z', provisional: false, calendarVersion: 'built-in',
  rule: rule('membership_offer_days', 14), reminderRule: rule('reminder_days', 3),
};
