import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * `samples-<bookingId>`: the chain of custody of samples sent in for one booking (送样). Stored and published; a shape, once
 * recorded, keeps its meaning. Who did what stands in each event as an id; `by` is the side on which they stood.
 */

type OfBooking = { readonly bookingId: string };
/** The two organisations between whom samples change hands. */
export type Side = 'user' | 'owner';

export const SAMPLE_HAZARDS = ['none', 'flammable', 'toxic', 'corrosive', 'biological', 'radioactive', 'other'] as const;
export type SampleHazard = (typeof SAMPLE_HAZARDS)[number];
export const SAMPLE_STORAGE = ['room', 'dry', 'dark', 'refrigerated', 'frozen', 'inert'] as const;
export type SampleStorage = (typeof SAMPLE_STORAGE)[number];
/** What is to become of them: given back, or (which is also the user's consent) disposed of. */
export const SAMPLE_ENDS = ['return', 'disposal'] as const;
export type SampleEnd = (typeof SAMPLE_ENDS)[number];

export type SamplesAnnounced = Event<
  'SamplesAnnounced',
  OfBooking & {
    readonly instrumentId: string;
    readonly ownerOrganisationId: string;
    readonly organisationId: string;
    readonly count: number;
    readonly description: string;
    readonly hazards: readonly SampleHazard[];
    readonly storage: SampleStorage;
    readonly wantedEnd: SampleEnd;
    readonly announcedBy: string;
    readonly announcedAt: string;
  }
>;
/** By the user, each sample under its label. The owner confirms it with `SamplesReceived`. */
export type SamplesHandedOver = Event<'SamplesHandedOver', OfBooking & { readonly labels: readonly string[]; readonly note: string; readonly handedOverBy: string; readonly handedOverAt: string }>;

export const SAMPLE_CONDITIONS = ['good', 'damaged', 'unlabelled', 'missing'] as const;
/** `missing`: it was handed over by its label and did not arrive. */
export type SampleCondition = (typeof SAMPLE_CONDITIONS)[number];
/** By the owner's staff: every sample that was handed over, in the condition in which it came. */
export type SamplesReceived = Event<
  'SamplesReceived',
  OfBooking & { readonly samples: readonly { readonly label: string; readonly condition: SampleCondition; readonly note: string }[]; readonly discrepancies: number; readonly receivedBy: string; readonly receivedAt: string }
>;
export type SampleWorkBegun = Event<'SampleWorkBegun', OfBooking & { readonly begunBy: string; readonly begunAt: string }>;
/** A file of the owner's, which the two organisations alone may have; several may follow one another. */
export type SampleResultRecorded = Event<
  'SampleResultRecorded',
  OfBooking & { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly mediaType: string; readonly note: string; readonly recordedBy: string; readonly recordedAt: string }
>;
/** By the owner's staff: what is left of them is on its way back, or waits at the counter. The user confirms it. */
export type SamplesReturned = Event<'SamplesReturned', OfBooking & { readonly labels: readonly string[]; readonly note: string; readonly returnedBy: string; readonly returnedAt: string }>;
export type SamplesTakenBack = Event<'SamplesTakenBack', OfBooking & { readonly labels: readonly string[]; readonly takenBackBy: string; readonly takenBackAt: string }>;
/** The user agrees to the disposal of what they had wanted back. */
export type SampleDisposalConsented = Event<'SampleDisposalConsented', OfBooking & { readonly consentedBy: string; readonly consentedAt: string }>;
export type SamplesDisposed = Event<'SamplesDisposed', OfBooking & { readonly labels: readonly string[]; readonly method: string; readonly disposedBy: string; readonly disposedAt: string }>;

export const SAMPLE_INCIDENTS = ['lost', 'damaged', 'used_up'] as const;
export type SampleIncident = (typeof SAMPLE_INCIDENTS)[number];
/** Something happened to one sample. One that is lost or used up can no longer be given back. */
export type SampleIncidentReported = Event<'SampleIncidentReported', OfBooking & { readonly label: string; readonly incident: SampleIncident; readonly description: string; readonly by: Side; readonly reportedBy: string; readonly reportedAt: string }>;

export type SamplesEvent =
  | SamplesAnnounced | SamplesHandedOver | SamplesReceived | SampleWorkBegun | SampleResultRecorded
  | SamplesReturned | SamplesTakenBack | SampleDisposalConsented | SamplesDisposed | SampleIncidentReported;

export const samplesEvents = eventFamily<SamplesEvent>('samples', {
  SamplesAnnounced: { version: 1 },
  SamplesHandedOver: { version: 1 },
  SamplesReceived: { version: 1 },
  SampleWorkBegun: { version: 1 },
  SampleResultRecorded: { version: 1 },
  SamplesReturned: { version: 1 },
  SamplesTakenBack: { version: 1 },
  SampleDisposalConsented: { version: 1 },
  SamplesDisposed: { version: 1 },
  SampleIncidentReported: { version: 1 },
});
