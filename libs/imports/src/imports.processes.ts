import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { importEvents, type ImportEvent } from './events.js';
import { IMPORT, SettleImportFileCommand } from './import.commands.js';

/** How long the command that begins an import may take between the file and the import, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

/**
 * Keeps what files say of imports in step with what imports need: when one is over, and an hour after a file was taken, in
 * case its import never began. A file that is let go is loose for a day: time enough to follow a dry run by the real thing.
 */
export const importFiles: Process<ImportEvent | FileEvent> = {
  name: 'import-files',
  families: [importEvents, fileEvents],
  react: (event) => {
    switch (event.type) {
      case 'FileAttached': {
        const { fileId, to: { kind, id: importId } } = event.data;
        if (kind !== IMPORT) return [];
        return [{ do: 'schedule', timerId: `import-file:${importId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { importId, fileId } } }];
      }
      case 'ImportFinished':
      case 'ImportRefused':
      case 'ImportCancelled':
        return [{ do: 'send', errand: { name: 'settle', data: { importId: event.data.importId, fileId: null } } }];
      default:
        return [];
    }
  },
  command: ({ data }, context) => new SettleImportFileCommand(data as SettleImportFileCommand['data'], context),
};
