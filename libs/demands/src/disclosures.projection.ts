import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { DisclosureStatus } from './disclosure.decider.js';
import { disclosureEvents, type DisclosureEvent } from './events.js';

/** One organisation's wish to read a confidential demand, for the two sides of it. */
export type DisclosureDocument = {
  readonly _id: string;
  readonly demandId: string;
  readonly organisationId: string;
  readonly toOrganisationId: string;
  /** Both organisations, for finding. */
  readonly sides: readonly string[];
  readonly purpose: string;
  readonly textSha256: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly status: DisclosureStatus;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly reason: string | null;
  readonly changedAt: string;
};

const evolve = (document: DisclosureDocument | null, event: Recorded<DisclosureEvent>): DisclosureDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'DisclosureRequested') {
    const { disclosureId: _id, demandId, organisationId, toOrganisationId, purpose, textSha256, requestedBy } = event.data;
    return {
      _id, demandId, organisationId, toOrganisationId, sides: [organisationId, toOrganisationId], purpose, textSha256, requestedBy, requestedAt: at,
      status: 'requested', answeredBy: null, answeredAt: null, reason: null, changedAt: at,
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'DisclosureGranted':
      return { ...document, status: 'granted', answeredBy: event.data.grantedBy, answeredAt: at, changedAt: at };
    case 'DisclosureRefused':
      return { ...document, status: 'refused', answeredBy: event.data.refusedBy, answeredAt: at, reason: event.data.reason, changedAt: at };
  }
};

export const disclosuresProjection: Projection<DisclosureDocument, DisclosureEvent> = {
  name: 'disclosures',
  version: 1,
  families: [disclosureEvents],
  indexes: [{ list: 'sides' }, { fields: ['demandId', 'changedAt'] }, { fields: ['changedAt'] }],
  key: (event) => event.data.disclosureId,
  evolve,
};
