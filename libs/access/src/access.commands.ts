import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { Access } from './access.js';
import { accessGroup, type AccessGroupCommand, type AccessGroupRefusal } from './access-group.decider.js';
import { bookingProxies, type BookingProxyCommand, type BookingProxyRefusal } from './booking-proxies.decider.js';

type Without<C, K extends string> = C extends object ? Omit<C, K> : never;
export type GroupChange = Without<AccessGroupCommand, 'now' | 'known' | 'today'>;
export type ProxyChange = Without<BookingProxyCommand, 'now' | 'members' | 'today'>;

/** Founds a group, or changes who belongs to it. */
export class ChangeAccessGroupCommand extends Command<Done | Refusal<AccessGroupRefusal> | CommandIdReused> {
  constructor(readonly groupId: string, readonly change: GroupChange, readonly context: CommandContext) {
    super();
  }
}

/** Names somebody who may book for another, or takes it back. */
export class ChangeBookingProxyCommand extends Command<Done | Refusal<BookingProxyRefusal> | CommandIdReused> {
  constructor(readonly change: ProxyChange, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(ChangeAccessGroupCommand)
export class ChangeAccessGroup implements ICommandHandler<ChangeAccessGroupCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly access: Access,
  ) {}

  async execute({ groupId, change, context }: ChangeAccessGroupCommand) {
    const now = this.kernel.clock.now();
    const known = change.do === 'admit' ? await this.access.exists(change.member) : true;
    return this.kernel.handle(accessGroup, groupId, { ...change, known, today: dayOf(now), now } as AccessGroupCommand, context);
  }
}

@CommandHandler(ChangeBookingProxyCommand)
export class ChangeBookingProxy implements ICommandHandler<ChangeBookingProxyCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly access: Access,
  ) {}

  async execute({ change, context }: ChangeBookingProxyCommand) {
    const now = this.kernel.clock.now();
    const people = [change.proxyPersonId, ...(change.forPersonId === null ? [] : [change.forPersonId])];
    const members = (await Promise.all(people.map((personId) => this.access.belongs(personId, change.organisationId)))).every(Boolean);
    return this.kernel.handle(bookingProxies, change.organisationId, { ...change, members, today: dayOf(now), now } as BookingProxyCommand, context);
  }
}

export const accessHandlers = [ChangeAccessGroup, ChangeBookingProxy];
