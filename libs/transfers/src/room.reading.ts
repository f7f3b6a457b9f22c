import { Injectable } from '@nestjs/common';
import { Files, type OpenFile } from '@hewu/files/src/files.js';
import { refuse } from '@hewu/kernel/src/decider.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Confidants } from '@hewu/rights/src/confidants.js';
import { isRoomOpen, seesTransfer } from './readers.js';
import type { RoomFileRecord, TransferDocument } from './transfer-document.js';
import { sideOf } from './transfer.decider.js';
import { organisationOf } from './transfer-state.js';
import { transfersProjection } from './transfers.projection.js';

/** Who may see what of a room. */
@Injectable()
export class Rooms {
  constructor(
    private readonly models: ReadModels,
    private readonly files: Files,
    private readonly confidants: Confidants,
  ) {}

  /** The transfer of an open room, for its sides; for those who watch over the market also of one that is closed. Throws the problem. */
  async seen(id: string, actor: Actor, position: string | undefined): Promise<TransferDocument> {
    await Promise.all([this.models.upTo(transfersProjection, position), this.confidants.upTo(position)]);
    const document = found(await this.models.get<TransferDocument>(transfersProjection, id));
    if (!seesTransfer(actor, document)) throw notFound();
    if (this.sideOf(document, actor) && !isRoomOpen(document)) throw new RefusalProblem(refuse('room_closed', { stage: document.stage, grounds: document.closedBy }));
    return document;
  }

  /** The files that the caller may have: of the own side all; of the other, what its tier opens to them now. */
  async filesFor(document: TransferDocument, actor: Actor): Promise<readonly RoomFileRecord[]> {
    const side = this.sideOf(document, actor);
    const signed = (await this.confidants.letIn(document.achievementId, document.buyerOrganisationId)) === 'after_nda';
    return document.files.filter((file) => {
      if (file.side === side) return true;
      switch (file.tier) {
        case 'room':
          return true;
        case 'after_nda':
          return side === null || signed;
        case 'own_side':
          return false;
      }
    });
  }

  async nameOf({ fileId, side }: RoomFileRecord, document: TransferDocument): Promise<string | null> {
    return (await this.files.describe(fileId, organisationOf(side, document)))?.name ?? null;
  }

  open(fileId: string): Promise<OpenFile | null> {
    return this.files.open(fileId);
  }

  private sideOf(document: TransferDocument, { personId, organisationId }: Actor): ReturnType<typeof sideOf> {
    return organisationId === null ? null : sideOf(document, { personId, organisationId });
  }
}
