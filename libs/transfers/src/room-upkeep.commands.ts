import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { LAWS, under } from './laws.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { RoomGate } from './room-gate.js';
import type { ResponseMark } from './transfer-command.js';
import { transfers } from './transfer.decider.js';
import { organisationOf } from './transfer-state.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

/** What opens a room may have changed: of all talks about an achievement, or of one buyer's. By the system alone. `position` is that of the event that said so. */
export class SettleRoomsCommand extends Command<void> {
  constructor(readonly data: { readonly achievementId: string; readonly buyerOrganisationId: string | null; readonly position: string }, readonly context: CommandContext) {
    super();
  }
}

/** The time to answer is nearly over, or is over. By the system alone. */
export class MarkResponseCommand extends Command<void> {
  constructor(readonly data: { readonly transferId: string; readonly mark: ResponseMark; readonly turn: number; readonly at: string }, readonly context: CommandContext) {
    super();
  }
}

const PAGE = 100;

@CommandHandler(SettleRoomsCommand)
export class SettleRoomsHandler implements ICommandHandler<SettleRoomsCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly gate: RoomGate,
    private readonly times: ResponseTimes,
  ) {}

  async execute({ data: { achievementId, buyerOrganisationId, position }, context }: SettleRoomsCommand): Promise<void> {
    await Promise.all([this.models.upTo(transfersProjection, position), this.models.upTo(listingFactsProjection, position), this.gate.upTo(position)]);
    const filter = { achievementId, ...(buyerOrganisationId === null ? {} : { buyerOrganisationId }) };
    let cursor: string | undefined;
    do {
      const page = await this.models.find<TransferDocument>(transfersProjection, { filter, limit: PAGE, cursor });
      for (const { _id } of page.items) await this.settle(_id, context);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  /** Whoever won a sale is bound by it and needs no leave to talk; but what became restricted is restricted for them too. */
  private async settle(transferId: string, context: CommandContext): Promise<void> {
    const transfer = await this.kernel.load(transfers, transferId);
    if (!transfer) return;
    const listing = await this.models.get<ListingFacts>(listingFactsProjection, transfer.listingId);
    const { achievementId, buyerOrganisationId, sellerOrganisationId, sellerRegion, buyerRegion, agreed, awaiting } = transfer;
    const found = await this.gate.groundsOf({ achievementId, secrecy: listing?.secrecy ?? 'public' }, buyerOrganisationId);
    const grounds = agreed?.source ? found.filter((ground) => ground === 'achievement_restricted') : found;
    const waitsFor = awaiting && organisationOf(awaiting.side, transfer);
    const answersBy = awaiting && (await this.times.by(awaiting.step === 'offer' ? 'negotiation_opening_days' : 'offer_response_days', waitsFor === sellerOrganisationId ? sellerRegion : buyerRegion));
    const respondBy = answersBy ?? (agreed?.signBy ? await this.times.by('winner_signing_days', sellerRegion) : null);
    await this.kernel.handle(transfers, transferId, { type: 'SettleRoom', grounds, respondBy }, under(LAWS.room, context));
  }
}

@CommandHandler(MarkResponseCommand)
export class MarkResponseHandler implements ICommandHandler<MarkResponseCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { transferId, mark, turn, at }, context }: MarkResponseCommand): Promise<void> {
    await this.kernel.handle(transfers, transferId, { type: 'MarkResponse', mark, turn, at, now: this.clock.now() }, under(LAWS.response, context));
  }
}
