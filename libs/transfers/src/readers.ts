import type { Filter } from '@hewu/kernel/src/read-store.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import type { TransferDocument } from './transfer-document.js';

/** Registrars and auditors read every transfer of both regions; reading is equal, decisions are territorial. */
export const watchesOver = ({ roles }: Actor): boolean => roles.includes('registrar') || roles.includes('auditor');

/** Whether a caller may know of a transfer: as a side, or as one who watches; of what became restricted, as its own unit alone. */
export const seesTransfer = (actor: Actor, { readers, watched }: TransferDocument): boolean => (actor.organisationId !== null && readers.includes(actor.organisationId)) || (watched && watchesOver(actor));

/** The same as a filter. Null: sees nothing. */
export const transfersSeenBy = (actor: Actor): Filter | null => {
  if (actor.organisationId === null) return null;
  return watchesOver(actor) ? { watched: true } : { readers: actor.organisationId };
};

/** Whether the sides may see what is in the room: nobody left, and nothing stands against it. */
export const isRoomOpen = ({ stage, closedBy }: TransferDocument): boolean => stage !== 'left' && closedBy.length === 0;
