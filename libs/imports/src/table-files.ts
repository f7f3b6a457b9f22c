import { Injectable } from '@nestjs/common';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { BlobDamaged } from '@hewu/kernel/src/blob-store.js';
import type { MediaType } from '@hewu/files/src/events.js';
import { Files } from '@hewu/files/src/files.js';
import { MOST_FILE_BYTES } from '@hewu/files/src/receive.js';
import { Spool } from '@hewu/files/src/spool.js';
import { csvSheet } from './csv-reader.js';
import type { AnyImportKind } from './import-kind.js';
import { MOST_ROWS, SheetFault, type SheetRefusal } from './sheet.js';
import { tableOf, type HeaderRefusal, type Table } from './table.js';
import { xlsxSheet } from './xlsx-reader.js';

const XLSX: MediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Excel's "text" format ends in `.txt` and is a table too. */
const TEXTS: readonly MediaType[] = ['text/csv', 'text/plain'];

/** Why a file is not taken, in order of precedence. `not_found`: there is no such file, or its bytes are gone. */
export type TableRefusal = 'not_found' | SheetRefusal | HeaderRefusal | 'import_rows_at_most';

/** Files as tables of a kind. What they are was found in their bytes when they were sent (libs/files). */
@Injectable()
export class TableFiles {
  constructor(private readonly files: Files) {}

  /** How many rows of data there are: all of it is read, so that whoever sent it knows at once. */
  async survey(fileId: string, kind: AnyImportKind): Promise<{ readonly rows: number } | Refusal<TableRefusal>> {
    return this.read(fileId, kind, async ({ rows }): Promise<{ readonly rows: number } | Refusal<TableRefusal>> => {
      let count = 0;
      for await (const _ of rows) {
        count += 1;
        if (count > MOST_ROWS) return refuse('import_rows_at_most', { mostRows: MOST_ROWS });
      }
      return count === 0 ? refuse('import_no_rows') : { rows: count };
    });
  }

  /** Puts the bytes where they can be read in any order, and gives `use` the table. */
  async read<T>(fileId: string, kind: AnyImportKind, use: (table: Table) => Promise<T>): Promise<T | Refusal<TableRefusal>> {
    try {
      const file = await this.files.open(fileId);
      if (!file) return refuse('not_found');
      if (file.mediaType !== XLSX && !TEXTS.includes(file.mediaType)) {
        file.content.destroy();
        return refuse('import_file_type', { found: file.mediaType, allowed: ['xlsx', 'csv', 'txt'] });
      }
      const content = await Spool.of(file.content, MOST_FILE_BYTES);
      try {
        const table = await tableOf(await (file.mediaType === XLSX ? xlsxSheet(content) : csvSheet(content)), kind);
        return isRefusal(table) ? (table as Refusal<HeaderRefusal>) : await use(table);
      } finally {
        await content.release();
      }
    } catch (error) {
      if (error instanceof SheetFault) return refuse(error.code, error.details);
      if (error instanceof BlobDamaged) return refuse('not_found');
      throw error;
    }
  }
}
