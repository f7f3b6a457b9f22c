import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { isOver, type By, type DemandState } from './demand.decider.js';
import { disclosureEvents, type DisclosureEvent } from './events.js';

export type DisclosureCommand =
  | {
      readonly type: 'RequestDisclosure';
      readonly disclosureId: string;
      readonly by: By;
      readonly demand: DemandState;
      readonly authority: boolean;
      readonly purpose: string;
      /** SHA-256 of the agreement that the caller signs with this; null when they sign none. */
      readonly textSha256: string | null;
      /** Whether the caller is authorised to sign for the organisation. */
      readonly signs: boolean;
    }
  | { readonly type: 'GrantDisclosure'; readonly by: By; readonly demand: DemandState; readonly textSha256: string | null; readonly signs: boolean }
  | { readonly type: 'RefuseDisclosure'; readonly by: By; readonly reason: string };

/** In order of precedence. */
export type DisclosureRefusal =
  | 'not_found' | 'authority_cannot_propose' | 'own_demand' | 'demand_suspended' | 'demand_over' | 'demand_not_confidential' | 'nda_missing' | 'signer_required' | 'nda_text_differs' | 'nda_signs_for_both'
  | 'disclosure_asked' | 'disclosure_answered';

export const DISCLOSURE_STATUSES = ['requested', 'granted', 'refused'] as const;
export type DisclosureStatus = (typeof DISCLOSURE_STATUSES)[number];

/** Null before it was asked for. */
export type DisclosureState = {
  readonly disclosureId: string;
  readonly demandId: string;
  readonly organisationId: string;
  readonly toOrganisationId: string;
  readonly purpose: string;
  readonly textSha256: string | null;
  readonly requestedBy: string;
  readonly status: DisclosureStatus;
  readonly reason: string | null;
} | null;

type Answer = readonly DisclosureEvent[] | Refusal<DisclosureRefusal>;

const evolve = (state: DisclosureState, event: DisclosureEvent): DisclosureState => {
  switch (event.type) {
    case 'DisclosureRequested':
      return { ...event.data, status: 'requested', reason: null };
    case 'DisclosureGranted':
      return state && { ...state, status: 'granted' };
    case 'DisclosureRefused':
      return state && { ...state, status: 'refused', reason: event.data.reason };
  }
};

const decide = (command: DisclosureCommand, state: DisclosureState): Answer => {
  switch (command.type) {
    case 'RequestDisclosure':
      return request(command, state);
    case 'GrantDisclosure': {
      const { by, demand, textSha256, signs } = command;
      if (state?.toOrganisationId !== by.organisationId || !demand) return refuse('not_found');
      if (state.status === 'granted') return [];
      if (state.status === 'refused') return refuse('disclosure_answered', { status: state.status });
      const fault = faultOfSignature(demand, textSha256, signs);
      if (fault) return fault;
      // One agreement binds both: the same text, under the hands of two persons (Electronic Signature Law art. 13).
      if (textSha256 !== state.textSha256) return refuse('nda_text_differs', { textSha256: state.textSha256 });
      if (textSha256 !== null && by.personId === state.requestedBy) return refuse('nda_signs_for_both');
      return [{ type: 'DisclosureGranted', data: { ...aboutOf(state), textSha256, grantedBy: by.personId } }];
    }
    case 'RefuseDisclosure': {
      const { by, reason } = command;
      if (state?.toOrganisationId !== by.organisationId) return refuse('not_found');
      if (state.status !== 'requested') return state.status === 'refused' && state.reason === reason ? [] : refuse('disclosure_answered', { status: state.status });
      return [{ type: 'DisclosureRefused', data: { ...aboutOf(state), reason, refusedBy: by.personId } }];
    }
  }
};

const request = (command: Extract<DisclosureCommand, { type: 'RequestDisclosure' }>, state: DisclosureState): Answer => {
  const { disclosureId, by, demand, authority, purpose, textSha256, signs } = command;
  if (!demand) return refuse('not_found');
  if (authority) return refuse('authority_cannot_propose');
  if (demand.organisationId === by.organisationId) return refuse('own_demand');
  if (state && state.status !== 'refused') return state.purpose === purpose && state.textSha256 === textSha256 ? [] : refuse('disclosure_asked', { status: state.status });
  if (demand.suspended !== null) return refuse('demand_suspended');
  if (isOver(demand)) return refuse('demand_over', { status: demand.status });
  if (demand.content.tier === 'public') return refuse('demand_not_confidential');
  const fault = faultOfSignature(demand, textSha256, signs);
  if (fault) return fault;
  return [{
    type: 'DisclosureRequested',
    data: { disclosureId, demandId: demand.demandId, organisationId: by.organisationId, toOrganisationId: demand.organisationId, purpose, textSha256, requestedBy: by.personId },
  }];
};

/** Behind `after_nda` a text is signed, and by somebody who may bind the organisation. */
const faultOfSignature = ({ content }: NonNullable<DemandState>, textSha256: string | null, signs: boolean): Refusal<DisclosureRefusal> | null => {
  if (content.tier === 'after_nda' && textSha256 === null) return refuse('nda_missing');
  return textSha256 !== null && !signs ? refuse('signer_required') : null;
};

const aboutOf = ({ disclosureId, demandId, organisationId }: NonNullable<DisclosureState>): { disclosureId: string; demandId: string; organisationId: string } => ({ disclosureId, demandId, organisationId });

/**
 * Whether one organisation may read the problem behind a confidential demand. Stream
 * `disclosure-<derived(demandId, organisationId)>`. What was granted stays granted: what was read cannot be unread.
 */
export const disclosures: Decider<DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureRefusal> = { events: disclosureEvents, stateVersion: 1, initialState: null, evolve, decide };
