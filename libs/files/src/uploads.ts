import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { IncomingMessage } from 'node:http';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { Done } from '@hewu/kernel/src/handle.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import type { SignedInCaller } from '@hewu/platform/src/actor.js';
import { accepted, Problem, RefusalProblem } from '@hewu/platform/src/problems.js';
import { StoreFileCommand } from './file.commands.js';
import { extensionOf, suitableName } from './file-name.js';
import { inspect } from './inspect.js';
import { receiveFile, type Received } from './receive.js';

/** How many one process takes at the same time: they share its disk and its four threads for unpacking. */
const AT_ONCE = 24;
/** Whoever chooses ten files in a browser sends them all at once. */
const AT_ONCE_PER_PERSON = 10;

/** The way of a file from the request into the store: received on disk, looked into, kept. */
@Injectable()
export class Uploads {
  private readonly open: string[] = [];

  constructor(private readonly commands: CommandBus) {}

  /** Answers the id of the file and where its event stands. Throws `Problem` and `RefusalProblem`; nothing is left then. */
  async take(request: IncomingMessage, caller: SignedInCaller): Promise<Done & { readonly fileId: string }> {
    const { personId } = caller.actor;
    const own = this.open.filter((one) => one === personId).length;
    if (this.open.length >= AT_ONCE || own >= AT_ONCE_PER_PERSON) throw new Problem(429, 'too_many_requests', { uploadsAtOnce: AT_ONCE_PER_PERSON }, { 'retry-after': '5' });
    this.open.push(personId);
    try {
      const received = await receiveFile(request);
      try {
        return await this.keep(received, caller);
      } finally {
        await received.content.release();
      }
    } finally {
      this.open.splice(this.open.indexOf(personId), 1);
    }
  }

  private async keep({ name: said, declared, content }: Received, { actor, context }: SignedInCaller): Promise<Done & { readonly fileId: string }> {
    const name = suitableName(said);
    if (name === null) throw new RefusalProblem({ refused: 'file_name_unsuitable' });
    const mediaType = await inspect(content, { extension: extensionOf(name), declared });
    if (isRefusal(mediaType)) throw new RefusalProblem(mediaType);
    const organisationId = actor.organisationId!;
    const { sha256, bytes } = content;
    const fileId = derivedId(context.commandId, 'file');
    // The body is none of the request's as the guard sees it. The name stays out: a digest would outlive the sender's key.
    const own = { ...context, fingerprint: fingerprintOf(['file', organisationId, sha256, mediaType]) };
    const data = { fileId, organisationId, storedBy: actor.personId, sha256, bytes, mediaType, name };
    return { fileId, ...accepted(await this.commands.execute(new StoreFileCommand(data, content, own))) };
  }
}
