import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { valuationEvents, type ValuationEvent, type ValuationRecorded } from './events.js';

export type ValuationCommand =
  /** `ownerOrganisationId` is that of the achievement, null when there is none; `today` a day in Shanghai. */
  | { readonly type: 'RecordValuation'; readonly valuation: ValuationRecorded['data']; readonly ownerOrganisationId: string | null; readonly today: string }
  | { readonly type: 'WithdrawValuation'; readonly by: { readonly personId: string; readonly organisationId: string }; readonly reason: string };

/** In order of precedence. `not_found` is also the answer to whoever does not own the achievement. */
export type ValuationRefusal = 'not_found' | 'valuation_id_taken' | 'valuation_in_future' | 'valuation_expired' | 'valuation_withdrawn';

/** What a price that cites it must know. Null before it was recorded. */
export type ValuationState = {
  readonly valuationId: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly reportSha256: string;
  readonly amountFen: number;
  readonly appraisedOn: string;
  readonly validUntil: string;
  readonly withdrawn: boolean;
} | null;

const evolve = (state: ValuationState, event: ValuationEvent): ValuationState => {
  switch (event.type) {
    case 'ValuationRecorded': {
      const { valuationId, achievementId, organisationId, reportSha256, amountFen, appraisedOn, validUntil } = event.data;
      return { valuationId, achievementId, organisationId, reportSha256, amountFen, appraisedOn, validUntil, withdrawn: false };
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
      if (state) return isSame(state, valuation) ? [] : refuse('valuation_id_taken');
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

const isSame = (state: NonNullable<ValuationState>, asked: ValuationRecorded['data']): boolean =>
  (['achievementId', 'reportSha256', 'amountFen', 'appraisedOn'] as const).every((field) => state[field] === asked[field]);

/** Why a valuation cannot be cited for an achievement on a day; null when it can. Its last day is one on which it still can. */
export const faultOfCitation = (valuation: ValuationState, achievementId: string, today: string): Refusal<ValuationRefusal> | null => {
  if (!valuation || valuation.achievementId !== achievementId) return refuse('not_found');
  if (valuation.withdrawn) return refuse('valuation_withdrawn');
  return valuation.validUntil < today ? refuse('valuation_expired', { validUntil: valuation.validUntil }) : null;
};

/** What an achievement was found to be worth. Stream `valuation-<id>`. */
export const valuations: Decider<ValuationState, ValuationCommand, ValuationEvent, ValuationRefusal> = { events: valuationEvents, stateVersion: 1, initialState: null, evolve, decide };
