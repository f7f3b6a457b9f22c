import type { MediaType } from '@hewu/files/src/events.js';
import type { Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * On `instrument-<instrumentId>`: photos and documents that hang on it (`libs/files`). Stored and published; a shape, once
 * recorded, keeps its meaning. The bytes stand outside the events, under their SHA-256.
 */

/** Everybody, or members of verified organisations. */
export const INSTRUMENT_FILE_TIERS = ['public', 'members'] as const;
export type InstrumentFileTier = (typeof INSTRUMENT_FILE_TIERS)[number];

type Hung = {
  readonly instrumentId: string;
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: MediaType;
  readonly tier: InstrumentFileTier;
  readonly attachedBy: string;
  /** How many of the kind an instrument may have: `instrument_files`. */
  readonly rule: AppliedRule;
  readonly attachedAt: string;
};

/** `alt`: what is to be seen on it, for whoever cannot see it. */
export type InstrumentPhotoAttached = Event<'InstrumentPhotoAttached', Hung & { readonly alt: { readonly zh: string; readonly en: string } }>;
export type InstrumentDocumentAttached = Event<'InstrumentDocumentAttached', Hung>;
export type InstrumentFileRemoved = Event<'InstrumentFileRemoved', { readonly instrumentId: string; readonly fileId: string; readonly reason: string; readonly removedBy: string; readonly removedAt: string }>;

export type InstrumentFileEvent = InstrumentPhotoAttached | InstrumentDocumentAttached | InstrumentFileRemoved;
