import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 * Instants are ISO 8601 in UTC with milliseconds; a span is half-open, [from, until).
 */

type OfInstrument = { readonly instrumentId: string; readonly ownerOrganisationId: string };

/** An instrument signs with its own key; here is the public half: the 32 bytes of an Ed25519 key as base64url (`x` of RFC 8037). */
export type InstrumentKeyRegistered = Event<'InstrumentKeyRegistered', OfInstrument & { readonly keyId: string; readonly publicKey: string; readonly registeredBy: string; readonly registeredAt: string }>;
export type InstrumentKeyRevoked = Event<'InstrumentKeyRevoked', OfInstrument & { readonly keyId: string; readonly reason: string; readonly revokedBy: string; readonly revokedAt: string }>;

/** What an instrument says of a span: whether it ran, and its own meter of running minutes at the end of it, if it has one. */
export type Reading = { readonly from: string; readonly until: string; readonly running: boolean; readonly meterMinutes: number | null };

export type ReadingsReceived = Event<
  'ReadingsReceived',
  OfInstrument & {
    readonly keyId: string;
    /** Chosen by the instrument, once for each batch. */
    readonly batchId: string;
    /** In order of time, without overlap, also with what came before. */
    readonly readings: readonly Reading[];
    readonly sentAt: string;
    /** Of the signed message, hex: whoever keeps it can show what was signed. */
    readonly messageSha256: string;
    readonly receivedAt: string;
  }
>;

export type ReadingEvent = InstrumentKeyRegistered | InstrumentKeyRevoked | ReadingsReceived;

type OfBooking = OfInstrument & { readonly bookingId: string; /** For which organisation it was used. */ readonly organisationId: string };

/** What the instrument measured in the time of one booking, beside what its user recorded. Once, when readings reach its end. */
export type UsageMeasured = Event<
  'UsageMeasured',
  OfBooking & {
    /** From the check-in until the end of slot and record, or until the next user checked in. */
    readonly from: string;
    readonly until: string;
    readonly claimedMinutes: number;
    readonly measuredMinutes: number;
    /** Minutes of the span of which the instrument said anything. */
    readonly coveredMinutes: number;
    readonly measuredAt: string;
  }
>;

/** Further apart than may be: a case for the owner. */
export type UsageDiffers = Event<
  'UsageDiffers',
  OfBooking & {
    readonly claimedMinutes: number;
    readonly measuredMinutes: number;
    /** By the larger of both rules. */
    readonly allowedMinutes: number;
    readonly rules: readonly AppliedRule[];
    readonly noticedAt: string;
  }
>;

/** The owner has looked into it. */
export type DifferenceSettled = Event<'DifferenceSettled', OfBooking & { readonly reason: string; readonly settledBy: string; readonly settledAt: string }>;

export type MeasurementEvent = UsageMeasured | UsageDiffers | DifferenceSettled;

/** `readings-<instrumentId>`: the keys of one instrument and what it said. */
export const readingEvents = eventFamily<ReadingEvent>('readings', {
  InstrumentKeyRegistered: { version: 1 },
  InstrumentKeyRevoked: { version: 1 },
  ReadingsReceived: { version: 1 },
});

/** `measurement-<bookingId>`: the comparison with one record of use. */
export const measurementEvents = eventFamily<MeasurementEvent>('measurement', {
  UsageMeasured: { version: 1 },
  UsageDiffers: { version: 1 },
  DifferenceSettled: { version: 1 },
});
