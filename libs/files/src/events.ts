import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds. The bytes themselves are outside the events, under their SHA-256.
 */

/** What files may be; which one is found in the bytes, never taken from a name. */
export const MEDIA_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/tiff',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'text/csv',
  'text/plain',
  'video/mp4',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** Something of a context that files hang on: `{ kind: 'achievement', id }`. */
export type Holder = { readonly kind: string; readonly id: string };

export type FileStored = Event<
  'FileStored',
  {
    readonly fileId: string;
    /** The organisation for which it was sent: whose quota it takes, and who may attach it. */
    readonly organisationId: string;
    readonly storedBy: string;
    /** 64 small hexadecimal digits: the name under which the bytes are kept. */
    readonly sha256: string;
    readonly bytes: number;
    readonly mediaType: MediaType;
    /** As the sender calls it. Names of files hold names of people, so it is sealed under the sender's key; null once they were erased. */
    readonly name: string | null;
    /** Discarded then, unless it was attached before. */
    readonly keepUntil: string;
  }
>;

/** From now on the file is kept as long as it hangs there. */
export type FileAttached = Event<'FileAttached', { readonly fileId: string; readonly to: Holder }>;

export type FileDetached = Event<
  'FileDetached',
  {
    readonly fileId: string;
    readonly from: Holder;
    /** As in `FileStored`; null when it hangs elsewhere too. */
    readonly keepUntil: string | null;
  }
>;

/** Nobody can read it any more; its bytes go when no other file has the same. */
export type FileDiscarded = Event<
  'FileDiscarded',
  { readonly fileId: string; readonly organisationId: string; readonly sha256: string; readonly bytes: number; readonly ground: 'never_attached' | 'detached' }
>;

export type FileEvent = FileStored | FileAttached | FileDetached | FileDiscarded;

export const fileEvents = eventFamily<FileEvent>('file', {
  FileStored: { version: 1, personal: { subject: 'storedBy', fields: ['name'] } },
  FileAttached: { version: 1 },
  FileDetached: { version: 1 },
  FileDiscarded: { version: 1 },
});
