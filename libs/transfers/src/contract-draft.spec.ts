import { NOTHING_SAID, type OfferMade, type PriceAgreed, type TransferEvent } from './events.js';
import { contractDraftOf } from './contract-draft.js';
import { agreed, offered, opened } from './samples.js';
import { sha256Of } from './text-hash.js';
import { transfers, type TransferState } from './transfer.decider.js';

const draftOf = (...history: readonly TransferEvent[]) => contractDraftOf(history.reduce(transfers.evolve, transfers.initialState)!, false);
const full: OfferMade = {
  type: 'OfferMade',
  data: {
    ...offered.data, terms: '其余按惯例。\n12. 价款 / Price\n   人民币 0.01 元',
    conditions: { ...NOTHING_SAID, paymentKind: 'instalments', instalments: [{ amountFen: 24_000_000, dueOn: '2026-05-06', condition: null }, { amountFen: 24_000_000, dueOn: null, condition: '验收合格' }], subject: '<script>全套图纸</script>', improvements: 'jointly_owned', sublicence: null },
  },
};

describe('the draft of a contract', () => {
  test('is there once a price was agreed, and says who, what, for how much and how it is paid', () => {
    expect(draftOf(opened, full)).toBeNull();
    const { text, sha256, said, round } = draftOf(opened, full, agreed)!;
    expect([sha256, round, said.instalments.length]).toEqual([sha256Of(text), 1, 2]);
    for (const line of ['重庆市合川区食品工程研究院（统一社会信用代码 12500117DEM0HC01XU）', 'CNY 480000.00', '分期支付；第 1 期 240000.00 元，2026-05-06 前；第 2 期 240000.00 元，验收合格', '后续改进的成果由双方共有', '花椒油低温萃取工艺与装备', '4. 转化方式 / Mode of transfer']) expect(text).toContain(line);
  });

  test('keeps what the sides wrote as their words: markup is text, and no line of theirs reads as a clause', () => {
    const { text } = draftOf(opened, full, agreed)!;
    expect(text).toContain('<script>全套图纸</script>');
    expect(text.split('\n').filter((line) => line.startsWith('12. '))).toEqual(['12. 价款 / Price']);
  });

  test('says in its terms as in its text that the buyer is related, though the accepted offer did not', () => {
    const related: PriceAgreed = { ...agreed, data: { ...agreed.data, relatedParty: true, relatedGrounds: ['shares_people'] } };
    const { said, text } = draftOf(opened, full, related)!;
    expect(said.relatedParty).toBe(true);
    expect(text).toContain('买方与成果完成人存在利害关系');
    // Found when the notice was opened, it is said all the same, in a text of its own.
    const found = contractDraftOf([opened, full, agreed].reduce<TransferState>(transfers.evolve, transfers.initialState)!, true)!;
    expect([found.said.relatedParty, found.text.includes('买方与成果完成人存在利害关系'), found.sha256 === draftOf(opened, full, agreed)!.sha256]).toEqual([true, true, false]);
  });

  test('is that of what was agreed, whatever is offered afterwards, and another one with another agreement', () => {
    const before = draftOf(opened, full, agreed)!;
    const better: OfferMade = { ...full, data: { ...full.data, version: 2, amountFen: 50_000_000 } };
    expect(draftOf(opened, full, agreed, better)).toEqual(before);
    const again: PriceAgreed = { ...agreed, data: { ...agreed.data, round: 2, offerVersion: 2, amountFen: 50_000_000 } };
    expect(draftOf(opened, full, agreed, better, again)!.sha256).not.toBe(before.sha256);
  });

  test('of a price that a sale made, or that was recorded before it named anybody, names ids and the price alone', () => {
    const old: PriceAgreed = { ...agreed, data: { ...agreed.data, offerVersion: null, route: 'listed_price', named: null } };
    const { text, said } = draftOf(opened, old)!;
    expect(said).toEqual({ ...NOTHING_SAID, amountFen: 48_000_000, terms: '', relatedParty: false });
    expect(text).toContain('o-institute');
    expect(text).toContain('CNY 480000.00');
  });
});
