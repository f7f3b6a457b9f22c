import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveryDecider } from './delivery.decider.js';
import { deliveryEvents, webhookEvents, type DeliveryEvent, type WebhookEvent } from './events.js';
import { webhookDecider } from './webhooks.decider.js';

type AnyEvent = WebhookEvent | DeliveryEvent;

const FOLDER = join(__dirname, 'examples');

/** An event as it was recorded once; whatever the program becomes, it goes on reading these. */
const example = <T extends AnyEvent['type']>(type: T): Extract<AnyEvent, { type: T }> =>
  ({ type, data: JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as object }) as unknown as Extract<AnyEvent, { type: T }>;

test('every event type and version has a recorded example, which names webhook and organisation, and no secret', () => {
  const known = [webhookEvents, deliveryEvents].flatMap(({ specs }) => Object.entries(specs).flatMap(([type, { version }]) => Array.from({ length: version }, (_, n) => `${type}.v${n + 1}.json`)));
  expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
  const { webhookId, organisationId } = example('WebhookRegistered').data;
  for (const file of readdirSync(FOLDER)) {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ webhookId, organisationId });
    expect(text).not.toContain('whsec_');
  }
});

test('what was recorded once is understood: a webhook from its registration to its removal', () => {
  const path = (['WebhookRegistered', 'WebhookCorrected', 'WebhookSecretRotated', 'WebhookPinged', 'WebhookPaused', 'WebhookResumed', 'DeliveriesReplayed', 'WebhookRemoved'] as const).map(example);
  const states = path.map((_, n) => Object.values(path.slice(0, n + 1).reduce(webhookDecider.evolve, webhookDecider.initialState).webhooks)[0]);
  expect(states.map((webhook) => webhook && [webhook.eventTypes.length, webhook.secretVersion, webhook.pingedAt !== null, webhook.paused])).toEqual([
    [1, 1, false, false], [2, 1, false, false], [2, 2, false, false], [2, 2, true, false], [2, 2, true, true], [2, 2, true, false], [2, 2, true, false], undefined,
  ]);
});

test('and a delivery: dead, replayed', () => {
  expect((['DeliveryDied', 'DeliveryReplayed'] as const).map(example).reduce(deliveryDecider.evolve, deliveryDecider.initialState)).toEqual({ diedInRound: 1, round: 2 });
});
