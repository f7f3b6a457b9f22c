import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { idle, slot, waits, type DutyTable } from './duty.js';

type Known = { readonly organisationId: string; readonly personId: string };

/** Whoever sent a file is told when it went because it was hung on nothing. */
export const fileDuties: DutyTable = {
  whats: { file_discarded: { zh: '文件已清除', en: 'A file was discarded', news: true } },
  slots: [
    slot<FileEvent, Known>('file', 'fileId', [fileEvents], {
      FileStored: ({ data: { organisationId, storedBy: personId } }) => idle({ organisationId, personId }),
      FileAttached: () => null,
      FileDiscarded: ({ data: { fileId, ground } }, known) =>
        known && ground === 'never_attached'
          ? waits(known, { what: 'file_discarded', round: ground, by: known, href: `/api/v1/files/${fileId}`, sentence: { zh: '您上传的文件未被使用，已清除', en: 'A file that you sent was attached to nothing and is discarded' } })
          : null,
    }),
  ],
};
