import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Files } from '@hewu/files/src/files.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { onFault } from '@hewu/platform/src/log.js';
import { LAWS, under } from './facts.js';
import { NDA } from './nda.commands.js';
import { filesOf, ndas } from './nda.decider.js';

/** The last day of an agreement is over. By the system alone. */
export class EndNdaInTimeCommand extends Command<void> {
  constructor(readonly data: { readonly ndaId: string; readonly untilOn: string }, readonly context: CommandContext) {
    super();
  }
}

/** Makes a text hang where the agreement says. By the system alone. */
export class SettleNdaFileCommand extends Command<void> {
  constructor(readonly data: { readonly ndaId: string; readonly fileId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(EndNdaInTimeCommand)
export class EndNdaInTimeHandler implements ICommandHandler<EndNdaInTimeCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { ndaId, untilOn }, context }: EndNdaInTimeCommand): Promise<void> {
    await this.kernel.handle(ndas, ndaId, { type: 'EndNdaInTime', untilOn, endedBy: context.actor }, under(LAWS.secrecy, context));
  }
}

@CommandHandler(SettleNdaFileCommand)
export class SettleNdaFileHandler implements ICommandHandler<SettleNdaFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  async execute({ data: { ndaId, fileId }, context }: SettleNdaFileCommand): Promise<void> {
    const to = { kind: NDA, id: ndaId };
    const held = async () => filesOf(await this.kernel.load(ndas, ndaId)).find((file) => file.fileId === fileId);
    // What is only let go needs no organisation.
    const refused = await this.files.settle({ fileId, organisationId: (await held())?.organisationId ?? '', to }, async () => (await held()) !== undefined, context);
    // It needs a text that hangs there no more: this must not be, and nobody waits for the answer.
    if (refused) onFault(new Error(`agreement ${ndaId} has the file ${fileId}: ${refused.refused}`), 'nda files');
  }
}
