import type { Event } from '@hewu/kernel/src/event.js';
import type { DeclineReason } from './proposal-events.js';

/** Why a listing and a demand go together, each with what it counts; all points together are at most 100. */
export const MATCH_REASONS = ['terms', 'ipc', 'industry', 'region'] as const;
export type MatchReason = {
  readonly kind: (typeof MATCH_REASONS)[number];
  readonly points: number;
  /** The words, IPC subclasses, industry code or division that both have. */
  readonly shared: readonly string[];
};

/** Who is asked: the firm with the demand, or the unit with the listing. */
export const ADDRESSEES = ['demand', 'listing'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

export const SUGGESTION_ANSWERS = ['interested', 'declined'] as const;
export type SuggestionReply = (typeof SUGGESTION_ANSWERS)[number];

type AboutSuggestion = { readonly suggestionId: string; readonly demandId: string; readonly listingId: string; readonly achievementId: string };

/** A technology manager brings the two together. `suggestion-<derived(demandId, listingId, toOrganisationId)>`. */
export type SuggestionSent = Event<
  'SuggestionSent',
  AboutSuggestion & {
    readonly addressee: Addressee;
    readonly toOrganisationId: string;
    readonly fromOrganisationId: string;
    readonly points: number;
    readonly reasons: readonly MatchReason[];
    readonly note: string;
    readonly sentBy: string;
  }
>;
export type SuggestionAnswered = Event<
  'SuggestionAnswered',
  AboutSuggestion & { readonly answer: SuggestionReply; /** Null unless declined. */ readonly reason: DeclineReason | null; readonly comment: string | null; readonly answeredBy: string }
>;
