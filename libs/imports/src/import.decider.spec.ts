import { specification } from '@hewu/kernel/src/testing.js';
import type { ImportBegun, ImportEvent, ImportMode } from './events.js';
import { imports, type ImportCommand } from './import.decider.js';

const given = specification(imports);
const about = { importId: 'i-1', organisationId: 'o-1' };
const order = (mode: ImportMode): ImportBegun['data'] => ({ ...about, region: '500117', begunBy: 'p-1', kind: 'achievements', mode, fileId: 'f-1', sha256: 'aa', rows: 4 });
const begun = (mode: ImportMode = 'good_ones'): ImportEvent => ({ type: 'ImportBegun', data: order(mode) });
const counts = { recorded: 2, alreadyThere: 1, faulty: 1 };
const clean = { recorded: 3, alreadyThere: 1, faulty: 0 };
const committed: ImportEvent = { type: 'ImportCommitted', data: { ...about, ...counts } };
const chunk = (untilRow: number): ImportEvent => ({ type: 'ImportChunkRecorded', data: { ...about, untilRow, recorded: 1, alreadyThere: 0, faulty: 1 } });
const finished: ImportEvent = { type: 'ImportFinished', data: { ...about, kind: 'achievements', mode: 'good_ones', begunBy: 'p-1', rows: 4, recorded: 1, alreadyThere: 0, faulty: 1 } };
const none = { recorded: 0, alreadyThere: 0, faulty: 0 };
const refused: ImportEvent = { type: 'ImportRefused', data: { ...about, kind: 'achievements', begunBy: 'p-1', ground: 'role_lost', ...none } };
const ofImport = { kind: 'achievements', begunBy: 'p-1' } as const;

const begin = (changes: Partial<ImportBegun['data']> = {}): ImportCommand => ({ type: 'BeginImport', ...order('good_ones'), ...changes });
const endCheck = (found = counts): ImportCommand => ({ type: 'EndCheck', counts: found });
const record = (afterRow: number, untilRow: number): ImportCommand => ({ type: 'RecordChunk', afterRow, untilRow, counts: { recorded: 1, alreadyThere: 0, faulty: 1 } });
const cancel = (organisationId = 'o-1'): ImportCommand => ({ type: 'CancelImport', organisationId, by: 'p-2' });
const stop = (ground: 'role_lost' | 'file_unreadable'): ImportCommand => ({ type: 'StopImport', ground, by: 'system:imports' });

describe('an import', () => {
  test('is begun once; its id is of no other order and no other organisation', () => {
    given().when(begin()).then(begun());
    given().when(begin()).thenRepeatingIsHarmless();
    for (const other of [{ mode: 'dry_run' }, { kind: 'demands' }, { fileId: 'f-2' }, { organisationId: 'o-2' }] as const) given(begun()).when(begin(other)).thenRefused('import_id_taken');
  });

  test('that only looks ends with what it found', () => {
    given(begun('dry_run')).when(endCheck()).then({ type: 'ImportFinished', data: { ...about, kind: 'achievements', mode: 'dry_run', begunBy: 'p-1', rows: 4, ...counts } });
  });

  test('of all or nothing is refused when one row is faulty, and committed when none is', () => {
    given(begun('all_or_nothing')).when(endCheck()).then({ type: 'ImportRefused', data: { ...about, ...ofImport, ground: 'rows_faulty', ...counts, recorded: 0 } });
    given(begun('all_or_nothing')).when(endCheck(clean)).then({ type: 'ImportCommitted', data: { ...about, ...clean } });
    given(begun('all_or_nothing')).when(endCheck(clean)).thenRepeatingIsHarmless();
  });

  test('of the good ones is committed with its faulty rows', () => given(begun()).when(endCheck()).then(committed));

  test('records chunk after chunk, none twice and none out of turn, and ends with their sum', () => {
    given(begun(), committed).when(record(0, 3)).then(chunk(3));
    given(begun(), committed, chunk(3)).when(record(0, 3)).thenNothing();
    given(begun(), committed, chunk(3)).when(record(2, 5)).thenNothing();
    given(begun()).when(record(0, 3)).thenNothing();
    given(begun(), committed, chunk(3)).when({ type: 'FinishImport' }).then(finished);
    given(begun(), committed, chunk(3), finished).when({ type: 'FinishImport' }).thenNothing();
    given(begun(), committed, chunk(3), finished).when(record(3, 5)).thenRefused('import_over');
  });

  test('is refused when it cannot go on before anything was recorded', () => {
    given(begun()).when(stop('role_lost')).then(refused);
    given(begun()).when(stop('role_lost')).thenRepeatingIsHarmless();
    given(begun('all_or_nothing')).when(stop('role_lost')).then(refused);
  });

  test('is ended when it cannot go on later, and what was recorded stays; all or nothing rolls forward when a role is lost', () => {
    given(begun(), committed, chunk(3)).when(stop('role_lost')).then({ type: 'ImportCancelled', data: { ...about, ...ofImport, ground: 'role_lost', cancelledBy: 'system:imports', recorded: 1, alreadyThere: 0, faulty: 1 } });
    given(begun('all_or_nothing'), committed).when(stop('role_lost')).thenNothing();
    given(begun('all_or_nothing'), committed).when(stop('file_unreadable')).then({ type: 'ImportCancelled', data: { ...about, ...ofImport, ground: 'file_unreadable', cancelledBy: 'system:imports', ...none } });
  });

  test('is ended by its organisation as long as that says what it says', () => {
    const cancelled: ImportEvent = { type: 'ImportCancelled', data: { ...about, ...ofImport, ground: 'asked', cancelledBy: 'p-2', ...none } };
    given(begun()).when(cancel()).then(cancelled);
    given(begun()).when(cancel()).thenRepeatingIsHarmless();
    given(begun(), committed).when(cancel()).then(cancelled);
    given(begun()).when(cancel('o-2')).thenRefused('not_found');
    given().when(cancel()).thenRefused('not_found');
    given(begun('all_or_nothing'), committed).when(cancel()).thenRefused('import_committed');
    given(begun(), committed, chunk(3), finished).when(cancel()).thenRefused('import_over', { status: 'finished' });
    given(begun(), cancelled).when(endCheck()).thenNothing();
  });
});
