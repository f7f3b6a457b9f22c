import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { webhookEvents, type WebhookEvent } from './events.js';
import { WebhookSecrets } from './secrets.js';

/** Secrets that are over are destroyed in the vault. */
export class DestroySecretsCommand extends Command<null> {
  constructor(
    readonly data: { readonly webhookId: string; readonly versions: readonly number[] },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(DestroySecretsCommand)
export class DestroySecretsHandler implements ICommandHandler<DestroySecretsCommand> {
  constructor(private readonly secrets: WebhookSecrets) {}

  async execute({ data: { webhookId, versions } }: DestroySecretsCommand): Promise<null> {
    await this.secrets.destroy(webhookId, versions);
    return null;
  }
}

/** The secret before a new one lives on for a while; the one before that, and all of a webhook that was removed, end at once. */
export const webhookSecrets: Process<WebhookEvent> = {
  name: 'webhook-secrets',
  families: [webhookEvents],
  react: ({ type, data }) => {
    const { webhookId } = data;
    const destroy = (...versions: readonly number[]): { name: string; data: { webhookId: string; versions: readonly number[] } } => ({ name: 'destroy', data: { webhookId, versions: versions.filter((version) => version > 0) } });
    switch (type) {
      case 'WebhookSecretRotated': {
        const { secretVersion, previousUntil } = data;
        return [
          { do: 'send', errand: destroy(secretVersion - 2) },
          { do: 'schedule', timerId: `webhook-secret:${webhookId}`, dueAt: previousUntil, errand: destroy(secretVersion - 1) },
        ];
      }
      case 'WebhookRemoved':
        return [
          { do: 'cancel', timerId: `webhook-secret:${webhookId}` },
          { do: 'send', errand: destroy(data.secretVersion - 1, data.secretVersion) },
        ];
      case 'WebhookRegistered':
      case 'WebhookCorrected':
      case 'WebhookPaused':
      case 'WebhookResumed':
      case 'WebhookPinged':
      case 'DeliveriesReplayed':
        return [];
    }
  },
  command: ({ data }, context) => new DestroySecretsCommand(data as DestroySecretsCommand['data'], context),
};
