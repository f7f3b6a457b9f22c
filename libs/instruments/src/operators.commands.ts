import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Access } from '@hewu/access/src/access.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { InstrumentOutcome } from './instrument.commands.js';
import { instrument } from './instrument.decider.js';
import { operatorsProjection, type OperatorDocument } from './operators.projection.js';

type Owned = { readonly instrumentId: string; readonly organisationId: string; readonly personId: string };

export class AppointOperatorCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: Owned & { readonly fromOn: string; readonly untilOn: string | null; readonly deputyOf: string | null }, readonly context: CommandContext) {
    super();
  }
}

export class ReleaseOperatorCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: Owned & { readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

/** Somebody left an organisation: of all its instruments they are operator no longer. `position` is that of the event that said so. By the system alone. */
export class FollowLeaverCommand extends Command<null> {
  constructor(readonly organisationId: string, readonly personId: string, readonly position: string, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(AppointOperatorCommand)
export class AppointOperator implements ICommandHandler<AppointOperatorCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly access: Access,
  ) {}

  async execute({ data, context }: AppointOperatorCommand): Promise<InstrumentOutcome> {
    const member = await this.access.belongs(data.personId, data.organisationId);
    return this.kernel.handle(instrument, data.instrumentId, { do: 'appoint_operator', ...data, member, actorId: context.actor, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ReleaseOperatorCommand)
export class ReleaseOperator implements ICommandHandler<ReleaseOperatorCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: ReleaseOperatorCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'release_operator', ...data, actorId: context.actor, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(FollowLeaverCommand)
export class FollowLeaver implements ICommandHandler<FollowLeaverCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ organisationId, personId, position, context }: FollowLeaverCommand): Promise<null> {
    await this.models.upTo(operatorsProjection, position);
    let cursor: string | null = null;
    do {
      const page: { readonly items: readonly OperatorDocument[]; readonly next: string | null } = await this.models.find<OperatorDocument>(operatorsProjection, { filter: { personId, ownerOrganisationId: organisationId }, sort: { field: 'instrumentId', direction: 'asc' }, limit: 100, ...(cursor === null ? {} : { cursor }) });
      for (const { instrumentId } of page.items) {
        const own = { ...context, commandId: derivedId(context.commandId, instrumentId) };
        await this.kernel.handle(instrument, instrumentId, { do: 'operator_left', instrumentId, personId, now: this.kernel.clock.now() }, own);
      }
      cursor = page.next;
    } while (cursor !== null);
    return null;
  }
}

export const operatorHandlers = [AppointOperator, ReleaseOperator, FollowLeaver];
