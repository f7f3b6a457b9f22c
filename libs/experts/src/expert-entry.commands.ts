import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { streamName } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import type { PersonEvent } from '@hewu/organisations/src/events.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { EVENT_STORE, KEY_VAULT } from '@hewu/platform/src/tokens.js';
import { discreet } from '@hewu/search/src/discreet.js';
import { expertEntry } from './expert-entry.decider.js';

type Outcome = Done | CommandIdReused | Refusal<never>;

/** The person lets themselves be found, under the name of their account. */
export class PublishExpertEntryCommand extends Command<Outcome> {
  constructor(
    readonly data: { readonly personId: string; readonly organisationId: string; readonly region: string; readonly expertise: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class WithdrawExpertEntryCommand extends Command<Outcome> {
  constructor(
    readonly personId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const PAGE = 500;

@CommandHandler(PublishExpertEntryCommand)
export class PublishExpertEntryHandler implements ICommandHandler<PublishExpertEntryCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly codec: Codec,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(KEY_VAULT) private readonly vault: KeyVault,
  ) {}

  async execute({ data, context }: PublishExpertEntryCommand): Promise<Outcome> {
    return this.kernel.handle(expertEntry, data.personId, { type: 'PublishExpertEntry', data: { ...data, name: await this.nameOf(data.personId) } }, await discreet(this.vault, data.personId, context));
  }

  /** From the person's own stream, which is never behind. */
  private async nameOf(personId: string): Promise<string | null> {
    let name: string | null = null;
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(streamName('person', personId), from, PAGE);
      for (const event of (await this.codec.decode(page)) as readonly PersonEvent[]) name = event.type === 'PersonErased' ? null : event.data.name;
      if (page.length < PAGE) return name;
    }
  }
}

@CommandHandler(WithdrawExpertEntryCommand)
export class WithdrawExpertEntryHandler implements ICommandHandler<WithdrawExpertEntryCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ personId, context }: WithdrawExpertEntryCommand): Promise<Outcome> {
    return this.kernel.handle(expertEntry, personId, { type: 'WithdrawExpertEntry', personId }, context);
  }
}

export const expertHandlers = [PublishExpertEntryHandler, WithdrawExpertEntryHandler];
