import { priceNoticeOf } from './answers.js';
import { noticePage } from './notice-page.js';
import { noticed } from './samples.js';

const { noticeId: _id, involved: _involved, openedBy: _openedBy, ...content } = noticed.data;
const page = (change: object = {}): string =>
  noticePage(priceNoticeOf({ _id, ...content, status: 'open', openedAt: '2026-03-02T02:00:00.000Z', closedAt: null, voidedBecause: null, objections: [], overdue: false, ...change }, null));

describe('the page of a price notice', () => {
  test('says what, how, for how much and until when, in both languages, and how to object', () => {
    for (const said of ['花椒油低温萃取工艺与装备', '转让 <span lang="en">assignment</span>', '480,000.00 元', '未发现、未申报', '2026-03-02 – 2026-03-17 24:00', '促进科技成果转化法 第十八条', '/price-notices/n-1/objections']) expect(page()).toContain(said);
  });

  test('marks a related party and a void notice, and tells nobody how to object to one that is over', () => {
    const voided = page({ relatedParty: true, status: 'voided', voidedBecause: 'price_changed' });
    for (const said of ['受让方与成果完成人存在利害关系', '已作废', '价格变更']) expect(voided).toContain(said);
    expect(voided).not.toContain('如何提出异议');
  });

  test('keeps markup in texts as the text it is', () => {
    const attacked = page({ name: '</title><script>alert(1)</script>', abstract: '"><img src=x onerror=\'alert(1)\'> & 更多' });
    expect(attacked).not.toMatch(/<script|<img/);
    expect(attacked).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(attacked).toContain('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; 更多');
  });

  test.each([[1, '0.01'], [100, '1.00'], [99_999, '999.99'], [100_000, '1,000.00'], [1_000_000_000_000_000, '10,000,000,000,000.00']])('shows %s fen as %s yuan', (amountFen, shown) => {
    expect(page({ amountFen })).toContain(`<td>${shown} 元`);
  });
});
