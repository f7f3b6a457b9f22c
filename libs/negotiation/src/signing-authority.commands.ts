import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { authorityIdOf, byOf, LAWS, under } from './facts.js';
import { membersProjection, type Members } from './members.projection.js';
import { signingAuthorities, type SigningAuthorityRefusal } from './signing-authority.decider.js';

type Answer = Done | Refusal<SigningAuthorityRefusal> | CommandIdReused;

/** A decision maker lets somebody of the organisation sign confidentiality agreements for it. */
export class GrantSigningAuthorityCommand extends Command<Answer> {
  constructor(readonly data: { readonly personId: string; readonly untilOn: string; readonly textSha256: string }, readonly context: CommandContext) {
    super();
  }
}

export class RevokeSigningAuthorityCommand extends Command<Answer> {
  constructor(readonly data: { readonly authorityId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(GrantSigningAuthorityCommand)
export class GrantSigningAuthorityHandler implements ICommandHandler<GrantSigningAuthorityCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { personId, untilOn, textSha256 }, context }: GrantSigningAuthorityCommand): Promise<Answer> {
    const by = byOf(context);
    const members = (await this.models.get<Members>(membersProjection, by.organisationId))?.members ?? [];
    const authorityId = authorityIdOf(by.organisationId, personId);
    const command = { type: 'GrantSigningAuthority', authorityId, by, personId, member: members.includes(personId), untilOn, today: dayOf(this.clock.now()), textSha256 } as const;
    return this.kernel.handle(signingAuthorities, authorityId, command, under(LAWS.authority, context));
  }
}

@CommandHandler(RevokeSigningAuthorityCommand)
export class RevokeSigningAuthorityHandler implements ICommandHandler<RevokeSigningAuthorityCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { authorityId, reason }, context }: RevokeSigningAuthorityCommand): Promise<Answer> {
    return this.kernel.handle(signingAuthorities, authorityId, { type: 'RevokeSigningAuthority', by: byOf(context), reason }, under(LAWS.authority, context));
  }
}
