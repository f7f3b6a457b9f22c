import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { Role } from '@hewu/platform/src/actor.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { ImportKindName } from './events.js';

/** For whom rows are recorded. */
export type Importer = { readonly personId: string; readonly organisationId: string; readonly region: string };

/** A value of a closed list, with what people call it; both are read. */
export type Choice = Bilingual & { readonly value: string };

/**
 * How a cell is read. What cannot be read so is handed on as it stands, and the field it is for says what is wrong with it:
 * `code` without blanks and full-width signs; `number`; `yuan` as whole fen; `day` from a text or a day number of Excel;
 * `yes_no`; `codes` a list divided by `;`, `；`, `、`, `,` or a line.
 */
export type CellForm = 'text' | 'code' | 'number' | 'yuan' | 'day' | 'yes_no' | 'codes' | 'choice';

/** One column of a kind: its machine name stands in the first row of a file. */
export type Column = {
  readonly name: string;
  /** Where its value stands in the body of the single route: `title`, `ip.0.number`. */
  readonly path: string;
  readonly form: CellForm;
  /** A file without this column is none of the kind. */
  readonly required: boolean;
  readonly explained: Bilingual;
  readonly example: string;
  readonly choices?: readonly Choice[];
  /** Reads what no form does; undefined when it cannot. */
  readonly read?: (text: string, importer: Importer) => unknown;
  /** What an empty cell, or a column that is not there, stands for. */
  readonly empty?: (importer: Importer) => unknown;
};

/**
 * What a context says of one kind of row. Bodies are those of its single route, checked by their own class; commands are those
 * of its single route too. So a file brings nothing that could not have been written by hand.
 */
export type ImportKind<Body extends object = object> = {
  readonly kind: ImportKindName;
  readonly named: Bilingual;
  /** Who may import it for their organisation. */
  readonly roles: readonly Role[];
  readonly columns: readonly Column[];
  readonly body: new () => Body;
  /** The id that follows from what makes the thing the same thing: so the same row twice is recorded once. */
  readonly idOf: (body: Body, importer: Importer) => string;
  readonly command: (id: string, body: Body, context: CommandContext) => object;
  /** Of the stream on which the command records the thing: `<category>-<id>`. */
  readonly category: string;
  /** What the command would come to; made with `foreseeing`. */
  readonly foresee: (command: object) => Promise<unknown>;
  /** The column a refusal speaks of, by its code; of others, the whole row. */
  readonly places: Readonly<Record<string, string>>;
  /** The refusal that says: this thing is there, with other content. */
  readonly taken: string;
};

/** A kind whose body is not of interest. */
export type AnyImportKind = Omit<ImportKind, 'body' | 'idOf' | 'command'> & {
  readonly body: new () => object;
  readonly idOf: (body: never, importer: Importer) => string;
  readonly command: (id: string, body: never, context: CommandContext) => object;
};

/** A title as far as it tells one thing from another: blanks, full-width signs and case do not; marks do (1.0 and 10 are two things). */
export const sameTitle = (title: string): string => title.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
