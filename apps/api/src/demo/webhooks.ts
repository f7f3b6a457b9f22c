import { derivedId } from '@hewu/kernel/src/ids.js';
import { ChangeWebhookCommand, type WebhookRequest } from '@hewu/webhooks/src/webhook.commands.js';
import type { Stage } from './stage.js';

/** Names of `.example` are looked up by nobody, so these fail without a call: what waits, dies and is paused can be seen. */
const ADDRESSES = { market: 'https://hooks.firm.example/market', laboratory: 'https://laboratory.firm.example/hewu', former: 'https://former.firm.example/hewu' } as const;

const webhookId = (name: string): string => derivedId('demonstration', 'webhook', name);

const change = async ({ founding, people, units }: Stage, step: string, request: WebhookRequest): Promise<void> =>
  void (await founding.step(`webhook ${step}`, (context) => new ChangeWebhookCommand(request, context), people.get('director@firm.example')!, units['firm']!));

/** Before anything happens on the market: one that is told of it, one that its administrator paused, one that was removed. */
export const registerWebhooks = async (stage: Stage): Promise<void> => {
  const register = (name: keyof typeof ADDRESSES, eventTypes: Extract<WebhookRequest, { do: 'register' | 'correct' }>['eventTypes']): Promise<void> =>
    change(stage, `registered ${name}`, { webhookId: webhookId(name), do: 'register', url: ADDRESSES[name], eventTypes });
  await register('market', ['listing.published', 'listing.withdrawn', 'transfer.opened', 'transfer.completed']);
  await register('laboratory', ['booking.made', 'booking.moved', 'charge.raised']);
  await register('former', ['listing.published']);
  await change(stage, 'rotated market', { webhookId: webhookId('market'), do: 'rotate' });
  await change(stage, 'paused laboratory', { webhookId: webhookId('laboratory'), do: 'pause' });
  await change(stage, 'removed former', { webhookId: webhookId('former'), do: 'remove' });
};

/** After weeks of failing it was paused; its administrator tries again, and sees what comes of it. */
export const resumeWebhook = async (stage: Stage): Promise<void> => {
  await change(stage, 'resumed market', { webhookId: webhookId('market'), do: 'resume' });
  await change(stage, 'pinged market', { webhookId: webhookId('market'), do: 'ping', pingId: derivedId('demonstration', 'ping') });
};
