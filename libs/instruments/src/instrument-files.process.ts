import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { INSTRUMENT, SettleInstrumentFileCommand } from './instrument-files.commands.js';
import { instrumentEvents, type InstrumentEvent } from './instrument-events.js';

/** How long the command that attaches may take between the file and the instrument, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

/** Keeps what files say of their instruments in step with what instruments say of their files (libs/files, "How a context attaches files"). */
export const instrumentFilesProcess: Process<InstrumentEvent | FileEvent> = {
  name: 'instrument-files',
  families: [instrumentEvents, fileEvents],
  react: (event) => {
    switch (event.type) {
      case 'InstrumentPhotoAttached':
      case 'InstrumentDocumentAttached':
      case 'InstrumentFileRemoved': {
        const { instrumentId, fileId } = event.data;
        return [{ do: 'send', errand: { name: 'settle', data: { instrumentId, fileId } } }];
      }
      case 'FileAttached': {
        const { fileId, to: { kind, id: instrumentId } } = event.data;
        if (kind !== INSTRUMENT) return [];
        return [{ do: 'schedule', timerId: `instrument-file:${instrumentId}:${fileId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { instrumentId, fileId } } }];
      }
      default:
        return [];
    }
  },
  command: ({ data }, context) => new SettleInstrumentFileCommand(data as SettleInstrumentFileCommand['data'], context),
};
