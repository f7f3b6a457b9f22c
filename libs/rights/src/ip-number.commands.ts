import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ipNumbers, type IpNumberAsked, type IpNumberCommand } from './ip-number.decider.js';
import { rights } from './right.decider.js';

/** What became of the right of an achievement, for each of its numbers. */
export type FollowedRight =
  /** The right is reserved: claims become firm. */
  | { readonly do: 'hold'; readonly ipNumberIds: readonly string[]; readonly asked: Omit<IpNumberAsked, 'ipNumberId'> }
  /** A claim is due: firm where the right is reserved by the same holder, free where it is not. */
  | { readonly do: 'lapse'; readonly ipNumberIds: readonly string[]; readonly asked: Omit<IpNumberAsked, 'ipNumberId'> }
  | { readonly do: 'free'; readonly ipNumberIds: readonly string[]; readonly holderId: string }
  | { readonly do: 'handOver'; readonly ipNumberIds: readonly string[]; readonly holderId: string; readonly transferId: string }
  | { readonly do: 'grant'; readonly ipNumberIds: readonly string[]; readonly holderId: string; readonly toOrganisationId: string };

/** What is granted stands against others by the courts' interpretation; that a number is held once is the house's. */
const GRANTED = '最高人民法院技术合同司法解释 第二十四条、第二十五条';
const ONE_HOLDER = '合武平台规则：同一编号的知识产权无论登记为几项成果，同时只有一个独占洽谈';

/** By the system alone; there is nothing to refuse. */
export class FollowRightCommand extends Command<null> {
  constructor(
    readonly data: FollowedRight,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(FollowRightCommand)
export class FollowRightHandler implements ICommandHandler<FollowRightCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: FollowRightCommand): Promise<null> {
    for (const ipNumberId of data.ipNumberIds) {
      const command = await this.commandFor(ipNumberId, data);
      if (command) await this.kernel.handle(ipNumbers, ipNumberId, command, { ...context, legalBasis: data.do === 'grant' ? GRANTED : ONE_HOLDER });
    }
    return null;
  }

  private async commandFor(ipNumberId: string, data: FollowedRight): Promise<IpNumberCommand | null> {
    switch (data.do) {
      case 'hold':
        // Released since: what follows of that comes next.
        return (await this.isReserved(ipNumberId, data.asked)) ? { type: 'HoldNumber', ipNumberId, ...data.asked } : null;
      case 'lapse': {
        const { achievementId, holderId } = data.asked;
        const reserved = await this.isReserved(ipNumberId, { achievementId, holderId });
        return reserved ? { type: 'HoldNumber', ipNumberId, ...data.asked } : { type: 'FreeNumber', holderId, ground: 'lapsed' };
      }
      case 'free':
        return { type: 'FreeNumber', holderId: data.holderId, ground: 'released' };
      case 'handOver':
        return { type: 'HandOverNumber', holderId: data.holderId, transferId: data.transferId };
      case 'grant':
        return { type: 'GrantNumber', holderId: data.holderId, toOrganisationId: data.toOrganisationId };
    }
  }

  /** By the right's own stream, which alone knows. */
  private async isReserved(ipNumberId: string, { achievementId, holderId }: { readonly achievementId: string; readonly holderId: string }): Promise<boolean> {
    const { open, sales } = await this.kernel.load(rights, achievementId);
    return open.some((one) => one.transferId === holderId && one.ipNumberIds.includes(ipNumberId)) || sales.some((one) => one.holderId === holderId && one.ipNumberIds.includes(ipNumberId));
  }
}
