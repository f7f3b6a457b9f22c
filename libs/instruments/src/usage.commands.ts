import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { usage, type ConfirmUsage as ConfirmUsageFacts, type RecordLate, type UsageRefusal } from './usage.decider.js';

export type UsageOutcome = Done | Refusal<UsageRefusal> | CommandIdReused;

/** The use is recorded after its calendar was done with it. */
export class RecordLateUsageCommand extends Command<UsageOutcome> {
  constructor(readonly asked: Omit<RecordLate, 'do' | 'now'>, readonly context: CommandContext) {
    super();
  }
}

/** The owner confirms what the user recorded. */
export class ConfirmUsageCommand extends Command<UsageOutcome> {
  constructor(readonly data: ConfirmUsageFacts['data'], readonly recordedBy: string, readonly context: CommandContext) {
    super();
  }
}

/** Asked for by the process `charging` once a usage is confirmed. */
export class RaiseChargeCommand extends Command<UsageOutcome> {
  constructor(readonly bookingId: string, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RecordLateUsageCommand)
export class RecordLateUsage implements ICommandHandler<RecordLateUsageCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ asked, context }: RecordLateUsageCommand): Promise<UsageOutcome> {
    return this.kernel.handle(usage, asked.data.bookingId, { do: 'record', ...asked, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ConfirmUsageCommand)
export class ConfirmUsage implements ICommandHandler<ConfirmUsageCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, recordedBy, context }: ConfirmUsageCommand): Promise<UsageOutcome> {
    return this.kernel.handle(usage, data.bookingId, { do: 'confirm', data, recordedBy, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(RaiseChargeCommand)
export class RaiseCharge implements ICommandHandler<RaiseChargeCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ bookingId, context }: RaiseChargeCommand): Promise<UsageOutcome> {
    return this.kernel.handle(usage, bookingId, { do: 'charge', now: this.kernel.clock.now() }, context);
  }
}

export const usageHandlers = [RecordLateUsage, ConfirmUsage, RaiseCharge];
