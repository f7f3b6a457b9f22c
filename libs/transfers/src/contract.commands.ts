import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { ACTOR_SOURCE, type ActorSource } from '@hewu/platform/src/actor.js';
import { rights } from '@hewu/rights/src/right.decider.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { contractDraftOf } from './contract-draft.js';
import { contracts, paidFen, type ContractRefusal, type ContractState } from './contract.decider.js';
import type { Draft, RespondBy } from './events.js';
import { byOf } from './facts.js';
import { isContractHiddenFrom } from './hidden-contract.js';
import { LAWS, under } from './laws.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { noticeIdOf } from './notice-id.js';
import { openObjections, priceNotices } from './price-notice.decider.js';
import { registerContract } from './registering.js';
import { transfers, type ContractNow, type NoticeNow, type TransferRefusal } from './transfer.decider.js';

type Answer = Done | Refusal<ContractRefusal> | CommandIdReused;
type AnswerOfBoth = Answer | Refusal<TransferRefusal>;

/** The seller's transfer office puts what was agreed into a contract. */
export class DraftContractCommand extends Command<AnswerOfBoth> {
  constructor(
    readonly data: { readonly transferId: string; readonly contractId: string; /** Of the draft that follows from what was agreed, or of a file that both sides read in the room; null: of the former. */ readonly textSha256: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** An authorised person signs for one side. */
export class SignContractCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly contractId: string; readonly textSha256: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Either side gives a draft up; the negotiation goes on. */
export class AbandonContractCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly contractId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The registrar of the seller's region recognises and registers the contract. */
export class RegisterContractCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly contractId: string; readonly registrationNumber: string; readonly technologyAmountFen: number },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The seller confirms money received. */
export class RecordPaymentCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly contractId: string; readonly paymentId: string; readonly amountFen: number; readonly receivedOn: string; readonly reference: string; /** Given before both had signed. */ readonly inAdvance?: boolean },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Everything is done: the seller's transfer office closes the transfer. */
export class CompleteTransferCommand extends Command<AnswerOfBoth> {
  constructor(
    readonly data: { readonly transferId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

type Handed = Draft & { readonly achievementId: string; readonly transferId: string; readonly handedBy: string };

/** Second half of drafting: also what a timer does when the first half stands alone. A draft that cannot be made reopens the negotiation. */
export const draftHanded = async (kernel: Kernel, { achievementId, transferId, handedBy: draftedBy, ...draft }: Handed, context: CommandContext): Promise<Answer> => {
  const drafted = await kernel.handle(contracts, draft.contractId, { type: 'DraftContract', achievementId, transferId, draft, draftedBy }, context);
  const standing = isRefusal(drafted) ? await kernel.load(contracts, draft.contractId) : null;
  const lives = standing?.transferId === transferId && standing.status !== 'abandoned';
  if (isRefusal(drafted) && !lives) await kernel.handle(transfers, transferId, { type: 'ReopenNegotiation', contractId: draft.contractId }, { ...context, commandId: derivedId(context.commandId, 'reopen') });
  return drafted;
};

@CommandHandler(DraftContractCommand)
export class DraftContractHandler implements ICommandHandler<DraftContractCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  /** The transfer first, then the contract: cut off between the two, a timer drafts it (`unfinished-transfers`). */
  async execute({ data: { transferId, contractId, textSha256: given }, context: asked }: DraftContractCommand): Promise<AnswerOfBoth> {
    const context = under(LAWS.written, asked);
    const by = byOf(context);
    const [transfer, known] = await Promise.all([this.kernel.load(transfers, transferId), this.kernel.load(contracts, contractId)]);
    if (!transfer) return refuse('not_found');
    // Without an agreement there is no draft, and the transfer refuses whatever the hash.
    const notice = await noticeNow(this.kernel, transferId, transfer.round);
    const marketsSha256 = contractDraftOf(transfer, notice?.relatedParty ?? false)?.sha256 ?? null;
    const textSha256 = given ?? marketsSha256 ?? '';
    if (known && (known.transferId !== transferId || known.textSha256 !== textSha256)) return refuse('contract_id_taken');
    const suspendedFor = (await this.models.get<ListingFacts>(listingFactsProjection, transfer.listingId))?.suspendedFor ?? null;
    const handed = await this.kernel.handle(transfers, transferId, { type: 'HandToContract', by, contractId, textSha256, marketsSha256, notice, suspendedFor }, context);
    if (isRefusal(handed)) return handed;
    const { achievementId, listingId, round, mode, agreed, sellerOrganisationId, sellerRegion, buyerOrganisationId } = (await this.kernel.load(transfers, transferId))!;
    const draft: Draft = { contractId, listingId, round, mode, amountFen: agreed!.amountFen, noticeId: agreed!.noticeRule ? notice!.noticeId : null, sellerOrganisationId, sellerRegion, buyerOrganisationId, textSha256 };
    return draftHanded(this.kernel, { achievementId, transferId, ...draft, handedBy: by.personId }, context);
  }
}

/** The notice of one round, from its own stream: closed, it never changes again. */
const noticeNow = async (kernel: Kernel, transferId: string, round: number): Promise<(NoticeNow & { readonly relatedParty: boolean }) | null> => {
  const notice = await kernel.load(priceNotices, noticeIdOf(transferId, round));
  if (!notice) return null;
  const { noticeId, status, amountFen, mode, relatedParty, end } = notice;
  return { noticeId, round, status, amountFen, mode, relatedParty, closesAt: end.closesAt, provisional: end.provisional, openObjections: openObjections(notice) };
};

@CommandHandler(SignContractCommand)
export class SignContractHandler implements ICommandHandler<SignContractCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly times: ResponseTimes,
  ) {}

  async execute({ data: { contractId, textSha256 }, context }: SignContractCommand): Promise<Answer> {
    const by = byOf(context);
    if (await isContractHiddenFrom(by.organisationId, this.kernel, contractId)) return refuse('not_found');
    const winnerSignsBy = await this.winnersTime(contractId);
    return this.kernel.handle(contracts, contractId, { type: 'SignContract', by, textSha256, legalBasis: LAWS.signature, today: dayOf(this.kernel.clock.now()), winnerSignsBy }, under(LAWS.signature, context));
  }

  /** A winner has its whole time once the seller has signed, however late that is. Undefined where no sale made the price, or its winner has no time. */
  private async winnersTime(contractId: string): Promise<RespondBy | undefined> {
    const contract = await this.kernel.load(contracts, contractId);
    const transfer = contract && (await this.kernel.load(transfers, contract.transferId));
    return transfer?.agreed?.signBy ? this.times.by('winner_signing_days', transfer.sellerRegion) : undefined;
  }
}

@CommandHandler(AbandonContractCommand)
export class AbandonContractHandler implements ICommandHandler<AbandonContractCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { contractId, reason }, context: asked }: AbandonContractCommand): Promise<Answer> {
    const context = under(LAWS.unbound, asked);
    const abandoned = await this.kernel.handle(contracts, contractId, { type: 'AbandonContract', by: byOf(context), reason }, context);
    if (isRefusal(abandoned)) return abandoned;
    const { transferId } = (await this.kernel.load(contracts, contractId))!;
    await this.kernel.handle(transfers, transferId, { type: 'ReopenNegotiation', contractId }, context);
    return abandoned;
  }
}

@CommandHandler(RegisterContractCommand)
export class RegisterContractHandler implements ICommandHandler<RegisterContractCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async execute({ data: { contractId, ...registration }, context }: RegisterContractCommand): Promise<Answer> {
    const by = byOf(context);
    if (await isContractHiddenFrom(by.organisationId, this.kernel, contractId)) return refuse('not_found');
    const contract = await this.kernel.load(contracts, contractId);
    const parties = contract ? [contract.sellerOrganisationId, contract.buyerOrganisationId] : [];
    const belongs = (await Promise.all(parties.map((party) => this.actors.standing(context.actor, party)))).some((standing) => standing !== null);
    return registerContract(this.kernel, this.models, { contractId, by, belongs, ...registration }, under(LAWS.registration, context));
  }
}

@CommandHandler(RecordPaymentCommand)
export class RecordPaymentHandler implements ICommandHandler<RecordPaymentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data: { contractId, inAdvance = false, ...payment }, context }: RecordPaymentCommand): Promise<Answer> {
    const by = byOf(context);
    if (await isContractHiddenFrom(by.organisationId, this.kernel, contractId)) return refuse('not_found');
    const listedOn = await this.listedOn(contractId);
    return this.kernel.handle(contracts, contractId, { type: 'RecordPayment', by, ...payment, inAdvance, today: dayOf(this.kernel.clock.now()), listedOn }, under(inAdvance ? LAWS.advance : LAWS.payment, context));
  }

  private async listedOn(contractId: string): Promise<string | null> {
    const contract = await this.kernel.load(contracts, contractId);
    const transfer = contract && (await this.kernel.load(transfers, contract.transferId));
    return (transfer && (await this.models.get<ListingFacts>(listingFactsProjection, transfer.listingId))?.publishedOn) ?? null;
  }
}

@CommandHandler(CompleteTransferCommand)
export class CompleteTransferHandler implements ICommandHandler<CompleteTransferCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** The transfer first, then the right, which is spoken for until it is granted. */
  async execute({ data: { transferId }, context: asked }: CompleteTransferCommand): Promise<AnswerOfBoth> {
    const context = under(LAWS.registration, asked);
    const transfer = await this.kernel.load(transfers, transferId);
    const contract = transfer?.contractId ? contractNow(await this.kernel.load(contracts, transfer.contractId)) : null;
    const completed = await this.kernel.handle(transfers, transferId, { type: 'CompleteTransfer', by: byOf(context), contract }, context);
    if (isRefusal(completed)) return completed;
    await this.kernel.handle(rights, transfer!.achievementId, { type: 'GrantRight', transferId, contractId: transfer!.contractId! }, context);
    return completed;
  }
}

const contractNow = (contract: ContractState): ContractNow | null =>
  contract && { contractId: contract.contractId, registrationNumber: contract.registration?.number ?? null, amountFen: contract.amountFen, paidFen: paidFen(contract) };
