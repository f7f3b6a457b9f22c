import { outgoingUrlFault, type UrlFault, type UrlRules } from '@hewu/platform/src/outgoing-url.js';

/** Why an address is not taken for a webhook. `query`: it is where tokens are put, and the event would keep them for ever; the signature says who calls. */
export const WEBHOOK_URL_FAULTS = ['malformed', 'scheme', 'userinfo', 'fragment', 'query', 'port', 'host_is_number', 'host_not_public'] as const;
export type WebhookUrlFault = UrlFault | 'query';

/** The address as it is kept (its name in ASCII, in small letters), and what is wrong with it, or null. Pure. */
export const webhookUrl = (text: string, rules: UrlRules): { readonly url: string; readonly urlFault: WebhookUrlFault | null } => {
  const fault = outgoingUrlFault(text, rules);
  if (fault) return { url: text, urlFault: fault };
  return { url: new URL(text).href, urlFault: text.includes('?') ? 'query' : null };
};
