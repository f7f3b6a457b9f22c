import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { FileRefusal } from '@hewu/files/src/file.decider.js';
import { Files } from '@hewu/files/src/files.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { RoomFileTier } from './events.js';
import { byOf } from './facts.js';
import { LAWS, under } from './laws.js';
import { transfers, type TransferRefusal } from './transfer.decider.js';
import { organisationOf } from './transfer-state.js';

type Answer = Done | Refusal<TransferRefusal | FileRefusal> | CommandIdReused;

/** The kind under which files hang on transfers. */
export const TRANSFER = 'transfer';

/** A side lays one of its files into the room. */
export class AddRoomFileCommand extends Command<Answer> {
  constructor(readonly data: { readonly transferId: string; readonly fileId: string; readonly tier: RoomFileTier }, readonly context: CommandContext) {
    super();
  }
}

/** The side that added a file takes it away, and says why. */
export class RemoveRoomFileCommand extends Command<Answer> {
  constructor(readonly data: { readonly transferId: string; readonly fileId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

/** Makes a file hang where the transfer says. By the system alone. */
export class SettleRoomFileCommand extends Command<void> {
  constructor(readonly data: { readonly transferId: string; readonly fileId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(AddRoomFileCommand)
export class AddRoomFileHandler implements ICommandHandler<AddRoomFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the transfer would refuse, it refuses before the file is touched; who races past that is put right by the process. */
  async execute({ data: { transferId, fileId, tier }, context }: AddRoomFileCommand): Promise<Answer> {
    const by = byOf(context);
    const [file, transfer] = await Promise.all([this.files.describe(fileId, by.organisationId), this.kernel.load(transfers, transferId)]);
    if (!file || !transfer) return refuse('not_found');
    const { sha256, bytes, mediaType } = file;
    const limit = await this.rules.inForce('room_files', transfer.sellerRegion, dayOf(this.clock.now()));
    const command = { type: 'AddRoomFile', by, file: { fileId, sha256, bytes, mediaType }, tier, limit } as const;
    const foreseen = transfers.decide(command, transfer);
    if (isRefusal(foreseen)) return foreseen as Refusal<TransferRefusal>;
    const attached = await this.files.attach({ fileId, organisationId: by.organisationId, to: { kind: TRANSFER, id: transferId } }, context);
    return isRefusal(attached) ? attached : this.kernel.handle(transfers, transferId, command, under(LAWS.room, context));
  }
}

@CommandHandler(RemoveRoomFileCommand)
export class RemoveRoomFileHandler implements ICommandHandler<RemoveRoomFileCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** The file itself is let go by the process. */
  execute({ data: { transferId, fileId, reason }, context }: RemoveRoomFileCommand): Promise<Answer> {
    return this.kernel.handle(transfers, transferId, { type: 'RemoveRoomFile', by: byOf(context), fileId, reason }, under(LAWS.room, context));
  }
}

@CommandHandler(SettleRoomFileCommand)
export class SettleRoomFileHandler implements ICommandHandler<SettleRoomFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  async execute({ data: { transferId, fileId }, context }: SettleRoomFileCommand): Promise<void> {
    const held = async () => {
      const transfer = await this.kernel.load(transfers, transferId);
      const file = transfer?.files.find((one) => one.fileId === fileId);
      return transfer && file ? organisationOf(file.side, transfer) : null;
    };
    // What is only let go needs no organisation.
    const refused = await this.files.settle({ fileId, organisationId: (await held()) ?? '', to: { kind: TRANSFER, id: transferId } }, async () => (await held()) !== null, context);
    // It has a file that is gone: this must not be, and nobody waits for the answer.
    if (refused) onFault(new Error(`transfer ${transferId} has the file ${fileId}: ${refused.refused}`), 'room files');
  }
}
