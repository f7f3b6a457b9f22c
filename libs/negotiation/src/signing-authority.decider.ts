import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { By } from './by.js';
import { signingAuthorityEvents, type SigningAuthorityEvent } from './events.js';

export type SigningAuthorityCommand =
  | {
      readonly type: 'GrantSigningAuthority';
      readonly authorityId: string;
      readonly by: By;
      readonly personId: string;
      /** Whether that person belongs to the organisation. */
      readonly member: boolean;
      readonly untilOn: string;
      readonly today: string;
      readonly textSha256: string;
    }
  | { readonly type: 'RevokeSigningAuthority'; readonly by: By; readonly reason: string };

/** In order of precedence. `not_found` is also the answer about one of another organisation. */
export type SigningAuthorityRefusal = 'not_found' | 'authority_not_member' | 'own_authority' | 'authority_over' | 'authority_revoked';

/** Null before it was first granted. A grant after a revocation takes its place. */
export type SigningAuthorityState = { readonly authorityId: string; readonly organisationId: string; readonly personId: string; readonly untilOn: string; readonly textSha256: string; readonly revokedBecause: string | null } | null;

const evolve = (state: SigningAuthorityState, event: SigningAuthorityEvent): SigningAuthorityState => {
  switch (event.type) {
    case 'SigningAuthorityGranted': {
      const { authorityId, organisationId, personId, untilOn, textSha256 } = event.data;
      return { authorityId, organisationId, personId, untilOn, textSha256, revokedBecause: null };
    }
    case 'SigningAuthorityRevoked':
      return state && { ...state, revokedBecause: event.data.reason };
  }
};

const decide = (command: SigningAuthorityCommand, state: SigningAuthorityState): readonly SigningAuthorityEvent[] | Refusal<SigningAuthorityRefusal> => {
  const { by } = command;
  switch (command.type) {
    case 'GrantSigningAuthority': {
      const { authorityId, personId, member, untilOn, today, textSha256 } = command;
      if (!member) return refuse('authority_not_member');
      if (personId === by.personId) return refuse('own_authority');
      if (untilOn < today) return refuse('authority_over', { today });
      if (state?.revokedBecause === null && state.untilOn === untilOn && state.textSha256 === textSha256) return [];
      return [{ type: 'SigningAuthorityGranted', data: { authorityId, organisationId: by.organisationId, personId, untilOn, textSha256, grantedBy: by.personId } }];
    }
    case 'RevokeSigningAuthority': {
      if (state?.organisationId !== by.organisationId) return refuse('not_found');
      const { authorityId, organisationId, personId, revokedBecause } = state;
      const { reason } = command;
      if (revokedBecause !== null) return revokedBecause === reason ? [] : refuse('authority_revoked');
      return [{ type: 'SigningAuthorityRevoked', data: { authorityId, organisationId, personId, reason, revokedBy: by.personId } }];
    }
  }
};

/** Whether it lets its person sign on a day. */
export const authorises = (state: SigningAuthorityState, today: string): boolean => state?.revokedBecause === null && state.untilOn >= today;

/** Whether one person may sign confidentiality agreements for one organisation. Stream `signingAuthority-<derived(organisationId, personId)>`. */
export const signingAuthorities: Decider<SigningAuthorityState, SigningAuthorityCommand, SigningAuthorityEvent, SigningAuthorityRefusal> = { events: signingAuthorityEvents, stateVersion: 1, initialState: null, evolve, decide };
