import fc from 'fast-check';
import { matchProfile, type MatchProfile } from './match-profile.js';
import { match, MOST_POINTS } from './match-score.js';

const need = matchProfile({ title: '花椒油挥发香气损失过大', titleEn: null, texts: ['热油浸提使挥发油损失四成，批次间麻度不稳定。'], industry: 'C1331', ipc: ['C11B'], region: '511622' });
const offer = matchProfile({ title: '花椒油低温萃取工艺与装备', titleEn: null, texts: ['挥发性香气大量损失', '以亚临界流体在 40 ℃ 以下萃取青花椒'], industry: 'C1331', ipc: ['C11B 1/10', 'B01D'], region: '500117' });
const other = matchProfile({ title: '加密工业网关', titleEn: null, texts: ['明文传输被窃取'], industry: 'C3919', ipc: ['H04L 9/00'], region: '511622' });

describe('a match', () => {
  test('says what both sides have, and what each counts', () => {
    const { points, reasons } = match(need, offer);
    expect(reasons.map(({ kind }) => kind)).toEqual(['terms', 'ipc', 'industry']);
    expect(reasons[0]!.shared).toEqual(expect.arrayContaining(['花椒油', '花椒', '香气', '挥发']));
    expect(reasons.slice(1)).toEqual([{ kind: 'ipc', points: 15, shared: ['C11B'] }, { kind: 'industry', points: 15, shared: ['C1331'] }]);
    expect(points).toBe(reasons.reduce((sum, reason) => sum + reason.points, 0));
  });

  test('of strangers in one region is the region alone', () => expect(match(need, other)).toEqual({ points: 10, reasons: [{ kind: 'region', points: 10, shared: ['511622'] }] }));

  test('is found by pairs of what both have; strangers share none', () => {
    const shared = (one: MatchProfile, two: MatchProfile) => one.pairs.filter((pair) => two.pairs.includes(pair));
    expect(shared(need, offer)).toEqual(expect.arrayContaining(['C11B|C133', 'C11B|花椒油', 'C133|花椒']));
    expect(shared(need, other)).toEqual([]);
  });

  test('rests on no word that everybody uses', () => {
    const one = matchProfile({ title: '一种高效生产技术系统', titleEn: 'A new method and system', texts: [], industry: 'A01', ipc: [], region: '500117' });
    expect(one.matchTerms).toEqual([]);
  });

  const words = fc.uniqueArray(fc.constantFrom('花椒', '萃取', '网关', '加密', '焊接', '柑橘', '冻干', '传感器'), { maxLength: 6 });
  const side: fc.Arbitrary<MatchProfile> = fc
    .record({ title: words, text: words, industry: fc.constantFrom('C13', 'C133', 'C1331', 'C1332', 'C39', 'A01'), ipc: fc.uniqueArray(fc.constantFrom('C11B', 'H04L', 'A23L', 'B23K'), { maxLength: 4 }), region: fc.constantFrom('500117', '511622') })
    .map(({ title, text, ...rest }) => ({ titleTerms: title, matchTerms: [...new Set([...title, ...text])], ...rest, ipcSubclasses: rest.ipc, pairs: [], singles: [] }));

  test('is the same from either side, lies within its scale, and only what is shared counts', () => {
    fc.assert(
      fc.property(side, side, (one, two) => {
        const there = match(one, two);
        expect(match(two, one).points).toBe(there.points);
        expect(there.points).toBeGreaterThanOrEqual(0);
        expect(there.points).toBeLessThanOrEqual(MOST_POINTS);
        for (const { kind, shared } of there.reasons) if (kind === 'terms') for (const word of shared) expect(one.matchTerms.includes(word) && two.matchTerms.includes(word)).toBe(true);
      }),
    );
    expect(MOST_POINTS).toBe(100);
  });

  test('never gets worse by a word more that both have', () => {
    fc.assert(
      fc.property(side, side, (one, two) => {
        const more = (of: MatchProfile): MatchProfile => ({ ...of, matchTerms: [...of.matchTerms, '新词'] });
        expect(match(more(one), more(two)).points).toBeGreaterThanOrEqual(match(one, two).points);
      }),
    );
  });
});
