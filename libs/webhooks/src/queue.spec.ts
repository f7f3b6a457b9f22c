import { ManualClock } from '@hewu/kernel/src/clock.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projections } from '@hewu/kernel/src/projections.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import { newDelivery, type Delivery } from './deliveries.js';
import type { Notes } from './notes.js';
import { Queue } from './queue.js';
import type { WebhookDocument } from './webhooks.projection.js';

const now = '2026-03-09T01:00:00.000Z';
const webhook = (_id: string, changes: Partial<WebhookDocument> = {}): WebhookDocument =>
  ({ _id, organisationId: 'o', region: null, url: 'https://hooks.firm.cn/', eventTypes: ['organisation.verified'], paused: null, failingSince: null, secretVersion: 1, secretSince: now, previousUntil: null, registeredAt: now, since: '5', changedAt: now, ...changes });
const event = (type: string, data: object, changes: object = {}): Recorded =>
  ({ type, data, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '7', recordedAt: now, metadata: { occurredAt: now }, ...changes }) as unknown as Recorded;
const verified = event('OrganisationVerified', { organisationId: 'x' });

/** Over these webhooks and notes; read models have seen all. */
const changesBy = (told: Recorded, webhooks: readonly WebhookDocument[], notes: readonly Delivery[] = [], seen: () => boolean = () => true, signal = new AbortController().signal) => {
  const models = { getMany: async () => new Map(), find: async () => ({ items: webhooks, next: null }) } as unknown as ReadModels;
  const standing = {
    load: async (_collection: string, ids: readonly string[]) => new Map(notes.filter(({ _id }) => ids.includes(_id)).map((note) => [note._id, { document: note, position: '6~000000001' }])),
    all: async ({ status, occurredAt }: { status: string; occurredAt: { $gte: string } }) => notes.filter((note) => note.status === status && note.occurredAt >= occurredAt.$gte).map(({ _id }) => _id),
  } as unknown as Notes;
  return new Queue(models, { waitFor: async () => seen() } as unknown as Projections, standing, new ManualClock(now)).changesBy(told, signal);
};
const statuses = async (...given: Parameters<typeof changesBy>): Promise<readonly string[]> => (await changesBy(...given)).deliveries.map(({ document: { webhookId, status } }) => `${webhookId} ${status}`);

describe('from an event to what is sent', () => {
  test('a webhook is told of what comes behind its registration in the log, whenever it is found', async () => {
    expect(await statuses(verified, [webhook('before'), webhook('at', { since: '7' }), webhook('after', { since: '8' })])).toEqual(['before waiting']);
  });

  test('one that is paused gets it held, and so does every one when the event is a week old', async () => {
    expect(await statuses(verified, [webhook('active'), webhook('paused', { paused: 'failing' })])).toEqual(['active waiting', 'paused held']);
    const at = (occurredAt: string): Recorded => event('OrganisationVerified', { organisationId: 'x' }, { metadata: { occurredAt } });
    expect(await statuses(at('2026-03-02T01:00:00.000Z'), [webhook('active')])).toEqual(['active waiting']);
    expect(await statuses(at('2026-03-02T00:59:59.999Z'), [webhook('active')])).toEqual(['active held']);
  });

  test('found twice it is the same message at the same place; two webhooks get two', async () => {
    const [one, two] = [await changesBy(verified, [webhook('a'), webhook('b')]), await changesBy(verified, [webhook('a'), webhook('b')])];
    expect(one).toEqual(two);
    expect(new Set(one.deliveries.map(({ id }) => id)).size).toBe(2);
    expect(one.deliveries.map(({ position }) => position)).toEqual(['7', '7']);
  });

  test('webhooks are looked up once for all events of a batch', async () => {
    let asked = 0;
    const some = [webhook('a'), webhook('b', { eventTypes: ['organisation.suspended'] })];
    const models = { getMany: async () => new Map(), find: async () => (asked++, { items: some, next: null }) } as unknown as ReadModels;
    const queue = new Queue(models, { waitFor: async () => true } as unknown as Projections, {} as Notes, new ManualClock(now));
    const { signal } = new AbortController();
    const suspended = event('OrganisationSuspended', { organisationId: 'x' });
    expect(await queue.look([verified, suspended], signal)).toBe(true);
    const told = async (one: Recorded): Promise<readonly string[]> => (await queue.changesBy(one, signal)).deliveries.map(({ document: { webhookId } }) => webhookId);
    expect([await told(verified), await told(suspended), asked]).toEqual([['a'], ['b'], 1]);
  });

  test('it waits for the read models, and finds nothing when it is ended meanwhile', async () => {
    let looks = 0;
    expect(await statuses(verified, [webhook('a')], [], () => ++looks > 3)).toEqual(['a waiting']);
    const ended = new AbortController();
    expect(await statuses(verified, [webhook('a')], [], () => (ended.abort(), false), ended.signal)).toEqual([]);
  });

  test('what the webhooks themselves record is told to nobody', async () => {
    for (const type of ['WebhookRegistered', 'WebhookPaused', 'WebhookRemoved', 'DeliveryDied']) expect(await changesBy(event(type, { webhookId: 'a' }), [webhook('a')])).toEqual({ deliveries: [], receivers: [] });
  });
});

describe('replays', () => {
  const note = (_id: string, status: Delivery['status'], changes: Partial<Delivery> = {}): Delivery =>
    ({ ...newDelivery({ _id, webhookId: 'a', organisationId: 'o', type: 'organisation.verified', subjectId: 'x', href: '/x', occurredAt: now, seenBy: { who: 'everybody' } }, now, false), status, round: 3, attempts: 10, dueAt: null, endedAt: now, ...changes });
  const notes = [note('d1', 'dead'), note('d2', 'held'), note('d3', 'delivered'), note('d4', 'dropped'), note('d5', 'dead', { occurredAt: '2026-03-01T01:00:00.000Z' })];

  test('of all since an instant: what died or was held, each in its next round', async () => {
    const { deliveries } = await changesBy(event('DeliveriesReplayed', { webhookId: 'a', since: '2026-03-08T01:00:00.000Z' }), [], notes);
    expect(deliveries.map(({ id, position, document: { status, round, attempts, dueAt } }) => [id, position, status, round, attempts, dueAt])).toEqual([['d1', '7', 'waiting', 4, 0, now], ['d2', '7', 'waiting', 4, 0, now]]);
  });

  test('of one, in the round that was decided; of one that is forgotten, nothing', async () => {
    expect((await changesBy(event('DeliveryReplayed', { deliveryId: 'd3', round: 4 }), [], notes)).deliveries).toMatchObject([{ id: 'd3', document: { status: 'waiting', round: 4 } }]);
    expect((await changesBy(event('DeliveryReplayed', { deliveryId: 'forgotten', round: 2 }), [], notes)).deliveries).toEqual([]);
  });
});
