import type { KeyedProjection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { interestEvents, ndaEvents, type InterestEvent, type NdaEvent } from '@hewu/negotiation/src/events.js';

/** An organisation that was let in to an achievement of another; `_id` is `<achievement>:<organisation>`. Folded from the negotiations' own events. */
export type Confidant = Document & {
  /** Its accepted interests in listings of the achievement. */
  readonly interests: readonly string[];
  /** Agreements in force, with the last day of each. */
  readonly ndas: readonly { readonly ndaId: string; readonly untilOn: string }[];
};

export const confidantIdOf = (achievementId: string, organisationId: string): string => `${achievementId}:${organisationId}`;

const keyOf = ({ type, data }: InterestEvent | NdaEvent): string | null => {
  switch (type) {
    case 'InterestAccepted':
    case 'InterestClosed':
      return confidantIdOf(data.achievementId, data.byOrganisationId);
    case 'NdaInForce':
    case 'NdaEnded':
      return confidantIdOf(data.achievementId, data.recipientOrganisationId);
    default:
      return null;
  }
};

export const confidantsProjection: KeyedProjection<Confidant, InterestEvent | NdaEvent> = {
  name: 'confidants',
  version: 1,
  families: [interestEvents, ndaEvents],
  indexes: [],
  key: keyOf,
  evolve: (document, event, _id) => {
    const { interests, ndas } = document ?? { interests: [], ndas: [] };
    switch (event.type) {
      case 'InterestAccepted':
        return { _id, ndas, interests: [...without(interests, event.data.interestId), event.data.interestId] };
      case 'InterestClosed':
        return { _id, ndas, interests: without(interests, event.data.interestId) };
      case 'NdaInForce': {
        const { ndaId, untilOn } = event.data;
        return { _id, interests, ndas: [...ndas.filter((nda) => nda.ndaId !== ndaId), { ndaId, untilOn }] };
      }
      case 'NdaEnded':
        return { _id, interests, ndas: ndas.filter((nda) => nda.ndaId !== event.data.ndaId) };
      default:
        return document;
    }
  },
};

const without = (ids: readonly string[], gone: string): readonly string[] => ids.filter((id) => id !== gone);
