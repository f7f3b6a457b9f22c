import { plusDays, type Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { recognitionEvents, type CertificatesRecognised, type RecognitionEvent } from './events.js';
import type { By, Training } from './training.decider.js';
import { sameScope, type Recognition } from './validity.decider.js';

export type RecognitionCommand =
  | { readonly do: 'recognise'; readonly data: Omit<CertificatesRecognised['data'], 'ownerOrganisationId' | 'recognisedBy' | 'recognisedAt'>; readonly training: Training; readonly issuerKnown: boolean; readonly by: By; readonly today: Day; readonly now: string }
  | { readonly do: 'end'; readonly recognitionId: string; readonly reason: string; readonly by: By; readonly today: Day; readonly now: string };

/** In order of precedence. */
export type RecognitionRefusal = 'recognition_unknown' | 'recognition_id_reused' | 'training_unknown' | 'recognition_of_oneself' | 'recognition_issuer_unknown' | 'recognition_backwards' | 'recognition_over' | 'recognitions_too_many';

/** A policy that nobody can overlook. */
export const RECOGNITIONS_AT_MOST = 500;

export type Recognitions = readonly (Recognition & { readonly recognitionId: string })[];

/** 互认: whose certificates an owner lets stand for those of its own trainings. Only its instrument manager decides. */
export const recognitions: Decider<Recognitions, RecognitionCommand, RecognitionEvent, RecognitionRefusal> = {
  events: recognitionEvents,
  stateVersion: 1,
  initialState: [],

  evolve: (state, event) => {
    switch (event.type) {
      case 'CertificatesRecognised': {
        const { recognitionId, trainingId, issuerOrganisationId, leastLevel, scope, fromOn, untilOn } = event.data;
        return [...state, { recognitionId, trainingId, issuerOrganisationId, leastLevel, scope, fromOn, untilOn }];
      }
      case 'RecognitionEnded':
        return state.map((one) => (one.recognitionId === event.data.recognitionId ? { ...one, untilOn: event.data.lastOn } : one));
    }
  },

  decide: (command, state): readonly RecognitionEvent[] | Refusal<RecognitionRefusal> => {
    const { by, today, now } = command;
    if (command.do === 'end') {
      const { recognitionId, reason } = command;
      const standing = state.find((one) => one.recognitionId === recognitionId);
      if (!standing) return refuse('recognition_unknown');
      const lastOn = plusDays(today, -1);
      if (standing.untilOn !== null && standing.untilOn <= lastOn) return [];
      return [{ type: 'RecognitionEnded', data: { recognitionId, ownerOrganisationId: by.organisationId, lastOn, reason, endedBy: by.personId, endedAt: now } }];
    }
    const { data, training, issuerKnown } = command;
    const { recognitionId, trainingId, issuerOrganisationId, leastLevel, scope, fromOn, untilOn } = data;
    const same = state.find((one) => one.recognitionId === recognitionId);
    if (same) {
      const equal = same.trainingId === trainingId && same.issuerOrganisationId === issuerOrganisationId && same.leastLevel === leastLevel && sameScope(same.scope, scope) && same.fromOn === fromOn && same.untilOn === untilOn;
      return equal ? [] : refuse('recognition_id_reused');
    }
    if (training?.organisationId !== by.organisationId) return refuse('training_unknown');
    if (issuerOrganisationId === by.organisationId) return refuse('recognition_of_oneself');
    if (!issuerKnown) return refuse('recognition_issuer_unknown');
    if (untilOn !== null && untilOn < fromOn) return refuse('recognition_backwards', { fromOn, untilOn });
    if (untilOn !== null && untilOn < today) return refuse('recognition_over', { untilOn, today });
    if (state.length >= RECOGNITIONS_AT_MOST) return refuse('recognitions_too_many', { atMost: RECOGNITIONS_AT_MOST });
    return [{ type: 'CertificatesRecognised', data: { ...data, ownerOrganisationId: by.organisationId, recognisedBy: by.personId, recognisedAt: now } }];
  },
};
