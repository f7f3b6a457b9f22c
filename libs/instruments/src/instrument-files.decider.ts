import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { Bilingual, InstrumentEvent } from './instrument-events.js';
import type { InstrumentFileTier, InstrumentPhotoAttached } from './instrument-file-events.js';
import { saidOfFile, type InstrumentState } from './instrument-state.decider.js';

/* Photos and documents of an instrument: what they may be, and how many. A part of the instrument decider. */

type Attach = {
  readonly instrumentId: string;
  readonly organisationId: string;
  readonly file: Pick<InstrumentPhotoAttached['data'], 'fileId' | 'sha256' | 'bytes' | 'mediaType'>;
  readonly tier: InstrumentFileTier;
  /** How many of the kind there may be: `instrument_files`. */
  readonly rule: AppliedRule;
  readonly actorId: string;
  readonly now: string;
};
export type AttachPhoto = Attach & { readonly do: 'attach_photo'; readonly alt: Bilingual };
export type AttachDocument = Attach & { readonly do: 'attach_document' };
export type RemoveInstrumentFile = { readonly do: 'remove_file'; readonly instrumentId: string; readonly organisationId: string; readonly fileId: string; readonly reason: string; readonly actorId: string; readonly now: string };

/** In order of precedence. */
export type InstrumentFileRefusal = 'photo_not_image' | 'instrument_file_differs' | 'instrument_files_too_many' | 'instrument_file_unknown';
type Answer = readonly InstrumentEvent[] | Refusal<InstrumentFileRefusal>;

/** What every browser shows. */
const IMAGES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

export const attach = (command: AttachPhoto | AttachDocument, { files }: InstrumentState): Answer => {
  const { instrumentId, file: { fileId, sha256, bytes, mediaType }, tier, rule, actorId: attachedBy, now: attachedAt } = command;
  const kind = command.do === 'attach_photo' ? 'photo' : 'document';
  if (kind === 'photo' && !IMAGES.includes(mediaType)) return refuse('photo_not_image', { mediaType, allowed: IMAGES });
  const known = files.find((one) => one.fileId === fileId);
  if (known) return known.kind === kind && known.said === saidOfFile(tier, command.do === 'attach_photo' ? command.alt : null) ? [] : refuse('instrument_file_differs', { kind: known.kind });
  if (files.filter((one) => one.kind === kind).length >= rule.amount) return refuse('instrument_files_too_many', { atMost: rule.amount });
  const hung = { instrumentId, fileId, sha256, bytes, mediaType, tier, attachedBy, rule, attachedAt };
  return command.do === 'attach_photo' ? [{ type: 'InstrumentPhotoAttached', data: { ...hung, alt: command.alt } }] : [{ type: 'InstrumentDocumentAttached', data: hung }];
};

export const remove = ({ instrumentId, fileId, reason, actorId, now }: RemoveInstrumentFile, { files }: InstrumentState): Answer =>
  files.some((one) => one.fileId === fileId) ? [{ type: 'InstrumentFileRemoved', data: { instrumentId, fileId, reason, removedBy: actorId, removedAt: now } }] : refuse('instrument_file_unknown');
