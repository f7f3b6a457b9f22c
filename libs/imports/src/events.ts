import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Events of an import carry counts; what is wrong with which row stands in the read store, and no cell's value anywhere.
 */

/** What can be brought in a file. */
export const IMPORT_KINDS = ['organisations', 'achievements', 'demands', 'instruments'] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** Look only; all rows or none; or whatever is in order. */
export const IMPORT_MODES = ['dry_run', 'all_or_nothing', 'good_ones'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

type About = { readonly importId: string; readonly organisationId: string };

/** Rows by what became of them; rows that are explanations or empty are none. */
export type RowCounts = {
  /** Recorded; or, of a check, in order and new. */
  readonly recorded: number;
  /** The same thing with the same content was there before. */
  readonly alreadyThere: number;
  /** Something is wrong with them; nothing was recorded of those. */
  readonly faulty: number;
};

/** Somebody gave a file to be looked through, and perhaps recorded. It can be read as a table of this kind. */
export type ImportBegun = Event<
  'ImportBegun',
  About & {
    readonly region: string;
    readonly begunBy: string;
    readonly kind: ImportKindName;
    readonly mode: ImportMode;
    readonly fileId: string;
    /** 64 small hexadecimal digits: what was read, whatever becomes of the file. */
    readonly sha256: string;
    /** How many rows of data it has. */
    readonly rows: number;
  }
>;

/** The point of no return: every row was looked at, and from now on they are recorded one after another. */
export type ImportCommitted = Event<'ImportCommitted', About & RowCounts>;

/** Some rows on: from behind the chunk before up to `untilRow`, as spreadsheets count. */
export type ImportChunkRecorded = Event<'ImportChunkRecorded', About & RowCounts & { readonly untilRow: number }>;

/** Every row was dealt with; of a dry run, looked at. */
export type ImportFinished = Event<'ImportFinished', About & RowCounts & { readonly kind: ImportKindName; readonly mode: ImportMode; readonly begunBy: string; readonly rows: number }>;

/** Why nothing of a file was recorded, or no more of it. */
export const STOP_GROUNDS = ['rows_faulty', 'role_lost', 'file_unreadable'] as const;
export type StopGround = (typeof STOP_GROUNDS)[number];

/** Nothing of it was recorded. */
export type ImportRefused = Event<'ImportRefused', About & RowCounts & { readonly kind: ImportKindName; readonly begunBy: string; readonly ground: StopGround }>;

/** It ended before its last row; what was recorded until then (`recorded`) stays. */
export type ImportCancelled = Event<'ImportCancelled', About & RowCounts & { readonly kind: ImportKindName; readonly begunBy: string; readonly ground: 'asked' | Exclude<StopGround, 'rows_faulty'>; readonly cancelledBy: string }>;

export type ImportEvent = ImportBegun | ImportCommitted | ImportChunkRecorded | ImportFinished | ImportRefused | ImportCancelled;

export const importEvents = eventFamily<ImportEvent>('import', {
  ImportBegun: { version: 1 },
  ImportCommitted: { version: 1 },
  ImportChunkRecorded: { version: 1 },
  ImportFinished: { version: 1 },
  ImportRefused: { version: 1 },
  ImportCancelled: { version: 1 },
});
