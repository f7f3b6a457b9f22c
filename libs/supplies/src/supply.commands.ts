import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { BOOKING_REGISTER, NOW, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { supply, type ListSupply, type SupplyCommand, type SupplyRefusal } from './supply.decider.js';

export type SupplyOutcome = Done | Refusal<SupplyRefusal | 'booking_not_yours' | 'may_not_act_for_others'> | CommandIdReused;
type Without<C, K extends string> = C extends object ? Omit<C, K> : never;

export class ListSupplyCommand extends Command<SupplyOutcome> {
  constructor(readonly data: Omit<ListSupply, 'do' | 'foreign' | 'now'>, readonly context: CommandContext) {
    super();
  }
}

/** What the owner does with a supply that is listed. */
export class ChangeSupplyCommand extends Command<SupplyOutcome> {
  constructor(readonly supplyId: string, readonly change: Without<Exclude<SupplyCommand, { do: 'list' | 'use' }>, 'now'>, readonly context: CommandContext) {
    super();
  }
}

/** `organisationId`: for which whoever records it acts, in these roles. */
export class UseSupplyCommand extends Command<SupplyOutcome> {
  constructor(readonly data: { readonly supplyId: string; readonly useId: string; readonly bookingId: string; readonly quantity: number; readonly organisationId: string; readonly roles: readonly string[]; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(ListSupplyCommand)
export class ListSupplyHandler implements ICommandHandler<ListSupplyCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data, context }: ListSupplyCommand): Promise<SupplyOutcome> {
    const owners = await Promise.all(data.instrumentIds.map((id) => this.bookings.instrument(id)));
    const foreign = data.instrumentIds.filter((_, at) => owners[at]?.ownerOrganisationId !== data.organisationId);
    return this.kernel.handle(supply, data.supplyId, { do: 'list', ...data, foreign, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ChangeSupplyCommand)
export class ChangeSupply implements ICommandHandler<ChangeSupplyCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ supplyId, change, context }: ChangeSupplyCommand): Promise<SupplyOutcome> {
    return this.kernel.handle(supply, supplyId, { ...change, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(UseSupplyCommand)
export class UseSupplyHandler implements ICommandHandler<UseSupplyCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data: { supplyId, useId, bookingId, quantity, organisationId, roles, actorId }, context }: UseSupplyCommand): Promise<SupplyOutcome> {
    const booking = await this.bookings.booking(bookingId, NOW);
    // What is taken is paid for by the organisation, so only those take it who may use the instrument in this booking.
    const mayTake = booking !== null && (await this.bookings.mayActFor(booking, { personId: actorId, organisationId, roles }));
    if (!mayTake) return { refused: booking?.organisationId === organisationId ? 'may_not_act_for_others' : 'booking_not_yours' };
    const open = booking.startedAt !== null && !booking.confirmed;
    return this.kernel.handle(supply, supplyId, { do: 'use', useId, booking: { ...booking, open }, quantity, actorId, now: this.kernel.clock.now() }, context);
  }
}

export const supplyHandlers = [ListSupplyHandler, ChangeSupply, UseSupplyHandler];
