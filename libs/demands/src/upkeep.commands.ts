import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { challenges } from './challenge.decider.js';
import { demands, isOver } from './demand.decider.js';
import { proposals } from './proposal.decider.js';
import { proposalsProjection, type ProposalDocument } from './proposals.projection.js';

/** What the system does by itself; answered with nothing to refuse. `position` is that of the event that caused it. */
export type Upkeep =
  | { readonly do: 'close'; readonly demandId: string }
  | { readonly do: 'settle'; readonly demandId: string; readonly solvedBy: string | null; readonly position: string }
  | { readonly do: 'lapse_late'; readonly demandId: string; readonly proposalId: string }
  | { readonly do: 'end_without_entries'; readonly demandId: string }
  | { readonly do: 'end_late'; readonly demandId: string }
  | { readonly do: 'solve'; readonly demandId: string };

export class KeepDemandUpCommand extends Command<void> {
  constructor(
    readonly data: Upkeep,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const PAGE = 100;

@CommandHandler(KeepDemandUpCommand)
export class KeepDemandUpHandler implements ICommandHandler<KeepDemandUpCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data, context }: KeepDemandUpCommand): Promise<void> {
    const { demandId } = data;
    const by = context.actor;
    const now = this.kernel.clock.now();
    switch (data.do) {
      case 'close':
        await this.kernel.handle(demands, demandId, { type: 'CloseAtDeadline', by, now }, context);
        return;
      case 'settle':
        await this.kernel.handle(challenges, demandId, { type: 'EndWithDemand', by }, context);
        await this.lapseAll(data.demandId, data.solvedBy, data.position, context);
        return;
      case 'lapse_late':
        await this.lapseIfOver(demandId, data.proposalId, null, context);
        return;
      case 'end_without_entries':
        await this.kernel.handle(challenges, demandId, { type: 'EndWithoutEntries', by, now }, context);
        return;
      case 'end_late': {
        const demand = await this.kernel.load(demands, demandId);
        if (demand && isOver(demand)) await this.kernel.handle(challenges, demandId, { type: 'EndWithDemand', by }, context);
        return;
      }
      case 'solve':
        await this.kernel.handle(demands, demandId, { type: 'CloseAwarded', by }, context);
    }
  }

  /** Whatever is submitted behind this position is answered by its own errand. */
  private async lapseAll(demandId: string, solvedBy: string | null, position: string, context: CommandContext): Promise<void> {
    await this.models.upTo(proposalsProjection, position);
    let cursor: string | undefined;
    do {
      const page = await this.models.find<ProposalDocument>(proposalsProjection, { filter: { demandId }, limit: PAGE, cursor });
      for (const { _id } of page.items) await this.lapseIfOver(demandId, _id, solvedBy, context);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  private async lapseIfOver(demandId: string, proposalId: string, solvedBy: string | null, context: CommandContext): Promise<void> {
    const demand = await this.kernel.load(demands, demandId);
    if (!demand || !isOver(demand)) return;
    await this.kernel.handle(proposals, proposalId, { type: 'LapseProposal', ground: demand.status === 'solved' ? 'solved' : 'owner', solvedBy }, context);
  }
}
