import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { achievements } from './achievement.decider.js';
import { ERRAND_RULES } from './errand-rules.js';
import { byOf } from './facts.js';
import { mandateAgentsProjection, type MandateAgent } from './mandate-agents.projection.js';
import { mandates, type MandateRefusal, type MandateTerms } from './mandate.decider.js';
import { mandatesProjection, type MandateDocument } from './mandates.projection.js';

type Answer = Done | Refusal<MandateRefusal> | CommandIdReused;

/** A decision maker of the owner lets another organisation list one of its achievements. */
export class GrantMandateCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly mandateId: string; readonly terms: MandateTerms },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The principal revokes it, or the agent renounces it. */
export class EndMandateCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly mandateId: string; readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Its last day is over. Given by the system alone. */
export class EndMandateInTimeCommand extends Command<void> {
  constructor(
    readonly data: { readonly mandateId: string; readonly untilOn: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The achievement became restricted. Given by the system alone; `position` is that of the event that said so. */
export class EndMandatesOfRestrictedCommand extends Command<void> {
  constructor(
    readonly data: { readonly achievementId: string; readonly position: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(GrantMandateCommand)
export class GrantMandateHandler implements ICommandHandler<GrantMandateCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { mandateId, terms }, context }: GrantMandateCommand): Promise<Answer> {
    const achievement = await this.kernel.load(achievements, terms.achievementId);
    const agent = await this.models.get<MandateAgent>(mandateAgentsProjection, terms.agentOrganisationId);
    const command = {
      type: 'GrantMandate', mandateId, by: byOf(context), ownerOrganisationId: achievement?.organisationId ?? null, restricted: achievement?.content.secrecy === 'restricted', agentVerified: agent?.verified ?? false, terms,
      today: dayOf(this.clock.now()),
    } as const;
    return this.kernel.handle(mandates, mandateId, command, onMandates(context));
  }
}

@CommandHandler(EndMandateCommand)
export class EndMandateHandler implements ICommandHandler<EndMandateCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { mandateId, reason }, context }: EndMandateCommand): Promise<Answer> {
    return this.kernel.handle(mandates, mandateId, { type: 'EndMandate', by: byOf(context), reason }, { ...context, legalBasis: '民法典 第九百三十三条' });
  }
}

@CommandHandler(EndMandateInTimeCommand)
export class EndMandateInTimeHandler implements ICommandHandler<EndMandateInTimeCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { mandateId, untilOn }, context }: EndMandateInTimeCommand): Promise<void> {
    await this.kernel.handle(mandates, mandateId, { type: 'EndMandateInTime', by: context.actor, untilOn }, onMandates(context));
  }
}

const PAGE = 100;

@CommandHandler(EndMandatesOfRestrictedCommand)
export class EndMandatesOfRestrictedHandler implements ICommandHandler<EndMandatesOfRestrictedCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data: { achievementId, position }, context }: EndMandatesOfRestrictedCommand): Promise<void> {
    await this.models.upTo(mandatesProjection, position);
    let cursor: string | undefined;
    do {
      const page = await this.models.find<MandateDocument>(mandatesProjection, { filter: { achievementId }, sort: { field: 'grantedAt', direction: 'asc' }, limit: PAGE, cursor });
      for (const { _id } of page.items) {
        await this.kernel.handle(mandates, _id, { type: 'EndMandateOfRestricted', by: context.actor }, { ...context, commandId: derivedId(context.commandId, _id), legalBasis: ERRAND_RULES.restrict });
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}

/** The article on contracts of mandate. */
const onMandates = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '民法典 第九百一十九条' });
