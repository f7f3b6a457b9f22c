import { eventFamily } from '@hewu/kernel/src/event.js';
import type {
  ChallengeAnnounced, ChallengeAwarded, ChallengeEndedUnawarded, JurorAppointed, JurorRecused,
  MilestoneJudged, MilestoneReported, ScoreGiven, TeamAdmitted, TeamEntered, TeamLeft, TeamTurnedDown,
} from './challenge-events.js';
import type { DemandClosed, DemandCorrected, DemandPosted, DemandResumed, DemandSuspended } from './demand-events.js';
import type { DisclosureGranted, DisclosureRefused, DisclosureRequested } from './disclosure-events.js';
import type { ProposalAdvanced, ProposalCorrected, ProposalDeclined, ProposalLapsed, ProposalSubmitted, ProposalWithdrawn } from './proposal-events.js';
import type { SuggestionAnswered, SuggestionSent } from './suggestion-events.js';

export * from './challenge-events.js';
export * from './demand-events.js';
export * from './disclosure-events.js';
export * from './proposal-events.js';
export * from './suggestion-events.js';

/*
 * Stored and published: the one door through which other contexts know this one. A shape, once recorded, keeps its meaning:
 * add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds, days ISO dates in Shanghai. Money is whole fen (CNY), shares are basis
 * points: 10 000 are 100 %. Persons are ids; nothing here is personal data.
 */

export type DemandEvent = DemandPosted | DemandCorrected | DemandSuspended | DemandResumed | DemandClosed;

export const demandEvents = eventFamily<DemandEvent>('demand', {
  DemandPosted: { version: 1 },
  DemandCorrected: { version: 1 },
  DemandSuspended: { version: 1 },
  DemandResumed: { version: 1 },
  DemandClosed: { version: 1 },
});

export type DisclosureEvent = DisclosureRequested | DisclosureGranted | DisclosureRefused;

export const disclosureEvents = eventFamily<DisclosureEvent>('disclosure', {
  DisclosureRequested: { version: 1 },
  DisclosureGranted: { version: 1 },
  DisclosureRefused: { version: 1 },
});

export type ProposalEvent = ProposalSubmitted | ProposalCorrected | ProposalAdvanced | ProposalDeclined | ProposalWithdrawn | ProposalLapsed;

export const proposalEvents = eventFamily<ProposalEvent>('proposal', {
  ProposalSubmitted: { version: 1 },
  ProposalCorrected: { version: 1 },
  ProposalAdvanced: { version: 1 },
  ProposalDeclined: { version: 1 },
  ProposalWithdrawn: { version: 1 },
  ProposalLapsed: { version: 1 },
});

export type ChallengeEvent =
  | ChallengeAnnounced | JurorAppointed | JurorRecused | TeamEntered | TeamAdmitted | TeamTurnedDown | TeamLeft | MilestoneReported | MilestoneJudged | ScoreGiven
  | ChallengeAwarded | ChallengeEndedUnawarded;

export const challengeEvents = eventFamily<ChallengeEvent>('challenge', {
  ChallengeAnnounced: { version: 1 },
  JurorAppointed: { version: 1 },
  JurorRecused: { version: 1 },
  TeamEntered: { version: 1 },
  TeamAdmitted: { version: 1 },
  TeamTurnedDown: { version: 1 },
  TeamLeft: { version: 1 },
  MilestoneReported: { version: 1 },
  MilestoneJudged: { version: 1 },
  ScoreGiven: { version: 1 },
  ChallengeAwarded: { version: 1 },
  ChallengeEndedUnawarded: { version: 1 },
});

export type SuggestionEvent = SuggestionSent | SuggestionAnswered;

export const suggestionEvents = eventFamily<SuggestionEvent>('suggestion', {
  SuggestionSent: { version: 1 },
  SuggestionAnswered: { version: 1 },
});
