import { measurementEvents, type MeasurementEvent } from '@hewu/readings/src/events.js';
import { slot, waits, type DutyTable } from './duty.js';

/** A record of use that is too far from what the instrument measured waits for the owner. */
export const readingDuties: DutyTable = {
  whats: { usage_difference: { zh: '核对机时差异', en: 'Look into a difference of use' } },
  slots: [
    slot<MeasurementEvent, Record<string, never>>('measurement', 'bookingId', [measurementEvents], {
      UsageDiffers: ({ data: { bookingId, instrumentId, ownerOrganisationId, claimedMinutes, measuredMinutes } }) =>
        waits({}, {
          what: 'usage_difference', round: 1, by: { organisationId: ownerOrganisationId, roles: ['instrument_manager'], instrumentIds: [instrumentId] }, dueBy: 'usage_confirmation_days', href: `/api/v1/bookings/${bookingId}/measurement`,
          sentence: { zh: `登记 ${claimedMinutes} 分钟，仪器测得 ${measuredMinutes} 分钟`, en: `${claimedMinutes} minutes were recorded, the instrument measured ${measuredMinutes}` },
        }),
      DifferenceSettled: () => null,
    }),
  ],
};
