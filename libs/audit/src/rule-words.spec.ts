import { LAWS as BIDDING } from '@hewu/bidding/src/laws.js';
import { ERRAND_RULES } from '@hewu/listings/src/errand-rules.js';
import { LAWS as NEGOTIATION } from '@hewu/negotiation/src/facts.js';
import { builtInVersion } from '@hewu/rules/src/built-in-rules.js';
import { JURISDICTIONS } from '@hewu/rules/src/events.js';
import { RULE_IDS } from '@hewu/rules/src/rule-catalogue.js';
import { LAWS as TRANSFERS } from '@hewu/transfers/src/laws.js';
import { ruleInEnglish } from './rule-words.js';

describe('a rule in English', () => {
  test.each([
    ['促进科技成果转化法 第十八条；拍卖法 第三十六条（参照）', 'Law on Promoting the Transformation of Scientific and Technological Achievements art. 18; Auction Law art. 36 (by analogy)'],
    ['民法典 第二百零一条、第二百零三条', 'Civil Code art. 201, 203'],
    ['民法典 第九百一十九条', 'Civil Code art. 919'],
    ['民法典 第八百四十七条（答复期为平台规则）', 'Civil Code art. 847 (the time to answer is a Hewu rule)'],
    ['拍卖法 第十条', 'Auction Law art. 10'],
    ['最高人民法院技术合同司法解释（2020） 第十五条', "Supreme People's Court, interpretation on technology contracts (2020) art. 15"],
    ['合武平台规则：挂牌期满自动下架', 'Hewu rule: a listing goes off the market when its time is over'],
    ['重庆市某条例 第一条', null],
    ['合武平台规则：某事', null],
    ['拍卖法 另有规定', null],
  ])('%s', (rule, english) => expect(ruleInEnglish(rule)).toBe(english));

  test('is there for every rule that this program records of itself', () => {
    const articles = JURISDICTIONS.flatMap((jurisdiction) => RULE_IDS.flatMap((id) => builtInVersion(jurisdiction, id)?.article ?? []));
    const others = ['电子签名法 第十三条', '民法典 第四百九十九条（悬赏广告）', '民法典 第九百三十三条', '合武平台规则：平台管理员可说明理由暂停需求', '合武平台规则：供需匹配由人推荐，由对方答复', '合川—武胜科技创新合作框架协议', '个人信息保护法 第四十七条', '全国年节及纪念日放假办法', 'GB/T 22900'];
    const rules = [...Object.values(BIDDING), ...Object.values(ERRAND_RULES), ...Object.values(NEGOTIATION), ...Object.values(TRANSFERS), ...articles, ...others, '合武平台规则：同一编号的知识产权无论登记为几项成果，同时只有一个独占洽谈'];
    expect(rules.length).toBeGreaterThan(60);
    expect([...new Set(rules)].filter((rule) => /\p{Script=Han}/u.test(ruleInEnglish(rule) ?? rule))).toEqual([]);
  });
});
