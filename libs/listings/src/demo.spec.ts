import { checkIndustry } from '@hewu/identifiers/src/industry.js';
import { checkIpc } from '@hewu/identifiers/src/ipc.js';
import { checkPatentNumber, patentFilingYear } from '@hewu/identifiers/src/patent-number.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { groupsOf } from '@hewu/search/src/asked.js';
import { findsAll, profileOf, type Profile } from '@hewu/search/src/matching.js';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { achievements } from './achievement.decider.js';
import { completenessOf } from './completeness.js';
import { demoAchievements } from './demo.js';

const people = [{ personId: 'p-1', organisationId: 'o-1' }, { personId: 'p-2', organisationId: 'o-1' }];
const contents = demoAchievements.map(({ content }) => content(people));

describe('the achievements of the demonstration', () => {
  test('are sixteen of each region, in all modes of transfer', () => {
    expect(demoAchievements.map(({ region }) => region).filter((region) => region === '500117')).toHaveLength(16);
    expect(demoAchievements).toHaveLength(32);
    expect(new Set(demoAchievements.map(({ offer }) => offer.mode)).size).toBe(6);
    expect(new Set(contents.map(({ title }) => title)).size).toBe(32);
  });

  test.each(contents.map((content) => [content.title, content] as const))('%s is in order', (_, content) => {
    const by = { personId: 'p-1', organisationId: 'o-1', region: '500117' };
    const decision = achievements.decide({ type: 'DraftAchievement', achievementId: 'a', by, content, today: '2026-03-02', unknownOrganisations: [], unknownPeople: [] }, null);
    expect(isRefusal(decision) ? decision : decision.length).toBe(1);
    expect(checkIndustry(content.industry)).toEqual({ ok: true, value: content.industry });
    for (const symbol of content.ipc) expect(checkIpc(symbol)).toEqual({ ok: true, value: symbol });
  });

  test('some are complete and some are not, so that the meter shows both', () => {
    const percents = demoAchievements.map(({ offer }, at) => completenessOf(contents[at]!, offer).percent);
    expect([Math.min(...percents) < 60, Math.max(...percents) > 85]).toEqual([true, true]);
  });

  test('no number of a right is a real one, and none stands twice', () => {
    const numbers = contents.flatMap(({ ip }) => ip.flatMap(({ kind, number }) => (number === null ? [] : [[kind, number] as const])));
    expect(new Set(numbers.map(([, number]) => number)).size).toBe(numbers.length);
    for (const [kind, number] of numbers) {
      if (kind !== 'patent') continue;
      expect(checkPatentNumber(number)).toEqual({ ok: true, value: number });
      expect(patentFilingYear(number)).toBe(2099);
    }
  });

  const isFoundIn = (known: Profile, phrase: string): boolean => findsAll(groupsOf(phrase), known);
  const searchTerms = (title: string, texts: readonly (string | null)[]): Profile => profileOf(textTerms([title], texts).terms);
  const inBoth = contents.map(({ title, titleEn, abstract, abstractEn }) => searchTerms(title, [titleEn, abstract, abstractEn]));
  const inChinese = contents.map(({ title, abstract }) => searchTerms(title, [abstract]));
  const inEnglish = contents.map(({ titleEn, abstractEn }) => searchTerms(titleEn!, [abstractEn]));

  test.each([
    ['摩托车', 'motorcycle'], ['花椒', 'prickly ash'], ['柑橘', 'citrus'], ['蚕丝', 'silk'], ['火锅底料', 'hotpot base'], ['镁合金', 'magnesium alloy'], ['工业网关', 'industrial gateways'],
    ['页岩气', 'shale gas'], ['中药饮片', 'decoction pieces'],
  ])('%s and %s find something, whichever language it was written in', (chinese, english) => {
    for (const kept of [inBoth, inChinese, inEnglish]) for (const phrase of [chinese, english]) expect(kept.some((known) => isFoundIn(known, phrase))).toBe(true);
  });

  test('every part of a Chinese title finds it, also words that no dictionary knows', () => {
    expect(inChinese.some((known) => isFoundIn(known, '返排液'))).toBe(true);
    const parts = contents.flatMap(({ title }, at) => (title.match(/\p{Script=Han}{2,6}/gu) ?? []).map((part) => [part, inChinese[at]!] as const));
    expect(parts.filter(([part, known]) => !isFoundIn(known, part)).map(([part]) => part)).toEqual([]);
  });

  test('a phrase of one industry does not find another', () => {
    const found = contents.filter((_, at) => isFoundIn(inBoth[at]!, 'prickly ash')).map(({ title }) => title);
    expect(found.length).toBeLessThan(10);
    expect(found).not.toContain('国密算法加密工业网关');
  });
});
