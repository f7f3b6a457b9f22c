import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { Day } from '@hewu/calendar/src/days.js';
import { trainingSessionEvents, type TrainingOutcome, type TrainingSessionAnnounced, type TrainingSessionEvent } from './events.js';
import type { By, Training } from './training.decider.js';

export type TrainingSessionCommand =
  | { readonly do: 'announce'; readonly data: Pick<TrainingSessionAnnounced['data'], 'sessionId' | 'trainingId' | 'from' | 'until' | 'seats' | 'place'>; readonly training: Training; readonly by: By; readonly now: string }
  | { readonly do: 'take' | 'give_back'; readonly by: By; readonly now: string }
  | { readonly do: 'cancel'; readonly reason: string; readonly by: By; readonly now: string }
  /** `on`: the local day on which the session began. */
  | { readonly do: 'assess'; readonly personId: string; readonly outcome: TrainingOutcome; readonly on: Day; readonly by: By; readonly now: string };

/** In order of precedence. `training_session_unknown` is also the answer to whoever wants what only its host may do. */
export type TrainingSessionRefusal =
  | 'training_session_unknown' | 'training_session_id_reused' | 'training_unknown' | 'training_withdrawn' | 'training_session_span_wrong'
  | 'training_session_cancelled' | 'training_session_begun' | 'training_session_full' | 'training_seat_unknown' | 'assesses_oneself' | 'training_session_not_begun' | 'training_assessed_otherwise';

export type TrainingSession = {
  readonly sessionId: string;
  readonly trainingId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly until: string;
  readonly seats: number;
  readonly place: TrainingSessionAnnounced['data']['place'];
  readonly cancelled: boolean;
  /** Who has a seat, and what was found of them; null: nothing yet. */
  readonly taken: { readonly [personId: string]: TrainingOutcome | null };
} | null;

type Held = NonNullable<TrainingSession>;
type Answer = readonly TrainingSessionEvent[] | Refusal<TrainingSessionRefusal>;

/** Seats of one session: never more are taken than there are, since each is taken on this stream. */
export const trainingSession: Decider<TrainingSession, TrainingSessionCommand, TrainingSessionEvent, TrainingSessionRefusal> = {
  events: trainingSessionEvents,
  stateVersion: 2,
  initialState: null,

  evolve: (state, event) => {
    switch (event.type) {
      case 'TrainingSessionAnnounced': {
        const { sessionId, trainingId, organisationId, from, until, seats, place } = event.data;
        return { sessionId, trainingId, organisationId, from, until, seats, place, cancelled: false, taken: {} };
      }
      case 'TrainingSeatTaken':
        return state && { ...state, taken: { ...state.taken, [event.data.personId]: null } };
      case 'TrainingSeatGivenUp': {
        if (!state) return state;
        const { [event.data.personId]: _gone, ...taken } = state.taken;
        return { ...state, taken };
      }
      case 'TrainingSessionCancelled':
        return state && { ...state, cancelled: true };
      case 'TrainingAssessed':
        return state && { ...state, taken: { ...state.taken, [event.data.personId]: event.data.outcome } };
    }
  },

  decide: (command, state) => {
    if (command.do === 'announce') return announce(command, state);
    if (!state) return refuse('training_session_unknown');
    switch (command.do) {
      case 'take':
        return take(command, state);
      case 'give_back':
        return giveBack(command, state);
      case 'cancel':
        return cancel(command, state);
      case 'assess':
        return assess(command, state);
    }
  },
};

const announce = ({ data, training, by, now }: Extract<TrainingSessionCommand, { do: 'announce' }>, state: TrainingSession): Answer => {
  if (state) return state.organisationId === by.organisationId && state.trainingId === data.trainingId && state.from === data.from && state.until === data.until && state.seats === data.seats && state.place.zh === data.place.zh && state.place.en === data.place.en ? [] : refuse('training_session_id_reused');
  if (training?.organisationId !== by.organisationId) return refuse('training_unknown');
  if (training.withdrawn) return refuse('training_withdrawn');
  if (data.until <= data.from || data.from <= now) return refuse('training_session_span_wrong', { now });
  return [{ type: 'TrainingSessionAnnounced', data: { ...data, organisationId: by.organisationId, announcedBy: by.personId, announcedAt: now } }];
};

const seatOf = ({ sessionId, trainingId, organisationId }: Held, personId: string) => ({ sessionId, trainingId, organisationId, personId });

const take = ({ by: { personId, organisationId: forOrganisationId }, now }: { readonly by: By; readonly now: string }, state: Held): Answer => {
  if (state.cancelled) return refuse('training_session_cancelled');
  if (personId in state.taken) return [];
  if (state.from <= now) return refuse('training_session_begun', { from: state.from });
  if (Object.keys(state.taken).length >= state.seats) return refuse('training_session_full', { seats: state.seats });
  return [{ type: 'TrainingSeatTaken', data: { ...seatOf(state, personId), forOrganisationId, from: state.from, takenAt: now } }];
};

const giveBack = ({ by: { personId }, now }: { readonly by: By; readonly now: string }, state: Held): Answer => {
  if (!(personId in state.taken)) return [];
  if (state.from <= now) return refuse('training_session_begun', { from: state.from });
  return [{ type: 'TrainingSeatGivenUp', data: { ...seatOf(state, personId), ground: 'given_back', givenUpAt: now } }];
};

const cancel = ({ reason, by, now }: Extract<TrainingSessionCommand, { do: 'cancel' }>, state: Held): Answer => {
  const { sessionId, trainingId, organisationId, taken } = state;
  if (organisationId !== by.organisationId) return refuse('training_session_unknown');
  if (state.cancelled) return [];
  if (state.from <= now) return refuse('training_session_begun', { from: state.from });
  const givenUp = Object.keys(taken).map((personId): TrainingSessionEvent => ({ type: 'TrainingSeatGivenUp', data: { ...seatOf(state, personId), ground: 'session_cancelled', givenUpAt: now } }));
  return [{ type: 'TrainingSessionCancelled', data: { sessionId, trainingId, organisationId, reason, cancelledBy: by.personId, cancelledAt: now } }, ...givenUp];
};

/** What was found can become better, as after a second try; who has passed holds a certificate, which is revoked, not unlearnt. */
const assess = ({ personId, outcome, on, by, now }: Extract<TrainingSessionCommand, { do: 'assess' }>, state: Held): Answer => {
  if (state.organisationId !== by.organisationId) return refuse('training_session_unknown');
  if (state.cancelled) return refuse('training_session_cancelled');
  if (!(personId in state.taken)) return refuse('training_seat_unknown');
  if (personId === by.personId) return refuse('assesses_oneself');
  if (now < state.from) return refuse('training_session_not_begun', { from: state.from });
  const before = state.taken[personId];
  if (before === outcome) return [];
  if (before === 'passed') return refuse('training_assessed_otherwise', { outcome: before });
  return [{ type: 'TrainingAssessed', data: { ...seatOf(state, personId), outcome, on, assessedBy: by.personId, assessedAt: now } }];
};
