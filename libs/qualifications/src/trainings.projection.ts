import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { trainingEvents, trainingSessionEvents, type InBoth, type TrainingEvent, type TrainingScope, type TrainingSessionEvent } from './events.js';

export type TrainingDocument = Document & {
  readonly organisationId: string;
  readonly name: InBoth;
  readonly level: number;
  readonly scope: TrainingScope;
  readonly validMonths: number | null;
  readonly unusedDays: number | null;
  readonly withdrawn: boolean;
  readonly offeredAt: string;
};

/** Trainings of every owner. */
export const trainingsProjection: Projection<TrainingDocument, TrainingEvent> = {
  name: 'trainings',
  version: 1,
  families: [trainingEvents],
  indexes: [{ fields: ['organisationId', 'offeredAt'] }, { fields: ['offeredAt'] }],
  key: ({ data }) => data.trainingId,
  evolve: (document, event) => {
    if (event.type === 'TrainingWithdrawn') return document && { ...document, withdrawn: true };
    const { trainingId: _id, organisationId, name, level, scope, validMonths, unusedDays, offeredAt } = event.data;
    return { _id, organisationId, name, level, scope, validMonths, unusedDays, withdrawn: false, offeredAt };
  },
};

export type TrainingSessionDocument = Document & {
  readonly trainingId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly until: string;
  readonly place: InBoth;
  readonly seats: number;
  readonly seatsTaken: number;
  readonly cancelled: boolean;
};

/** Sessions with the seats that are left. */
export const trainingSessionsProjection: Projection<TrainingSessionDocument, TrainingSessionEvent> = {
  name: 'trainingSessions',
  version: 1,
  families: [trainingSessionEvents],
  indexes: [{ fields: ['trainingId', 'from'] }, { fields: ['organisationId', 'from'] }, { fields: ['from'] }],
  key: ({ data }) => data.sessionId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'TrainingSessionAnnounced': {
        const { sessionId: _id, trainingId, organisationId, from, until, place, seats } = event.data;
        return { _id, trainingId, organisationId, from, until, place, seats, seatsTaken: 0, cancelled: false };
      }
      case 'TrainingSeatTaken':
        return document && { ...document, seatsTaken: document.seatsTaken + 1 };
      case 'TrainingSeatGivenUp':
        return document && { ...document, seatsTaken: document.seatsTaken - 1 };
      case 'TrainingSessionCancelled':
        return document && { ...document, cancelled: true };
      case 'TrainingAssessed':
        return document;
    }
  },
};

export const SEAT_STATUSES = ['taken', 'given_back', 'session_cancelled', 'passed', 'attended', 'absent'] as const;
export type SeatStatus = (typeof SEAT_STATUSES)[number];

export type TrainingSeatDocument = Document & {
  readonly sessionId: string;
  readonly trainingId: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly forOrganisationId: string;
  readonly from: string;
  readonly status: SeatStatus;
  readonly takenAt: string;
};

/** Who has, or had, a seat in which session, for themselves and for the host. */
export const trainingSeatsProjection: Projection<TrainingSeatDocument, TrainingSessionEvent> = {
  name: 'trainingSeats',
  version: 1,
  families: [trainingSessionEvents],
  indexes: [{ fields: ['sessionId', 'takenAt'] }, { fields: ['personId', 'from'] }],
  key: ({ data }) => ('personId' in data ? `${data.sessionId}:${data.personId}` : null),
  evolve: (document, event) => {
    switch (event.type) {
      case 'TrainingSeatTaken': {
        const { sessionId, trainingId, organisationId, personId, forOrganisationId, from, takenAt } = event.data;
        return { _id: `${sessionId}:${personId}`, sessionId, trainingId, organisationId, personId, forOrganisationId, from, status: 'taken', takenAt };
      }
      case 'TrainingSeatGivenUp':
        return document && { ...document, status: event.data.ground };
      case 'TrainingAssessed':
        return document && { ...document, status: event.data.outcome };
      default:
        return document;
    }
  },
};
