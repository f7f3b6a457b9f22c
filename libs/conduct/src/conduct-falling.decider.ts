import { dayOf, plusMonths } from '@hewu/calendar/src/days.js';
import { evolve, type ConductState, type Violation } from './conduct-state.decider.js';
import type { ConductEvent, WithdrawalGround } from './events.js';

/* What falls with a violation that never was, and what that leaves of the suspensions after it. A part of the conduct decider, and as pure. */

/** `by` and `reason` are those of the suspension that is lifted. */
type Withdrawal = { readonly ground: WithdrawalGround; readonly reason: string; readonly by: string; readonly now: string };

/** Its points come back, the suspension that rests on it falls, and those that followed end sooner. */
export const withdrawing = ({ violationId, points }: Violation, { ground, reason, by, now }: Withdrawal, state: ConductState): readonly ConductEvent[] => {
  const of = state.of!;
  const restored: ConductEvent = { type: 'PointsRestored', data: { ...of, violationId, points, ground, restoredAt: now } };
  const lifted = state.suspensions.filter((one) => one.violationIds.includes(violationId)).map(({ suspensionId, violationIds }): ConductEvent => ({ type: 'SuspensionLifted', data: { ...of, suspensionId, violationIds, ground, reason, liftedBy: by, liftedAt: now } }));
  const events = [restored, ...lifted];
  return [...events, ...recounted(events.reduce(evolve, state))];
};

/** Those that end sooner now that one before them is gone: each is counted from its own day, after what was served and after those still before it. */
export const recounted = ({ suspensions, servedUntilOn }: ConductState): readonly ConductEvent[] => {
  const events: ConductEvent[] = [];
  const before = servedUntilOn === null ? [] : [servedUntilOn];
  for (const { cappedBy, ...one } of suspensions) {
    const untilOn = plusMonths([dayOf(one.suspendedAt), ...before].sort().at(-1)!, one.months.amount);
    const sooner = untilOn < one.untilOn;
    // What is not sooner may be capped, and stays as it is.
    if (sooner) events.push({ type: 'PersonSuspended', data: { ...one, untilOn, previousUntilOn: one.untilOn } });
    before.push(sooner ? untilOn : one.untilOn);
  }
  return events;
};
