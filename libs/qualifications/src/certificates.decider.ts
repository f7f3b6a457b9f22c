import { plusMonths, type Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { certificateEvents, type CertificateEvent } from './events.js';
import type { By, Training } from './training.decider.js';
import type { Certificate } from './validity.decider.js';

export type CertificateCommand =
  | {
      readonly do: 'issue';
      readonly certificateId: string;
      readonly personId: string;
      readonly training: Training;
      readonly issuedOn: Day;
      /** Null: as long as the training says; a day may only shorten that. */
      readonly expiresOn: Day | null;
      /** The session that was passed: such a certificate is issued even when the training has been withdrawn since. */
      readonly sessionId: string | null;
      readonly evidence: string | null;
      /** Whether there is such a person. */
      readonly known: boolean;
      readonly by: By;
      readonly today: Day;
      readonly now: string;
    }
  | { readonly do: 'revoke'; readonly certificateId: string; readonly reason: string; readonly by: By; readonly now: string }
  | { readonly do: 'note_use'; readonly certificateId: string; readonly bookingId: string; readonly usedOn: Day; readonly now: string };

/** In order of precedence. `certificate_unknown` is also the answer to whoever did not issue it. */
export type CertificateRefusal =
  | 'certificate_unknown' | 'training_unknown' | 'certificate_id_reused' | 'training_withdrawn' | 'certificate_holder_unknown' | 'assesses_oneself'
  | 'certificate_in_future' | 'certificate_ends_before_it_begins' | 'certificate_outlasts_training';

/** All certificates of one person, in the order in which they were issued. */
export type Certificates = readonly (Certificate & { readonly personId: string })[];

/** 资格证书 of one person. Valid or not is asked of a day; nothing has to happen for one to lapse. */
export const certificates: Decider<Certificates, CertificateCommand, CertificateEvent, CertificateRefusal> = {
  events: certificateEvents,
  stateVersion: 1,
  initialState: [],

  evolve: (state, event) => {
    switch (event.type) {
      case 'CertificateIssued': {
        const { certificateId, personId, trainingId, issuerOrganisationId, level, scope, issuedOn, expiresOn, unusedDays } = event.data;
        return [...state, { certificateId, personId, trainingId, issuerOrganisationId, level, scope, issuedOn, expiresOn, unusedDays, lastUsedOn: null, revoked: false }];
      }
      case 'CertificateRevoked':
        return state.map((one) => (one.certificateId === event.data.certificateId ? { ...one, revoked: true } : one));
      case 'CertificateUsed':
        return state.map((one) => (one.certificateId === event.data.certificateId ? { ...one, lastUsedOn: event.data.usedOn } : one));
    }
  },

  decide: (command, state): readonly CertificateEvent[] | Refusal<CertificateRefusal> => {
    if (command.do === 'issue') return issue(command, state);
    const held = state.find(({ certificateId }) => certificateId === command.certificateId);
    if (command.do === 'note_use') return held && (held.lastUsedOn ?? '') < command.usedOn ? [{ type: 'CertificateUsed', data: { certificateId: held.certificateId, personId: held.personId, bookingId: command.bookingId, usedOn: command.usedOn, notedAt: command.now } }] : [];
    const { by, reason, now } = command;
    if (held?.issuerOrganisationId !== by.organisationId) return refuse('certificate_unknown');
    const { certificateId, personId, issuerOrganisationId, revoked } = held;
    return revoked ? [] : [{ type: 'CertificateRevoked', data: { certificateId, personId, issuerOrganisationId, reason, revokedBy: by.personId, revokedAt: now } }];
  },
};

const issue = ({ certificateId, personId, training, issuedOn, expiresOn: asked, sessionId, evidence, known, by, today, now }: Extract<CertificateCommand, { do: 'issue' }>, state: Certificates): readonly CertificateEvent[] | Refusal<CertificateRefusal> => {
  if (training?.organisationId !== by.organisationId) return refuse('training_unknown');
  const { trainingId, level, scope, validMonths, unusedDays } = training;
  const term = validMonths === null ? null : plusMonths(issuedOn, validMonths);
  const expiresOn = asked ?? term;
  const same = state.find((one) => one.certificateId === certificateId);
  if (same) return same.trainingId === trainingId && same.issuedOn === issuedOn && same.expiresOn === expiresOn ? [] : refuse('certificate_id_reused');
  if (training.withdrawn && sessionId === null) return refuse('training_withdrawn');
  if (!known) return refuse('certificate_holder_unknown');
  if (personId === by.personId) return refuse('assesses_oneself');
  if (issuedOn > today) return refuse('certificate_in_future', { issuedOn, today });
  if (expiresOn !== null && expiresOn < issuedOn) return refuse('certificate_ends_before_it_begins', { issuedOn, expiresOn });
  if (term !== null && expiresOn !== null && expiresOn > term) return refuse('certificate_outlasts_training', { expiresOn, notAfter: term });
  return [{ type: 'CertificateIssued', data: { certificateId, personId, trainingId, issuerOrganisationId: training.organisationId, level, scope, issuedOn, expiresOn, unusedDays, sessionId, evidence, issuedBy: by.personId, issuedAt: now } }];
};
