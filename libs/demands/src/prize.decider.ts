/** The whole of anything, in basis points. */
export const WHOLE = 10_000;

/** Whether shares are positive whole basis points that make exactly 100 %. */
export const isWhole = (shares: readonly number[]): boolean => shares.every((share) => Number.isInteger(share) && share > 0) && sumOf(shares) === WHOLE;

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/**
 * An amount cut by shares of 10 000 basis points, to the fen: each part is its exact quota rounded down, and what is left
 * over goes, one fen each, to the largest remainders, the earlier first. So the parts make the whole, none is a fen or more
 * away from its quota, and the same shares give the same parts. `totalFen` is whole and at most 10^15.
 */
export const apportion = (totalFen: number, shares: readonly number[]): readonly number[] => {
  // 10^15 fen times 10^4 basis points lies beyond what a number holds exactly.
  const quotas = shares.map((share) => BigInt(totalFen) * BigInt(share));
  const parts = quotas.map((quota) => Number(quota / BigInt(WHOLE)));
  const left = totalFen - sumOf(parts);
  const remainders = quotas.map((quota, place) => ({ place, remainder: Number(quota % BigInt(WHOLE)) }));
  const favoured = new Set(remainders.toSorted((a, b) => b.remainder - a.remainder || a.place - b.place).slice(0, left).map(({ place }) => place));
  return parts.map((part, place) => (favoured.has(place) ? part + 1 : part));
};
