import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { fileEvents, type FileEvent } from './events.js';

/** What the living files of one organisation take; its `_id` is the organisation. */
export type FileUsage = Document & { readonly files: number; readonly bytes: number };

export const fileUsageProjection: Projection<FileUsage, FileEvent> = {
  name: 'fileUsage',
  version: 1,
  families: [fileEvents],
  indexes: [],
  key: (event) => ('organisationId' in event.data ? event.data.organisationId : null),
  evolve: (document, event) => {
    const { files, bytes } = document ?? { files: 0, bytes: 0 };
    switch (event.type) {
      case 'FileStored':
        return { _id: event.data.organisationId, files: files + 1, bytes: bytes + event.data.bytes };
      case 'FileDiscarded':
        return { _id: event.data.organisationId, files: files - 1, bytes: bytes - event.data.bytes };
      case 'FileAttached':
      case 'FileDetached':
        return document;
    }
  },
};
