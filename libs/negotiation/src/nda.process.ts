import { endOf } from '@hewu/calendar/src/days.js';
import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { ndaEvents, type NdaEvent } from './events.js';
import { EndNdaInTimeCommand, SettleNdaFileCommand } from './nda-upkeep.commands.js';
import { NDA } from './nda.commands.js';

/** How long the command that proposes may take between the file and the agreement, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

const letGo = (ndaId: string, fileId: string | null): readonly Reaction[] => (fileId === null ? [] : [{ do: 'send', errand: { name: 'settle', data: { ndaId, fileId } } }]);

/** Ends agreements when their last day is over, and lets go of texts that others took the place of. */
export const ndaUpkeep: Process<NdaEvent | FileEvent> = {
  name: 'ndas',
  families: [ndaEvents, fileEvents],
  react: (event) => {
    switch (event.type) {
      case 'NdaInForce': {
        const { ndaId, untilOn, replacesFileId } = event.data;
        return [{ do: 'schedule', timerId: timerOf(ndaId), dueAt: endOf(untilOn), errand: { name: 'end', data: { ndaId, untilOn } } }, ...letGo(ndaId, replacesFileId)];
      }
      case 'NdaEnded':
        return [{ do: 'cancel', timerId: timerOf(event.data.ndaId) }];
      case 'NdaProposed':
        return letGo(event.data.ndaId, event.data.replacesFileId);
      case 'FileAttached': {
        const { fileId, to: { kind, id: ndaId } } = event.data;
        if (kind !== NDA) return [];
        return [{ do: 'schedule', timerId: `nda-file:${ndaId}:${fileId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { ndaId, fileId } } }];
      }
      default:
        return [];
    }
  },
  command: ({ name, data }, context) => (name === 'end' ? new EndNdaInTimeCommand(data as EndNdaInTimeCommand['data'], context) : new SettleNdaFileCommand(data as SettleNdaFileCommand['data'], context)),
};

const timerOf = (ndaId: string): string => `nda:${ndaId}`;
