import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Administrators } from './administrators.js';
import { deliveryDecider, type DeliveryRefusal } from './delivery.decider.js';
import type { DeliveryDied } from './events.js';
import { Notes } from './notes.js';
import { webhookDecider } from './webhooks.decider.js';

export type DeliveryOutcome = Done | Refusal<DeliveryRefusal | 'not_found'> | CommandIdReused;

/** The sender gives up. */
export class BuryDeliveryCommand extends Command<DeliveryOutcome> {
  constructor(
    readonly data: DeliveryDied['data'],
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** An administrator wants one delivery sent again. */
export class ReplayDeliveryCommand extends Command<DeliveryOutcome> {
  constructor(
    readonly data: { readonly webhookId: string; readonly deliveryId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(BuryDeliveryCommand)
export class BuryDeliveryHandler implements ICommandHandler<BuryDeliveryCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data, context }: BuryDeliveryCommand): Promise<DeliveryOutcome> {
    return this.kernel.handle(deliveryDecider, data.deliveryId, { type: 'BuryDelivery', system: context.actor.startsWith('system:'), ...data }, context);
  }
}

@CommandHandler(ReplayDeliveryCommand)
export class ReplayDeliveryHandler implements ICommandHandler<ReplayDeliveryCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly notes: Notes,
    private readonly administrators: Administrators,
  ) {}

  async execute({ data: { webhookId, deliveryId }, context }: ReplayDeliveryCommand): Promise<DeliveryOutcome> {
    const { actor: personId, onBehalfOf: organisationId } = context;
    if (organisationId === null) throw new Error(`${personId} replays a delivery of no organisation`);
    const administrator = await this.administrators.has(organisationId, personId);
    const { webhooks } = await this.kernel.load(webhookDecider, organisationId);
    const note = await this.notes.get(deliveryId);
    const webhook = Object.hasOwn(webhooks, webhookId) ? webhooks[webhookId] : undefined;
    if (administrator && (!webhook || note?.webhookId !== webhookId)) return refuse('not_found');
    return this.kernel.handle(
      deliveryDecider,
      deliveryId,
      { type: 'ReplayDelivery', deliveryId, webhookId, organisationId, round: note?.round ?? 1, waiting: note?.status === 'waiting', webhookPaused: webhook?.paused ?? false, by: { personId, administrator } },
      context,
    );
  }
}
