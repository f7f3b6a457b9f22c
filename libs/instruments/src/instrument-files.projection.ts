import type { MediaType } from '@hewu/files/src/events.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { instrumentEvents, type Bilingual, type InstrumentEvent, type InstrumentFileTier } from './events.js';

export type InstrumentFile = {
  readonly fileId: string;
  readonly kind: 'photo' | 'document';
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: MediaType;
  readonly tier: InstrumentFileTier;
  readonly alt: Bilingual | null;
  readonly attachedAt: string;
};

/** What hangs on one instrument, in the order it came; its `_id` is the instrument. Names are not here: `Files` has them. */
export type InstrumentFilesDocument = Document & { readonly files: readonly InstrumentFile[] };

export const instrumentFilesProjection: Projection<InstrumentFilesDocument, InstrumentEvent> = {
  name: 'instrumentFiles',
  version: 1,
  families: [instrumentEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'InstrumentPhotoAttached' || type === 'InstrumentDocumentAttached' || type === 'InstrumentFileRemoved' ? data.instrumentId : null),
  evolve: (document, event) => {
    const files = document?.files ?? [];
    switch (event.type) {
      case 'InstrumentPhotoAttached':
      case 'InstrumentDocumentAttached': {
        const { instrumentId, fileId, sha256, bytes, mediaType, tier, attachedAt } = event.data;
        const what = event.type === 'InstrumentPhotoAttached' ? { kind: 'photo' as const, alt: event.data.alt } : { kind: 'document' as const, alt: null };
        return { _id: instrumentId, files: [...files.filter((one) => one.fileId !== fileId), { fileId, ...what, sha256, bytes, mediaType, tier, attachedAt }] };
      }
      case 'InstrumentFileRemoved':
        return { _id: event.data.instrumentId, files: files.filter(({ fileId }) => fileId !== event.data.fileId) };
      default:
        return document;
    }
  },
};
