import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { requirementsEvents, type RequirementsSet } from './events.js';
import type { By } from './training.decider.js';

export type RequirementsCommand = {
  readonly do: 'set';
  readonly subjectId: string;
  readonly subjectKind: 'instrument' | 'owner';
  /** Who owns the instrument; null when there is none. */
  readonly ownerOrganisationId: string | null;
  /** The version that the caller saw; 0 when there was none. */
  readonly seenVersion: number;
  readonly trainingId: string | null;
  readonly termsIds: readonly string[];
  /** What is known of the training: whose it is, whether it is still held, and whether it is for this instrument. */
  readonly training: { readonly organisationId: string; readonly withdrawn: boolean; readonly covers: boolean } | null;
  /** Those of `termsIds` that are not the owner's. */
  readonly foreignTerms: readonly string[];
  readonly reason: string;
  readonly by: By;
  readonly now: string;
};

/** In order of precedence. `instrument_unknown` is also the answer to whoever does not own it. */
export type RequirementsRefusal = 'instrument_unknown' | 'required_training_unknown' | 'required_training_other_scope' | 'required_terms_unknown' | 'requirements_seen_stale';

export type Requirements = { readonly version: number; readonly trainingId: string | null; readonly termsIds: readonly string[] };

export const NO_REQUIREMENTS: Requirements = { version: 0, trainingId: null, termsIds: [] };

/** 使用条件: what is asked of whoever uses an instrument. Bookings that were made keep their grounds; at check-in the day's are asked again. */
export const requirements: Decider<Requirements, RequirementsCommand, RequirementsSet, RequirementsRefusal> = {
  events: requirementsEvents,
  stateVersion: 1,
  initialState: NO_REQUIREMENTS,

  evolve: (_state, { data: { version, trainingId, termsIds } }) => ({ version, trainingId, termsIds }),

  decide: ({ subjectId, subjectKind, ownerOrganisationId, seenVersion, trainingId, termsIds, training, foreignTerms, reason, by, now }, state): readonly RequirementsSet[] | Refusal<RequirementsRefusal> => {
    if (ownerOrganisationId !== by.organisationId) return refuse('instrument_unknown');
    if (trainingId !== null) {
      if (training?.organisationId !== by.organisationId || training.withdrawn) return refuse('required_training_unknown', { trainingId });
      if (!training.covers) return refuse('required_training_other_scope', { trainingId });
    }
    if (foreignTerms.length > 0) return refuse('required_terms_unknown', { termsIds: foreignTerms });
    const same = state.trainingId === trainingId && state.termsIds.length === termsIds.length && termsIds.every((id) => state.termsIds.includes(id));
    if (same && (state.version > 0 || seenVersion === 0)) return [];
    if (seenVersion !== state.version) return refuse('requirements_seen_stale', { version: state.version });
    return [{ type: 'RequirementsSet', data: { subjectId, subjectKind, ownerOrganisationId, version: state.version + 1, trainingId, termsIds, reason, setBy: by.personId, setAt: now } }];
  },
};
