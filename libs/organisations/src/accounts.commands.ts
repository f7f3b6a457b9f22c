import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MINUTE, plus, systemClock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import { noteErasure } from '@hewu/platform/src/erasure-ledger.js';
import { DATA_FOLDER, KEY_VAULT } from '@hewu/platform/src/tokens.js';
import type { Account, Credentials } from './credentials.js';
import { forgetAside } from './forget-aside.js';
import { keyed, mailHash, normalMail } from './mail.js';
import { peopleProjection } from './people.projection.js';
import { membershipsProjection, type MembershipsDocument } from './memberships.projection.js';
import { handleOrganisation } from './organisations.commands.js';
import { hashPassword } from './passwords.js';
import { person, type PersonCommand, type PersonRefusal } from './person.decider.js';
import type { AccountRefusal } from './refusals.js';
import { ACCOUNTS_KEY, CREDENTIALS } from './tokens.js';

export type AccountOutcome = (Done & { readonly personId: string }) | Refusal<PersonRefusal | AccountRefusal> | CommandIdReused;

type Details = { readonly name: string; readonly mail: string; readonly phone: string | null };

/** A person and the local account they sign in with. `personId` is for those who set up a world; else it follows from the command. */
export class OpenAccountCommand extends Command<AccountOutcome> {
  constructor(readonly data: Details & { readonly personId?: string | undefined; readonly password: string }, readonly context: CommandContext) {
    super();
  }
}

/**
 * The caller says what they are called, how to reach them, or corrects it (PIPL art. 46). For a person whom an identity
 * provider vouches for this is also how they become known at first sight.
 */
export class DescribeMyselfCommand extends Command<AccountOutcome> {
  constructor(readonly data: Omit<Details, 'mail'> & { readonly mail: string | null }, readonly context: CommandContext) {
    super();
  }
}

/** The operator's: erases a person for ever. `reason` must not name them. */
export class ErasePersonCommand extends Command<AccountOutcome> {
  constructor(readonly data: { readonly personId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

/** A claim without a person that is older than this was left behind by a process that died. */
const CLAIM_MS = MINUTE;

const handlePerson = async (kernel: Kernel, command: PersonCommand, context: CommandContext): Promise<AccountOutcome> => {
  const { personId } = command.data;
  const outcome = await kernel.handle(person, personId, command, context);
  return isRefusal(outcome) ? outcome : { ...outcome, personId };
};

/** What was asked holds personal data, so its fingerprint stands in the log under our key only. */
const discreet = (key: Buffer, context: CommandContext): CommandContext => ({ ...context, fingerprint: keyed(key, context.fingerprint) });

@CommandHandler(OpenAccountCommand)
export class OpenAccount implements ICommandHandler<OpenAccountCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
    @Inject(ACCOUNTS_KEY) private readonly key: Buffer,
  ) {}

  /** The mail is claimed first, so that of two who race for it one is told so before anything is recorded. */
  async execute({ data: { password, mail, name, phone, ...asked }, context }: OpenAccountCommand): Promise<AccountOutcome> {
    const personId = asked.personId ?? derivedId(context.commandId, 'person');
    // A request that comes again must not bring the account of an erased person back.
    if ((await this.kernel.load(person, personId)).status === 'erased') return refuse('person_erased');
    const hashed = mailHash(this.key, mail);
    const holder = (await this.credentials.accountOf({ personId })) ?? (await this.claim({ personId, mailHash: hashed, passwordHash: await hashPassword(password), claimedAt: systemClock.now() }));
    if (holder.personId !== personId || holder.mailHash !== hashed) return refuse('mail_taken');
    return handlePerson(this.kernel, { type: 'RegisterPerson', data: { personId, name, mail: normalMail(mail), phone } }, discreet(this.key, context));
  }

  private async claim(account: Account): Promise<Account> {
    const holder = await this.credentials.claim(account);
    if (holder.personId === account.personId || holder.claimedAt > plus(account.claimedAt, -CLAIM_MS)) return holder;
    if ((await this.kernel.load(person, holder.personId)).status !== 'unknown') return holder;
    await this.credentials.unclaim(holder);
    return this.credentials.claim(account);
  }
}

@CommandHandler(DescribeMyselfCommand)
export class DescribeMyself implements ICommandHandler<DescribeMyselfCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
    @Inject(ACCOUNTS_KEY) private readonly key: Buffer,
  ) {}

  async execute({ data, context }: DescribeMyselfCommand): Promise<AccountOutcome> {
    const personId = context.actor;
    const account = await this.credentials.accountOf({ personId });
    if (account && (data.mail === null || mailHash(this.key, data.mail) !== account.mailHash)) return refuse('mail_of_account');
    const known = (await this.kernel.load(person, personId)).status === 'registered';
    const details = { ...data, personId, mail: data.mail && normalMail(data.mail) };
    return handlePerson(this.kernel, { type: known ? 'CorrectPerson' : 'RegisterPerson', data: details }, discreet(this.key, context));
  }
}

@CommandHandler(ErasePersonCommand)
export class ErasePerson implements ICommandHandler<ErasePersonCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
    @Inject(KEY_VAULT) private readonly vault: KeyVault,
    @Inject(DATA_FOLDER) private readonly folder: DataFolder | null,
  ) {}

  /** Each step may be repeated, so an erasure that was cut off is finished by asking for it again. */
  async execute({ data, context }: ErasePersonCommand): Promise<AccountOutcome> {
    if (!context.actor.startsWith('system:')) return refuse('person_unknown');
    const erased = await handlePerson(this.kernel, { type: 'ErasePerson', data }, context);
    if (isRefusal(erased)) return erased;
    if (this.folder) noteErasure(this.folder.file('.'), data.personId);
    await this.credentials.forget(data.personId);
    await this.vault.destroy(data.personId);
    await this.leaveEverything(data.personId, erased, context);
    await this.models.upTo(peopleProjection, erased.position ?? undefined);
    await this.models.scrub();
    if (this.folder) await forgetAside(this.folder, data.personId);
    return erased;
  }

  /** Nobody is granted anything after the erasure, so the memberships, and the offers of one, as of its position are all there are. */
  private async leaveEverything(personId: string, { position }: Done, context: CommandContext): Promise<void> {
    await this.models.upTo(membershipsProjection, position ?? undefined);
    const document = await this.models.get<MembershipsDocument>(membershipsProjection, personId);
    const by = { personId: context.actor, region: null, roles: [], system: true };
    for (const organisationId of [...(document?.organisations ?? []), ...(document?.askedBy ?? [])]) {
      await handleOrganisation(this.kernel, { type: 'RemoveMember', organisationId, by, personId, erased: true }, context);
    }
  }
}

export const accountHandlers = [OpenAccount, DescribeMyself, ErasePerson];
