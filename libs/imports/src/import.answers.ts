import { ApiProperty } from '@nestjs/swagger';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { CountedPage, ListPage } from '@hewu/platform/src/lists.js';
import { IMPORT_KINDS, IMPORT_MODES, STOP_GROUNDS, type ImportKindName, type ImportMode, type RowCounts } from './events.js';
import { IMPORT_STATUSES, type ImportStatus } from './import.decider.js';
import type { ImportDocument } from './imports.projection.js';
import { MOST_FAULTS_KEPT, type FaultDocument, type Progress } from './notes.js';
import { MOST_ROWS } from './sheet.js';

const ROWS = { type: 'integer', minimum: 0, maximum: MOST_ROWS } as const;
const GROUNDS = [...STOP_GROUNDS, 'asked'] as const;

class RowCountsAnswer implements RowCounts {
  @ApiProperty({ ...ROWS, description: 'Recorded; or, of a check, in order and new.' }) recorded: number;
  @ApiProperty({ ...ROWS, description: 'The same thing with the same content was there before.' }) alreadyThere: number;
  @ApiProperty({ ...ROWS, description: 'Something is wrong with them; nothing of those is recorded.' }) faulty: number;
}

/** A file on its way into the market, as its organisation sees it. */
export class ImportAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: IMPORT_KINDS, description: 'What the rows are.' }) kind: ImportKindName;
  @ApiProperty({ enum: IMPORT_MODES, description: 'Look only; all or none; those in order.' }) mode: ImportMode;
  @ApiProperty({ enum: IMPORT_STATUSES, description: '`checking` records nothing; from `recording` on rows are recorded one after another; the others are ends.' }) status: ImportStatus;
  @ApiProperty({ format: 'uuid' }) fileId: string;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the bytes that were read.' }) sha256: string;
  @ApiProperty({ ...ROWS, minimum: 1, description: 'Rows of data; explanations and empty rows are none.' }) rows: number;
  @ApiProperty({ ...ROWS, description: 'How many of them the present pass, or the last one, has dealt with; once they are recorded, the sum of `done`.' }) rowsDone: number;
  @ApiProperty({ type: RowCountsAnswer, nullable: true, description: 'What the check found would become of them; null while it looks, and when it came to no end.' }) foreseen: RowCountsAnswer | null;
  @ApiProperty({ type: RowCountsAnswer, description: 'What became of them until now.' }) done: RowCountsAnswer;
  @ApiProperty({ type: 'integer', minimum: 0, description: `How much is wrong, in all; the first ${MOST_FAULTS_KEPT} are told under \`faults\`.` }) faults: number;
  @ApiProperty({ type: String, enum: GROUNDS, nullable: true, description: 'Why it was refused or ended before its last row.' }) ground: (typeof GROUNDS)[number] | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'An earlier import of the same file for the same organisation that recorded something: what is unchanged is there already.' }) alreadyImportedAs: string | null;
  @ApiProperty({ format: 'uuid', description: 'Who began it.' }) begunBy: string;
  @ApiProperty({ format: 'date-time' }) begunAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt: string | null;
}

export class ImportsPage extends CountedPage {
  @ApiProperty({ type: [ImportAnswer] }) items: readonly ImportAnswer[];
}

/** What is wrong with a row: where and why, never what stands there. */
export class ImportFaultAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'As spreadsheets count; the headings are row 1.' }) row: number;
  @ApiProperty({ type: String, nullable: true, example: 'completedOn', description: 'Heading of the column; its letters where it has none; null for the row as a whole.' }) column: string | null;
  @ApiProperty({ example: 'no_such_day', description: 'Stable; those of the single route among them.' }) code: string;
  @ApiProperty({ description: 'The same in Chinese.' }) zh: string;
  @ApiProperty({ description: 'The same in English.' }) en: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The thing that is there already, with other content.' }) knownAs: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The earlier row that brings the same thing.' }) sameAsRow: number | null;
}

export class ImportFaultsPage extends ListPage {
  @ApiProperty({ type: [ImportFaultAnswer] }) items: readonly ImportFaultAnswer[];
}

const all = ({ recorded, alreadyThere, faulty }: RowCounts): number => recorded + alreadyThere + faulty;

/** By what the stream says: the runner's notes run ahead of it, and after a crash behind. Of a check alone, which records nothing, there is no other word than theirs. */
const rowsDoneOf = ({ status, mode, rows, foreseen, done }: ImportDocument, progress: Pick<Progress, 'pass' | 'rows'> | null): number => {
  if (foreseen === null) return progress?.pass === 'check' ? Math.min(progress.rows, rows) : 0;
  return status === 'refused' || mode === 'dry_run' ? all(foreseen) : all(done);
};

export const importOf = (document: ImportDocument, progress: Progress | null, alreadyImportedAs: string | null): ImportAnswer => {
  const { _id: id, kind, mode, status, fileId, sha256, rows, foreseen, done, ground, begunBy, begunAt, endedAt } = document;
  return { id, kind, mode, status, fileId, sha256, rows, rowsDone: rowsDoneOf(document, progress), foreseen, done, faults: progress?.faults ?? 0, ground, alreadyImportedAs, begunBy, begunAt, endedAt };
};

export const faultOf = ({ row, column, code, knownAs, sameAsRow }: FaultDocument, { zh, en }: Bilingual): ImportFaultAnswer => ({ row, column, code, zh, en, knownAs, sameAsRow });
