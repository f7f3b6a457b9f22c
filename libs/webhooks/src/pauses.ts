/**
 * How long to wait after each failed attempt, in seconds: what Standard Webhooks recommends (5 s, 5 min, 30 min, then 2, 5,
 * 10, 14, 20 and 24 hours). Ten attempts in a little more than three days: a weekend's outage is outlived.
 */
export const PAUSES_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** So far a pause is moved about, either way, so that what failed together does not come back together. So little that pauses grow all the same. */
const JITTER = 0.05;

/** When to try again after so many failed attempts (from 1); null when that was the last. `chance` is from [0, 1). Pure. */
export const nextAttemptAt = (attempts: number, now: string, chance: number): string | null => {
  const pause = PAUSES_SECONDS[attempts - 1];
  return pause === undefined ? null : new Date(Date.parse(now) + Math.round(pause * 1_000 * (1 - JITTER + 2 * JITTER * chance))).toISOString();
};
