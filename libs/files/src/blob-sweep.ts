import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BlobStore } from '@hewu/kernel/src/blob-store.js';
import { plus, type Clock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { onFault } from '@hewu/platform/src/log.js';
import { BLOB_STORE, CLOCK, EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { fileEvents, type FileEvent } from './events.js';
import { GRACE_MS } from './keeping.js';

/**
 * Removes bytes that no living file has. The log alone is asked, from its beginning to an end that lies after the list of
 * the bytes was made; read models may be behind or wrong, and what is removed does not come back.
 *
 * Why no living file can lose its bytes: they are removed only if nobody has put them since `putBefore`, a day ago, which
 * the store checks in the same step, and if no living file up to the end of the log has them. A file recorded behind that
 * end was put less than half a day before it was recorded, or again after it (`StoreFileHandler`), so after `putBefore`.
 */
@Injectable()
export class BlobSweep implements BeforeApplicationShutdown {
  private readonly abort = new AbortController();
  private running: Promise<unknown> | null = null;

  constructor(
    private readonly codec: Codec,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins one unless one is under way. The timers of all processes would wait for it, so it is not waited for; one that breaks off is made up for by the next. */
  begin(): void {
    if (this.abort.signal.aborted) return;
    this.running ??= this.sweep()
      .catch((fault: unknown) => this.abort.signal.aborted || onFault(fault, 'blob sweep'))
      .finally(() => (this.running = null));
  }

  /** Answers how many contents it removed. */
  async sweep(): Promise<number> {
    const putBefore = plus(this.clock.now(), -GRACE_MS);
    const living = new Map<string, number>();
    for await (const { sha256, putAt } of this.blobs.list()) if (putAt < putBefore) living.set(sha256, 0);
    if (living.size > 0) await this.countLiving(living);
    let removed = 0;
    for (const [sha256, count] of living) if (count === 0 && !this.abort.signal.aborted) removed += Number(await this.blobs.remove(sha256, putBefore));
    await this.blobs.tidy(putBefore);
    return removed;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  /** How many living files have each of these contents. Throws when the log could not be read to its end. */
  private async countLiving(living: Map<string, number>): Promise<void> {
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, this.abort.signal]);
    let caughtUp = false;
    // Events may be delivered more than once; each counts once.
    let seen = '';
    for await (const batch of this.store.subscribe({ after: null, categories: [fileEvents.category], signal })) {
      for (const { type, data, position } of (await this.codec.decode(batch.events)) as readonly Recorded<FileEvent>[]) {
        if (position <= seen) continue;
        seen = position;
        const change = type === 'FileStored' ? 1 : type === 'FileDiscarded' ? -1 : 0;
        if (change !== 0 && 'sha256' in data && living.has(data.sha256)) living.set(data.sha256, living.get(data.sha256)! + change);
      }
      if (!batch.caughtUp) continue;
      caughtUp = true;
      enough.abort();
    }
    if (!caughtUp) throw new Error('the sweep broke off before the end of the log');
  }
}

/** The night has come for one. */
export class SweepBlobsCommand extends Command<void> {
  constructor(readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(SweepBlobsCommand)
export class SweepBlobsHandler implements ICommandHandler<SweepBlobsCommand> {
  constructor(private readonly sweep: BlobSweep) {}

  async execute(): Promise<void> {
    this.sweep.begin();
  }
}
