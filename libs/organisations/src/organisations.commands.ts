import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { checkUscc } from '@hewu/identifiers/src/uscc.js';
import { byOf } from './by.js';
import type { Entry } from './events.js';
import { organisation, type OrganisationCommand, type OrganisationRefusal } from './organisation.decider.js';
import { person } from './person.decider.js';

export type OrganisationOutcome = (Done & { readonly organisationId: string }) | Refusal<OrganisationRefusal> | CommandIdReused;

/** An organisation's id follows from its credit code: so the stream itself says whether a code is taken, under any race. */
export const organisationIdOf = (uscc: string): string => derivedId('organisation', uscc);

/** Lets a code pass whose check character fails. */
export class OverrideChecksumCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly uscc: string; readonly evidence: string }, readonly context: CommandContext) {
    super();
  }
}

/** The caller registers an organisation and becomes its first administrator. `uscc` is in its written form (see `checkUscc`). */
export class RegisterOrganisationCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: Entry & { readonly uscc: string }, readonly context: CommandContext) {
    super();
  }
}

/** A region enters an organisation of its own for which nobody has come yet; it has no administrator then. */
export class EnterOrganisationCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: Entry & { readonly uscc: string }, readonly context: CommandContext) {
    super();
  }
}

/** A region's first authority with its first administrator; for `system:` actors alone. */
export class EstablishAuthorityCommand extends Command<OrganisationOutcome> {
  constructor(
    readonly data: Omit<Entry, 'kind'> & { readonly uscc: string; readonly evidence: string; readonly administrator: { readonly personId: string; readonly roles: readonly string[] } },
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class CorrectOrganisationCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: Entry & { readonly organisationId: string }, readonly context: CommandContext) {
    super();
  }
}

/** `evidence` names what was seen, such as a certificate. */
export class VerifyOrganisationCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly organisationId: string; readonly evidence: string }, readonly context: CommandContext) {
    super();
  }
}

export class ReturnOrganisationCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly organisationId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

export class SuspendOrganisationCommand extends Command<OrganisationOutcome> {
  constructor(readonly data: { readonly organisationId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

/** Decides on an organisation's stream and answers with its id. */
export const handleOrganisation = async (kernel: Kernel, command: OrganisationCommand, context: CommandContext): Promise<OrganisationOutcome> => {
  const outcome = await kernel.handle(organisation, command.organisationId, command, context);
  return isRefusal(outcome) ? outcome : { ...outcome, organisationId: command.organisationId };
};

/** Whether there is such a person (and not erased), by their own stream. */
export const personKnown = async (kernel: Kernel, personId: string): Promise<boolean> => (await kernel.load(person, personId)).status === 'registered';

@CommandHandler(OverrideChecksumCommand)
export class OverrideChecksum implements ICommandHandler<OverrideChecksumCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: OverrideChecksumCommand): Promise<OrganisationOutcome> {
    const by = await byOf(this.kernel, context);
    return handleOrganisation(this.kernel, { type: 'OverrideChecksum', organisationId: organisationIdOf(data.uscc), by, ...data }, context);
  }
}

@CommandHandler(RegisterOrganisationCommand)
export class RegisterOrganisation implements ICommandHandler<RegisterOrganisationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { uscc, ...entry }, context }: RegisterOrganisationCommand): Promise<OrganisationOutcome> {
    const [by, registrantKnown] = await Promise.all([byOf(this.kernel, context), personKnown(this.kernel, context.actor)]);
    return handleOrganisation(this.kernel, { type: 'RegisterOrganisation', organisationId: organisationIdOf(uscc), by, entry, uscc, usccFits: checkUscc(uscc).ok, registrantKnown }, context);
  }
}

@CommandHandler(EnterOrganisationCommand)
export class EnterOrganisation implements ICommandHandler<EnterOrganisationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { uscc, ...entry }, context }: EnterOrganisationCommand): Promise<OrganisationOutcome> {
    return handleOrganisation(this.kernel, { type: 'EnterOrganisation', organisationId: organisationIdOf(uscc), by: await byOf(this.kernel, context), entry, uscc, usccFits: checkUscc(uscc).ok }, context);
  }
}

@CommandHandler(EstablishAuthorityCommand)
export class EstablishAuthority implements ICommandHandler<EstablishAuthorityCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { uscc, evidence, administrator, ...entry }, context }: EstablishAuthorityCommand): Promise<OrganisationOutcome> {
    const [by, known] = await Promise.all([byOf(this.kernel, context), personKnown(this.kernel, administrator.personId)]);
    return handleOrganisation(
      this.kernel,
      { type: 'EstablishAuthority', organisationId: organisationIdOf(uscc), by, entry, uscc, usccFits: checkUscc(uscc).ok, evidence, administrator, personKnown: known },
      context,
    );
  }
}

@CommandHandler(CorrectOrganisationCommand)
export class CorrectOrganisation implements ICommandHandler<CorrectOrganisationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { organisationId, ...entry }, context }: CorrectOrganisationCommand): Promise<OrganisationOutcome> {
    return handleOrganisation(this.kernel, { type: 'CorrectOrganisation', organisationId, by: await byOf(this.kernel, context), entry }, context);
  }
}

@CommandHandler(VerifyOrganisationCommand)
export class VerifyOrganisation implements ICommandHandler<VerifyOrganisationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: VerifyOrganisationCommand): Promise<OrganisationOutcome> {
    return handleOrganisation(this.kernel, { type: 'VerifyOrganisation', by: await byOf(this.kernel, context), ...data }, context);
  }
}

@CommandHandler(ReturnOrganisationCommand)
export class ReturnOrganisation implements ICommandHandler<ReturnOrganisationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: ReturnOrganisationCommand): Promise<OrganisationOutcome> {
    return handleOrganisation(this.kernel, { type: 'ReturnOrganisation', by: await byOf(this.kernel, context), ...data }, context);
  }
}

@CommandHandler(SuspendOrganisationCommand)
export class SuspendOrganisation implements ICommandHandler<SuspendOrganisationCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: SuspendOrganisationCommand): Promise<OrganisationOutcome> {
    return handleOrganisation(this.kernel, { type: 'SuspendOrganisation', by: await byOf(this.kernel, context), ...data }, context);
  }
}

export const organisationHandlers = [OverrideChecksum, RegisterOrganisation, EnterOrganisation, EstablishAuthority, CorrectOrganisation, VerifyOrganisation, ReturnOrganisation, SuspendOrganisation];
