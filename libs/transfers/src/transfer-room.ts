import { refuse } from '@hewu/kernel/src/decider.js';
import { ROOM_CLOSED_GROUNDS, type Side, type TransferEvent } from './events.js';
import type { Of } from './transfer-command.js';
import { aboutOf, closed, isTalking, notTalking, organisationOf, type Transfer, type TransferDecision } from './transfer-state.js';

/** Whether anything can still happen in the room: until the transfer is complete or was left. */
const hasRoom = (state: Transfer): boolean => isTalking(state) || state.stage === 'contract';

/** The winner of a sale has a time to sign. */
const isSigning = ({ agreed }: Transfer): boolean => agreed !== null && agreed.signBy !== null;

/** A side lays one of its files into the room, once. */
export const addFile = (side: Side, { by, file, tier, limit }: Of<'AddRoomFile'>, state: Transfer): TransferDecision => {
  if (!hasRoom(state)) return notTalking(state);
  const shut = closed(state);
  if (shut) return shut;
  const known = state.files.find(({ fileId }) => fileId === file.fileId);
  if (known) return known.tier === tier ? [] : refuse('room_file_tier_differs', { tier: known.tier });
  if (state.files.length >= limit.amount) return refuse('too_many_room_files', { most: limit.amount });
  return [{ type: 'RoomFileAdded', data: { ...aboutOf(state), ...file, tier, side, organisationId: by.organisationId, addedBy: by.personId } }];
};

/** The side that added a file takes it away; what others added is not there to take. */
export const removeFile = (side: Side, { by, fileId, reason }: Of<'RemoveRoomFile'>, state: Transfer): TransferDecision => {
  const known = state.files.find((file) => file.fileId === fileId);
  if (known?.side !== side) return refuse('not_found');
  // What the contract is over stays where both read it.
  if (known.tier === 'room' && known.sha256 === state.contractTextSha256) return refuse('room_file_is_contract', { fileId });
  return [{ type: 'RoomFileRemoved', data: { ...aboutOf(state), fileId, side, reason, removedBy: by.personId } }];
};

/**
 * Closes or opens the room by what stands against it now; what has come to an end stays as it was, but for this: talks that were
 * left while the achievement was restricted are their sides' to read again when it is so no longer.
 */
export const settle = ({ grounds, respondBy }: Of<'SettleRoom'>, state: Transfer): readonly TransferEvent[] => {
  const about = aboutOf(state);
  if (!hasRoom(state)) {
    const readAgain = state.stage === 'left' && state.closedBy.includes('achievement_restricted') && !grounds.includes('achievement_restricted');
    return readAgain ? [{ type: 'RoomReopened', data: { ...about, ground: 'achievement_restricted', turn: null, respondBy: null } }] : [];
  }
  const opensAgain = grounds.length === 0;
  const gone = state.closedBy.filter((ground) => !grounds.includes(ground));
  return [
    ...ROOM_CLOSED_GROUNDS.filter((ground) => grounds.includes(ground) && !state.closedBy.includes(ground)).map((ground): TransferEvent => ({ type: 'RoomClosed', data: { ...about, ground } })),
    ...gone.map((ground, n): TransferEvent => {
      const anew = opensAgain && n === gone.length - 1 && (state.awaiting !== null || isSigning(state)) ? respondBy : null;
      return { type: 'RoomReopened', data: { ...about, ground, turn: anew && state.awaiting ? state.awaiting.turn : null, respondBy: anew } };
    }),
  ];
};

/** Says once that the time of whoever must answer is nearly over, and once that it is. A later offer, or a room that closed, makes that void. */
export const mark = ({ mark: asked, turn, at, now }: Of<'MarkResponse'>, state: Transfer): readonly TransferEvent[] => {
  const { awaiting } = state;
  if (!awaiting || awaiting.turn !== turn || awaiting.respondBy.at !== at || state.closedBy.length > 0) return [];
  const { step, side, respondBy } = awaiting;
  const data = { ...aboutOf(state), turn, step, side, organisationId: organisationOf(side, state), respondBy };
  if (asked === 'escalated') return now >= respondBy.at && !awaiting.escalated ? [{ type: 'ResponseEscalated', data }] : [];
  const due = respondBy.remindAt !== null && now >= respondBy.remindAt && now < respondBy.at;
  return due && !awaiting.reminded ? [{ type: 'ResponseReminded', data }] : [];
};
