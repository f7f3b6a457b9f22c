import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { administratorsProjection, type Administrators } from './administrators.projection.js';
import type { WebhookEvent } from './events.js';
import { webhookSecrets } from './secrets.process.js';
import { webhooksProjection, type WebhookDocument } from './webhooks.projection.js';

const recorded = <E extends { type: string }>(type: E['type'], data: object, position = '7'): Recorded<never> =>
  ({ type, data, position, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, recordedAt: '', metadata: { occurredAt: `2026-03-02T01:00:0${position}.000Z`, region: '511622' } }) as never;
const example = (type: WebhookEvent['type'], position = '7'): Recorded<WebhookEvent> => recorded(type, JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object, position);
const webhook = (...types: WebhookEvent['type'][]): WebhookDocument | null => types.map((type, n) => example(type, String(n))).reduce<WebhookDocument | null>(webhooksProjection.evolve, null);

test('a webhook is followed from its registration to its removal, and knows since where it is told', () => {
  expect(webhook('WebhookRegistered')).toMatchObject({ since: '0', region: '511622', paused: null, secretVersion: 1, previousUntil: null });
  expect(webhook('WebhookRegistered', 'WebhookCorrected', 'WebhookSecretRotated')).toMatchObject({ url: 'https://hooks.firm.example/market', secretVersion: 2, secretSince: '2026-03-02T01:00:02.000Z', previousUntil: '2026-03-03T01:00:00.000Z', since: '0' });
  expect(webhook('WebhookRegistered', 'WebhookPaused')).toMatchObject({ paused: 'failing', failingSince: '2026-03-02T01:00:00.000Z' });
  expect(webhook('WebhookRegistered', 'WebhookPaused', 'WebhookResumed')).toMatchObject({ paused: null, failingSince: null });
  expect(webhook('WebhookRegistered', 'WebhookRemoved')).toBeNull();
  expect(webhook('WebhookPaused')).toBeNull();
});

test('administrators come and go', () => {
  const granted = (personId: string, administrator: boolean): Recorded<never> => recorded('RolesGranted', { organisationId: 'o', personId, roles: [], administrator, grantedBy: 'p' });
  const fold = (...events: Recorded<never>[]): readonly string[] | undefined => events.reduce<Administrators | null>(administratorsProjection.evolve, null)?.administrators;
  const registered = recorded('OrganisationRegistered', { organisationId: 'o', registeredBy: 'p', administrator: 'p' });
  expect(fold(registered)).toEqual(['p']);
  expect(fold(registered, granted('q', true), granted('q', true), granted('r', false))).toEqual(['p', 'q']);
  expect(fold(registered, granted('q', true), granted('p', false), recorded('OrganisationSuspended', {}))).toEqual(['q']);
  expect(fold(registered, granted('q', true), recorded('MemberRemoved', { organisationId: 'o', personId: 'p', removedBy: 'q' }))).toEqual(['q']);
});

test('secrets that are over are destroyed: the last but one at once, the last when its time is over, all with the webhook', () => {
  const { webhookId } = example('WebhookRegistered').data;
  expect(webhookSecrets.react(example('WebhookSecretRotated'))).toEqual([
    { do: 'send', errand: { name: 'destroy', data: { webhookId, versions: [] } } },
    { do: 'schedule', timerId: `webhook-secret:${webhookId}`, dueAt: '2026-03-03T01:00:00.000Z', errand: { name: 'destroy', data: { webhookId, versions: [1] } } },
  ]);
  expect(webhookSecrets.react(example('WebhookRemoved'))).toEqual([
    { do: 'cancel', timerId: `webhook-secret:${webhookId}` },
    { do: 'send', errand: { name: 'destroy', data: { webhookId, versions: [1, 2] } } },
  ]);
  expect(webhookSecrets.react(example('WebhookPaused'))).toEqual([]);
});
