import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { demandEvents, type ClosingGround, type DemandContent, type DemandEvent } from './events.js';

/** Who asks: a person, for their organisation, in its region. */
export type By = { readonly personId: string; readonly organisationId: string; readonly region: string };

export type DemandCommand =
  | {
      readonly type: 'PostDemand';
      readonly demandId: string;
      readonly by: By;
      /** Whether the organisation is a government authority: those decide about demands and have none. */
      readonly authority: boolean;
      readonly content: DemandContent;
      readonly deadlineOn: string;
      readonly deadlineAt: string;
      /** The day on which it is posted, and the last day that the rule leaves to a demand of that day. */
      readonly today: string;
      readonly latestOn: string;
      readonly rule: AppliedRule;
    }
  | { readonly type: 'CorrectDemand'; readonly by: By; readonly content: DemandContent; readonly reason: string; readonly now: string }
  /** `belongs`: whoever decides is a member of the organisation that posted it, for whomever they act now. */
  | { readonly type: 'SuspendDemand' | 'ResumeDemand'; readonly by: By; readonly belongs: boolean; readonly reason: string }
  | {
      readonly type: 'CloseDemand';
      readonly by: By;
      readonly ground: Exclude<ClosingGround, 'deadline'>;
      /** Which proposal solved it, and whether it is a finalist of this demand. */
      readonly proposal: { readonly proposalId: string; readonly finalist: boolean } | null;
      /** Whether a challenge of this demand is running. */
      readonly challengeRunning: boolean;
      readonly reason: string;
    }
  /** By the system, when the deadline is over. */
  | { readonly type: 'CloseAtDeadline'; readonly by: string; readonly now: string }
  /** By the system, when a challenge of this demand was awarded. */
  | { readonly type: 'CloseAwarded'; readonly by: string };

/** In order of precedence. `not_found` is also the answer to the poster's side of every other organisation. */
export type DemandRefusal =
  | 'not_found'
  | 'other_region'
  | 'demand_of_own_unit'
  | 'authority_cannot_post'
  | 'demand_id_taken'
  | 'deadline_not_ahead'
  | 'deadline_too_far'
  | 'demand_closed'
  | 'demand_over'
  | 'challenge_running'
  | 'proposal_not_finalist';

/** `choosing`: the deadline is over, and the poster chooses among the proposals that came in time. */
export const DEMAND_STATUSES = ['open', 'choosing', 'withdrawn', 'solved'] as const;
export type DemandStatus = (typeof DEMAND_STATUSES)[number];

/** Null before it was posted. */
export type DemandState = {
  readonly demandId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly content: DemandContent;
  readonly version: number;
  readonly deadlineOn: string;
  readonly deadlineAt: string;
  readonly status: DemandStatus;
  /** Why it was suspended; null while it is not. */
  readonly suspended: string | null;
  /** Who posted or corrected it, also when they have left the organisation since. */
  readonly filedBy: readonly string[];
  /** The last words about it: of a correction, a suspension, an end. Repeated, they say nothing new. */
  readonly said: string | null;
} | null;

type Demand = NonNullable<DemandState>;
type Answer = readonly DemandEvent[] | Refusal<DemandRefusal>;

export const STATUS_AFTER: Readonly<Record<ClosingGround, DemandStatus>> = { deadline: 'choosing', owner: 'withdrawn', solved: 'solved' };

const evolve = (state: DemandState, event: DemandEvent): DemandState => {
  switch (event.type) {
    case 'DemandPosted': {
      const { demandId, organisationId, region, postedBy, content, deadlineOn, deadlineAt } = event.data;
      return { demandId, organisationId, region, content, version: 1, deadlineOn, deadlineAt, status: 'open', suspended: null, filedBy: [postedBy], said: null };
    }
    case 'DemandCorrected':
      return state && { ...state, content: event.data.content, version: event.data.version, filedBy: [...new Set([...state.filedBy, event.data.correctedBy])], said: event.data.reason };
    case 'DemandSuspended':
      return state && { ...state, suspended: event.data.reason, said: event.data.reason };
    case 'DemandResumed':
      return state && { ...state, suspended: null, said: event.data.reason };
    case 'DemandClosed':
      return state && { ...state, status: STATUS_AFTER[event.data.ground], said: event.data.reason };
  }
};

const decide = (command: DemandCommand, state: DemandState): Answer => {
  if (command.type === 'PostDemand') return post(command, state);
  switch (command.type) {
    case 'CorrectDemand': {
      const { by, content, reason, now } = command;
      if (state?.organisationId !== by.organisationId) return refuse('not_found');
      if (state.status !== 'open' || now >= state.deadlineAt) return refuse('demand_closed', { status: state.status, deadlineOn: state.deadlineOn });
      if (same(state.content, content)) return [];
      return [{ type: 'DemandCorrected', data: { demandId: state.demandId, version: state.version + 1, correctedBy: by.personId, reason, content } }];
    }
    case 'SuspendDemand':
    case 'ResumeDemand':
      return suspend(command, state);
    case 'CloseDemand':
      return close(command, state);
    case 'CloseAtDeadline': {
      // A timer that comes early closes nothing: whoever has until midnight has until midnight.
      if (state?.status !== 'open' || command.now < state.deadlineAt) return [];
      return [closed(state, 'deadline', null, null, command.by)];
    }
    case 'CloseAwarded':
      return state && !isOver(state) ? [closed(state, 'solved', null, null, command.by)] : [];
  }
};

type Of<T extends DemandCommand['type']> = Extract<DemandCommand, { type: T }>;

const post = ({ demandId, by, authority, content, deadlineOn, deadlineAt, today, latestOn, rule }: Of<'PostDemand'>, state: DemandState): Answer => {
  if (authority) return refuse('authority_cannot_post');
  const { organisationId, region, personId: postedBy } = by;
  if (state) return state.organisationId === organisationId && state.deadlineOn === deadlineOn && same(state.content, content) ? [] : refuse('demand_id_taken');
  if (deadlineOn <= today) return refuse('deadline_not_ahead', { deadlineOn, after: today });
  if (deadlineOn > latestOn) return refuse('deadline_too_far', { deadlineOn, latestOn, months: rule.amount });
  return [{ type: 'DemandPosted', data: { demandId, organisationId, region, postedBy, content, deadlineOn, deadlineAt, rule } }];
};

/** Territorial; and nobody decides about a demand of their own, or of an organisation of theirs: an administrator may belong to a firm too. */
const suspend = ({ type, by, belongs, reason }: Of<'SuspendDemand' | 'ResumeDemand'>, state: DemandState): Answer => {
  if (!state) return refuse('not_found');
  const { demandId, region } = state;
  if (region !== by.region) return refuse('other_region', { region });
  if (belongs || state.organisationId === by.organisationId || state.filedBy.includes(by.personId)) return refuse('demand_of_own_unit');
  if (isOver(state)) return over(state);
  if (type === 'SuspendDemand') return state.suspended === null ? [{ type: 'DemandSuspended', data: { demandId, region, reason, suspendedBy: by.personId } }] : [];
  return state.suspended === null ? [] : [{ type: 'DemandResumed', data: { demandId, region, reason, resumedBy: by.personId } }];
};

const close = ({ by, ground, proposal, challengeRunning, reason }: Of<'CloseDemand'>, state: DemandState): Answer => {
  if (state?.organisationId !== by.organisationId) return refuse('not_found');
  if (isOver(state)) return state.status === STATUS_AFTER[ground] && state.said === reason ? [] : over(state);
  // Teams have entered upon a promise; it is ended there, in words, before the demand is.
  if (challengeRunning) return refuse('challenge_running');
  if (proposal && !proposal.finalist) return refuse('proposal_not_finalist', { proposalId: proposal.proposalId });
  return [closed(state, ground, ground === 'solved' ? (proposal?.proposalId ?? null) : null, reason, by.personId)];
};

const closed = ({ demandId }: Demand, ground: ClosingGround, proposalId: string | null, reason: string | null, closedBy: string): DemandEvent => ({
  type: 'DemandClosed', data: { demandId, ground, proposalId, reason, closedBy },
});

/** Nothing is chosen any more. */
export const isOver = ({ status }: Pick<Demand, 'status'>): boolean => status === 'withdrawn' || status === 'solved';

const over = ({ status }: Demand): Refusal<DemandRefusal> => refuse('demand_over', { status });

/** Contents are always built by the same function, field by field in one order, so equal contents have equal text. */
const same = (one: DemandContent, other: DemandContent): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A problem that a firm wants solved. Stream `demand-<id>`. Its deadline never changes, so that others may go by it without asking here. */
export const demands: Decider<DemandState, DemandCommand, DemandEvent, DemandRefusal> = { events: demandEvents, stateVersion: 2, initialState: null, evolve, decide };
