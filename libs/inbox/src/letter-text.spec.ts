import fc from 'fast-check';
import { nextDigest } from './digest-time.js';
import { letterText, plain, subjectOf, type Told } from './letter-text.js';
import { lastDayOf, localTime } from '@hewu/calendar/src/local-time.js';
import { hashOf } from '@hewu/platform/src/private-link.js';
import { InboxKey } from './inbox-key.js';

const told: Told = { kind: 'reminder', what: 'listing_review', sentence: { zh: '挂牌“甲”待审核', en: 'The listing "A" waits for review' }, href: '/api/v1/listings/desk/x', dueAt: '2026-03-09T16:00:00.000Z' };
const frame = { name: '周敏', publicUrl: 'https://market.example', unsubscribeUrl: 'https://market.example/u' } as const;

describe('a letter’s text', () => {
  test('is whole in either language', () => {
    expect(letterText([told], { ...frame, language: 'zh' })).toBe(
      ['周敏，您好：', '', '即将到期 · 审核挂牌', '挂牌“甲”待审核', '截止：2026-03-09 24:00（北京时间）', 'https://market.example/api/v1/listings/desk/x', '', '-- ', '这封邮件由合武平台自动发出，请勿回复。', '不再接收邮件：https://market.example/u', ''].join('\n'));
    expect(letterText([told], { ...frame, name: null, language: 'en' })).toContain('Hello,\n\nDue soon · Review a listing\nThe listing "A" waits for review\nUntil: 2026-03-09 24:00 (Beijing time)\n');
  });

  test('has a subject in the house’s own words', () => {
    expect([subjectOf([told], 'zh'), subjectOf([told], 'en'), subjectOf([told, told], 'zh'), subjectOf([told, told], 'en')]).toEqual([
      '[合武 Hewu] 即将到期：审核挂牌', '[合武 Hewu] Due soon: Review a listing', '[合武 Hewu] 待办汇总（2 项）', '[合武 Hewu] Digest: 2 things',
    ]);
  });

  test('tells time by the clock of both regions', () => {
    expect(localTime('2026-03-04T01:30:00.000Z', 'zh')).toBe('2026-03-04 09:30（北京时间）');
    expect([lastDayOf('2026-03-09T16:00:00.000Z'), lastDayOf('2026-03-09T16:00:00.001Z'), lastDayOf('2026-03-09T15:59:59.999Z')]).toEqual(['2026-03-09', null, null]);
  });

  test('whatever a user wrote is one line, without markup, links or addresses', () => {
    expect(plain('a\r\nBcc: x@y.example\u202e<b>www.evil.example</b> http://evil.example')).toBe('a Bcc: x＠y.example ＜b＞www．evil.example＜/b＞ http：／／evil.example');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('<', '>', '&', '@', ':', '/', '\n', '\r', '\u2028', '\u200b', 'a') })), (text) => {
        expect(plain(text)).not.toMatch(/[\r\n<>&@\u0000-\u001f\u2028\u2029\u202e]|:\/\//);
      }),
    );
  });
});

test('a digest goes out at eight in the morning in Shanghai, on the next day or the next Monday', () => {
  expect(nextDigest('2026-03-02T01:00:00.000Z', 'daily')).toBe('2026-03-03T00:00:00.000Z');
  expect(nextDigest('2026-03-02T01:00:00.000Z', 'weekly')).toBe('2026-03-09T00:00:00.000Z');
  expect(nextDigest('2026-03-01T23:59:59.999Z', 'weekly')).toBe('2026-03-02T00:00:00.000Z');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000 }), fc.constantFrom('daily' as const, 'weekly' as const), (minutes, frequency) => {
      const now = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
      const next = nextDigest(now, frequency);
      const ahead = Date.parse(next) - Date.parse(now);
      expect(ahead > 0 && ahead <= (frequency === 'daily' ? 1 : 7) * 86_400_000 && next.endsWith('T00:00:00.000Z')).toBe(true);
      if (frequency === 'weekly') expect(new Date(next).getUTCDay()).toBe(1);
    }),
  );
});

describe('what people hold in their hands', () => {
  const key = new InboxKey(Buffer.alloc(32, 1));
  const personId = '019a0000-0000-7000-8000-000000000002';

  test('a link names its person, and only as it was signed', () => {
    const token = key.unsubscribeToken(personId);
    expect(token).toMatch(/^[\w-]{54}$/);
    expect(key.personOf(token)).toBe(personId);
    expect(new InboxKey(Buffer.alloc(32, 2)).personOf(token)).toBeNull();
    for (let at = 0; at < 53; at++) expect(key.personOf(token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1))).toBeNull();
    for (const other of ['', 'A', token.slice(1), `${token}AAAA`]) expect(key.personOf(other)).toBeNull();
  });

  test('a calendar token follows from its link and nothing else', () => {
    expect(key.calendarToken('link-1')).toMatch(/^[\w-]{43}$/);
    expect(key.calendarToken('link-1')).toBe(key.calendarToken('link-1'));
    expect(key.calendarToken('link-1')).not.toBe(key.calendarToken('link-2'));
    expect(hashOf('x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
