import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { importEvents, type ImportBegun, type ImportEvent, type ImportKindName, type ImportMode, type RowCounts, type StopGround } from './events.js';

export type ImportCommand =
  | (ImportBegun['data'] & { readonly type: 'BeginImport' })
  /** Every row was looked at, and this is what would become of them. */
  | { readonly type: 'EndCheck'; readonly counts: RowCounts }
  /** `afterRow`: what the chunk before ended with; a chunk that comes twice changes nothing. */
  | { readonly type: 'RecordChunk'; readonly afterRow: number; readonly untilRow: number; readonly counts: RowCounts }
  | { readonly type: 'FinishImport' }
  /** By the system: it cannot go on. */
  | { readonly type: 'StopImport'; readonly ground: Exclude<StopGround, 'rows_faulty'>; readonly by: string }
  | { readonly type: 'CancelImport'; readonly organisationId: string; readonly by: string };

/** In order of precedence. `not_found` is also the answer about an import of another organisation. */
export type ImportRefusal = 'not_found' | 'import_id_taken' | 'import_committed' | 'import_over';

export const IMPORT_STATUSES = ['checking', 'recording', 'finished', 'refused', 'cancelled'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

type Import = {
  readonly begun: ImportBegun['data'];
  readonly status: ImportStatus;
  /** Everything up to this row was dealt with and recorded. */
  readonly untilRow: number;
  readonly counts: RowCounts;
};

/** Null before it was begun. */
export type ImportState = Import | null;

type Answer = readonly ImportEvent[] | Refusal<ImportRefusal>;

export const NO_ROWS: RowCounts = { recorded: 0, alreadyThere: 0, faulty: 0 };

export const sumOf = (one: RowCounts, other: RowCounts): RowCounts => ({ recorded: one.recorded + other.recorded, alreadyThere: one.alreadyThere + other.alreadyThere, faulty: one.faulty + other.faulty });

/** Nothing will be recorded under it any more. */
export const isOver = ({ status }: Pick<Import, 'status'>): boolean => status !== 'checking' && status !== 'recording';

const evolve = (state: ImportState, event: ImportEvent): ImportState => {
  switch (event.type) {
    case 'ImportBegun':
      return { begun: event.data, status: 'checking', untilRow: 0, counts: NO_ROWS };
    case 'ImportCommitted':
      return state && { ...state, status: 'recording' };
    case 'ImportChunkRecorded':
      return state && { ...state, untilRow: event.data.untilRow, counts: sumOf(state.counts, event.data) };
    case 'ImportFinished':
      return state && { ...state, status: 'finished' };
    case 'ImportRefused':
      return state && { ...state, status: 'refused' };
    case 'ImportCancelled':
      return state && { ...state, status: 'cancelled' };
  }
};

const decide = (command: ImportCommand, state: ImportState): Answer => {
  if (command.type === 'BeginImport') {
    const { type: _, ...data } = command;
    if (state) return state.begun.organisationId === data.organisationId && sameOrder(state.begun, data) ? [] : refuse('import_id_taken');
    return [{ type: 'ImportBegun', data }];
  }
  if (!state) return refuse('not_found');
  const { kind, mode, begunBy } = state.begun;
  switch (command.type) {
    case 'EndCheck': {
      // A second runner that came late looked in vain.
      if (state.status !== 'checking') return [];
      const { counts } = command;
      if (mode === 'dry_run') return [finished(state, counts)];
      if (mode === 'all_or_nothing' && counts.faulty > 0) return [{ type: 'ImportRefused', data: { ...aboutOf(state), kind, begunBy, ground: 'rows_faulty', ...counts, recorded: 0 } }];
      return [{ type: 'ImportCommitted', data: { ...aboutOf(state), ...counts } }];
    }
    case 'RecordChunk': {
      const { afterRow, untilRow, counts } = command;
      if (state.status !== 'recording') return isOver(state) ? over(state) : [];
      return afterRow === state.untilRow && untilRow > afterRow ? [{ type: 'ImportChunkRecorded', data: { ...aboutOf(state), untilRow, ...counts } }] : [];
    }
    case 'FinishImport':
      return state.status === 'recording' ? [finished(state, state.counts)] : [];
    case 'StopImport': {
      const { ground, by } = command;
      if (isOver(state)) return [];
      if (state.status === 'checking') return [{ type: 'ImportRefused', data: { ...aboutOf(state), kind, begunBy, ground, ...NO_ROWS } }];
      // Committed by somebody who could: it rolls forward, or it would be neither all nor nothing.
      if (mode === 'all_or_nothing' && ground === 'role_lost') return [];
      return [cancelled(state, ground, by)];
    }
    case 'CancelImport': {
      if (state.begun.organisationId !== command.organisationId) return refuse('not_found');
      if (state.status === 'cancelled') return [];
      if (isOver(state)) return over(state);
      if (mode === 'all_or_nothing' && state.status === 'recording') return refuse('import_committed');
      return [cancelled(state, 'asked', command.by)];
    }
  }
};

const aboutOf = ({ begun: { importId, organisationId } }: Import): { readonly importId: string; readonly organisationId: string } => ({ importId, organisationId });

const finished = (state: Import, counts: RowCounts): ImportEvent => {
  const { kind, mode, begunBy, rows } = state.begun;
  return { type: 'ImportFinished', data: { ...aboutOf(state), kind, mode, begunBy, rows, ...counts } };
};

const cancelled = (state: Import, ground: 'asked' | Exclude<StopGround, 'rows_faulty'>, cancelledBy: string): ImportEvent => ({
  type: 'ImportCancelled', data: { ...aboutOf(state), kind: state.begun.kind, begunBy: state.begun.begunBy, ground, cancelledBy, ...state.counts },
});

const over = ({ status }: Import): Refusal<ImportRefusal> => refuse('import_over', { status });

type Order = { readonly kind: ImportKindName; readonly mode: ImportMode; readonly fileId: string };

const sameOrder = (one: Order, other: Order): boolean => one.kind === other.kind && one.mode === other.mode && one.fileId === other.fileId;

/** One file on its way into the market: looked through, then recorded row by row, each by its own command. Stream `import-<id>`. */
export const imports: Decider<ImportState, ImportCommand, ImportEvent, ImportRefusal> = { events: importEvents, stateVersion: 1, initialState: null, evolve, decide };
