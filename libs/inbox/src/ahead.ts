import { DAY, plus } from '@hewu/kernel/src/clock.js';

/** How long before a deadline that lies far ahead it begins to stand in an inbox: as long as a listing may be renewed by default. */
const SHOWN_DAYS_AHEAD = 60;

/** Since when something is shown that has been known since `knownAt` and is due at `dueAt`. Pure. */
export const shownAhead = (knownAt: string, dueAt: string): string => {
  const from = plus(dueAt, -SHOWN_DAYS_AHEAD * DAY);
  return from > knownAt ? from : knownAt;
};
