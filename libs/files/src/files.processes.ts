import { plus } from '@hewu/kernel/src/clock.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { fileEvents, type FileEvent } from './events.js';
import { DiscardFileCommand } from './file.commands.js';
import { GRACE_MS } from './keeping.js';
import { SweepBlobsCommand } from './blob-sweep.js';

/** Discards a file that hangs nowhere when its time has come. */
export const looseFiles: Process<FileEvent> = {
  name: 'loose-files',
  families: [fileEvents],
  react: ({ type, data }) => {
    const timerId = `loose-file:${data.fileId}`;
    const discardAt = (keepUntil: string): Reaction => ({ do: 'schedule', timerId, dueAt: keepUntil, errand: { name: 'discard', data: { fileId: data.fileId, keepUntil } } });
    switch (type) {
      case 'FileStored':
        return [discardAt(data.keepUntil)];
      case 'FileDetached':
        return data.keepUntil === null ? [] : [discardAt(data.keepUntil)];
      case 'FileAttached':
        return [{ do: 'cancel', timerId }];
      case 'FileDiscarded':
        return [];
    }
  },
  command: ({ data }, context) => new DiscardFileCommand(data as DiscardFileCommand['data'], context),
};

/** Clears bytes away that no file has: at night, some two days after any were sent or given up. */
export const blobSweep: Process<FileEvent> = {
  name: 'blob-sweep',
  families: [fileEvents],
  react: ({ type, metadata }) => {
    switch (type) {
      case 'FileStored':
      case 'FileDiscarded': {
        // One timer for all that happens on one day; so late that the grace of each of them is over.
        const day = plus(metadata.occurredAt, 2 * GRACE_MS).slice(0, 10);
        return [{ do: 'schedule', timerId: `blob-sweep:${day}`, dueAt: `${day}T19:00:00.000Z`, errand: { name: 'sweep', data: {} } }];
      }
      case 'FileAttached':
      case 'FileDetached':
        return [];
    }
  },
  command: (_, context) => new SweepBlobsCommand(context),
};
