import { specification } from '@hewu/kernel/src/testing.js';
import type { PreferencesEvent } from './events.js';
import { deadlines } from './deadline.decider.js';
import { CALENDAR_LINKS_AT_MOST, preferences } from './preferences.decider.js';

const given = specification(preferences);
const personId = 'p-zhou';
const set: PreferencesEvent = { type: 'PreferencesSet', data: { personId, language: 'en', frequency: 'daily' } };
const off: PreferencesEvent = { type: 'Unsubscribed', data: { personId } };
const link = (n: number): { linkId: string; tokenSha256: string } => ({ linkId: `link-${n}`, tokenSha256: `hash-${n}` });
const made = (n: number): PreferencesEvent => ({ type: 'CalendarLinkMade', data: { personId, ...link(n) } });
const revoked = (n: number): PreferencesEvent => ({ type: 'CalendarLinkRevoked', data: { personId, ...link(n) } });

describe('preferences', () => {
  test('are set whole; as they are already, nothing is recorded', () => {
    const command = { type: 'SetPreferences', personId, language: 'en', frequency: 'daily' } as const;
    given().when(command).then(set);
    given().when(command).thenRepeatingIsHarmless();
    given().when({ ...command, language: 'zh', frequency: 'at_once' }).thenNothing();
    given(set, off).when(command).then(set);
  });

  test('are changed by the link in a letter, once', () => {
    given().when({ type: 'Unsubscribe', personId }).then(off);
    given(set).when({ type: 'Unsubscribe', personId }).thenRepeatingIsHarmless();
    given({ ...set, data: { ...set.data, frequency: 'off' } } as PreferencesEvent).when({ type: 'Unsubscribe', personId }).thenNothing();
  });
});

describe('calendar links', () => {
  const make = (n: number) => ({ type: 'MakeCalendarLink', personId, ...link(n) }) as const;
  const revoke = (n: number) => ({ type: 'RevokeCalendarLink', personId, linkId: `link-${n}` }) as const;
  const five = Array.from({ length: CALENDAR_LINKS_AT_MOST }, (_, n) => made(n));

  test('are made and revoked', () => {
    given().when(make(1)).then(made(1));
    given().when(make(1)).thenRepeatingIsHarmless();
    given(made(1)).when(revoke(1)).then(revoked(1));
    given().when(revoke(1)).thenRefused('not_found');
    given(made(1), revoked(1)).when(revoke(1)).thenRefused('not_found');
    given().when({ type: 'RevokeCalendarLink', personId, linkId: 'constructor' }).thenRefused('not_found');
  });

  test('are at most five at a time', () => {
    given(...five).when(make(9)).thenRefused('calendar_links_used_up', { atMost: 5 });
    given(...five).when(make(2)).thenNothing();
    given(...five, revoked(0)).when(make(9)).then(made(9));
  });
});

test('a deadline is counted once: a later rule does not move it', () => {
  const rule = { id: 'listing_review_days', jurisdiction: 'CN', version: 1, amount: 5, unit: 'working_days', force: 'default', article: '合武平台规则', verification: 'proposal' } as const;
  const data = { deadlineId: 'd', dutyId: 'listing:x', dutyKey: 'x:listing_review:1', since: '2026-03-02T01:00:00.000Z', dueAt: '2026-03-09T16:00:00.000Z', rule, provisional: false, calendarVersion: 'v' };
  const deadline = specification(deadlines);
  deadline().when({ type: 'SetDeadline', data }).then({ type: 'DeadlineSet', data });
  deadline().when({ type: 'SetDeadline', data }).thenRepeatingIsHarmless();
  deadline({ type: 'DeadlineSet', data }).when({ type: 'SetDeadline', data: { ...data, dueAt: '2026-03-10T16:00:00.000Z', rule: { ...rule, version: 2, amount: 6 } } }).thenNothing();
  deadline({ type: 'DeadlineSet', data }).when({ type: 'SetDeadline', data: { ...data, dutyKey: 'y' } }).thenRefused('deadline_id_taken');
});
