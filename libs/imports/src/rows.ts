import { isRefusal } from '@hewu/kernel/src/decider.js';
import { streamName } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import type { Foreseen } from '@hewu/kernel/src/foresight.js';
import type { CommandContext, Done } from '@hewu/kernel/src/handle.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { checkRow, type CheckedRow } from './check.js';
import type { RowCounts } from './events.js';
import type { Fault } from './faults.js';
import type { AnyImportKind, Importer } from './import-kind.js';
import type { SheetRow } from './sheet.js';
import type { Table } from './table.js';

/** What became of one row. */
export type Outcome = { readonly row: number; readonly became: keyof RowCounts; readonly faults: readonly Fault[] };

/** Everything that rows of one import have in common. */
export type RowsOf = {
  readonly importId: string;
  readonly kind: AnyImportKind;
  readonly importer: Importer;
  /** The event that let them be recorded, and the request that all of it follows from. */
  readonly causationId: string;
  readonly correlationId: string;
};

/** The ids that were seen in a file and the row each was seen in first: at most 10 000 of them. */
export type Seen = Map<string, number>;

/** Reads a row, and finds one that brings the same thing as an earlier one. */
export const readRow = (sheetRow: SheetRow, { header, date1904 }: Table, { kind, importer }: RowsOf, seen: Seen): CheckedRow => {
  const checked = checkRow(sheetRow, header, kind, importer, date1904);
  if (checked.faults) return checked;
  const sameAsRow = seen.get(checked.id);
  if (sameAsRow !== undefined) return { row: checked.row, faults: [{ row: checked.row, column: kind.places[kind.taken] ?? null, code: 'row_twice', sameAsRow }] };
  seen.set(checked.id, checked.row);
  return checked;
};

/**
 * The command of a row: its id follows from the import and the thing, so that doing it again after a crash is known as the
 * same; it is given by whoever began the import, for their organisation.
 */
export const commandOf = ({ importId, kind, importer, causationId, correlationId }: RowsOf, id: string, body: object): { readonly commandId: string; readonly command: object } => {
  const commandId = derivedId('import row', importId, id);
  const context: CommandContext = {
    commandId, fingerprint: fingerprintOf([kind.kind, id, body]), correlationId, causationId,
    actor: importer.personId, onBehalfOf: importer.organisationId, region: importer.region, legalBasis: null,
  };
  return { commandId, command: kind.command(id, body as never, context) };
};

/** What a rehearsal answered. */
export const foreseenOf = (checked: CheckedRow & { readonly faults: null }, kind: AnyImportKind, answer: unknown): Outcome =>
  refusedOf(checked, kind, answer) ?? { row: checked.row, became: (answer as Foreseen).news > 0 ? 'recorded' : 'alreadyThere', faults: [] };

/**
 * What the command itself answered. Where nothing was recorded, what stands at the revision it answered was recorded by another
 * command: of two imports of one file only the one that recorded a row counts it. After a crash a row's own command is found again.
 */
export const doneOf = async (checked: CheckedRow & { readonly faults: null }, kind: AnyImportKind, answer: unknown, commandId: string, store: EventStore): Promise<Outcome> => {
  const refused = refusedOf(checked, kind, answer);
  if (refused) return refused;
  const [last] = await store.read(streamName(kind.category, checked.id), (answer as Done).revision, 1);
  return { row: checked.row, became: last?.metadata.commandId === commandId ? 'recorded' : 'alreadyThere', faults: [] };
};

const refusedOf = ({ row, id }: CheckedRow & { readonly faults: null }, { places, taken }: AnyImportKind, answer: unknown): Outcome | null => {
  if (!isRefusal(answer)) return null;
  const { refused: code } = answer;
  return { row, became: 'faulty', faults: [{ row, column: places[code] ?? null, code, ...(code === taken ? { knownAs: id } : {}) }] };
};

export const tallied = (outcomes: readonly Outcome[]): RowCounts => {
  const counts = { recorded: 0, alreadyThere: 0, faulty: 0 };
  for (const { became } of outcomes) counts[became] += 1;
  return counts;
};
