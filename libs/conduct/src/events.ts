import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { RespondBy } from '@hewu/rules/src/response-time.js';
import type { ConductRuleId } from './conduct-rules.decider.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 * Instants are ISO 8601 in UTC with milliseconds, days are days in Shanghai. Persons are ids; what somebody says in an appeal
 * is sealed under their own key.
 */

/** What users are held to (domain page §3). The first three are seen by the calendar, the others are said by staff. */
export const VIOLATION_KINDS = ['no_show', 'late_cancellation', 'overrun', 'damage', 'unsafe_operation', 'other'] as const;
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** A number as it was applied: the platform's, or the owner's own milder one of that version. */
export type AppliedTerm = { readonly amount: number; readonly rule: AppliedRule; readonly ownerRulesVersion: number | null };

type About = { readonly conductId: string; readonly ownerOrganisationId: string; readonly personId: string };

export type ViolationRecorded = Event<
  'ViolationRecorded',
  About & {
    /** Follows from the booking and the kind, so that no booking gives the same twice. */
    readonly violationId: string;
    /** For which organisation the instrument was used. */
    readonly organisationId: string;
    readonly instrumentId: string;
    readonly bookingId: string;
    readonly kind: ViolationKind;
    /** Credit points that it costs. */
    readonly points: AppliedTerm;
    /** The day on which they come back. */
    readonly restoresOn: string;
    /** Of staff, in their words; empty when the calendar saw it. */
    readonly reason: string;
    /** A person's id, or `system:conduct`. */
    readonly recordedBy: string;
    readonly happenedAt: string;
    readonly recordedAt: string;
  }
>;

/** Credit points come back: by time, because an appeal was upheld, or because the confirmed record of the use says otherwise than the calendar saw. */
export type PointsRestored = Event<'PointsRestored', About & { readonly violationId: string; readonly points: number; readonly ground: 'time' | WithdrawalGround; readonly restoredAt: string }>;

/** Why a violation never was, and with it what rests on it. */
export type WithdrawalGround = 'appeal' | 'record';

export const SUSPENSION_GROUNDS = ['points', 'violations', 'late_cancellations'] as const;
export type SuspensionGround = (typeof SUSPENSION_GROUNDS)[number];

/** No new booking of this owner's instruments until a day. The violations it rests on count towards no other. Told again, with `previousUntilOn`, when one that it followed falls: it ends sooner. */
export type PersonSuspended = Event<
  'PersonSuspended',
  About & {
    readonly suspensionId: string;
    readonly ground: SuspensionGround;
    /** The number that was reached, and the length. */
    readonly reached: AppliedTerm;
    readonly months: AppliedTerm;
    /** What made it end sooner than so many months after those before it; absent when nothing did. */
    readonly cappedBy?: AppliedTerm;
    readonly violationIds: readonly string[];
    /** The first day on which they may book again. */
    readonly untilOn: string;
    /** Until when it was to last before it was counted anew; absent where it is told first. */
    readonly previousUntilOn?: string;
    readonly suspendedAt: string;
  }
>;

export const LIFTING_GROUNDS = ['time', 'appeal', 'staff', 'record'] as const;
export type LiftingGround = (typeof LIFTING_GROUNDS)[number];

/** Over, or lifted before its time. By an appeal or a record of use: what else it rested on (`violationIds`) counts again. */
export type SuspensionLifted = Event<'SuspensionLifted', About & { readonly suspensionId: string; readonly violationIds: readonly string[]; readonly ground: LiftingGround; readonly reason: string; readonly liftedBy: string; readonly liftedAt: string }>;

export type AppealLodged = Event<
  'AppealLodged',
  About & {
    /** There is one appeal a violation, and it has its id. */
    readonly violationId: string;
    /** Sealed; null once the person was erased. */
    readonly statement: string | null;
    /** Of the statement in UTF-8, hex: what a repetition is told by. */
    readonly statementSha256: string;
    /** Within which it had to be lodged, and until when it is decided. */
    readonly lodgingRule: AppliedRule;
    readonly decideBy: RespondBy;
    readonly lodgedAt: string;
  }
>;

export type AppealDecided = Event<'AppealDecided', About & { readonly violationId: string; readonly upheld: boolean; readonly reason: string; readonly decidedBy: string; readonly decidedAt: string }>;

export type ConductEvent = ViolationRecorded | PointsRestored | PersonSuspended | SuspensionLifted | AppealLodged | AppealDecided;

/** An owner's own numbers, each at most as strict as the platform's on that day. What is not named is as the platform has it. */
export type ConductRulesSet = Event<
  'ConductRulesSet',
  {
    readonly ownerOrganisationId: string;
    readonly rulesVersion: number;
    readonly amounts: { readonly [rule in ConductRuleId]?: number };
    readonly reason: string;
    readonly setBy: string;
    readonly setAt: string;
  }
>;
export type ConductRulesEvent = ConductRulesSet;

/** `conduct-<conductId>`: one person at the instruments of one owner; the id follows from both. */
export const conductEvents = eventFamily<ConductEvent>('conduct', {
  ViolationRecorded: { version: 1 },
  PointsRestored: { version: 1 },
  PersonSuspended: { version: 1 },
  SuspensionLifted: { version: 1 },
  AppealLodged: { version: 1, personal: { subject: 'personId', fields: ['statement'] } },
  AppealDecided: { version: 1 },
});

/** `conductRules-<ownerOrganisationId>`. */
export const conductRulesEvents = eventFamily<ConductRulesEvent>('conductRules', {
  ConductRulesSet: { version: 1 },
});
