import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BlobStore } from '@hewu/kernel/src/blob-store.js';
import { plus, type Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { BLOB_STORE, CLOCK, EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { pieces, type Content } from './content.js';
import type { FileStored } from './events.js';
import { files, type FileRefusal } from './file.decider.js';
import { fileUsageProjection, type FileUsage } from './file-usage.projection.js';
import { GRACE_MS, KEPT_LOOSE_MS } from './keeping.js';

type Answer = Done | Refusal<FileRefusal> | CommandIdReused;

/** Keeps what somebody sent, after it was inspected. */
export class StoreFileCommand extends Command<Answer> {
  constructor(
    readonly data: Omit<FileStored['data'], 'keepUntil'>,
    readonly content: Content,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The time of a file that hangs nowhere has come; `keepUntil` is that time. */
export class DiscardFileCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly fileId: string; readonly keepUntil: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(StoreFileCommand)
export class StoreFileHandler implements ICommandHandler<StoreFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Bytes first, then the event: a file that is recorded has its bytes. The sweep leaves bytes alone for a day after they
   * were put, and sees the event from then on; should half of that day have gone by before the event stood (a machine that
   * slept), they are put once more.
   */
  async execute({ data, content, context }: StoreFileCommand): Promise<Answer> {
    const usedBytes = await this.usedBytes(data.organisationId);
    const command = () => ({ type: 'StoreFile', ...data, keepUntil: plus(this.clock.now(), KEPT_LOOSE_MS), usedBytes }) as const;
    // What the quota refuses is not even written; of a file that is there already, the stream has the say.
    const foreseen = files.decide(command(), null);
    if (isRefusal(foreseen) && (await this.kernel.load(files, data.fileId)) === null) return foreseen;
    const lateAfter = plus(this.clock.now(), GRACE_MS / 2);
    await this.blobs.put(pieces(content), content.bytes);
    const outcome = await this.kernel.handle(files, data.fileId, command(), context);
    if (this.clock.now() > lateAfter) await this.blobs.put(pieces(content), content.bytes);
    return outcome;
  }

  /** Of all that was recorded up to now; what is being sent at this moment is not counted, so a quota may be overdrawn by that. */
  private async usedBytes(organisationId: string): Promise<number> {
    await this.models.upTo(fileUsageProjection, (await this.store.end()) ?? undefined);
    return (await this.models.get<FileUsage>(fileUsageProjection, organisationId))?.bytes ?? 0;
  }
}

@CommandHandler(DiscardFileCommand)
export class DiscardFileHandler implements ICommandHandler<DiscardFileCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { fileId, keepUntil }, context }: DiscardFileCommand): Promise<Answer> {
    return this.kernel.handle(files, fileId, { type: 'DiscardFile', keepUntil }, context);
  }
}
