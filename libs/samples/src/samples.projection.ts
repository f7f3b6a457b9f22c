import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { calendarEvents, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { samplesEvents, type SampleCondition, type SampleEnd, type SampleHazard, type SampleIncident, type SamplesEvent, type SampleStorage, type Side } from './events.js';
import type { SampleStage } from './samples.decider.js';

export type CustodyStep = { readonly step: SamplesEvent['type']; readonly by: string; readonly at: string };

export type SamplesDocument = Document & {
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  readonly organisationId: string;
  readonly stage: SampleStage;
  readonly count: number;
  readonly description: string;
  readonly hazards: readonly SampleHazard[];
  readonly storage: SampleStorage;
  readonly wantedEnd: SampleEnd;
  readonly disposalConsented: boolean;
  readonly samples: readonly { readonly label: string; readonly condition: SampleCondition | null; readonly note: string }[];
  readonly discrepancies: number;
  readonly incidents: readonly { readonly label: string; readonly incident: SampleIncident; readonly description: string; readonly by: Side; readonly at: string }[];
  readonly results: readonly { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly mediaType: string; readonly note: string; readonly recordedAt: string }[];
  /** Every step with who took it. */
  readonly custody: readonly CustodyStep[];
  readonly announcedAt: string;
};

/** Samples of each booking, with everything both sides said of them. */
export const samplesProjection: Projection<SamplesDocument, SamplesEvent> = {
  name: 'samples',
  version: 1,
  families: [samplesEvents],
  indexes: [{ fields: ['organisationId', 'announcedAt'] }, { fields: ['ownerOrganisationId', 'announcedAt'] }],
  key: ({ data }) => data.bookingId,
  evolve: (document, event) => {
    if (event.type === 'SamplesAnnounced') {
      const { bookingId: _id, instrumentId, ownerOrganisationId, organisationId, count, description, hazards, storage, wantedEnd, announcedAt } = event.data;
      return { _id, instrumentId, ownerOrganisationId, organisationId, stage: 'announced', count, description, hazards, storage, wantedEnd, disposalConsented: wantedEnd === 'disposal', samples: [], discrepancies: 0, incidents: [], results: [], custody: [stepOf(event)], announcedAt };
    }
    return document && { ...document, ...changeOf(document, event), custody: [...document.custody, stepOf(event)] };
  },
};

const stepOf = ({ type, metadata: { actor, occurredAt } }: Recorded<SamplesEvent>): CustodyStep => ({ step: type, by: actor, at: occurredAt });

const changeOf = (document: SamplesDocument, event: Exclude<SamplesEvent, { type: 'SamplesAnnounced' }>): Partial<SamplesDocument> => {
  switch (event.type) {
    case 'SamplesHandedOver':
      return { stage: 'handed_over', samples: event.data.labels.map((label) => ({ label, condition: null, note: '' })) };
    case 'SamplesReceived':
      return { stage: 'received', samples: event.data.samples, discrepancies: event.data.discrepancies };
    case 'SampleWorkBegun':
      return { stage: 'in_work' };
    case 'SampleResultRecorded': {
      const { fileId, sha256, bytes, mediaType, note, recordedAt } = event.data;
      return { stage: 'result_recorded', results: [...document.results, { fileId, sha256, bytes, mediaType, note, recordedAt }] };
    }
    case 'SamplesReturned':
      return { stage: 'returned' };
    case 'SamplesTakenBack':
      return { stage: 'taken_back' };
    case 'SampleDisposalConsented':
      return { disposalConsented: true };
    case 'SamplesDisposed':
      return { stage: 'disposed' };
    case 'SampleIncidentReported': {
      const { label, incident, description, by, reportedAt } = event.data;
      return { incidents: [...document.incidents, { label, incident, description, by, at: reportedAt }] };
    }
  }
};

/** Bookings for which samples are sent in; no others are kept. */
export type SampleBookingDocument = Document & { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly organisationId: string; readonly over: boolean };

const OVER = ['BookingCancelled', 'BookingDeclined', 'BookingMissed'];

export const sampleBookingsProjection: Projection<SampleBookingDocument, CalendarEvent> = {
  name: 'sampleBookings',
  version: 1,
  families: [calendarEvents],
  indexes: [],
  key: (event) => ((event.type === 'SlotBooked' && event.data.mode === 'sample_drop') || OVER.includes(event.type) ? (event.data as { readonly bookingId: string }).bookingId : null),
  evolve: (document, event) => {
    if (event.type !== 'SlotBooked') return document && { ...document, over: true };
    const { bookingId: _id, instrumentId, ownerOrganisationId, organisationId } = event.data;
    return document ?? { _id, instrumentId, ownerOrganisationId, organisationId, over: false };
  },
};
