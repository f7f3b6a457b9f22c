import { importOf } from './import.answers.js';
import type { ImportEvent } from './events.js';
import { importsProjection, type ImportDocument } from './imports.projection.js';
import type { Progress } from './notes.js';

const begun = (mode: string, rows = 230): object => ({ type: 'ImportBegun', data: { importId: 'i-1', organisationId: 'o-1', kind: 'achievements', mode, fileId: 'f-1', sha256: 'ab', rows, begunBy: 'p-1', region: '500117' } });
const event = (type: string, recorded: number, faulty = 0, more: object = {}): object => ({ type, data: { importId: 'i-1', recorded, alreadyThere: 0, faulty, ...more } });
const folded = (...events: readonly object[]): ImportDocument =>
  events.reduce<ImportDocument | null>((document, one) => importsProjection.evolve(document, { ...(one as ImportEvent), metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } } as never), null)!;
const notes = (pass: 'check' | 'record', rows: number): Progress => ({ _id: 'i-1', pass, untilRow: rows + 1, rows, faults: 0, before: null });
const rowsDone = (document: ImportDocument, progress: Progress | null): number => importOf(document, progress, null).rowsDone;

describe('how many rows are done', () => {
  test('is what was recorded, whatever the runner noted before or after a crash', () => {
    const committed = folded(begun('good_ones'), event('ImportCommitted', 220, 10));
    for (const noted of [notes('check', 230), notes('record', 100), notes('record', 330), null]) {
      expect(rowsDone(committed, noted)).toBe(0);
      expect(rowsDone(folded(begun('good_ones'), event('ImportCommitted', 220, 10), event('ImportChunkRecorded', 95, 5)), noted)).toBe(100);
      expect(rowsDone(folded(begun('good_ones'), event('ImportCommitted', 220, 10), event('ImportChunkRecorded', 95, 5), event('ImportCancelled', 95, 5, { ground: 'asked' })), noted)).toBe(100);
      expect(rowsDone(folded(begun('good_ones'), event('ImportCommitted', 220, 10), event('ImportFinished', 220, 10)), noted)).toBe(230);
      expect(rowsDone(folded(begun('dry_run'), event('ImportFinished', 220, 10)), noted)).toBe(230);
      expect(rowsDone(folded(begun('all_or_nothing'), event('ImportRefused', 0, 10, { ground: 'rows_faulty' })), noted)).toBe(230);
    }
  });

  test('of a check that came to no end is what it has looked at', () => {
    for (const document of [folded(begun('good_ones')), folded(begun('good_ones'), event('ImportRefused', 0, 0, { ground: 'role_lost' })), folded(begun('good_ones'), event('ImportCancelled', 0, 0, { ground: 'asked' }))]) {
      expect([rowsDone(document, null), rowsDone(document, notes('check', 100)), rowsDone(document, notes('check', 300)), rowsDone(document, notes('record', 100))]).toEqual([0, 100, 230, 0]);
    }
  });
});
