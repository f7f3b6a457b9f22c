import { samplesEvents, type SamplesAnnounced, type SamplesEvent } from '@hewu/samples/src/events.js';
import { idle, slot, waits, type Doer, type DoneBy, type DutyTable, type Next } from './duty.js';

type Known = { readonly owner: string; readonly instrumentId: string; readonly user: string; readonly personId: string };

const STAFF: readonly Doer[] = ['instrument_manager'];
/** The owner's instrument managers, and whoever operates the instrument. */
const ofOwner = ({ owner, instrumentId }: Known): DoneBy => ({ organisationId: owner, roles: STAFF, instrumentIds: [instrumentId] });
const href = (bookingId: string): string => `/api/v1/samples/${bookingId}`;
const remembered = ({ data: { instrumentId, ownerOrganisationId: owner, organisationId: user, announcedBy: personId } }: { readonly data: SamplesAnnounced['data'] }): Next<Known> => idle({ owner, instrumentId, user, personId });
const nothing = (known: Known | null): Next<Known> => known && idle(known);

/** Samples that change hands wait for the other side to confirm it; whoever sent them hears of results and of what went wrong. */
export const samplesDuties: DutyTable = {
  whats: {
    samples_hand_over: { zh: '交付样品', en: 'Hand the samples over', quiet: true, staysThere: true },
    samples_receipt: { zh: '签收样品', en: 'Confirm that samples were received' },
    samples_taking_back: { zh: '确认收回样品', en: 'Confirm that samples are back' },
    sample_result: { zh: '样品测试结果', en: 'A result of samples', news: true },
    sample_incident: { zh: '样品出现问题', en: 'Something happened to a sample', news: true },
  },
  slots: [
    slot<SamplesEvent, Known>('samples', 'bookingId', [samplesEvents], {
      SamplesAnnounced: ({ data: { bookingId, instrumentId, ownerOrganisationId: owner, organisationId: user, announcedBy: personId } }) =>
        waits({ owner, instrumentId, user, personId }, { what: 'samples_hand_over', round: 1, by: { organisationId: user, personId }, href: href(bookingId), sentence: { zh: '已登记的样品待交付', en: 'The samples that you announced are to be handed over' } }),
      SamplesHandedOver: ({ data: { bookingId, labels } }, known) =>
        known && waits(known, { what: 'samples_receipt', round: 1, by: ofOwner(known), dueBy: 'sample_receipt_days', href: href(bookingId), sentence: { zh: `${labels.length} 件样品已交付，待签收`, en: `${labels.length} samples were handed over and wait to be received` } }),
      SamplesReceived: (_event, known) => nothing(known),
      SamplesReturned: ({ data: { bookingId, labels } }, known) =>
        known && waits(known, { what: 'samples_taking_back', round: 1, by: { organisationId: known.user, personId: known.personId }, dueBy: 'sample_receipt_days', href: href(bookingId), sentence: { zh: `${labels.length} 件样品已退回，待确认`, en: `${labels.length} samples were given back: confirm that you have them` } }),
      SamplesTakenBack: () => null,
      SamplesDisposed: () => null,
    }),
    slot<SamplesEvent, Known>('sample_results', 'bookingId', [samplesEvents], {
      SamplesAnnounced: remembered,
      SampleResultRecorded: ({ data: { bookingId, fileId } }, known) =>
        known && waits(known, { what: 'sample_result', round: fileId, by: { organisationId: known.user, personId: known.personId }, href: href(bookingId), sentence: { zh: '您送的样品有了测试结果', en: 'There is a result of the samples that you sent in' } }),
    }),
    // A place of its own: what went wrong is told whether or not there is a result at the same moment.
    slot<SamplesEvent, Known>('sample_incidents', 'bookingId', [samplesEvents], {
      SamplesAnnounced: remembered,
      SampleIncidentReported: ({ data: { bookingId, label, incident, by } }, known) =>
        known && waits(known, {
          what: 'sample_incident', round: `${label}:${incident}`, by: by === 'owner' ? { organisationId: known.user, personId: known.personId } : ofOwner(known), href: href(bookingId),
          sentence: { zh: '对方报告样品遗失、损坏或用尽', en: 'The other side reports that a sample was lost, damaged or used up' },
        }),
    }),
  ],
};
