import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Parties, SaleKind } from '@hewu/rights/src/events.js';
import { rights, type RightRefusal } from '@hewu/rights/src/right.decider.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { contractDraftOf } from './contract-draft.js';
import { contracts, type ContractRefusal } from './contract.decider.js';
import type { PriceSource, WinnerDefaulted } from './events.js';
import { byOf } from './facts.js';
import { LAWS, under } from './laws.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { namedOf } from './named.js';
import { partyFactsProjection, type PartyFacts } from './party-facts.projection.js';
import { relatedGroundsOf } from './related-grounds.js';
import { transfers, type By, type DraftNow, type TransferRefusal, type TransferState } from './transfer.decider.js';

type Answer = Done | Refusal<TransferRefusal> | CommandIdReused;

/** A sale that has a winner, as its events tell it. `position` is that of the event that said so. */
export type WonSale = {
  readonly kind: SaleKind;
  readonly saleId: string;
  readonly achievementId: string;
  readonly transferId: string;
  readonly parties: Parties;
  readonly amountFen: number;
  readonly source: PriceSource;
  readonly position: string;
};

/** By the system alone: the right goes to the winner's transfer, and the transfer begins with its price. */
export class OpenWonTransferCommand extends Command<Answer | Refusal<RightRefusal>> {
  constructor(readonly data: WonSale, readonly context: CommandContext) {
    super();
  }
}

/** What the seller says of a default. */
type Defaulting = { readonly by: By; readonly ground: string; readonly deposit: WinnerDefaulted['data']['deposit'] };

/** The seller records that the winner of a sale does not keep its word. */
export class RecordDefaultCommand extends Command<Answer | Refusal<ContractRefusal>> {
  constructor(readonly data: { readonly transferId: string; readonly ground: string; readonly deposit: WinnerDefaulted['data']['deposit'] }, readonly context: CommandContext) {
    super();
  }
}

/** The seller cannot keep its own word towards the winner. */
export class WithdrawSaleCommand extends Command<Answer> {
  constructor(readonly data: { readonly transferId: string; readonly ground: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(OpenWonTransferCommand)
export class OpenWonTransferHandler implements ICommandHandler<OpenWonTransferCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly times: ResponseTimes,
  ) {}

  /** Cut off between the two, the errand comes again and does the second half. */
  async execute({ data, context: asked }: OpenWonTransferCommand): Promise<Answer | Refusal<RightRefusal>> {
    const context = under(LAWS.pricing, asked);
    const { kind, saleId, achievementId, transferId, parties, amountFen, source, position } = data;
    await this.models.upTo(partyFactsProjection, position);
    const facts = await this.models.getMany<PartyFacts>(partyFactsProjection, [parties.sellerOrganisationId, parties.buyerOrganisationId]);
    const [seller, buyer] = [facts.get(parties.sellerOrganisationId), facts.get(parties.buyerOrganisationId)];
    const listing = await this.models.get<ListingFacts>(listingFactsProjection, parties.listingId);
    if (!seller || !buyer || !listing) throw new StoreUnavailable(`the read models behind transfer ${transferId} have not caught up`);
    const { mode, buyerOrganisationId } = parties;
    const handed = await this.kernel.handle(rights, achievementId, { type: 'HandOver', achievementId, holderKind: kind, holderId: saleId, mode, transferId, buyerOrganisationId }, context);
    if (isRefusal(handed)) return handed;
    const signBy = await this.times.by('winner_signing_days', parties.sellerRegion);
    // Nobody related may register or buy; who became so since, by whoever's act, is marked.
    const relatedGrounds = relatedGroundsOf(listing, seller, buyer);
    const won = { signBy, amountFen, relatedGrounds, route: kind, source, valuationId: null, seller: { kind: seller.kind, stateFounded: seller.stateFounded }, named: namedOf(seller, buyer, listing) };
    return this.kernel.handle(transfers, transferId, { type: 'OpenWon', achievementId, transferId, ...parties, won }, context);
  }
}

/** The contract drafted last as the winner's default finds it. */
const draftNow = async (kernel: Kernel, transfer: TransferState): Promise<DraftNow | null> => {
  const contract = transfer?.lastContractId ? await kernel.load(contracts, transfer.lastContractId) : null;
  if (!transfer || !contract) return null;
  const { signers, status, givenUp, winnerSignsBy: signBy, textSha256 } = contract;
  // What a sale made needs no notice, so none adds to its text.
  const isMarketsText = contractDraftOf(transfer, false)?.sha256 === textSha256;
  return { sellerSigned: signers.seller !== null, binds: status === 'concluded' || status === 'registered', givenUp, signBy, textSha256, isMarketsText };
};

/** Second half of a default, when its contract is given up: also what a timer does. */
export const defaultOf = async (kernel: Kernel, transferId: string, said: Defaulting, context: CommandContext): Promise<Answer> => {
  const transfer = await kernel.load(transfers, transferId);
  const draft = await draftNow(kernel, transfer);
  return ended(kernel, transferId, await kernel.handle(transfers, transferId, { type: 'RecordDefault', ...said, draft, now: kernel.clock.now() }, context), context);
};

/** The transfer first, then the right: cut off between the two, a timer gives it back (`unfinished-transfers`). */
const ended = async (kernel: Kernel, transferId: string, outcome: Answer, context: CommandContext): Promise<Answer> => {
  if (isRefusal(outcome)) return outcome;
  const { achievementId } = (await kernel.load(transfers, transferId))!;
  await kernel.handle(rights, achievementId, { type: 'ReleaseRight', transferId }, context);
  return outcome;
};

@CommandHandler(RecordDefaultCommand)
export class RecordDefaultHandler implements ICommandHandler<RecordDefaultCommand> {
  constructor(private readonly kernel: Kernel) {}

  /**
   * Where a draft waits for the winner it is given up first, so that no signature comes in between: the contract's stream decides who
   * was quicker. Cut off after that, a timer ends the transfer (`unfinished-transfers`).
   */
  async execute({ data: { transferId, ground, deposit }, context: asked }: RecordDefaultCommand): Promise<Answer | Refusal<ContractRefusal>> {
    const context = under(LAWS.irrevocable, asked);
    const by = byOf(context);
    const transfer = await this.kernel.load(transfers, transferId);
    const draft = await draftNow(this.kernel, transfer);
    if (transfer?.stage === 'contract' && draft?.givenUp === null) {
      const possible = transfers.decide({ type: 'RecordDefault', by, ground, deposit, draft, now: this.kernel.clock.now() }, transfer);
      if (isRefusal(possible)) return possible;
      const givenUp = await this.kernel.handle(contracts, transfer.lastContractId!, { type: 'AbandonContract', by, reason: ground, winnerDefault: { deposit } }, context);
      if (isRefusal(givenUp)) return givenUp;
    }
    return defaultOf(this.kernel, transferId, { by, ground, deposit }, context);
  }
}

@CommandHandler(WithdrawSaleCommand)
export class WithdrawSaleHandler implements ICommandHandler<WithdrawSaleCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { transferId, ground }, context: asked }: WithdrawSaleCommand): Promise<Answer> {
    const context = under(LAWS.irrevocable, asked);
    return ended(this.kernel, transferId, await this.kernel.handle(transfers, transferId, { type: 'WithdrawSale', by: byOf(context), ground }, context), context);
  }
}
