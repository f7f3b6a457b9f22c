import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { Turns } from '@hewu/kernel/src/turns.js';
import { Files } from '@hewu/files/src/files.js';
import { onFault } from '@hewu/platform/src/log.js';
import { Problem } from '@hewu/platform/src/problems.js';
import type { ImportKindName, ImportMode } from './events.js';
import { imports, isOver, type ImportRefusal } from './import.decider.js';
import { ImportKinds } from './import-kinds.js';
import { importsProjection } from './imports.projection.js';
import { TableFiles, type TableRefusal } from './table-files.js';

type Refused = ImportRefusal | TableRefusal | 'imports_waiting_at_most';
type Answer = Done | Refusal<Refused> | CommandIdReused;

/** The kind under which files hang on imports. */
export const IMPORT = 'import';
/** Imports of one organisation that are not over: a house rule, so that nobody's file waits behind a hundred of somebody else's. */
export const MOST_WAITING = 5;
/** Files are looked through once before they are taken, so many at a time; others wait a while. */
const SURVEYS_AT_ONCE = 2;
const PATIENCE_MS = 20_000;

/** Somebody of an organisation gives one of its files to be imported. */
export class BeginImportCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly importId: string; readonly kind: ImportKindName; readonly mode: ImportMode; readonly fileId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Somebody who may import ends one of their organisation's. */
export class CancelImportCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly importId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Makes a file hang on its import as long as that needs it; null names the file that the import itself does. */
export class SettleImportFileCommand extends Command<Refusal | CommandIdReused | null> {
  constructor(
    readonly data: { readonly importId: string; readonly fileId: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(BeginImportCommand)
export class BeginImportHandler implements ICommandHandler<BeginImportCommand> {
  private readonly turns = new Turns(SURVEYS_AT_ONCE);

  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly files: Files,
    private readonly tables: TableFiles,
    private readonly kinds: ImportKinds,
  ) {}

  /**
   * What cannot be read as a table of its kind is told at once and nothing is recorded. The limit of those waiting goes by the
   * read model: it keeps order, and no rule hangs on it.
   */
  async execute({ data, context }: BeginImportCommand): Promise<Answer> {
    const { importId, fileId, kind } = data;
    const { organisationId, region } = forWhom(context);
    const file = await this.files.describe(fileId, organisationId);
    if (!file) return refuse('not_found');
    const known = await this.kernel.load(imports, importId);
    if (!known && (await this.models.count(importsProjection, { organisationId, open: true })) >= MOST_WAITING) return refuse('imports_waiting_at_most', { most: MOST_WAITING });
    const surveyed = known ? { rows: known.begun.rows } : await this.surveyed(fileId, kind);
    if (isRefusal(surveyed)) return surveyed as Refusal<TableRefusal>;
    const command = { type: 'BeginImport', ...data, organisationId, region, begunBy: context.actor, sha256: file.sha256, rows: surveyed.rows } as const;
    const foreseen = imports.decide(command, known);
    if (isRefusal(foreseen)) return foreseen as Refusal<ImportRefusal>;
    const attached = await this.files.attach({ fileId, organisationId, to: { kind: IMPORT, id: importId } }, context);
    return isRefusal(attached) ? refuse('not_found') : this.kernel.handle(imports, importId, command, context);
  }

  private async surveyed(fileId: string, kind: ImportKindName): Promise<{ readonly rows: number } | Refusal<TableRefusal>> {
    if (!(await this.turns.take(PATIENCE_MS))) throw new Problem(429, 'too_many_requests', undefined, { 'retry-after': '10' });
    try {
      return await this.tables.survey(fileId, this.kinds.get(kind));
    } finally {
      this.turns.give();
    }
  }
}

@CommandHandler(CancelImportCommand)
export class CancelImportHandler implements ICommandHandler<CancelImportCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { importId }, context }: CancelImportCommand): Promise<Answer> {
    return this.kernel.handle(imports, importId, { type: 'CancelImport', organisationId: forWhom(context).organisationId, by: context.actor }, context);
  }
}

@CommandHandler(SettleImportFileCommand)
export class SettleImportFileHandler implements ICommandHandler<SettleImportFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  /** Needed while it is read, and kept for good where something of it was recorded: it is what was imported. */
  async execute({ data: { importId, fileId: named }, context }: SettleImportFileCommand): Promise<Refusal | CommandIdReused | null> {
    const standing = await this.kernel.load(imports, importId);
    const fileId = named ?? standing?.begun.fileId;
    if (fileId === undefined) return null;
    const has = async (): Promise<boolean> => {
      const state = await this.kernel.load(imports, importId);
      return state?.begun.fileId === fileId && (!isOver(state) || state.counts.recorded > 0);
    };
    const refused = await this.files.settle({ fileId, organisationId: standing?.begun.organisationId ?? '', to: { kind: IMPORT, id: importId } }, has, context);
    // It needs a file that is gone: this must not be, and nobody waits for the answer.
    if (refused) onFault(new Error(`import ${importId} has the file ${fileId}: ${refused.refused}`), 'import files');
    return refused;
  }
}

/** Routes let nobody through who acts for no organisation. */
const forWhom = ({ actor, onBehalfOf, region }: CommandContext): { readonly organisationId: string; readonly region: string } => {
  if (onBehalfOf === null || region === null) throw new Error(`${actor} gives a command of imports for no organisation`);
  return { organisationId: onBehalfOf, region };
};

export const importHandlers = [BeginImportHandler, CancelImportHandler, SettleImportFileHandler];
