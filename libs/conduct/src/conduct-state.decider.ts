import { dayOf, startOf } from '@hewu/calendar/src/days.js';
import type { ConductEvent, PersonSuspended, ViolationKind } from './events.js';

/* What counts against somebody at one owner. A part of the conduct decider, and as pure. */

export type Of = { readonly conductId: string; readonly ownerOrganisationId: string; readonly personId: string };

export type Violation = {
  readonly violationId: string;
  readonly kind: ViolationKind;
  readonly points: number;
  readonly restoresOn: string;
  readonly recordedOn: string;
  readonly recordedBy: string;
  /** The suspension that rests on it, also when that is over: it counts towards no other. */
  readonly suspensionId: string | null;
  readonly appeal: { readonly statementSha256: string; readonly upheld: boolean | null; readonly reason: string | null } | null;
};
/** As it was told last: it may have to be counted anew. */
export type Suspension = PersonSuspended['data'];

/** What counts against somebody at one owner. Empty for whoever never broke a rule. */
export type ConductState = {
  readonly of: Of | null;
  readonly violations: readonly Violation[];
  /** Those in force. */
  readonly suspensions: readonly Suspension[];
  /** Up to which day those that are over were served: what follows them begins no sooner. */
  readonly servedUntilOn: string | null;
  /** The last violations whose points came back, and suspensions that ended: a late repetition is told from news. */
  readonly past: readonly string[];
};

const PAST_REMEMBERED = 256;

export const NOTHING_AGAINST: ConductState = { of: null, violations: [], suspensions: [], servedUntilOn: null, past: [] };

/** Total: accepts any history ever recorded. */
export const evolve = (state: ConductState, event: ConductEvent): ConductState => {
  switch (event.type) {
    case 'ViolationRecorded': {
      const { conductId, ownerOrganisationId, personId, violationId, kind, points, restoresOn, recordedBy, recordedAt } = event.data;
      const violation: Violation = { violationId, kind, points: points.amount, restoresOn, recordedOn: dayOf(recordedAt), recordedBy, suspensionId: null, appeal: null };
      return { ...state, of: { conductId, ownerOrganisationId, personId }, violations: [...state.violations, violation] };
    }
    case 'PointsRestored':
      return { ...state, violations: state.violations.filter(({ violationId }) => violationId !== event.data.violationId), past: remembered(state.past, event.data.violationId) };
    case 'PersonSuspended': {
      const { suspensionId, violationIds } = event.data;
      if (state.suspensions.some((one) => one.suspensionId === suspensionId)) return { ...state, suspensions: state.suspensions.map((one) => (one.suspensionId === suspensionId ? event.data : one)) };
      const violations = state.violations.map((one) => (violationIds.includes(one.violationId) ? { ...one, suspensionId } : one));
      return { ...state, violations, suspensions: [...state.suspensions, event.data] };
    }
    case 'SuspensionLifted': {
      const { suspensionId, ground, liftedAt } = event.data;
      // One that an appeal or a record brought down never was: what else it rested on counts again.
      const neverWas = ground === 'appeal' || ground === 'record';
      const violations = neverWas ? state.violations.map((one) => (one.suspensionId === suspensionId ? { ...one, suspensionId: null } : one)) : state.violations;
      const served = neverWas ? null : ground === 'staff' ? dayOf(liftedAt) : (state.suspensions.find((one) => one.suspensionId === suspensionId)?.untilOn ?? null);
      const servedUntilOn = [state.servedUntilOn, served].filter((day) => day !== null).sort().at(-1) ?? null;
      return { ...state, violations, servedUntilOn, suspensions: state.suspensions.filter((one) => one.suspensionId !== suspensionId), past: remembered(state.past, suspensionId) };
    }
    case 'AppealLodged':
      return changed(state, event.data.violationId, { appeal: { statementSha256: event.data.statementSha256, upheld: null, reason: null } });
    case 'AppealDecided': {
      const { upheld, reason } = event.data;
      return { ...state, violations: state.violations.map((one) => (one.violationId === event.data.violationId && one.appeal ? { ...one, appeal: { ...one.appeal, upheld, reason } } : one)) };
    }
  }
};

/** The instant from which somebody may book again; null when nothing stands in their way on that day. */
export const suspendedUntil = ({ suspensions }: ConductState, today: string): string | null => {
  const last = suspensions.map(({ untilOn }) => untilOn).filter((untilOn) => untilOn > today).sort().at(-1);
  return last === undefined ? null : startOf(last);
};

/** Points that count on a day: neither come back nor spent on a suspension. */
export const pointsAgainst = ({ violations }: ConductState, today: string): number => pointsOf(violations.filter(({ suspensionId, restoresOn }) => suspensionId === null && restoresOn > today));

export const pointsOf = (violations: readonly Violation[]): number => violations.reduce((sum, { points }) => sum + points, 0);
const remembered = (past: readonly string[], id: string): readonly string[] => [...past.slice(1 - PAST_REMEMBERED), id];
const changed = (state: ConductState, id: string, change: Partial<Violation>): ConductState => ({ ...state, violations: state.violations.map((one) => (one.violationId === id ? { ...one, ...change } : one)) });
