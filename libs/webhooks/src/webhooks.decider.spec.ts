import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { WebhookEvent } from './events.js';
import { webhookDecider, type WebhookCommand } from './webhooks.decider.js';

const given = specification(webhookDecider);
const now = '2026-03-02T01:00:00.000Z';
const rule = (id: AppliedRule['id'], amount: number): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit: 'count', force: 'default', article: '合武平台规则', verification: 'proposal' });
const about = { webhookId: 'w', organisationId: 'o' };
const by = { personId: 'p', administrator: true, system: false };
const sender = { personId: 'system:webhooks', administrator: false, system: true };
const base = { ...about, by, now };
const ten = rule('organisation_webhooks', 10);
const day = rule('webhook_secret_overlap_hours', 24);
const five = rule('webhook_failing_days', 5);
const wanted = { url: 'https://hooks.firm.cn/hewu', urlFault: null, eventTypes: ['listing.published'] } as const;

const register = { type: 'RegisterWebhook', ...base, ...wanted, rule: ten } as const;
const registered: WebhookEvent = { type: 'WebhookRegistered', data: { ...about, url: wanted.url, eventTypes: wanted.eventTypes, rule: ten, registeredBy: 'p' } };
const paused: WebhookEvent = { type: 'WebhookPaused', data: { ...about, ground: 'owner', failingSince: null, rule: null, pausedBy: 'p' } };
const resumed: WebhookEvent = { type: 'WebhookResumed', data: { ...about, resumedBy: 'p' } };
const others = (count: number): WebhookEvent[] => Array.from({ length: count }, (_, n) => ({ type: 'WebhookRegistered', data: { ...registered.data, webhookId: `w${n}` } }) as WebhookEvent);

describe('a webhook', () => {
  test('is registered by an administrator, as the tenth at most', () => {
    given().when(register).then(registered);
    given(...others(9)).when(register).then(registered);
    given(...others(10)).when(register).thenRefused('webhooks_at_most', { most: 10 });
    given(...others(10), { type: 'WebhookRemoved', data: { webhookId: 'w3', organisationId: 'o', secretVersion: 1, removedBy: 'p' } }).when(register).then(registered);
    given().when(register).thenRepeatingIsHarmless();
  });

  test('is refused with an address that cannot be used, before it is counted', () => {
    given(...others(10)).when({ ...register, urlFault: 'host_is_number' }).thenRefused('webhook_url_refused', { why: 'host_is_number' });
    given(registered).when({ type: 'CorrectWebhook', ...base, ...wanted, urlFault: 'scheme' }).thenRefused('webhook_url_refused', { why: 'scheme' });
  });

  test('is corrected; saying the same changes nothing', () => {
    const correct = { type: 'CorrectWebhook', ...base, ...wanted, eventTypes: ['listing.expired', 'listing.published'] } as const;
    given(registered).when(correct).then({ type: 'WebhookCorrected', data: { ...about, url: wanted.url, eventTypes: correct.eventTypes, correctedBy: 'p' } });
    given(registered).when(correct).thenRepeatingIsHarmless();
    given(registered).when({ ...correct, ...wanted }).thenNothing();
  });

  test('gets a new secret; the one before counts as long as the rule says', () => {
    const rotate = { type: 'RotateSecret', ...base, rule: day } as const;
    const rotated = (secretVersion: number): WebhookEvent => ({ type: 'WebhookSecretRotated', data: { ...about, secretVersion, previousUntil: '2026-03-03T01:00:00.000Z', rule: day, rotatedBy: 'p' } });
    given(registered).when(rotate).then(rotated(2));
    given(registered, rotated(2)).when(rotate).then(rotated(3));
  });

  test('is paused and resumed, each once', () => {
    given(registered).when({ type: 'PauseWebhook', ...base }).then(paused);
    given(registered, paused).when({ type: 'PauseWebhook', ...base }).thenNothing();
    given(registered, paused).when({ type: 'ResumeWebhook', ...base }).then(resumed);
    given(registered).when({ type: 'ResumeWebhook', ...base }).thenNothing();
  });

  test('is stopped by the sender when it is gone, or has failed for the whole of the rule’s days', () => {
    const stop = { type: 'StopWebhook', ...base, by: sender } as const;
    given(registered).when({ ...stop, ground: 'gone' }).then({ type: 'WebhookPaused', data: { ...about, ground: 'gone', failingSince: null, rule: null, pausedBy: 'system:webhooks' } });
    const failingSince = '2026-02-25T01:00:00.000Z';
    given(registered).when({ ...stop, ground: 'failing', failingSince, rule: five }).then({ type: 'WebhookPaused', data: { ...about, ground: 'failing', failingSince, rule: five, pausedBy: 'system:webhooks' } });
    given(registered).when({ ...stop, ground: 'failing', failingSince: '2026-02-25T01:00:00.001Z', rule: five }).thenNothing();
    given(registered, paused).when({ ...stop, ground: 'gone' }).thenNothing();
    given(registered).when({ ...stop, by, ground: 'gone' }).thenRefused('administrator_required');
  });

  test('is removed, and is not there any more', () => {
    const removed: WebhookEvent = { type: 'WebhookRemoved', data: { ...about, secretVersion: 1, removedBy: 'p' } };
    given(registered).when({ type: 'RemoveWebhook', ...base }).then(removed);
    given(registered, removed).when({ type: 'RemoveWebhook', ...base }).thenRefused('not_found');
    given().when({ type: 'PauseWebhook', ...base, webhookId: '__proto__' }).thenRefused('not_found');
  });

  test('is pinged once a minute, also while it is paused', () => {
    const ping = { type: 'PingWebhook', ...base, pingId: 'i' } as const;
    const pinged: WebhookEvent = { type: 'WebhookPinged', data: { ...about, pingId: 'i', pingedAt: now, pingedBy: 'p' } };
    given(registered, paused).when(ping).then(pinged);
    given(registered, pinged).when({ ...ping, now: '2026-03-02T01:00:59.999Z' }).thenRefused('pinged_just_now', { earliest: '2026-03-02T01:01:00.000Z' });
    given(registered, pinged).when({ ...ping, pingId: 'j', now: '2026-03-02T01:01:00.000Z' }).then({ type: 'WebhookPinged', data: { ...about, pingId: 'j', pingedAt: '2026-03-02T01:01:00.000Z', pingedBy: 'p' } });
  });

  test('is replayed since an instant, not while it is paused', () => {
    const replay = { type: 'ReplayDeliveries', ...base, since: now } as const;
    given(registered).when(replay).then({ type: 'DeliveriesReplayed', data: { ...about, since: now, replayedBy: 'p' } });
    given(registered, paused).when(replay).thenRefused('webhook_paused');
  });

  test('is nobody’s business who is no administrator: that comes before all else', () => {
    const stranger = { ...base, by: { ...by, administrator: false } };
    for (const command of [{ ...register, ...stranger }, { type: 'RotateSecret', ...stranger, rule: day }, { type: 'RemoveWebhook', ...stranger }] as const) given().when(command).thenRefused('administrator_required');
  });
});

test('whatever is asked in whatever order: never more than the rule says, secrets only count up, and a reference model agrees', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const at = fc.integer({ min: 0, max: 200 }).map((seconds) => new Date(Date.parse(now) + seconds * 1_000).toISOString());
  const command: fc.Arbitrary<WebhookCommand> = fc.tuple(id, at, fc.constantFrom('RegisterWebhook', 'RotateSecret', 'PauseWebhook', 'ResumeWebhook', 'RemoveWebhook', 'PingWebhook', 'ReplayDeliveries', 'CorrectWebhook')).map(([webhookId, when, type]) => {
    const same = { webhookId, organisationId: 'o', by, now: when };
    switch (type) {
      case 'RegisterWebhook': return { type, ...same, ...wanted, rule: rule('organisation_webhooks', 3) };
      case 'CorrectWebhook': return { type, ...same, ...wanted, url: `https://hooks.firm.cn/${when}` };
      case 'RotateSecret': return { type, ...same, rule: day };
      case 'PingWebhook': return { type, ...same, pingId: when };
      case 'ReplayDeliveries': return { type, ...same, since: when };
      default: return { type, ...same };
    }
  });
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      let state = webhookDecider.initialState;
      const model = new Map<string, { version: number; paused: boolean }>();
      for (const one of commands) {
        const decision = webhookDecider.decide(one, state);
        const known = model.get(one.webhookId);
        const refused = isRefusal(decision) ? decision.refused : null;
        if (one.type === 'RegisterWebhook') expect(refused).toBe(!known && model.size >= 3 ? 'webhooks_at_most' : null);
        else if (!known) expect(refused).toBe('not_found');
        else if (one.type === 'ReplayDeliveries') expect(refused).toBe(known.paused ? 'webhook_paused' : null);
        else if (one.type !== 'PingWebhook') expect(refused).toBeNull();
        if (refused === null) {
          if (one.type === 'RegisterWebhook' && !known) model.set(one.webhookId, { version: 1, paused: false });
          if (one.type === 'RemoveWebhook') model.delete(one.webhookId);
          if (known && one.type === 'RotateSecret') known.version += 1;
          if (known && (one.type === 'PauseWebhook' || one.type === 'ResumeWebhook')) known.paused = one.type === 'PauseWebhook';
        }
        if (!isRefusal(decision)) state = decision.reduce(webhookDecider.evolve, state);
        expect(Object.fromEntries(Object.entries(state.webhooks).map(([key, { secretVersion, paused: stopped }]) => [key, { version: secretVersion, paused: stopped }]))).toEqual(Object.fromEntries(model));
      }
    }),
  );
});
