import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { achievementEvents, type AchievementEvent } from '@hewu/listings/src/events.js';
import { interestEvents, ndaEvents, type InterestEvent, type NdaEvent } from '@hewu/negotiation/src/events.js';
import { transferEvents, type RespondBy, type TransferEvent } from './events.js';
import { SettleRoomFileCommand, TRANSFER } from './room-files.commands.js';
import { MarkResponseCommand, SettleRoomsCommand } from './room-upkeep.commands.js';
import type { ResponseMark } from './transfer-command.js';

/** Opens and closes rooms as interests, agreements and the achievement's own tier stand. Looks at each as soon as it is opened, too. */
export const rooms: Process<TransferEvent | InterestEvent | NdaEvent | AchievementEvent> = {
  name: 'rooms',
  families: [transferEvents, interestEvents, ndaEvents, achievementEvents],
  react: (event) => {
    const settle = (buyerOrganisationId: string | null): readonly Reaction[] => [{ do: 'send', errand: { name: 'settle', data: { achievementId: event.data.achievementId, buyerOrganisationId, position: event.position } } }];
    switch (event.type) {
      case 'NegotiationOpened':
        return settle(event.data.buyerOrganisationId);
      case 'InterestAccepted':
      case 'InterestClosed':
        return settle(event.data.byOrganisationId);
      case 'NdaInForce':
      case 'NdaEnded':
        return settle(event.data.recipientOrganisationId);
      case 'AchievementCorrected':
        return settle(null);
      default:
        return [];
    }
  },
  command: ({ data }, context) => new SettleRoomsCommand(data as SettleRoomsCommand['data'], context),
};

/** Reminds whoever has to answer when their time is nearly over, and says when it is. */
export const responses: Process<TransferEvent> = {
  name: 'responses',
  families: [transferEvents],
  react: ({ type, data }) => {
    const { transferId } = data;
    const cancel = (...marks: readonly ResponseMark[]): readonly Reaction[] => marks.map((mark) => ({ do: 'cancel', timerId: timerOf(mark, transferId) }));
    const schedule = (turn: number, respondBy: RespondBy | null): readonly Reaction[] => {
      if (!respondBy) return cancel('reminded', 'escalated');
      const { at, remindAt } = respondBy;
      const timer = (mark: ResponseMark, dueAt: string): Reaction => ({ do: 'schedule', timerId: timerOf(mark, transferId), dueAt, errand: { name: mark, data: { transferId, mark, turn, at } } });
      return [...(remindAt === null ? cancel('reminded') : [timer('reminded', remindAt)]), timer('escalated', at)];
    };
    switch (type) {
      case 'NegotiationOpened':
        return schedule(0, data.respondBy);
      case 'OfferMade':
        return schedule(data.version, data.respondBy);
      case 'RoomReopened':
        return data.turn === null ? [] : schedule(data.turn, data.respondBy);
      case 'RoomClosed':
      case 'PriceAgreed':
      case 'NegotiationLeft':
      case 'WinnerDefaulted':
      case 'SellerWithdrew':
      case 'HandedToContract':
        return cancel('reminded', 'escalated');
      case 'RoomFileAdded':
      case 'RoomFileRemoved':
      case 'ResponseReminded':
      case 'ResponseEscalated':
      case 'NegotiationReopened':
      case 'TransferCompleted':
        return [];
    }
  },
  command: ({ data }, context) => new MarkResponseCommand(data as MarkResponseCommand['data'], context),
};

const timerOf = (mark: ResponseMark, transferId: string): string => `response-${mark}:${transferId}`;

/** How long the command that adds may take between the file and the room, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

/** Keeps what files say of rooms in step with what rooms say of their files. */
export const roomFiles: Process<TransferEvent | FileEvent> = {
  name: 'room-files',
  families: [transferEvents, fileEvents],
  react: (event) => {
    switch (event.type) {
      case 'RoomFileAdded':
      case 'RoomFileRemoved': {
        const { transferId, fileId } = event.data;
        return [{ do: 'send', errand: { name: 'settle', data: { transferId, fileId } } }];
      }
      case 'FileAttached': {
        const { fileId, to: { kind, id: transferId } } = event.data;
        if (kind !== TRANSFER) return [];
        return [{ do: 'schedule', timerId: `room-file:${transferId}:${fileId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { transferId, fileId } } }];
      }
      default:
        return [];
    }
  },
  command: ({ data }, context) => new SettleRoomFileCommand(data as SettleRoomFileCommand['data'], context),
};
