import { createHash } from 'node:crypto';
import { canonicalJson } from '@hewu/kernel/src/ids.js';
import { csvLine, rowOf, type Cell } from '@hewu/platform/src/table.js';
import type { HistoryDocument } from './history.projection.js';

/** What the digest of a row covers: everything that was recorded. Names and sentences, which may change, stand behind it. */
const COVERED = ['number', 'eventId', 'position', 'stream', 'revision', 'type', 'at', 'recordedAt', 'actor', 'onBehalfOf', 'region', 'rule', 'commandId', 'correlationId', 'causationId', 'data'] as const;
const UNCOVERED = ['previousDigest', 'digest', 'actorName', 'organisationName', 'zh', 'en', 'ruleEn'] as const;

/** What a reader sees beside the evidence. */
export type Shown = { readonly actorName: string | null; readonly organisationName: string | null; readonly zh: string; readonly en: string; /** The rule in English; null without one, and of one that has no English words yet. */ readonly ruleEn: string | null };

/** The first line of an export. A byte order mark tells spreadsheets that it is UTF-8. */
export const headLine = (): string => `\ufeff${csvLine([...COVERED, ...UNCOVERED])}`;

/** The digest before the first row: that of the covered columns' names, so that it too is bound to the form of the export. */
export const FIRST_DIGEST = createHash('sha256').update(csvLine(COVERED)).digest('hex');

/** One row of an export, and the digest to hand to the next: SHA-256 of the digest before and of this row's covered cells as a CSV line. */
export const evidenceLine = (number: number, event: HistoryDocument, shown: Shown, previousDigest: string): { readonly line: string; readonly digest: string } => {
  const { _id: eventId, position, stream, revision, type, at, recordedAt, actor, onBehalfOf, region, rule, commandId, correlationId, causationId } = event;
  const row = rowOf({ number, eventId, position, stream, revision, type, at, recordedAt, actor, onBehalfOf, region, rule, commandId, correlationId, causationId, data: canonicalJson(event.data) });
  const covered = COVERED.map((column) => row[column]!);
  const digest = digestOf(previousDigest, covered);
  const rest = rowOf({ previousDigest, digest, ...shown });
  return { line: csvLine([...covered, ...UNCOVERED.map((column) => rest[column]!)]), digest };
};

const digestOf = (previous: string, covered: readonly Cell[]): string => createHash('sha256').update(`${previous}\n${csvLine(covered)}`).digest('hex');

/** Where an export was changed after it was made: the number of the first row that does not fit, or null when all do. */
export const firstBrokenRow = (csv: string): number | null => {
  let previous = FIRST_DIGEST;
  for (const [index, cells] of rowsOf(csv.replace(/^\ufeff/, '')).slice(1).entries()) {
    const [stated, digest] = cells.slice(COVERED.length, COVERED.length + 2);
    const covered = cells.slice(0, COVERED.length);
    if (Number(covered[0]) !== index + 1 || stated !== previous || digest !== digestOf(previous, covered)) return index + 1;
    previous = digest;
  }
  return null;
};

/** The cells of a CSV text (RFC 4180). */
const rowsOf = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows.filter((cells) => cells.length > 1);
};
