import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { isOver, type By, type DemandState } from './demand.decider.js';
import {
  PROPOSAL_STAGES, proposalEvents,
  type AdvancedStage, type ClosingGround, type DeclineReason, type ProposalContent, type ProposalEvent, type ProposalStage,
} from './events.js';

/** How many characters each text may have, in the order title, approach, plan. */
export type TextRules = readonly [title: AppliedRule, approach: AppliedRule, plan: AppliedRule];

export type ProposalCommand =
  | {
      readonly type: 'SubmitProposal';
      readonly proposalId: string;
      readonly round: number;
      readonly by: By;
      /** As the demand's stream has it; null when there is none, or when the proposer may not read it. */
      readonly demand: DemandState;
      readonly authority: boolean;
      /** Whether the listing named is a published one of the proposer's own; true where none is named. */
      readonly ownListing: boolean;
      readonly content: ProposalContent;
      readonly rules: TextRules;
      readonly now: string;
    }
  | { readonly type: 'CorrectProposal'; readonly by: By; readonly demand: DemandState; readonly ownListing: boolean; readonly content: ProposalContent; readonly rules: TextRules; readonly now: string }
  | { readonly type: 'AdvanceProposal'; readonly by: By; readonly demand: DemandState; readonly to: AdvancedStage }
  | { readonly type: 'DeclineProposal'; readonly by: By; readonly reason: DeclineReason; readonly comment: string }
  | { readonly type: 'WithdrawProposal'; readonly by: By; readonly reason: string }
  /** By the system: the demand is over. `solvedBy` is the proposal that solved it. */
  | { readonly type: 'LapseProposal'; readonly ground: Exclude<ClosingGround, 'deadline'>; readonly solvedBy: string | null };

/** In order of precedence. `not_found` is also what strangers to a proposal are told. */
export type ProposalRefusal =
  | 'not_found'
  | 'authority_cannot_propose'
  | 'own_demand'
  | 'demand_suspended'
  | 'demand_closed'
  | 'demand_over'
  | 'proposal_exists'
  | 'proposal_over'
  | 'proposal_under_review'
  | 'proposal_text_too_long'
  | 'listing_not_own'
  | 'stage_not_next';

/** Where a proposal stands: how far it came, or how it ended. `chosen` is told by the demand. */
export const PROPOSAL_STATUSES = [...PROPOSAL_STAGES, 'declined', 'withdrawn', 'lapsed'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** Null before it was submitted. */
export type ProposalState = {
  readonly proposalId: string;
  readonly demandId: string;
  readonly round: number;
  readonly organisationId: string;
  readonly demandOrganisationId: string;
  readonly status: ProposalStatus;
  readonly version: number;
  readonly content: ProposalContent;
  /** What was said at its end: reason and comment. */
  readonly said: string | null;
} | null;

type Proposal = NonNullable<ProposalState>;
type Answer = readonly ProposalEvent[] | Refusal<ProposalRefusal>;

const evolve = (state: ProposalState, event: ProposalEvent): ProposalState => {
  switch (event.type) {
    case 'ProposalSubmitted': {
      const { proposalId, demandId, round, organisationId, demandOrganisationId, content } = event.data;
      return { proposalId, demandId, round, organisationId, demandOrganisationId, status: 'submitted', version: 1, content, said: null };
    }
    case 'ProposalCorrected':
      return state && { ...state, version: event.data.version, content: event.data.content };
    case 'ProposalAdvanced':
      return state && { ...state, status: event.data.to };
    case 'ProposalDeclined':
      return state && { ...state, status: 'declined', said: saidAs(event.data.reason, event.data.comment) };
    case 'ProposalWithdrawn':
      return state && { ...state, status: 'withdrawn', said: event.data.reason };
    case 'ProposalLapsed':
      return state && { ...state, status: 'lapsed', said: event.data.ground };
  }
};

const decide = (command: ProposalCommand, state: ProposalState): Answer => {
  if (command.type === 'SubmitProposal') return submit(command, state);
  if (!state) return command.type === 'LapseProposal' ? [] : refuse('not_found');
  switch (command.type) {
    case 'CorrectProposal':
      return correct(command, state);
    case 'AdvanceProposal':
      return advance(command, state);
    case 'DeclineProposal': {
      const { by, reason, comment } = command;
      if (state.demandOrganisationId !== by.organisationId) return refuse('not_found');
      const stage = living(state);
      if (stage === null) return state.status === 'declined' && state.said === saidAs(reason, comment) ? [] : over(state);
      return [{ type: 'ProposalDeclined', data: { ...aboutOf(state), stage, reason, comment, declinedBy: by.personId } }];
    }
    case 'WithdrawProposal': {
      const { by, reason } = command;
      if (state.organisationId !== by.organisationId) return refuse('not_found');
      if (living(state) === null) return state.status === 'withdrawn' && state.said === reason ? [] : over(state);
      return [{ type: 'ProposalWithdrawn', data: { ...aboutOf(state), reason, withdrawnBy: by.personId } }];
    }
    case 'LapseProposal':
      return living(state) === null || command.solvedBy === state.proposalId ? [] : [{ type: 'ProposalLapsed', data: { ...aboutOf(state), ground: command.ground } }];
  }
};

type Of<T extends ProposalCommand['type']> = Extract<ProposalCommand, { type: T }>;

const submit = ({ proposalId, round, by, demand, authority, ownListing, content, rules, now }: Of<'SubmitProposal'>, state: ProposalState): Answer => {
  if (!demand) return refuse('not_found');
  if (authority) return refuse('authority_cannot_propose');
  if (demand.organisationId === by.organisationId) return refuse('own_demand');
  if (state) return living(state) !== null && same(state.content, content) ? [] : living(state) === null ? over(state) : refuse('proposal_exists', { proposalId: state.proposalId });
  const fault = faultOfDemand(demand, now) ?? faultOfContent(content, rules, ownListing);
  if (fault) return fault;
  const { demandId, version: demandVersion, organisationId: demandOrganisationId } = demand;
  const { organisationId, personId: submittedBy } = by;
  return [{ type: 'ProposalSubmitted', data: { proposalId, demandId, round, demandVersion, demandOrganisationId, organisationId, submittedBy, content, rules } }];
};

/** As long as nobody has looked at it and the deadline is not over, the proposer may say it better. */
const correct = ({ by, demand, ownListing, content, rules, now }: Of<'CorrectProposal'>, state: Proposal): Answer => {
  if (state.organisationId !== by.organisationId || !demand) return refuse('not_found');
  if (living(state) === null) return over(state);
  if (same(state.content, content)) return [];
  const fault = faultOfDemand(demand, now);
  if (fault) return fault;
  if (state.status !== 'submitted') return refuse('proposal_under_review', { stage: state.status });
  const wrong = faultOfContent(content, rules, ownListing);
  if (wrong) return wrong;
  return [{ type: 'ProposalCorrected', data: { ...aboutOf(state), version: state.version + 1, demandVersion: demand.version, correctedBy: by.personId, content, rules } }];
};

/** One stage at a time, so that what each stage counts means the same everywhere. */
const advance = ({ by, demand, to }: Of<'AdvanceProposal'>, state: Proposal): Answer => {
  if (state.demandOrganisationId !== by.organisationId || !demand) return refuse('not_found');
  if (demand.suspended !== null) return refuse('demand_suspended');
  if (isOver(demand)) return refuse('demand_over', { status: demand.status });
  const stage = living(state);
  if (stage === null) return over(state);
  if (stage === to) return [];
  const next = PROPOSAL_STAGES[PROPOSAL_STAGES.indexOf(stage) + 1] ?? null;
  if (next !== to) return refuse('stage_not_next', { stage, next });
  return [{ type: 'ProposalAdvanced', data: { ...aboutOf(state), to, advancedBy: by.personId } }];
};

/** The deadline decides by the clock alone, whether or not its timer has closed the demand. */
const faultOfDemand = (demand: NonNullable<DemandState>, now: string): Refusal<ProposalRefusal> | null => {
  if (demand.suspended !== null) return refuse('demand_suspended');
  if (isOver(demand)) return refuse('demand_over', { status: demand.status });
  return demand.status === 'open' && now < demand.deadlineAt ? null : refuse('demand_closed', { status: demand.status, deadlineOn: demand.deadlineOn });
};

const faultOfContent = (content: ProposalContent, rules: TextRules, ownListing: boolean): Refusal<ProposalRefusal> | null => {
  for (const [place, field] of (['title', 'approach', 'plan'] as const).entries()) {
    const { amount: atMost, id, version } = rules[place]!;
    const characters = charactersIn(content[field]);
    if (characters > atMost) return refuse('proposal_text_too_long', { field, characters, atMost, ruleId: id, ruleVersion: version });
  }
  return ownListing ? null : refuse('listing_not_own', { listingId: content.listingId });
};

/** Code points, as the reader counts them: a Chinese character outside the basic plane is one, not two. */
export const charactersIn = (text: string): number => [...text].length;

const living = ({ status }: Proposal): ProposalStage | null => PROPOSAL_STAGES.find((stage) => stage === status) ?? null;

/** Whether it still waits for something, so that its organisation cannot begin another. */
export const isLiving = (state: Proposal): boolean => living(state) !== null;

const over = ({ status }: Proposal): Refusal<ProposalRefusal> => refuse('proposal_over', { status });
const aboutOf = ({ proposalId, demandId }: Proposal): { proposalId: string; demandId: string } => ({ proposalId, demandId });
const saidAs = (reason: DeclineReason, comment: string): string => `${reason}\n${comment}`;
const same = (one: ProposalContent, other: ProposalContent): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * One organisation's answer to one demand. Stream `proposal-<derived(demandId, organisationId, round)>`: two that are
 * submitted at once meet on one stream, so an organisation has one living proposal to a demand.
 */
export const proposals: Decider<ProposalState, ProposalCommand, ProposalEvent, ProposalRefusal> = { events: proposalEvents, stateVersion: 1, initialState: null, evolve, decide };
