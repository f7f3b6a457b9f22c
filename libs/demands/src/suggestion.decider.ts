import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { By } from './demand.decider.js';
import { suggestionEvents, type Addressee, type DeclineReason, type MatchReason, type SuggestionEvent, type SuggestionReply } from './events.js';

/** A demand and a listing that stand on the market while the command is decided. */
export type Pair = {
  readonly demandId: string;
  readonly demandOrganisationId: string;
  readonly listingId: string;
  readonly achievementId: string;
  readonly listingOrganisationId: string;
  readonly points: number;
  readonly reasons: readonly MatchReason[];
};

export type SuggestionCommand =
  /** `pair` is null when one of the two is not on the market. */
  | { readonly type: 'SendSuggestion'; readonly suggestionId: string; readonly by: By; readonly pair: Pair | null; readonly addressee: Addressee; readonly note: string }
  | { readonly type: 'AnswerSuggestion'; readonly by: By; readonly answer: SuggestionReply; readonly reason: DeclineReason | null; readonly comment: string | null };

/** In order of precedence. */
export type SuggestionRefusal = 'not_found' | 'both_of_one_organisation' | 'suggestion_to_self' | 'suggestion_exists' | 'suggestion_answered';

/** Null before it was sent. */
export type SuggestionState = {
  readonly suggestionId: string;
  readonly demandId: string;
  readonly listingId: string;
  readonly achievementId: string;
  readonly toOrganisationId: string;
  readonly sentBy: string;
  readonly note: string;
  /** What was answered, as one text; null until then. */
  readonly answered: string | null;
} | null;

const evolve = (state: SuggestionState, event: SuggestionEvent): SuggestionState => {
  switch (event.type) {
    case 'SuggestionSent': {
      const { suggestionId, demandId, listingId, achievementId, toOrganisationId, sentBy, note } = event.data;
      return { suggestionId, demandId, listingId, achievementId, toOrganisationId, sentBy, note, answered: null };
    }
    case 'SuggestionAnswered':
      return state && { ...state, answered: asText(event.data) };
  }
};

const decide = (command: SuggestionCommand, state: SuggestionState): readonly SuggestionEvent[] | Refusal<SuggestionRefusal> => {
  switch (command.type) {
    case 'SendSuggestion': {
      const { suggestionId, by, pair, addressee, note } = command;
      if (!pair) return refuse('not_found');
      const { demandOrganisationId, listingOrganisationId, ...about } = pair;
      const toOrganisationId = addressee === 'demand' ? demandOrganisationId : listingOrganisationId;
      if (demandOrganisationId === listingOrganisationId) return refuse('both_of_one_organisation');
      if (toOrganisationId === by.organisationId) return refuse('suggestion_to_self');
      // Once is enough: the same pair is not laid before the same organisation again, whoever sends it.
      if (state) return state.sentBy === by.personId && state.note === note ? [] : refuse('suggestion_exists', { suggestionId });
      return [{ type: 'SuggestionSent', data: { suggestionId, ...about, addressee, toOrganisationId, fromOrganisationId: by.organisationId, note, sentBy: by.personId } }];
    }
    case 'AnswerSuggestion': {
      const { by, answer, comment } = command;
      if (state?.toOrganisationId !== by.organisationId) return refuse('not_found');
      const { suggestionId, demandId, listingId, achievementId } = state;
      const reason = answer === 'declined' ? command.reason : null;
      if (state.answered !== null) return state.answered === asText({ answer, reason, comment }) ? [] : refuse('suggestion_answered');
      return [{ type: 'SuggestionAnswered', data: { suggestionId, demandId, listingId, achievementId, answer, reason, comment, answeredBy: by.personId } }];
    }
  }
};

const asText = ({ answer, reason, comment }: { readonly answer: SuggestionReply; readonly reason: DeclineReason | null; readonly comment: string | null }): string => JSON.stringify([answer, reason, comment]);

/** A pair that a technology manager laid before one of its two sides. Stream `suggestion-<derived(demandId, listingId, toOrganisationId)>`. */
export const suggestions: Decider<SuggestionState, SuggestionCommand, SuggestionEvent, SuggestionRefusal> = { events: suggestionEvents, stateVersion: 1, initialState: null, evolve, decide };
