import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { fileEvents, type FileEvent, type FileStored, type Holder, type MediaType } from './events.js';

/**
 * How many bytes the living files of one organisation may have: a house rule, some five hundred reports of 4 MiB. Equal
 * contents count each time, so that nobody learns from the quota what others have.
 */
export const ORGANISATION_QUOTA_BYTES = 2 * 1_073_741_824;

export type FileCommand =
  | (FileStored['data'] & { readonly type: 'StoreFile'; readonly usedBytes: number })
  | { readonly type: 'AttachFile'; readonly organisationId: string; readonly to: Holder }
  | { readonly type: 'DetachFile'; readonly from: Holder; readonly keepUntil: string }
  /** `keepUntil` is the one whose time has come. */
  | { readonly type: 'DiscardFile'; readonly keepUntil: string };

/** In order of precedence. `not_found` is also the answer about a file of another organisation and one that was discarded. */
export type FileRefusal = 'not_found' | 'file_id_reused' | 'quota_used';

/** Null before it was stored. */
export type FileState = {
  readonly fileId: string;
  readonly organisationId: string;
  readonly storedBy: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: MediaType;
  readonly holders: readonly Holder[];
  /** Null while it hangs somewhere. */
  readonly keepUntil: string | null;
  readonly everAttached: boolean;
  readonly discarded: boolean;
} | null;

/** One file: who sent it, what its bytes are, where it hangs. Stream `file-<id>`. */
export const files: Decider<FileState, FileCommand, FileEvent, FileRefusal> = {
  events: fileEvents,
  stateVersion: 1,
  initialState: null,
  evolve: (state, event) => {
    switch (event.type) {
      case 'FileStored': {
        const { fileId, organisationId, storedBy, sha256, bytes, mediaType, keepUntil } = event.data;
        return { fileId, organisationId, storedBy, sha256, bytes, mediaType, holders: [], keepUntil, everAttached: false, discarded: false };
      }
      case 'FileAttached':
        return state && { ...state, holders: [...state.holders, event.data.to], keepUntil: null, everAttached: true };
      case 'FileDetached':
        return state && { ...state, holders: state.holders.filter((holder) => !same(holder, event.data.from)), keepUntil: event.data.keepUntil };
      case 'FileDiscarded':
        return state && { ...state, keepUntil: null, discarded: true };
    }
  },
  decide: (command, state) => {
    switch (command.type) {
      case 'StoreFile': {
        const { type: _, usedBytes, ...data } = command;
        if (state) return state.organisationId === data.organisationId && state.sha256 === data.sha256 ? [] : refuse('file_id_reused');
        if (usedBytes + data.bytes > ORGANISATION_QUOTA_BYTES) return refuse('quota_used', { usedBytes, bytes: data.bytes, quotaBytes: ORGANISATION_QUOTA_BYTES });
        return [{ type: 'FileStored', data }];
      }
      case 'AttachFile': {
        const { organisationId, to } = command;
        if (!state || state.discarded || state.organisationId !== organisationId) return refuse('not_found');
        return state.holders.some((holder) => same(holder, to)) ? [] : [{ type: 'FileAttached', data: { fileId: state.fileId, to } }];
      }
      case 'DetachFile': {
        const { from, keepUntil } = command;
        if (!state || !state.holders.some((holder) => same(holder, from))) return [];
        return [{ type: 'FileDetached', data: { fileId: state.fileId, from, keepUntil: state.holders.length === 1 ? keepUntil : null } }];
      }
      case 'DiscardFile': {
        // Attached since, or attached and detached again: another instant counts, or none.
        if (!state || state.discarded || state.keepUntil !== command.keepUntil) return [];
        const { fileId, organisationId, sha256, bytes, everAttached } = state;
        return [{ type: 'FileDiscarded', data: { fileId, organisationId, sha256, bytes, ground: everAttached ? 'detached' : 'never_attached' } }];
      }
    }
  },
};

const same = (one: Holder, other: Holder): boolean => one.kind === other.kind && one.id === other.id;
