import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { ClosingGround } from './demand-events.js';

/** What is offered to solve a demand, in the short form of one page. */
export type ProposalContent = {
  readonly title: string;
  readonly approach: string;
  readonly plan: string;
  /** Technology readiness, 1 to 9 (GB/T 22900). */
  readonly trl: number;
  /** A published listing of the proposer that it builds on. */
  readonly listingId: string | null;
};

/** How far a proposal has come, in this order and never back. */
export const PROPOSAL_STAGES = ['submitted', 'qualified', 'shortlisted', 'finalist'] as const;
export type ProposalStage = (typeof PROPOSAL_STAGES)[number];
export type AdvancedStage = Exclude<ProposalStage, 'submitted'>;

/**
 * Why something is declined. The first five are response types of Inpart (domain page §2, S27); the last three are the
 * house's own proposal.
 */
export const DECLINE_REASONS = [
  'too_early', 'benefit_unclear', 'commercial_route_unclear', 'description_unclear', 'scientific_feedback', 'outside_scope', 'cost_or_time', 'rights_unclear',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

type AboutProposal = { readonly proposalId: string; readonly demandId: string };

export type ProposalSubmitted = Event<
  'ProposalSubmitted',
  AboutProposal & {
    /** 1 for an organisation's first proposal to this demand, one more after each that it withdrew. */
    readonly round: number;
    /** The demand as it was read. */
    readonly demandVersion: number;
    readonly demandOrganisationId: string;
    readonly organisationId: string;
    readonly submittedBy: string;
    readonly content: ProposalContent;
    /** How many characters title, approach and plan may have. */
    readonly rules: readonly AppliedRule[];
  }
>;

export type ProposalCorrected = Event<
  'ProposalCorrected',
  AboutProposal & { readonly version: number; readonly demandVersion: number; readonly correctedBy: string; readonly content: ProposalContent; readonly rules: readonly AppliedRule[] }
>;

export type ProposalAdvanced = Event<'ProposalAdvanced', AboutProposal & { readonly to: AdvancedStage; readonly advancedBy: string }>;
/** The comment is the proposer's to read. */
export type ProposalDeclined = Event<'ProposalDeclined', AboutProposal & { readonly stage: ProposalStage; readonly reason: DeclineReason; readonly comment: string; readonly declinedBy: string }>;
export type ProposalWithdrawn = Event<'ProposalWithdrawn', AboutProposal & { readonly reason: string; readonly withdrawnBy: string }>;
/** Nothing is decided about it any more, for the demand is over. By the system. */
export type ProposalLapsed = Event<'ProposalLapsed', AboutProposal & { readonly ground: Exclude<ClosingGround, 'deadline'> }>;
