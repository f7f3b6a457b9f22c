import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { RuleId, RuleUnit } from './rule-catalogue.js';

/**
 * Whose rule it is: `CN` the nation's, otherwise the first two digits of GB/T 2260. The market is in Chongqing `50` and
 * Sichuan `51`; Beijing `11`, Shanghai `31`, Zhejiang `33` and Shandong `37` stand beside them for comparison.
 */
export const JURISDICTIONS = ['CN', '50', '51', '11', '31', '33', '37'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** How it binds, strongest first: it must be so; it is so unless agreed otherwise; it may be so (可以). */
export const FORCES = ['required', 'default', 'permitted'] as const;
export type Force = (typeof FORCES)[number];

/**
 * How well the number is known: the article was read in full; seen on a published page; stated in a founding document;
 * recomputed; not verified; the house's own proposal without a source.
 */
export const VERIFICATIONS = ['law', 'published', 'stated', 'recomputed', 'unverified', 'proposal'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/**
 * A policy officer says what a rule's amount is in a jurisdiction from a day on. Days are ISO dates in Shanghai. It touches
 * no day that was over when it was recorded.
 */
export type RuleVersionRecorded = Event<
  'RuleVersionRecorded',
  {
    readonly jurisdiction: Jurisdiction;
    readonly ruleId: RuleId;
    /** One more than the version before; where the program came with a version, that was 1. */
    readonly version: number;
    /** Whole, in `unit`. */
    readonly amount: number;
    readonly unit: RuleUnit;
    readonly force: Force;
    /** The first day on which it holds. */
    readonly effectiveFrom: string;
    /** The first day on which it holds no more; null while no end is set. The newest version before it then holds again. */
    readonly effectiveUntil: string | null;
    /** Document and article that give the number, in the language of the law. */
    readonly article: string;
    /** Where that was read: gazette, page, or whose proposal it is. */
    readonly source: string;
    readonly verification: Verification;
    /** Why it is recorded now. */
    readonly reason: string;
    /** Id of the policy officer; of the nation's, of the one who confirmed what an officer of the other region proposed. */
    readonly recordedBy: string;
    /** What was confirmed; null where one region decides alone, and in what was recorded before the nation's needed two (version 1). */
    readonly proposal: { readonly proposalId: string; /** Id of the other region's officer. */ readonly proposedBy: string } | null;
  }
>;

/**
 * A policy officer of one region says what a rule of the nation shall be. Nothing holds by it until an officer of the other region
 * confirms it; another proposal about the same rule takes its place.
 */
export type RuleVersionProposed = Event<
  'RuleVersionProposed',
  Omit<RuleVersionRecorded['data'], 'recordedBy' | 'proposal'> & {
    readonly proposalId: string;
    /** Id of the policy officer. */
    readonly proposedBy: string;
    /** GB/T 2260 division of their authority: an officer of the other region confirms. */
    readonly proposedFrom: string;
  }
>;

/** Why nothing comes of a proposal: its own region takes it back; or the day from which it was to hold is over without a confirmation. */
export const PROPOSAL_END_GROUNDS = ['withdrawn', 'lapsed'] as const;
export type ProposalEndGround = (typeof PROPOSAL_END_GROUNDS)[number];

/** Nobody can confirm it any more. One whose place another took ends with that, and has no event of its own. */
export type RuleProposalEnded = Event<
  'RuleProposalEnded',
  {
    readonly jurisdiction: Jurisdiction;
    readonly ruleId: RuleId;
    readonly proposalId: string;
    /** Id of the officer who had proposed it. */
    readonly proposedBy: string;
    readonly ground: ProposalEndGround;
    /** Null when it lapsed. */
    readonly reason: string | null;
    /** Id of the officer, or the system. */
    readonly endedBy: string;
  }
>;

export type RuleSetEvent = RuleVersionRecorded | RuleVersionProposed | RuleProposalEnded;

// Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
export const ruleSetEvents = eventFamily<RuleSetEvent>('ruleSet', {
  RuleVersionRecorded: { version: 2, upcasts: { 1: (data) => ({ ...data, proposal: null }) } },
  RuleVersionProposed: { version: 1 },
  RuleProposalEnded: { version: 1 },
});

/**
 * A rule as it was applied. Other contexts store it with what they decided, so their events embed this shape: it keeps its
 * meaning as events do. Jurisdiction, id and version name for ever what was applied; the rest says it without a look-up.
 */
export type AppliedRule = {
  readonly id: RuleId;
  readonly jurisdiction: Jurisdiction;
  readonly version: number;
  readonly amount: number;
  readonly unit: RuleUnit;
  readonly force: Force;
  readonly article: string;
  readonly verification: Verification;
};
