import { Inject, Injectable } from '@nestjs/common';
import { BlobDamaged, type BlobStore, type OpenBlob } from '@hewu/kernel/src/blob-store.js';
import { plus, type Clock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { streamName } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BLOB_STORE, CLOCK, EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { fileEvents, type FileStored, type Holder, type MediaType } from './events.js';
import { files, type FileRefusal, type FileState } from './file.decider.js';
import { KEPT_LOOSE_MS } from './keeping.js';

/** What a context records of a file that it attaches. */
export type FileFacts = { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly mediaType: MediaType };

/** A file as its organisation sees it; `name` is null once its sender was erased. */
export type FileDescription = FileFacts & {
  readonly name: string | null;
  readonly storedBy: string;
  readonly storedAt: string;
  readonly holders: readonly Holder[];
  readonly keepUntil: string | null;
};

/** What a download needs. Its content is to be read to the end or destroyed. */
export type OpenFile = FileFacts & { readonly name: string | null; readonly content: OpenBlob['content'] };

type Attached = Done | Refusal<FileRefusal> | CommandIdReused;
type Held = { readonly fileId: string; readonly organisationId: string; readonly to: Holder };

/**
 * Where every other context gets, attaches and serves files. The order that no crash breaks: `attach`, then record that it
 * is attached; to remove, record it, and let a process call `settle` on that event, as on the event of attaching and some
 * time after `FileAttached` (README.md, "How a context attaches files").
 */
@Injectable()
export class Files {
  constructor(
    private readonly kernel: Kernel,
    private readonly codec: Codec,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Facts for a command that attaches; null when there is no such file of this organisation. As strict as the file's stream. */
  async describe(fileId: string, organisationId: string): Promise<FileDescription | null> {
    const file = await this.living(fileId);
    if (file?.organisationId !== organisationId) return null;
    const { sha256, bytes, mediaType, storedBy, holders, keepUntil } = file;
    return { fileId, sha256, bytes, mediaType, storedBy, holders, keepUntil, ...(await this.sealed(fileId)) };
  }

  /** The file is kept from now on. Refused (`not_found`) when it is of another organisation or was discarded. */
  attach({ fileId, organisationId, to }: Held, context: CommandContext): Promise<Attached> {
    return this.kernel.handle(files, fileId, { type: 'AttachFile', organisationId, to }, context);
  }

  /** The file is kept for another day, and for good where it hangs elsewhere. */
  detach(fileId: string, from: Holder, context: CommandContext): Promise<Attached> {
    return this.kernel.handle(files, fileId, { type: 'DetachFile', from, keepUntil: plus(this.clock.now(), KEPT_LOOSE_MS) }, context);
  }

  /**
   * Makes the file hang where its holder says that it does. `has` asks the holder's own stream, and again after every step,
   * so whatever is recorded meanwhile counts: either it is seen here, or the process is called for its event later.
   */
  async settle(held: Held, has: () => Promise<boolean>, context: CommandContext): Promise<Refusal<FileRefusal> | CommandIdReused | null> {
    let wanted = await has();
    for (let step = 0; ; step++) {
      const own = { ...context, commandId: derivedId(context.commandId, String(step), wanted ? 'attach' : 'detach') };
      const outcome = await (wanted ? this.attach(held, own) : this.detach(held.fileId, held.to, own));
      if (isRefusal(outcome)) return outcome;
      const before = wanted;
      wanted = await has();
      if (wanted === before) return null;
    }
  }

  /** Null when it was never there or was discarded. Throws `BlobDamaged` when what is kept is not what was stored. */
  async open(fileId: string): Promise<OpenFile | null> {
    const file = await this.living(fileId);
    if (!file) return null;
    const { sha256, bytes, mediaType } = file;
    const opened = await this.blobs.open(sha256);
    if (!opened) throw new BlobDamaged(sha256, `file ${fileId} has it, and it is gone`);
    if (opened.bytes !== bytes) {
      opened.content.destroy();
      throw new BlobDamaged(sha256, `${opened.bytes} bytes are kept, and file ${fileId} has ${bytes}`);
    }
    return { fileId, sha256, bytes, mediaType, name: (await this.sealed(fileId)).name, content: opened.content };
  }

  private async living(fileId: string): Promise<NonNullable<FileState> | null> {
    const file = await this.kernel.load(files, fileId);
    return file && !file.discarded ? file : null;
  }

  /** From the log and under the sender's key at each reading, so that erasing them needs no other place to be looked through. */
  private async sealed(fileId: string): Promise<{ readonly name: string | null; readonly storedAt: string }> {
    const [stored] = await this.codec.decode(await this.store.read(streamName(fileEvents.category, fileId), 0, 1));
    return { name: (stored!.data as FileStored['data']).name, storedAt: stored!.metadata.occurredAt };
  }
}
