import type { MediaType } from '@hewu/files/src/events.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { achievementEvents, listingEvents, type AchievementEvent, type ListingEvent, type SecrecyTier } from './events.js';

export type AttachedFile = {
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: MediaType;
  readonly tier: SecrecyTier;
  readonly attachedBy: string;
  readonly attachedAt: string;
  /** Where it was attached in the order of all events: of a submission that names no files, the public sees what was there then. */
  readonly attachedPosition: string;
};

/** The files of one achievement, in the order they came; its `_id` is the achievement. Names are not here: `Files` has them. */
export type AchievementFilesDocument = Document & { readonly files: readonly AttachedFile[] };

export const achievementFilesProjection: Projection<AchievementFilesDocument, AchievementEvent> = {
  name: 'achievementFiles',
  version: 1,
  families: [achievementEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'AchievementFileAttached' || type === 'AchievementFileRemoved' ? data.achievementId : null),
  evolve: (document, event) => {
    const files = document?.files ?? [];
    switch (event.type) {
      case 'AchievementFileAttached': {
        const { achievementId, fileId, sha256, bytes, mediaType, tier, attachedBy } = event.data;
        return { _id: achievementId, files: [...files, { fileId, sha256, bytes, mediaType, tier, attachedBy, attachedAt: event.metadata.occurredAt, attachedPosition: event.position }] };
      }
      case 'AchievementFileRemoved':
        return { _id: event.data.achievementId, files: files.filter(({ fileId }) => fileId !== event.data.fileId) };
      default:
        return document;
    }
  },
};

/** What a listing was submitted with last; its `_id` is the listing. */
export type SubmissionDocument = Document & {
  /** In the order of all events. */
  readonly position: string;
  /** Ids of the files that the reviewer decides about; null where the submission named none. */
  readonly files: readonly string[] | null;
};

/** Whether a file belongs to what was submitted. */
export const isSubmitted = ({ files, position }: SubmissionDocument, { fileId, attachedPosition }: Pick<AttachedFile, 'fileId' | 'attachedPosition'>): boolean => (files === null ? attachedPosition < position : files.includes(fileId));

export const submissionsProjection: Projection<SubmissionDocument, ListingEvent> = {
  name: 'listingSubmissions',
  version: 2,
  families: [listingEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'ListingSubmitted' ? data.listingId : null),
  evolve: (document, event) => (event.type === 'ListingSubmitted' ? { _id: event.data.listingId, position: event.position, files: event.data.files?.map(({ fileId }) => fileId) ?? null } : document),
};
