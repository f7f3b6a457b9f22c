import { DAY, HOUR, MINUTE, plus } from '@hewu/kernel/src/clock.js';

/*
 * How many guesses at one account's password are let through, and how long to wait between them (NIST SP 800-63B-4 §3.2.2,
 * OWASP ASVS 5.0 6.3.1; docs/decisions/0009). Whoever guesses waits longer and longer; whoever is known does not wait for them.
 */

/** Of one count: so many attempts are free, each one after them is followed by twice the wait of the one before it, up to an hour. */
export type Patience = { readonly free: number; readonly firstWaitMs: number };

/** Of one device that signed in before, of one network address, of one session: some 35 attempts in a day. */
export const OF_ONE: Patience = { free: 10, firstWaitMs: 15 * MINUTE };
/** Of everybody together who is not known, wherever they are: some 80 in a day, where NIST allows 100. One address alone never comes so far. */
export const OF_ALL: Patience = { free: 50, firstWaitMs: MINUTE / 2 };
const LONGEST_WAIT_MS = HOUR;

/** A count that began so long ago begins anew. */
export const ATTEMPTS_MS = DAY;

/** The attempts counted under one key. Before `until` there is none. */
export type Attempts = { readonly count: number; readonly since: string; readonly until: string };

/** What becomes of a count when somebody tries at `now`: one more, or null when it is too soon. Pure. */
export const oneMore = (before: Attempts | null, now: string, { free, firstWaitMs }: Patience): Attempts | null => {
  const running = before !== null && before.since > plus(now, -ATTEMPTS_MS) ? before : null;
  if (running && running.until > now) return null;
  const count = (running?.count ?? 0) + 1;
  const wait = count < free ? 0 : Math.min(firstWaitMs * 2 ** Math.min(count - free, 20), LONGEST_WAIT_MS);
  return { count, since: running?.since ?? now, until: plus(now, wait) };
};
