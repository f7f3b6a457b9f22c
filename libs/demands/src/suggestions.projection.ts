import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { suggestionEvents, type Addressee, type DeclineReason, type MatchReason, type SuggestionEvent, type SuggestionReply } from './events.js';

/** A pair that was laid before somebody, for whoever sent it and whoever was asked. */
export type SuggestionDocument = {
  readonly _id: string;
  readonly demandId: string;
  readonly listingId: string;
  readonly achievementId: string;
  readonly addressee: Addressee;
  readonly toOrganisationId: string;
  readonly fromOrganisationId: string;
  /** Both organisations, for finding. */
  readonly sides: readonly string[];
  readonly points: number;
  readonly reasons: readonly MatchReason[];
  readonly note: string;
  readonly sentBy: string;
  readonly sentAt: string;
  readonly answer: SuggestionReply | null;
  readonly reason: DeclineReason | null;
  readonly comment: string | null;
  readonly answeredAt: string | null;
};

const evolve = (document: SuggestionDocument | null, event: Recorded<SuggestionEvent>): SuggestionDocument | null => {
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'SuggestionSent': {
      const { suggestionId: _id, toOrganisationId, fromOrganisationId, ...rest } = event.data;
      return { _id, ...rest, toOrganisationId, fromOrganisationId, sides: [toOrganisationId, fromOrganisationId], sentAt: at, answer: null, reason: null, comment: null, answeredAt: null };
    }
    case 'SuggestionAnswered': {
      const { answer, reason, comment } = event.data;
      return document && { ...document, answer, reason, comment, answeredAt: at };
    }
  }
};

export const suggestionsProjection: Projection<SuggestionDocument, SuggestionEvent> = {
  name: 'suggestions',
  version: 1,
  families: [suggestionEvents],
  indexes: [{ fields: ['sentAt'] }, { list: 'sides' }],
  key: (event) => event.data.suggestionId,
  evolve,
};
