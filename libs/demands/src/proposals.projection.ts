import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { demandEvents, proposalEvents, type DeclineReason, type DemandEvent, type ProposalContent, type ProposalEvent } from './events.js';
import type { ProposalStatus } from './proposal.decider.js';

export type ProposalVersion = { readonly version: number; readonly at: string; readonly by: string; readonly demandVersion: number; readonly content: ProposalContent };
export type ProposalStep = { readonly at: string; readonly by: string; readonly did: ProposalEvent['type'] | 'DemandClosed' };

/** A proposal with all its versions, for the two sides of it. */
export type ProposalDocument = {
  readonly _id: string;
  readonly demandId: string;
  readonly demandOrganisationId: string;
  readonly organisationId: string;
  /** Both organisations, for finding. */
  readonly sides: readonly string[];
  readonly round: number;
  readonly status: ProposalStatus | 'chosen';
  readonly versions: readonly ProposalVersion[];
  readonly declined: { readonly reason: DeclineReason; readonly comment: string } | null;
  readonly withdrawnBecause: string | null;
  readonly submittedAt: string;
  readonly changedAt: string;
  readonly steps: readonly ProposalStep[];
};

type Any = ProposalEvent | DemandEvent;

const evolve = (document: ProposalDocument | null, event: Recorded<Any>): ProposalDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'ProposalSubmitted') {
    const { proposalId: _id, demandId, demandOrganisationId, organisationId, round, submittedBy: by, demandVersion, content } = event.data;
    return {
      _id, demandId, demandOrganisationId, organisationId, sides: [organisationId, demandOrganisationId], round, status: 'submitted',
      versions: [{ version: 1, at, by, demandVersion, content }], declined: null, withdrawnBecause: null, submittedAt: at, changedAt: at, steps: [{ at, by, did: event.type }],
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'ProposalCorrected': {
      const { version, correctedBy: by, demandVersion, content } = event.data;
      return { ...stepped(document, event, by), versions: [...document.versions, { version, at, by, demandVersion, content }] };
    }
    case 'ProposalAdvanced':
      return { ...stepped(document, event, event.data.advancedBy), status: event.data.to };
    case 'ProposalDeclined': {
      const { reason, comment, declinedBy } = event.data;
      return { ...stepped(document, event, declinedBy), status: 'declined', declined: { reason, comment } };
    }
    case 'ProposalWithdrawn':
      return { ...stepped(document, event, event.data.withdrawnBy), status: 'withdrawn', withdrawnBecause: event.data.reason };
    case 'ProposalLapsed':
      return { ...stepped(document, event, event.metadata.actor), status: 'lapsed' };
    case 'DemandClosed':
      return { ...stepped(document, event, event.data.closedBy), status: 'chosen' };
    case 'DemandPosted':
    case 'DemandCorrected':
    case 'DemandSuspended':
    case 'DemandResumed':
      return document;
  }
};

const stepped = (document: ProposalDocument, event: Recorded<ProposalEvent> | Recorded<Extract<DemandEvent, { type: 'DemandClosed' }>>, by: string): ProposalDocument => {
  const at = event.metadata.occurredAt;
  return { ...document, changedAt: at, steps: [...document.steps, { at, by, did: event.type }] };
};

/** A demand says of one proposal alone that it was chosen. */
const keyOf = ({ type, data }: Recorded<Any>): string | null => {
  switch (type) {
    case 'DemandClosed':
      return data.proposalId;
    case 'DemandPosted':
    case 'DemandCorrected':
    case 'DemandSuspended':
    case 'DemandResumed':
      return null;
    case 'ProposalSubmitted':
    case 'ProposalCorrected':
    case 'ProposalAdvanced':
    case 'ProposalDeclined':
    case 'ProposalWithdrawn':
    case 'ProposalLapsed':
      return data.proposalId;
  }
};

export const proposalsProjection: Projection<ProposalDocument, Any> = {
  name: 'proposals',
  version: 1,
  families: [proposalEvents, demandEvents],
  indexes: [{ list: 'sides' }, { fields: ['demandId', 'changedAt'] }, { fields: ['organisationId', 'changedAt'] }, { fields: ['demandOrganisationId', 'changedAt'] }, { fields: ['changedAt'] }],
  key: keyOf,
  evolve,
};
