import { textTerms } from '@hewu/words/src/text-terms.js';
import { groupsOf } from './asked.js';
import type { Entry } from './entry.js';
import { SearchIndex } from './search-index.js';

const TITLES = {
  solar: '渔光互补光伏电站智能运维', graphene: '石墨烯导热膜', battery: '锂离子电池回收', twin: '水轮机数字孪生', oil: '花椒油低温萃取', herbs: '中药饮片切制', alloy: '镁合金压铸', calcium: '钙合金靶材',
  fracking: '页岩气压裂返排液处理', rice: '水稻育种', chlorine: '羧基化改性', silk: '缫丝废水处理', rare: '稀土永磁', drink: '中药饮料', vision: '机器视觉分选机',
  green: '青花椒保鲜', infrared: '近红外水分仪', stone: '石材切割', wild: '野生菌菇',
};
const entry = (id: string, title: string): Entry => ({ id, audience: 'public', ...textTerms([title], []), facets: {}, sorts: { newest: 0 } });

describe('a Chinese word with another character in one place', () => {
  const index = new SearchIndex('things', []);
  for (const [id, title] of Object.entries(TITLES)) index.put(entry(id, title));
  const find = (text: string) => index.find({ groups: groupsOf(text), audience: 'public', chosen: {}, sort: { by: 'newest', direction: 'desc' }, limit: 100 });

  test.each([
    ['one letter of pinyin away, in a phrase', '渔光互朴', 'solar'],
    ['with more words about it', '渔光互朴电站运维', 'solar'],
    ['what sounds alike, in a word that is then cut otherwise', '石墨稀', 'graphene'],
    ['where the character is a word of another title', '石墨稀导热膜', 'graphene'],
    ['what looks alike within a long word', '锂离于电池', 'battery'],
    ['what looks alike in two characters that are none', '数字挛生', 'twin'],
    ['what looks alike at the beginning', '低温革取', 'oil'],
    ['what looks alike at the end', '花椒抽', 'oil'],
    ['what sounds alike in one of two words', '中药饮骗', 'herbs'],
    ['the last character of a character and a word, that the dictionary cuts otherwise', '青花较', 'green'],
    ['the same, another one', '青花角', 'green'],
    ['the character in the middle', '青化椒', 'green'],
    ['the same with more words behind it', '青花较保鲜', 'green'],
    ['what looks alike in a word of three', '近红处', 'infrared'],
    ['and nothing amiss', '渔光互补', 'solar'],
  ])('%s: %s', (_what, text, id) => {
    expect([text, find(text).hits.map((hit) => hit.id)]).toEqual([text, [id]]);
  });

  test.each([
    ['another metal', '钪合金'], ['another metal, one letter away', '钛合金'], ['another battery', '钠离子电池'], ['another group', '羟基'], ['another word that there is', '水稻育苗'], ['two characters amiss', '渔火互朴'],
    ['two characters by themselves', '互朴'], ['a name that nothing has', '明宁石墨烯'], ['what another title has', '渔光互朴萃取'],
    ['another flower', '青花瓷'], ['a character of another title', '野花较'], ['another thing that sounds so', '石花胶'], ['another spectrum', '近红光'],
  ])('is not %s: %s', (_what, text) => {
    expect([text, find(text).hits.map((hit) => hit.id)]).toEqual([text, []]);
  });

  test('is told for what it was taken', () => {
    expect(find('石墨稀导热膜').words.map(({ asked, alternatives }) => [asked, alternatives.map(({ how, terms }) => [how, terms.map(({ term }) => term)])])).toEqual(expect.arrayContaining([['石墨稀', [['typo', ['石墨烯']]]]]));
    expect(find('渔光互朴').words.map(({ asked, alternatives }) => [asked, alternatives.map(({ how }) => how)])).toEqual([['渔光', ['exact']], ['互朴', ['typo']]]);
  });
});
