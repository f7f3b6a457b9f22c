import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { byOf } from './by.js';
import { handleOrganisation, personKnown, type OrganisationOutcome } from './organisations.commands.js';

/** The person's roles in the organisation are then exactly these. Without `administrator` that right stays as it is. */
export class GrantRolesCommand extends Command<OrganisationOutcome> {
  constructor(
    readonly data: { readonly organisationId: string; readonly personId: string; readonly roles: readonly string[]; readonly administrator?: boolean | undefined },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** By an administrator, or by the person who leaves. */
export class RemoveMemberCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly organisationId: string; readonly personId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(GrantRolesCommand)
export class GrantRoles implements ICommandHandler<GrantRolesCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: GrantRolesCommand): Promise<OrganisationOutcome> {
    const [by, known] = await Promise.all([byOf(this.kernel, context), personKnown(this.kernel, data.personId)]);
    return handleOrganisation(this.kernel, { type: 'GrantRoles', by, personKnown: known, ...data }, context);
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
