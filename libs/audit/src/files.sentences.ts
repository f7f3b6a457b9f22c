import type { FileEvent } from '@hewu/files/src/events.js';
import type { ImportCancelled, ImportEvent, ImportMode, ImportRefused } from '@hewu/imports/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { says, type Sentences } from './sentence.js';
import { FILE_HOLDER, IMPORTED, wordOf } from './sentence-words.js';

/* Files, and imports of many rows. */

const IMPORT_MODE: Readonly<Record<ImportMode, Bilingual>> = { dry_run: { zh: '试运行', en: 'dry run' }, all_or_nothing: { zh: '全部或不导入', en: 'all or nothing' }, good_ones: { zh: '只导入无误的行', en: 'those in order' } };

const IMPORT_GROUND: Readonly<Record<ImportRefused['data']['ground'] | ImportCancelled['data']['ground'], Bilingual>> = {
  rows_faulty: { zh: '有行有误', en: 'rows are faulty' }, role_lost: { zh: '导入者失去所需角色', en: 'whoever imported lost the role' }, file_unreadable: { zh: '文件无法读取', en: 'the file cannot be read' }, asked: { zh: '应要求', en: 'as asked' },
};

type Told = FileEvent | ImportEvent;

export const filesSentences: Sentences<Told> = {
  FileStored: ({ mediaType, bytes, sha256 }) => ({ zh: `上传文件（${mediaType}，${bytes} 字节，SHA-256 ${sha256}）`, en: `A file was sent (${mediaType}, ${bytes} bytes, SHA-256 ${sha256})` }),
  FileAttached: ({ to: { kind, id } }) => ({ zh: `文件附于 ${wordOf(FILE_HOLDER, kind).zh} ${id}`, en: `The file was attached to ${wordOf(FILE_HOLDER, kind).en} ${id}` }),
  FileDetached: ({ from: { kind, id } }) => ({ zh: `文件不再附于 ${wordOf(FILE_HOLDER, kind).zh} ${id}`, en: `The file is no more attached to ${wordOf(FILE_HOLDER, kind).en} ${id}` }),
  FileDiscarded: says('文件已清除', 'The file was discarded'),
  ImportBegun: ({ kind, mode, rows, sha256 }) => ({ zh: `开始导入 ${wordOf(IMPORTED, kind).zh}（${IMPORT_MODE[mode].zh}），${rows} 行，SHA-256 ${sha256}`, en: `An import of ${wordOf(IMPORTED, kind).en} was begun (${IMPORT_MODE[mode].en}), ${rows} rows, SHA-256 ${sha256}` }),
  ImportCommitted: ({ recorded, alreadyThere, faulty }) => ({ zh: `检查完毕，开始记录：可记录 ${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `Every row was looked at and recording began: ${recorded} in order, ${alreadyThere} there already, ${faulty} faulty` }),
  ImportChunkRecorded: ({ untilRow, recorded, alreadyThere, faulty }) => ({ zh: `导入至第 ${untilRow} 行：记录 ${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `Imported up to row ${untilRow}: ${recorded} recorded, ${alreadyThere} there already, ${faulty} faulty` }),
  ImportFinished: ({ mode, recorded, alreadyThere, faulty }) => ({ zh: `${mode === 'dry_run' ? '试运行结束，可记录' : '导入完成，记录'} ${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `${mode === 'dry_run' ? 'The dry run ended, in order' : 'The import was finished, recorded'}: ${recorded}; there already: ${alreadyThere}; faulty: ${faulty}` }),
  ImportRefused: ({ ground }) => ({ zh: `导入被拒绝，未记录任何内容：${IMPORT_GROUND[ground].zh}`, en: `The import was refused and nothing recorded: ${IMPORT_GROUND[ground].en}` }),
  ImportCancelled: ({ ground, recorded }) => ({ zh: `导入中止（${IMPORT_GROUND[ground].zh}），已记录 ${recorded} 行`, en: `The import was ended (${IMPORT_GROUND[ground].en}) after ${recorded} rows were recorded` }),
};
