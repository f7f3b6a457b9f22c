import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { refuse } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { found, notFound, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { contractDraftOf } from './contract-draft.js';
import { contracts } from './contract.decider.js';
import { noticeIdOf } from './notice-id.js';
import { termsOf } from './offer.answers.js';
import { priceNotices } from './price-notice.decider.js';
import { isRoomOpen, seesTransfer } from './readers.js';
import { ContractDraftAnswer } from './room.answers.js';
import type { TransferDocument } from './transfer-document.js';
import { transfers } from './transfer.decider.js';
import { transfersProjection } from './transfers.projection.js';

/** What was agreed, handed to the contract as a draft. */
@ApiTags('negotiation')
@Controller('transfers/:id/contract-draft')
export class ContractDraftsController {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'readContractDraft', summary: 'What was agreed last as the draft of a contract: its terms, one text in both languages, and the hash that both would sign' })
  @ApiOkResponse({ type: ContractDraftAnswer })
  @Refuses('not_found', 'room_closed', 'price_not_agreed')
  async draft(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ContractDraftAnswer> {
    await this.models.upTo(transfersProjection, position);
    // Who may read it, the read model says; what it says, the stream itself, as the contract will.
    const document = found(await this.models.get<TransferDocument>(transfersProjection, id));
    if (!seesTransfer(actor, document)) throw notFound();
    // Once a contract is drafted both must read what they sign, whatever became of the room.
    const outside = actor.organisationId !== null && document.parties.includes(actor.organisationId) && !isRoomOpen(document);
    if (outside && document.stage !== 'contract' && document.stage !== 'completed') throw new RefusalProblem(refuse('room_closed', { stage: document.stage, grounds: document.closedBy }));
    const transfer = found(await this.kernel.load(transfers, id));
    const [notice, contract] = await Promise.all([this.kernel.load(priceNotices, noticeIdOf(id, transfer.round)), transfer.contractId === null ? null : this.kernel.load(contracts, transfer.contractId)]);
    const draft = contractDraftOf(transfer, notice?.relatedParty ?? false);
    const asAgreed = contractDraftOf(transfer, false);
    if (!draft || !asAgreed) throw new RefusalProblem(refuse('price_not_agreed'));
    const { round, said } = draft;
    // A contract that was drafted when its text did not say what the notice had found keeps the text that is signed.
    const { text, sha256 } = contract?.textSha256 === asAgreed.sha256 ? asAgreed : draft;
    return { transferId: id, round, mode: transfer.mode, terms: termsOf(said), text, sha256 };
  }
}
