import type { AppliedRule } from '@hewu/rules/src/events.js';
import { noticeRuleFor } from './laws.js';

/** Invented. */
const sichuan: AppliedRule = { id: 'price_notice_days', jurisdiction: '51', version: 2, amount: 20, unit: 'natural_days', force: 'required', article: '四川省条例 第十条（虚构）', verification: 'law' };

describe('the notice of an agreed price', () => {
  test('lasts as long as the rule in force says, and names what asks for it and what says how long', () => {
    expect(noticeRuleFor({ kind: 'university', stateFounded: true }, sichuan)).toEqual({ id: '51/price_notice_days', version: 2, atLeastDays: 20, law: '促进科技成果转化法 第十八条；四川省条例 第十条（虚构）' });
  });

  test.each([
    ['research_institute', true, true], ['university', true, true], ['research_institute', false, false], ['firm', true, false], ['hospital', true, false],
  ])('is asked of a %s (founded by the state: %s): %s', (kind, stateFounded, asked) => expect(noticeRuleFor({ kind, stateFounded }, sichuan) !== null).toBe(asked));
});
