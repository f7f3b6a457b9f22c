import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, instrumentEvents, type CalendarEvent, type InstrumentEvent } from '@hewu/instruments/src/events.js';
import { certificateEvents, recognitionEvents, type CertificateEvent, type RecognitionEvent, type TrainingScope } from './events.js';

export type CertificateDocument = Document & {
  readonly personId: string;
  readonly trainingId: string;
  readonly issuerOrganisationId: string;
  readonly level: number;
  readonly scope: TrainingScope;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly unusedDays: number | null;
  readonly lastUsedOn: string | null;
  readonly sessionId: string | null;
  readonly evidence: string | null;
  readonly revoked: boolean;
  readonly revocationReason: string | null;
  readonly issuedAt: string;
};

/** Certificates, for who holds and who issued them. */
export const certificatesProjection: Projection<CertificateDocument, CertificateEvent> = {
  name: 'certificates',
  version: 1,
  families: [certificateEvents],
  indexes: [{ fields: ['personId', 'issuedAt'] }, { fields: ['issuerOrganisationId', 'issuedAt'] }],
  key: ({ data }) => data.certificateId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'CertificateIssued': {
        const { certificateId: _id, personId, trainingId, issuerOrganisationId, level, scope, issuedOn, expiresOn, unusedDays, sessionId, evidence, issuedAt } = event.data;
        return { _id, personId, trainingId, issuerOrganisationId, level, scope, issuedOn, expiresOn, unusedDays, lastUsedOn: null, sessionId, evidence, revoked: false, revocationReason: null, issuedAt };
      }
      case 'CertificateRevoked':
        return document && { ...document, revoked: true, revocationReason: event.data.reason };
      case 'CertificateUsed':
        return document && { ...document, lastUsedOn: event.data.usedOn };
    }
  },
};

export type RecognitionDocument = Document & {
  readonly ownerOrganisationId: string;
  readonly trainingId: string;
  readonly issuerOrganisationId: string;
  readonly leastLevel: number;
  readonly scope: TrainingScope;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly reason: string;
  readonly recognisedAt: string;
};

/** Whose certificates are recognised by whom. */
export const recognitionsProjection: Projection<RecognitionDocument, RecognitionEvent> = {
  name: 'recognitions',
  version: 1,
  families: [recognitionEvents],
  indexes: [{ fields: ['ownerOrganisationId', 'recognisedAt'] }, { fields: ['recognisedAt'] }],
  key: ({ data }) => data.recognitionId,
  evolve: (document, event) => {
    if (event.type === 'RecognitionEnded') return document && { ...document, untilOn: event.data.lastOn };
    const { recognitionId: _id, recognisedBy: _by, ...shown } = event.data;
    return { _id, ...shown };
  },
};

/** The certificate on whose strength a slot was booked, or was moved last. Bookings that needed none are not kept. */
export type QualifiedBookingDocument = Document & { readonly certificateId: string; readonly personId: string };

export const qualifiedBookingsProjection: Projection<QualifiedBookingDocument, CalendarEvent> = {
  name: 'qualifiedBookings',
  version: 2,
  families: [calendarEvents],
  indexes: [],
  key: (event) => ((event.type === 'SlotBooked' || event.type === 'BookingMoved') && (event.data.grounds?.qualificationId ?? null) !== null ? event.data.bookingId : null),
  evolve: (document, event) => {
    if (event.type === 'BookingMoved') return document && { ...document, certificateId: event.data.grounds!.qualificationId! };
    return document || event.type !== 'SlotBooked' ? document : { _id: event.data.bookingId, certificateId: event.data.grounds.qualificationId!, personId: event.data.personId };
  },
};

/** Whose an instrument is, and of what class. */
export type OwnedInstrumentDocument = Document & { readonly ownerOrganisationId: string; readonly classCode: string | null };

export const ownedInstrumentsProjection: Projection<OwnedInstrumentDocument, InstrumentEvent> = {
  name: 'qualificationInstruments',
  version: 1,
  families: [instrumentEvents],
  indexes: [],
  key: (event) => (event.type === 'InstrumentRegistered' || event.type === 'InstrumentCorrected' ? event.data.instrumentId : null),
  evolve: (document, event) => {
    if (event.type === 'InstrumentRegistered') return { _id: event.data.instrumentId, ownerOrganisationId: event.data.ownerOrganisationId, classCode: event.data.classCode };
    return document && event.type === 'InstrumentCorrected' ? { ...document, classCode: event.data.description.classCode } : document;
  },
};
