import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { challenges, type ChallengeCommand } from './challenge.decider.js';
import { demands } from './demand.decider.js';
import { apportion, isWhole, sumOf, WHOLE } from './prize.decider.js';
import { announced, jurorsRule, posted, poster, TODAY } from './samples.js';

/** Positive whole basis points that make 10 000: the gaps between cuts. */
const shares = fc.uniqueArray(fc.integer({ min: 1, max: WHOLE - 1 }), { maxLength: 19 }).map((cuts) => {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), WHOLE];
  return edges.slice(1).map((edge, at) => edge - edges[at]!);
});
/** Up to ten trillion yuan. */
const prizes = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.maxSafeInteger().map((n) => (Math.abs(n) % 1_000_000_000_000_000) + 1));

describe('a prize cut by shares', () => {
  test('makes the whole to the fen, with every part less than a fen from its quota, and more for more', () => {
    fc.assert(
      fc.property(prizes, shares, (prizeFen, cut) => {
        const parts = apportion(prizeFen, cut);
        expect(sumOf(parts)).toBe(prizeFen);
        for (const [at, part] of parts.entries()) {
          const off = BigInt(part) * BigInt(WHOLE) - BigInt(prizeFen) * BigInt(cut[at]!);
          expect(off > -BigInt(WHOLE) && off < BigInt(WHOLE)).toBe(true);
        }
        for (const [at, share] of cut.entries()) for (const [other, more] of cut.entries()) if (share < more) expect(parts[at]!).toBeLessThanOrEqual(parts[other]!);
        expect(apportion(prizeFen, cut)).toEqual(parts);
      }),
    );
  });

  test('is taken for milestones exactly when it is whole', () => {
    const anyShares = fc.oneof(shares, fc.array(fc.oneof(fc.integer({ min: -5, max: 10_005 }), fc.double({ min: 0, max: 10_000, noNaN: true })), { minLength: 1, maxLength: 6 }));
    const demand = demands.evolve(null, posted);
    fc.assert(
      fc.property(prizes, anyShares, (prizeFen, cut) => {
        const milestones = cut.map((shareBasisPoints, at) => ({ ordinal: at + 1, title: `里程碑 ${at + 1}`, criteria: '可检验', dueOn: `2027-${String(at + 1).padStart(2, '0')}-01`, shareBasisPoints }));
        fc.pre(milestones.length <= 12);
        const command: ChallengeCommand = { type: 'AnnounceChallenge', by: poster, demand, prizeFen, milestones, teamsAtMost: 1, entriesUntilOn: '2026-05-31', entriesUntilAt: '2026-05-31T16:00:00.000Z', today: TODAY, jurorsRule };
        const decided = challenges.decide(command, null);
        if (!isWhole(cut)) return expect(decided).toMatchObject({ refused: 'milestone_shares_not_whole' });
        if (isRefusal(decided)) throw new Error(decided.refused);
        expect(sumOf((decided[0]! as typeof announced).data.milestones.map(({ amountFen }) => amountFen))).toBe(prizeFen);
      }),
    );
  });
});
