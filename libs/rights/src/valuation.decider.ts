import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { saysTheSame } from './same-content.js';
import { valuationEvents, type ValuationEvent, type ValuationRecorded } from './events.js';

export type ValuationCommand =
  /** `ownerOrganisationId` is that of the achievement, null when there is none; `today` a day in Shanghai. */
  | { readonly type: 'RecordValuation'; readonly valuation: ValuationRecorded['data']; readonly ownerOrganisationId: string | null; readonly today: string }
  | { readonly type: 'WithdrawValuation'; readonly by: { readonly personId: string; readonly organisationId: string }; readonly reason: string };

/** In order of precedence. `not_found` is also the answer to whoever does not own the achievement. */
export type ValuationRefusal = 'not_found' | 'valuation_id_taken' | 'valuation_in_future' | 'valuation_expired' | 'valuation_withdrawn';

/** What a price that cites it must know. Null before it was recorded. */
export type ValuationState = (Said & { readonly validUntil: string; readonly withdrawn: boolean }) | null;
/** What the unit says of it; the rest follows from the rule and from who asks. */
type Said = Omit<ValuationRecorded['data'], 'rule' | 'validUntil' | 'recordedBy'>;

const evolve = (state: ValuationState, event: ValuationEvent): ValuationState => {
  switch (event.type) {
    case 'ValuationRecorded': {
      const { rule: _rule, recordedBy: _recordedBy, ...kept } = event.data;
      return { ...kept, withdrawn: false };
    }
    case 'ValuationWithdrawn':
      return state && { ...state, withdrawn: true };
  }
};

const decide = (command: ValuationCommand, state: ValuationState): readonly ValuationEvent[] | Refusal<ValuationRefusal> => {
  switch (command.type) {
    case 'RecordValuation': {
      const { valuation, ownerOrganisationId, today } = command;
      if (ownerOrganisationId !== valuation.organisationId) return refuse('not_found');
      if (state) return saysTheSame(saidOf(valuation), state) ? [] : refuse('valuation_id_taken');
      if (valuation.appraisedOn > today) return refuse('valuation_in_future', { appraisedOn: valuation.appraisedOn, today });
      if (valuation.validUntil < today) return refuse('valuation_expired', { validUntil: valuation.validUntil });
      return [{ type: 'ValuationRecorded', data: valuation }];
    }
    case 'WithdrawValuation': {
      const { by, reason } = command;
      if (!state || state.organisationId !== by.organisationId) return refuse('not_found');
      if (state.withdrawn) return [];
      return [{ type: 'ValuationWithdrawn', data: { valuationId: state.valuationId, achievementId: state.achievementId, reason, withdrawnBy: by.personId } }];
    }
  }
};

const saidOf = ({ rule: _rule, validUntil: _validUntil, recordedBy: _recordedBy, ...said }: ValuationRecorded['data']): Said => said;

/** Why a valuation cannot be cited for an achievement on a day; null when it can. Its last day is one on which it still can. */
export const faultOfCitation = (valuation: ValuationState, achievementId: string, today: string): Refusal<ValuationRefusal> | null => {
  if (!valuation || valuation.achievementId !== achievementId) return refuse('not_found');
  if (valuation.withdrawn) return refuse('valuation_withdrawn');
  return valuation.validUntil < today ? refuse('valuation_expired', { validUntil: valuation.validUntil }) : null;
};

/** What an achievement was found to be worth. Stream `valuation-<id>`. */
export const valuations: Decider<ValuationState, ValuationCommand, ValuationEvent, ValuationRefusal> = { events: valuationEvents, stateVersion: 2, initialState: null, evolve, decide };
