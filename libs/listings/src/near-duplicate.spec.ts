import fc from 'fast-check';
import { completenessOf } from './completeness.js';
import { bandsOf, likenessBasisPoints, pairsOf } from './near-duplicate.js';
import { sampleContent as content, sampleOffer as offer } from './samples.js';

describe('near-identical texts', () => {
  const share = (one: readonly string[], other: readonly string[]): boolean => one.some((band) => other.includes(band));
  const other = { ...content, title: '国密算法加密工业网关', titleEn: null, abstract: '在网关上以 SM4 加密工业控制报文，时延低于 2 毫秒。', abstractEn: null, problemSolved: '老旧产线明文通信。', incumbent: '软件 VPN' };

  test('are alike by what stands in both, and a text is itself', () => {
    const pairs = pairsOf(content);
    expect(likenessBasisPoints(pairs, pairs)).toBe(10_000);
    expect(likenessBasisPoints(pairs, pairsOf(other))).toBe(0);
    expect(likenessBasisPoints(pairs, pairsOf({ ...content, abstract: `${content.abstract}已验证。` }))).toBeGreaterThan(7_000);
    expect(likenessBasisPoints(new Set(), new Set())).toBe(0);
  });

  test('a text that says next to nothing is a copy of none', () => expect(bandsOf(new Set(['a b', 'b c']))).toEqual([]));

  const words = (size: number, seed: number): string[] => Array.from({ length: size }, (_, at) => `w${seed}-${at}`);

  test('alike by eight tenths or more, they share a band; with nothing in common, none', () => {
    let missed = 0;
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 60, max: 300 }), (seed, size) => {
        const same = words(size, seed);
        const one = new Set([...same, ...words(Math.floor(size / 10), seed + 1)]);
        const two = new Set([...same, ...words(Math.floor(size / 10), seed + 2)]);
        expect(likenessBasisPoints(one, two)).toBeGreaterThanOrEqual(8_000);
        if (!share(bandsOf(one), bandsOf(two))) missed++;
        expect(share(bandsOf(one), bandsOf(new Set(words(size, seed + 3))))).toBe(false);
      }),
      { numRuns: 100, seed: 2026 },
    );
    // 1 - (1 - 0.8^4)^16 misses two in ten thousand.
    expect(missed).toBeLessThanOrEqual(1);
  });
});

describe('the meter of completeness', () => {
  test('has a hundred points, and takes off what is missing', () => {
    const bare = { ...offer, nextStep: '面谈', price: { kind: 'negotiable' as const }, economics: null, evidence: [], availability: null };
    const empty = { ...content, titleEn: null, abstract: '短', problemSolved: '短', incumbent: '旧', advantages: content.advantages, maturity: { ...content.maturity, assessor: 'SELF' as const } };
    expect(completenessOf(empty, bare).percent).toBe(0);
    const dated = content.ip.map((right) => ({ ...right, expiresOn: '2040-01-01' }));
    expect(completenessOf({ ...content, ip: dated, advantages: [...content.advantages, content.advantages[0]!] }, offer)).toEqual({ percent: 100, missing: [] });
  });
});
