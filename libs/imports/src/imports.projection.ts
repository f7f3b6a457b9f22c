import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { importEvents, type ImportCancelled, type ImportEvent, type ImportKindName, type ImportMode, type RowCounts, type StopGround } from './events.js';
import { NO_ROWS, sumOf, type ImportStatus } from './import.decider.js';

/** An import as its organisation sees it. */
export type ImportDocument = Document & {
  readonly organisationId: string;
  readonly kind: ImportKindName;
  readonly mode: ImportMode;
  readonly fileId: string;
  readonly sha256: string;
  readonly rows: number;
  readonly begunBy: string;
  readonly begunAt: string;
  readonly status: ImportStatus;
  /** Not over: somebody has to go on with it. */
  readonly open: boolean;
  /** What the check found would become of the rows; null while it looks. */
  readonly foreseen: RowCounts | null;
  /** What became of them until now. */
  readonly done: RowCounts;
  readonly ground: StopGround | ImportCancelled['data']['ground'] | null;
  readonly endedAt: string | null;
};

const evolve = (document: ImportDocument | null, event: Recorded<ImportEvent>): ImportDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'ImportBegun') {
    const { importId, organisationId, kind, mode, fileId, sha256, rows, begunBy } = event.data;
    return { _id: importId, organisationId, kind, mode, fileId, sha256, rows, begunBy, begunAt: at, status: 'checking', open: true, foreseen: null, done: NO_ROWS, ground: null, endedAt: null };
  }
  if (!document) return null;
  const { recorded, alreadyThere, faulty } = event.data;
  const counts = { recorded, alreadyThere, faulty };
  switch (event.type) {
    case 'ImportCommitted':
      return { ...document, status: 'recording', foreseen: counts };
    case 'ImportChunkRecorded':
      return { ...document, done: sumOf(document.done, counts) };
    case 'ImportFinished':
      return { ...document, status: 'finished', open: false, endedAt: at, ...(document.mode === 'dry_run' ? { foreseen: counts } : { done: counts }) };
    case 'ImportRefused': {
      const { ground } = event.data;
      // What would have been recorded is what is neither wrong nor there.
      const foreseen = ground === 'rows_faulty' ? { ...counts, recorded: document.rows - alreadyThere - faulty } : null;
      return { ...document, status: 'refused', open: false, ground, foreseen, endedAt: at };
    }
    case 'ImportCancelled':
      return { ...document, status: 'cancelled', open: false, ground: event.data.ground, done: counts, endedAt: at };
  }
};

export const importsProjection: Projection<ImportDocument, ImportEvent> = {
  name: 'imports',
  version: 1,
  families: [importEvents],
  indexes: [{ fields: ['open', 'begunAt'] }, { fields: ['organisationId', 'begunAt'] }, { fields: ['sha256'] }, { fields: ['begunAt'] }],
  key: ({ data }) => data.importId,
  evolve,
};
