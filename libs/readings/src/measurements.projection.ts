import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { measurementEvents, type MeasurementEvent } from './events.js';

export type MeasurementDocument = Document & {
  readonly instrumentId: string;
  readonly ownerOrganisationId: string;
  readonly organisationId: string;
  readonly from: string;
  readonly until: string;
  readonly claimedMinutes: number;
  readonly measuredMinutes: number;
  readonly coveredMinutes: number;
  readonly measuredAt: string;
  /** Differs and waits for the owner. */
  readonly open: boolean;
  /** Null when claim and measurement are near enough. */
  readonly difference: { readonly allowedMinutes: number; readonly settledAt: string | null; readonly reason: string | null } | null;
};

/** Each comparison, by the booking. */
export const measurementsProjection: Projection<MeasurementDocument, MeasurementEvent> = {
  name: 'measurements',
  version: 1,
  families: [measurementEvents],
  indexes: [{ fields: ['ownerOrganisationId', 'measuredAt'] }, { fields: ['ownerOrganisationId', 'open'] }],
  key: ({ data }) => data.bookingId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'UsageMeasured': {
        const { bookingId: _id, ...data } = event.data;
        return { _id, ...data, open: false, difference: null };
      }
      case 'UsageDiffers':
        return document && { ...document, open: true, difference: { allowedMinutes: event.data.allowedMinutes, settledAt: null, reason: null } };
      case 'DifferenceSettled':
        return document && document.difference && { ...document, open: false, difference: { ...document.difference, settledAt: event.data.settledAt, reason: event.data.reason } };
    }
  },
};
