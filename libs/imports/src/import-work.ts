import { setImmediate as breath } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { streamName } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { ACTOR_SOURCE, type ActorSource } from '@hewu/platform/src/actor.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { RowCounts } from './events.js';
import { imports, isOver, NO_ROWS, sumOf, type ImportCommand, type ImportState } from './import.decider.js';
import { ImportKinds } from './import-kinds.js';
import { Notes, type Pass } from './notes.js';
import { commandOf, doneOf, foreseenOf, readRow, tallied, type Outcome, type RowsOf, type Seen } from './rows.js';
import type { CheckedRow } from './check.js';
import type { SheetRow } from './sheet.js';
import { TableFiles } from './table-files.js';
import type { Table } from './table.js';

type Standing = NonNullable<ImportState>;
/** Why a pass did not come to its end: the import was stopped or is over, or this process has to end. */
type Ending = 'done' | 'stopped' | 'cut_off';

/** Rows at the same time: as many as share one write of the event store with profit. */
const SIDE_BY_SIDE = 16;
/** A file is cut into twenty chunks at most, so that the stream of an import stays short. */
const MOST_CHUNKS = 20;
const LEAST_CHUNK_ROWS = 100;
const RUNNER = 'system:imports';

/**
 * Takes one import from where its stream says it stands to its end. Everything may be done again: a check records nothing,
 * and a row's command is known when it comes twice.
 */
@Injectable()
export class ImportWork {
  constructor(
    private readonly kernel: Kernel,
    private readonly commands: CommandBus,
    private readonly kinds: ImportKinds,
    private readonly tables: TableFiles,
    private readonly notes: Notes,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async run(importId: string, epoch: number, signal: AbortSignal): Promise<void> {
    for (let state = await this.kernel.load(imports, importId); state && !isOver(state) && !signal.aborted; state = await this.kernel.load(imports, importId)) {
      const pass: Pass = state.status === 'checking' ? 'check' : 'record';
      const counts = await this.pass(pass, state, epoch, signal);
      if (counts === null) return;
      await this.record(state, pass === 'check' ? { type: 'EndCheck', counts } : { type: 'FinishImport' }, pass);
    }
  }

  /** Goes through the rows once. Null when it must not or cannot go on now. */
  private async pass(pass: Pass, state: Standing, epoch: number, signal: AbortSignal): Promise<RowCounts | null> {
    const { importId, fileId, kind: name } = state.begun;
    const kind = this.kinds.get(name);
    const [begun] = await this.store.read(streamName(imports.events.category, importId), 0, 1);
    const importer = { personId: state.begun.begunBy, organisationId: state.begun.organisationId, region: state.begun.region };
    // The event of the commit has an id that follows from the command's, as `record` gives it.
    const causationId = derivedId(commandIdOf(importId, 'check'), streamName(imports.events.category, importId), '0');
    const rows: RowsOf = { importId, kind, importer, causationId, correlationId: begun!.metadata.correlationId };
    let counts = NO_ROWS;
    const ending = await this.tables.read(fileId, kind, async (table): Promise<Ending> => {
      const walk = new Walk(state, pass === 'check' ? 0 : state.untilRow);
      const seen: Seen = new Map();
      let tally = await this.notes.tallyAt(importId, pass, walk.afterRow);
      const deal = (sheetRows: readonly SheetRow[]): Promise<readonly Outcome[]> => this.deal(pass, sheetRows, table, rows, seen);
      for await (const chunk of walk.chunks(table, (passed) => void readRow(passed, table, rows, seen))) {
        if (signal.aborted) return 'cut_off';
        if (!(await this.mayGoOn(state))) return 'stopped';
        const outcomes = await inTurns(chunk.rows, deal, signal);
        // Cut off in between, the rows of this chunk are dealt with again.
        if (signal.aborted) return 'cut_off';
        const chunkCounts = tallied(outcomes);
        counts = sumOf(counts, chunkCounts);
        tally = await this.notes.keep(epoch, importId, pass, tally, { untilRow: chunk.untilRow, rows: outcomes.length, faults: outcomes.flatMap(({ faults }) => faults) });
        if (pass === 'record') await this.record(state, { type: 'RecordChunk', afterRow: chunk.afterRow, untilRow: chunk.untilRow, counts: chunkCounts }, `${chunk.afterRow}`);
      }
      return 'done';
    });
    if (isRefusal(ending)) await this.record(state, { type: 'StopImport', ground: 'file_unreadable', by: RUNNER }, 'unreadable');
    return ending === 'done' ? counts : null;
  }

  private async deal(pass: Pass, sheetRows: readonly SheetRow[], table: Table, rows: RowsOf, seen: Seen): Promise<readonly Outcome[]> {
    const checked = sheetRows.map((row) => readRow(row, table, rows, seen));
    // Whoever else uses this process has a turn.
    await breath();
    return Promise.all(checked.map(async (one): Promise<Outcome> => {
      if (one.faults) return { row: one.row, became: 'faulty', faults: one.faults };
      const { commandId, command } = commandOf(rows, one.id, one.body);
      const sound = one as CheckedRow & { readonly faults: null };
      return pass === 'check' ? foreseenOf(sound, rows.kind, await rows.kind.foresee(command)) : doneOf(sound, rows.kind, await this.commands.execute(command as never), commandId, this.store);
    }));
  }

  /** Asked before every chunk: the importer holds the role still, their organisation may write, and nobody has ended the import. */
  private async mayGoOn(state: Standing): Promise<boolean> {
    const { importId, begunBy, organisationId, kind, mode } = state.begun;
    const now = await this.kernel.load(imports, importId);
    if (!now || isOver(now)) return false;
    const actor = await this.actors.standing(begunBy, organisationId);
    if (actor?.verified && this.kinds.get(kind).roles.some((role) => actor.roles.includes(role))) return true;
    if (now.status === 'recording' && mode === 'all_or_nothing') return true;
    await this.record(state, { type: 'StopImport', ground: 'role_lost', by: RUNNER }, 'role_lost');
    return false;
  }

  private async record({ begun: { importId, organisationId, region } }: Standing, command: ImportCommand, step: string): Promise<void> {
    const commandId = commandIdOf(importId, step);
    const context = { commandId, fingerprint: fingerprintOf(command), correlationId: importId, causationId: importId, actor: RUNNER, onBehalfOf: organisationId, region, legalBasis: null };
    await this.kernel.handle(imports, importId, command, context);
  }
}

const commandIdOf = (importId: string, step: string): string => derivedId('import', importId, step);

/** One stretch of rows. */
type Chunk = { readonly afterRow: number; readonly untilRow: number; readonly rows: readonly SheetRow[] };

/** Cuts the rows of a table into chunks, from behind a row on. */
class Walk {
  private readonly chunkRows: number;

  constructor(
    { begun: { rows } }: Standing,
    readonly afterRow: number,
  ) {
    this.chunkRows = Math.max(LEAST_CHUNK_ROWS, Math.ceil(rows / MOST_CHUNKS));
  }

  async *chunks(table: Table, pass: (row: SheetRow) => void): AsyncGenerator<Chunk> {
    let [afterRow, rows]: [number, SheetRow[]] = [this.afterRow, []];
    const chunk = (): Chunk => ({ afterRow, untilRow: rows.at(-1)!.row, rows });
    for await (const row of table.rows) {
      if (row.row <= this.afterRow) {
        // Dealt with before; what it brings must still be known.
        pass(row);
        continue;
      }
      rows.push(row);
      if (rows.length < this.chunkRows) continue;
      yield chunk();
      [afterRow, rows] = [rows.at(-1)!.row, []];
    }
    if (rows.length > 0) yield chunk();
  }
}

const inTurns = async (rows: readonly SheetRow[], deal: (rows: readonly SheetRow[]) => Promise<readonly Outcome[]>, signal: AbortSignal): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < rows.length && !signal.aborted; at += SIDE_BY_SIDE) outcomes.push(...(await deal(rows.slice(at, at + SIDE_BY_SIDE))));
  return outcomes;
};
