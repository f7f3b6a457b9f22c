import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { trainingEvents, type InBoth, type TrainingEvent, type TrainingOffered, type TrainingScope } from './events.js';

/** Who acts, and for which organisation. */
export type By = { readonly organisationId: string; readonly personId: string };

export type TrainingCommand =
  /** `scopeIsYours`: of an instrument, that it is the organisation's; a class code is anybody's. */
  | { readonly do: 'offer'; readonly data: Omit<TrainingOffered['data'], 'organisationId' | 'offeredBy' | 'offeredAt'>; readonly scopeIsYours: boolean; readonly by: By; readonly now: string }
  | { readonly do: 'withdraw'; readonly reason: string; readonly by: By; readonly now: string };

/** In order of precedence. `training_unknown` is also the answer to whoever does not hold it. */
export type TrainingRefusal = 'training_unknown' | 'training_id_reused' | 'training_scope_not_yours';

export type Training = {
  readonly trainingId: string;
  readonly organisationId: string;
  readonly name: InBoth;
  readonly level: number;
  readonly scope: TrainingScope;
  readonly validMonths: number | null;
  readonly unusedDays: number | null;
  readonly withdrawn: boolean;
} | null;

/** 培训: what it entitles to is fixed, so that a certificate means for ever what it meant when it was issued. */
export const training: Decider<Training, TrainingCommand, TrainingEvent, TrainingRefusal> = {
  events: trainingEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (state, event) => {
    switch (event.type) {
      case 'TrainingOffered': {
        const { trainingId, organisationId, name, level, scope, validMonths, unusedDays } = event.data;
        return { trainingId, organisationId, name, level, scope, validMonths, unusedDays, withdrawn: false };
      }
      case 'TrainingWithdrawn':
        return state && { ...state, withdrawn: true };
    }
  },

  decide: (command, state): readonly TrainingEvent[] | Refusal<TrainingRefusal> => {
    const { by, now } = command;
    if (command.do === 'offer') {
      const { data, scopeIsYours } = command;
      if (state) return isThis(state, data, by) ? [] : refuse('training_id_reused');
      if (!scopeIsYours) return refuse('training_scope_not_yours', { scope: data.scope });
      return [{ type: 'TrainingOffered', data: { ...data, organisationId: by.organisationId, offeredBy: by.personId, offeredAt: now } }];
    }
    if (!state || state.organisationId !== by.organisationId) return refuse('training_unknown');
    return state.withdrawn ? [] : [{ type: 'TrainingWithdrawn', data: { trainingId: state.trainingId, organisationId: state.organisationId, reason: command.reason, withdrawnBy: by.personId, withdrawnAt: now } }];
  },
};

const isThis = (state: NonNullable<Training>, { name, level, scope }: Pick<TrainingOffered['data'], 'name' | 'level' | 'scope'>, by: By): boolean =>
  state.organisationId === by.organisationId && state.level === level && state.scope.kind === scope.kind && state.scope.of === scope.of && state.name.zh === name.zh && state.name.en === name.en;
