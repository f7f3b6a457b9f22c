import { Inject, Injectable } from '@nestjs/common';
import type { Document, Page, ReadStore, Write } from '@hewu/kernel/src/read-store.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { READ_STORE } from '@hewu/platform/src/tokens.js';
import type { Fault } from './faults.js';

/** How many faults of one import are kept, the first ones: who has a thousand wrong has one thing wrong a thousand times. */
export const MOST_FAULTS_KEPT = 1_000;

export type FaultDocument = Document & {
  readonly importId: string;
  readonly row: number;
  /** By row, and within it by column. */
  readonly order: string;
  readonly column: string | null;
  readonly code: string;
  readonly words: Bilingual | null;
  readonly knownAs: string | null;
  readonly sameAsRow: number | null;
};

/** The rows are gone through twice: to look, and to record. */
export type Pass = 'check' | 'record';

/** How far a pass has come, and how many faults it has found until there. */
type Tally = { readonly untilRow: number; readonly rows: number; readonly faults: number };
export type Progress = Document & Tally & { readonly pass: Pass; /** One chunk ago: where to go on when the last one was not recorded. */ readonly before: Tally | null };

const FAULTS = 'importFaults';
const PROGRESS = 'importProgress';
const FROM_THE_BEGINNING: Tally = { untilRow: 0, rows: 0, faults: 0 };

/** The runner's working notes in the read store: what is wrong with which row. It alone writes them; events carry counts. */
@Injectable()
export class Notes {
  private writes = 0;

  constructor(@Inject(READ_STORE) private readonly reads: ReadStore) {}

  async ensure(): Promise<void> {
    await this.reads.ensure(FAULTS, [{ fields: ['importId', 'order'] }, { fields: ['importId', 'row'] }]);
    await this.reads.ensure(PROGRESS, []);
  }

  progress(importId: string): Promise<Progress | null> {
    return this.reads.get<Progress>(PROGRESS, importId);
  }

  faults(importId: string, limit: number, cursor: string | undefined): Promise<Page<FaultDocument>> {
    return this.reads.find<FaultDocument>(FAULTS, { filter: { importId }, sort: { field: 'order', direction: 'asc' }, limit, cursor });
  }

  /** How many rows and faults there were up to a row at which a pass goes on. */
  async tallyAt(importId: string, pass: Pass, row: number): Promise<Tally> {
    const progress = await this.progress(importId);
    if (row === 0 || progress?.pass !== pass) return { ...FROM_THE_BEGINNING, untilRow: row };
    const known = [progress, progress.before].find((one) => one?.untilRow === row);
    return { untilRow: row, rows: known?.rows ?? 0, faults: known?.faults ?? 0 };
  }

  /** Keeps what a chunk found in place of whatever was kept of its rows before. Answers the tally behind it. Throws `LeaseLost`. */
  async keep(epoch: number, importId: string, pass: Pass, before: Tally, chunk: { readonly untilRow: number; readonly rows: number; readonly faults: readonly Fault[] }): Promise<Tally> {
    const after: Tally = { untilRow: chunk.untilRow, rows: before.rows + chunk.rows, faults: before.faults + chunk.faults.length };
    const found = chunk.faults.slice(0, Math.max(0, MOST_FAULTS_KEPT - before.faults)).map((fault, at) => documentOf(importId, fault, at));
    const ids = new Set(found.map(({ _id }) => _id));
    const old = await this.reads.find<FaultDocument>(FAULTS, { filter: { importId, row: { $gt: before.untilRow, $lte: chunk.untilRow } }, limit: MOST_FAULTS_KEPT });
    const gone = old.items.filter(({ _id }) => !ids.has(_id));
    const progress: Progress = { _id: importId, pass, ...after, before };
    const faults = [...gone.map(({ _id }) => this.write(epoch, _id, null)), ...found.map((fault) => this.write(epoch, fault._id, fault))];
    await this.reads.commit([{ collection: FAULTS, writes: faults, checkpoint: null }, { collection: PROGRESS, writes: [this.write(epoch, importId, progress)], checkpoint: null }], epoch);
    return after;
  }

  /** Nobody else writes here, so positions need only grow: by the lease, and within it by the write. */
  private write(epoch: number, id: string, document: Document | null): Write {
    this.writes += 1;
    return { id, position: `${String(epoch).padStart(16, '0')}.${String(this.writes).padStart(12, '0')}`, document };
  }
}

const documentOf = (importId: string, { row, column, code, words, knownAs, sameAsRow }: Fault, at: number): FaultDocument => {
  const order = `${String(row).padStart(8, '0')}.${String(at).padStart(6, '0')}`;
  return { _id: `${importId}:${order}`, importId, row, order, column, code, words: words ?? null, knownAs: knownAs ?? null, sameAsRow: sameAsRow ?? null };
};
