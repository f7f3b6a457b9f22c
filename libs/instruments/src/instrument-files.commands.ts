import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import type { FileRefusal } from '@hewu/files/src/file.decider.js';
import { Files } from '@hewu/files/src/files.js';
import { onFault } from '@hewu/platform/src/log.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { Bilingual, InstrumentFileTier } from './events.js';
import { instrument, type InstrumentRefusal } from './instrument.decider.js';

type Answer = Done | Refusal<InstrumentRefusal | FileRefusal> | CommandIdReused;

/** The kind under which files hang on instruments. */
export const INSTRUMENT = 'instrument';

/** The owner hangs one of its files on one of its instruments; with `alt` as a photo, without as a document. */
export class AttachInstrumentFileCommand extends Command<Answer> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly fileId: string; readonly tier: InstrumentFileTier; readonly alt: Bilingual | null }, readonly context: CommandContext) {
    super();
  }
}

export class RemoveInstrumentFileCommand extends Command<Answer> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly fileId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

/** Makes a file hang where the instrument says. By the system alone. */
export class SettleInstrumentFileCommand extends Command<Refusal<FileRefusal> | CommandIdReused | null> {
  constructor(readonly data: { readonly instrumentId: string; readonly fileId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(AttachInstrumentFileCommand)
export class AttachInstrumentFile implements ICommandHandler<AttachInstrumentFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
    private readonly rules: Rules,
  ) {}

  /** What the instrument would refuse, it refuses before the file is touched; who races past that is put right by the process. */
  async execute({ data: { instrumentId, organisationId, fileId, tier, alt }, context }: AttachInstrumentFileCommand): Promise<Answer> {
    const state = await this.kernel.load(instrument, instrumentId);
    if (!state.registered) return refuse('instrument_unknown');
    const file = await this.files.describe(fileId, organisationId);
    if (!file) return refuse('not_found');
    const now = this.kernel.clock.now();
    const rule = await this.rules.inForce('instrument_files', state.registered.region, dayOf(now));
    const asked = { instrumentId, organisationId, file, tier, rule, actorId: context.actor, now };
    const command = alt ? ({ do: 'attach_photo', ...asked, alt } as const) : ({ do: 'attach_document', ...asked } as const);
    const foreseen = instrument.decide(command, state);
    if (isRefusal(foreseen)) return foreseen as Refusal<InstrumentRefusal>;
    const attached = await this.files.attach({ fileId, organisationId, to: { kind: INSTRUMENT, id: instrumentId } }, context);
    return isRefusal(attached) ? attached : this.kernel.handle(instrument, instrumentId, command, context);
  }
}

@CommandHandler(RemoveInstrumentFileCommand)
export class RemoveInstrumentFile implements ICommandHandler<RemoveInstrumentFileCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** The file itself is let go by the process. */
  execute({ data, context }: RemoveInstrumentFileCommand): Promise<Answer> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'remove_file', ...data, actorId: context.actor, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(SettleInstrumentFileCommand)
export class SettleInstrumentFile implements ICommandHandler<SettleInstrumentFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  async execute({ data: { instrumentId, fileId }, context }: SettleInstrumentFileCommand): Promise<Refusal<FileRefusal> | CommandIdReused | null> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const has = async (): Promise<boolean> => (await this.kernel.load(instrument, instrumentId)).files.some((one) => one.fileId === fileId);
    const refused = await this.files.settle({ fileId, organisationId: registered?.ownerOrganisationId ?? '', to: { kind: INSTRUMENT, id: instrumentId } }, has, context);
    // It has a file that is gone: this must not be, and nobody waits for the answer.
    if (refused) onFault(new Error(`instrument ${instrumentId} has the file ${fileId}: ${refused.refused}`), 'instrument files');
    return refused;
  }
}

export const instrumentFileHandlers = [AttachInstrumentFile, RemoveInstrumentFile, SettleInstrumentFile];
