import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { byOf } from './by.js';
import { organisation } from './organisation.decider.js';
import { handleOrganisation, personKnown, type OrganisationOutcome } from './organisations.commands.js';

/** A member's roles in the organisation are then exactly these; somebody who is none yet is asked to become one with them. Without `administrator` that right stays as it is. */
export class GrantRolesCommand extends Command<OrganisationOutcome> {
  constructor(
    readonly data: { readonly organisationId: string; readonly personId: string; readonly roles: readonly string[]; readonly administrator?: boolean | undefined },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** By an administrator, or by the person who leaves. Of somebody who is only asked to become a member, it ends the offer. */
export class RemoveMemberCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly organisationId: string; readonly personId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(GrantRolesCommand)
export class GrantRoles implements ICommandHandler<GrantRolesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly times: ResponseTimes,
  ) {}

  async execute({ data, context }: GrantRolesCommand): Promise<OrganisationOutcome> {
    const [by, known, { registered }] = await Promise.all([byOf(this.kernel, context), personKnown(this.kernel, data.personId), this.kernel.load(organisation, data.organisationId)]);
    // Of one that is not there any command is refused; the nation's rule stands in.
    const respondBy = await this.times.by('membership_offer_days', registered?.region ?? '');
    return handleOrganisation(this.kernel, { type: 'GrantRoles', by, personKnown: known, now: this.kernel.clock.now(), respondBy, ...data }, context);
  }
}

@CommandHandler(RemoveMemberCommand)
export class RemoveMember implements ICommandHandler<RemoveMemberCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: RemoveMemberCommand): Promise<OrganisationOutcome> {
    return handleOrganisation(this.kernel, { type: 'RemoveMember', by: await byOf(this.kernel, context), erased: false, ...data }, context);
  }
}

export const memberHandlers = [GrantRoles, RemoveMember];
