import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { By } from './by.js';
import { mandateEvents, type MandateEndGround, type MandateEvent, type TransferMode } from './events.js';
import type { MandateNow } from './listing-command.js';

/** What a decision maker of the owner lays down. */
export type MandateTerms = {
  readonly achievementId: string;
  readonly agentOrganisationId: string;
  readonly modes: readonly TransferMode[];
  readonly fromOn: Day;
  readonly untilOn: Day;
  readonly textSha256: string;
};

export type MandateCommand =
  /** `ownerOrganisationId` of the achievement; null when there is none. `restricted`: nobody may list it. `agentVerified`: there is such an organisation, and its region verified it. */
  | {
      readonly type: 'GrantMandate'; readonly mandateId: string; readonly by: By; readonly ownerOrganisationId: string | null; readonly restricted: boolean; readonly agentVerified: boolean; readonly terms: MandateTerms;
      readonly today: Day;
    }
  /** By either side. */
  | { readonly type: 'EndMandate'; readonly by: By; readonly reason: string }
  /** By the system, when its last day is over. */
  | { readonly type: 'EndMandateInTime'; readonly by: string; readonly untilOn: Day }
  /** By the system, when the achievement became restricted. */
  | { readonly type: 'EndMandateOfRestricted'; readonly by: string };

/** In order of precedence. */
export type MandateRefusal = 'not_found' | 'mandate_id_taken' | 'achievement_restricted' | 'mandate_to_oneself' | 'mandate_agent_unknown' | 'mandate_ends_before_it_begins' | 'mandate_over' | 'mandate_ended';

type Mandate = MandateNow & { readonly textSha256: string; readonly reason: string | null };

/** Null before it was granted. */
export type MandateState = Mandate | null;

const decide = (command: MandateCommand, state: MandateState): readonly MandateEvent[] | Refusal<MandateRefusal> => {
  switch (command.type) {
    case 'GrantMandate':
      return grant(command, state);
    case 'EndMandate': {
      const { by, reason } = command;
      const ground = state && groundOf(by, state);
      if (!state || !ground) return refuse('not_found');
      if (state.ended) return state.reason === reason ? [] : refuse('mandate_ended');
      return [ended(state, ground, reason, by.personId)];
    }
    case 'EndMandateOfRestricted':
      return !state || state.ended ? [] : [ended(state, 'achievement_restricted', null, command.by)];
    case 'EndMandateInTime':
      return !state || state.ended || state.untilOn !== command.untilOn ? [] : [ended(state, 'time_over', null, command.by)];
  }
};

const grant = ({ mandateId, by, ownerOrganisationId, restricted, agentVerified, terms, today }: Extract<MandateCommand, { type: 'GrantMandate' }>, state: MandateState): readonly MandateEvent[] | Refusal<MandateRefusal> => {
  if (ownerOrganisationId !== by.organisationId) return refuse('not_found');
  if (state) return state.principalOrganisationId === by.organisationId && same(state, terms) ? [] : refuse('mandate_id_taken');
  if (restricted) return refuse('achievement_restricted');
  if (terms.agentOrganisationId === by.organisationId) return refuse('mandate_to_oneself');
  if (!agentVerified) return refuse('mandate_agent_unknown', { agentOrganisationId: terms.agentOrganisationId });
  if (terms.untilOn < terms.fromOn) return refuse('mandate_ends_before_it_begins', { fromOn: terms.fromOn, untilOn: terms.untilOn });
  if (terms.untilOn < today) return refuse('mandate_over', { today });
  return [{ type: 'MandateGranted', data: { mandateId, ...terms, principalOrganisationId: by.organisationId, region: by.region, grantedBy: by.personId } }];
};

/** The principal revokes, the agent renounces (Civil Code art. 933); of nobody else is it to end. */
const groundOf = ({ organisationId }: By, { principalOrganisationId, agentOrganisationId }: Mandate): MandateEndGround | null => {
  if (organisationId === principalOrganisationId) return 'revoked';
  return organisationId === agentOrganisationId ? 'renounced' : null;
};

const ended = ({ mandateId, achievementId }: Mandate, ground: MandateEndGround, reason: string | null, endedBy: string): MandateEvent => ({ type: 'MandateEnded', data: { mandateId, achievementId, ground, reason, endedBy } });

const same = (state: Mandate, { achievementId, agentOrganisationId, modes, fromOn, untilOn, textSha256 }: MandateTerms): boolean =>
  state.achievementId === achievementId && state.agentOrganisationId === agentOrganisationId && state.modes.join() === modes.join() && state.fromOn === fromOn && state.untilOn === untilOn && state.textSha256 === textSha256;

/** Who may list an achievement for its owner, in which modes, from when until when. Stream `mandate-<id>`. */
export const mandates: Decider<MandateState, MandateCommand, MandateEvent, MandateRefusal> = {
  events: mandateEvents,
  stateVersion: 1,
  initialState: null,
  evolve: (state, event) => {
    switch (event.type) {
      case 'MandateGranted': {
        const { mandateId, achievementId, principalOrganisationId, agentOrganisationId, modes, fromOn, untilOn, textSha256 } = event.data;
        return { mandateId, achievementId, principalOrganisationId, agentOrganisationId, modes, fromOn, untilOn, textSha256, ended: false, reason: null };
      }
      case 'MandateEnded':
        return state && { ...state, ended: true, reason: event.data.reason };
    }
  },
  decide,
};
