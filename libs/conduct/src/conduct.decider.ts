import { plusDays, plusMonths } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { recounted, withdrawing } from './conduct-falling.decider.js';
import { evolve, NOTHING_AGAINST, pointsOf, type ConductState, type Of, type Violation } from './conduct-state.decider.js';
import type { ConductRuleId } from './conduct-rules.decider.js';
import { conductEvents, type AppliedTerm, type AppealLodged, type ConductEvent, type PersonSuspended, type SuspensionGround, type ViolationRecorded } from './events.js';

/** What the owner holds its users to now. */
export type Terms = { readonly [rule in ConductRuleId]: AppliedTerm };

type When = { readonly today: string; readonly now: string };
/** `suspensionId`: that of a suspension, should one follow. */
type Judging = When & { readonly terms: Terms; readonly suspensionId: string };

/** `about`: whose violation, of which booking; `by` is a person's id or `system:conduct`. */
export type RecordViolation = Judging & {
  readonly do: 'record';
  readonly about: Of & Pick<ViolationRecorded['data'], 'violationId' | 'organisationId' | 'instrumentId' | 'bookingId' | 'kind' | 'reason' | 'happenedAt'>;
  readonly by: string;
};
/** `appealed`: the statement and its hash, in which time it had to come, and until when it is decided. */
export type LodgeAppeal = When & { readonly do: 'appeal'; readonly violationId: string; readonly actorId: string; readonly appealed: Pick<AppealLodged['data'], 'statement' | 'statementSha256' | 'lodgingRule' | 'decideBy'> };
export type DecideAppeal = Judging & { readonly do: 'decide'; readonly violationId: string; readonly upheld: boolean; readonly reason: string; readonly ownerOrganisationId: string; readonly actorId: string };
export type LiftSuspension = When & { readonly do: 'lift'; readonly suspensionId: string; readonly reason: string; readonly ownerOrganisationId: string; readonly actorId: string };
/** The calendar saw what the record of the use, confirmed by the owner, says otherwise. */
export type WithdrawViolation = Judging & { readonly do: 'withdraw'; readonly violationId: string };
/** Lets happen what is due by now. */
export type SettleConduct = When & { readonly do: 'settle' };
export type ConductCommand = RecordViolation | LodgeAppeal | DecideAppeal | LiftSuspension | WithdrawViolation | SettleConduct;

/** In order of precedence. `violation_unknown` and `suspension_unknown` are also the answers to whoever they do not concern. */
export type ConductRefusal =
  | 'violation_unknown' | 'violation_restored' | 'appeal_lodged' | 'appeal_too_late'
  | 'appeal_not_lodged' | 'decides_own_appeal' | 'appeal_decided'
  | 'suspension_unknown' | 'lifts_own_suspension';

/** One person at the instruments of one owner: violations, points, suspension, appeal (domain page §3). */
export const conduct: Decider<ConductState, ConductCommand, ConductEvent, ConductRefusal> = {
  events: conductEvents,
  stateVersion: 2,
  initialState: NOTHING_AGAINST,

  evolve,

  decide: (command, before): readonly ConductEvent[] | Refusal<ConductRefusal> => {
    const due = dueBy(before, command);
    const state = due.reduce(evolve, before);
    if (command.do === 'settle') return due;
    const answer = asked(command, state);
    return 'refused' in answer ? answer : answer.length === 0 && due.length === 0 ? [] : [...due, ...answer];
  },
};

const asked = (command: Exclude<ConductCommand, SettleConduct>, state: ConductState): readonly ConductEvent[] | Refusal<ConductRefusal> => {
  switch (command.do) {
    case 'record':
      return record(command, state);
    case 'appeal':
      return appeal(command, state);
    case 'decide':
      return decideAppeal(command, state);
    case 'lift':
      return lift(command, state);
    case 'withdraw':
      return withdraw(command, state);
  }
};

/** Points and suspensions whose time has come, before anything else is asked: no timer has to come in time. */
const dueBy = ({ of, violations, suspensions }: ConductState, { today, now }: When): readonly ConductEvent[] => {
  if (!of) return [];
  const restored = violations.filter(({ restoresOn }) => restoresOn <= today);
  const over = suspensions.filter(({ untilOn }) => untilOn <= today);
  return [
    ...restored.map(({ violationId, points }): ConductEvent => ({ type: 'PointsRestored', data: { ...of, violationId, points, ground: 'time', restoredAt: now } })),
    ...over.map(({ suspensionId, violationIds }): ConductEvent => ({ type: 'SuspensionLifted', data: { ...of, suspensionId, violationIds, ground: 'time', reason: '', liftedBy: 'system:conduct', liftedAt: now } })),
  ];
};

/** No booking gives the same violation twice. */
const record = ({ about, by, today, now, terms, ...judging }: RecordViolation, state: ConductState): readonly ConductEvent[] => {
  if (state.past.includes(about.violationId) || state.violations.some(({ violationId }) => violationId === about.violationId)) return [];
  const restoresOn = plusMonths(today, terms.conduct_points_months.amount);
  const recorded: ConductEvent = { type: 'ViolationRecorded', data: { ...about, points: terms[`conduct_${about.kind}_points`], restoresOn, recordedBy: by, recordedAt: now } };
  return [recorded, ...suspension(evolve(state, recorded), { today, now, terms, ...judging })];
};

/** What has been reached, if anything: credit points are used up; so many violations; so many late cancellations. */
const suspension = ({ of, violations, suspensions }: ConductState, { today, now, terms, suspensionId }: Judging): readonly ConductEvent[] => {
  const counting = violations.filter((one) => one.suspensionId === null && one.points > 0);
  const late = counting.filter(({ kind }) => kind === 'late_cancellation');
  const others = counting.filter(({ kind }) => kind !== 'late_cancellation');
  const grounds: readonly { readonly ground: SuspensionGround; readonly reached: AppliedTerm; readonly months: AppliedTerm; readonly value: number; readonly of: readonly Violation[] }[] = [
    { ground: 'points', reached: terms.conduct_points, months: terms.conduct_suspension_months, value: pointsOf(counting), of: counting },
    { ground: 'violations', reached: terms.conduct_violations, months: terms.conduct_suspension_months, value: others.length, of: others },
    { ground: 'late_cancellations', reached: terms.conduct_late_cancellations, months: terms.conduct_late_months, value: late.length, of: late },
  ];
  const reached = grounds.find(({ reached: { amount }, value }) => value >= amount);
  if (!of || !reached) return [];
  // One that follows another begins when that is over; however many there are, nobody is shut out further ahead than the cap.
  const from = [today, ...suspensions.map(({ untilOn }) => untilOn)].sort().at(-1)!;
  const [inFull, cap] = [plusMonths(from, reached.months.amount), plusDays(today, terms.conduct_suspension_ahead_days.amount)];
  const ends = inFull <= cap ? { untilOn: inFull } : { untilOn: cap, cappedBy: terms.conduct_suspension_ahead_days };
  const data: PersonSuspended['data'] = { ...of, suspensionId, ground: reached.ground, reached: reached.reached, months: reached.months, violationIds: reached.of.map(({ violationId }) => violationId), ...ends, suspendedAt: now };
  return [{ type: 'PersonSuspended', data }];
};

const appeal = ({ violationId, actorId, appealed, today, now }: LodgeAppeal, { of, violations, past }: ConductState): readonly ConductEvent[] | Refusal<ConductRefusal> => {
  if (!of || of.personId !== actorId) return refuse('violation_unknown');
  const violation = violations.find((one) => one.violationId === violationId);
  if (!violation) return refuse(past.includes(violationId) ? 'violation_restored' : 'violation_unknown');
  if (violation.appeal) return violation.appeal.statementSha256 === appealed.statementSha256 ? [] : refuse('appeal_lodged');
  const lastDay = plusDays(violation.recordedOn, appealed.lodgingRule.amount);
  if (today > lastDay) return refuse('appeal_too_late', { lastDay });
  return [{ type: 'AppealLodged', data: { ...of, violationId, ...appealed, lodgedAt: now } }];
};

/** By somebody who neither broke the rule nor said so. */
const decideAppeal = ({ violationId, upheld, reason, ownerOrganisationId, actorId, ...judging }: DecideAppeal, state: ConductState): readonly ConductEvent[] | Refusal<ConductRefusal> => {
  const { of, violations, past } = state;
  if (!of || of.ownerOrganisationId !== ownerOrganisationId) return refuse('violation_unknown');
  const violation = violations.find((one) => one.violationId === violationId);
  if (!violation) return refuse(past.includes(violationId) ? 'violation_restored' : 'violation_unknown');
  if (!violation.appeal) return refuse('appeal_not_lodged');
  if ([of.personId, violation.recordedBy].includes(actorId)) return refuse('decides_own_appeal');
  if (violation.appeal.upheld !== null) return violation.appeal.upheld === upheld && violation.appeal.reason === reason ? [] : refuse('appeal_decided');
  const { now } = judging;
  const decided: ConductEvent = { type: 'AppealDecided', data: { ...of, violationId, upheld, reason, decidedBy: actorId, decidedAt: now } };
  if (!upheld) return [decided];
  const events = [decided, ...withdrawing(violation, { ground: 'appeal', reason, by: actorId, now }, state)];
  return [...events, ...suspension(events.reduce(evolve, state), judging)];
};

/** What staff said themselves no record withdraws. */
const withdraw = ({ violationId, ...judging }: WithdrawViolation, state: ConductState): readonly ConductEvent[] => {
  const violation = state.violations.find((one) => one.violationId === violationId);
  if (!violation?.recordedBy.startsWith('system:')) return [];
  const events = withdrawing(violation, { ground: 'record', reason: '', by: 'system:conduct', now: judging.now }, state);
  return [...events, ...suspension(events.reduce(evolve, state), judging)];
};

/** Those that followed it begin now. */
const lift = ({ suspensionId, reason, ownerOrganisationId, actorId, now }: LiftSuspension, state: ConductState): readonly ConductEvent[] | Refusal<ConductRefusal> => {
  const { of, suspensions, past } = state;
  if (!of || of.ownerOrganisationId !== ownerOrganisationId) return refuse('suspension_unknown');
  if (past.includes(suspensionId)) return [];
  const suspended = suspensions.find((one) => one.suspensionId === suspensionId);
  if (!suspended) return refuse('suspension_unknown');
  if (of.personId === actorId) return refuse('lifts_own_suspension');
  const lifted: ConductEvent = { type: 'SuspensionLifted', data: { ...of, suspensionId, violationIds: suspended.violationIds, ground: 'staff', reason, liftedBy: actorId, liftedAt: now } };
  return [lifted, ...recounted(evolve(state, lifted))];
};
