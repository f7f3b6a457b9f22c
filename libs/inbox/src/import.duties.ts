import { importEvents, type ImportEvent, type ImportKindName, type RowCounts } from '@hewu/imports/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { slot, waits, type DutyTable, type Next } from './duty.js';

const NAMED: Readonly<Record<ImportKindName, Bilingual>> = { organisations: { zh: '单位', en: 'organisations' }, achievements: { zh: '科技成果', en: 'achievements' }, demands: { zh: '技术需求', en: 'demands' }, instruments: { zh: '仪器', en: 'instruments' } };

type Ended = RowCounts & { readonly importId: string; readonly organisationId: string; readonly kind: ImportKindName; readonly begunBy: string };

const told = (what: 'import_finished' | 'import_stopped', { importId, organisationId, kind, begunBy, recorded, alreadyThere, faulty }: Ended, zh: string, en: string): Next<Record<string, never>> =>
  waits({}, {
    what, round: 1, by: { organisationId, personId: begunBy }, href: `/api/v1/imports/${importId}`,
    sentence: { zh: `${NAMED[kind].zh}${zh}：${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `${en} of ${NAMED[kind].en}: ${recorded} rows, ${alreadyThere} there already, ${faulty} faulty` },
  });

/** What became of a file, told once to whoever gave it; not when they ended it themselves. */
export const importDuties: DutyTable = {
  whats: {
    import_finished: { zh: '导入完成', en: 'An import is finished', news: true },
    import_stopped: { zh: '导入未完成', en: 'An import was stopped', news: true },
  },
  slots: [
    slot<ImportEvent, Record<string, never>>('import', 'importId', [importEvents], {
      ImportFinished: ({ data }) => (data.mode === 'dry_run' ? told('import_finished', data, '导入试运行结束，可记录', 'The dry run of an import') : told('import_finished', data, '导入完成，已记录', 'The import')),
      ImportRefused: ({ data }) => told('import_stopped', data, '导入被拒绝，已记录', 'The import was refused,'),
      ImportCancelled: ({ data }) => (data.ground === 'asked' ? null : told('import_stopped', data, '导入中止，已记录', 'The import was ended,')),
    }),
  ],
};
