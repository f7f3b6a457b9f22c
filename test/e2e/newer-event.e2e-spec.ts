import { readStatus } from '../../apps/api/src/operator/status.js';
import { statusPage } from '../../apps/api/src/operator/status-page.js';
import { NO_STREAM, type EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { startWorld, type World } from '../support/world.js';
import { until } from '../support/until.js';

/** As after going back to the program before: the log holds what only the newer one can read. */
describe('an event of a newer version', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('stops who reacts to events and who tells of them, `status` names it, and everything else goes on', async () => {
    const institute = await world.organisation({ name: '合川农业科学研究所', region: '500117', kind: 'research_institute' });
    const officer = await world.person({ name: '李敏' }, institute, ['transfer_officer']);
    const metadata = { commandId: newId(), fingerprint: '', correlationId: newId(), causationId: newId(), actor: 'system:test', onBehalfOf: null, region: null, legalBasis: null, occurredAt: world.clock.now() };
    const listing = `listing-${newId()}`;
    await world.app.get<EventStore>(EVENT_STORE).append(listing, [{ type: 'ListingExpired', data: {}, eventId: newId(), schemaVersion: 99, metadata }], NO_STREAM);
    const transfer = newId();
    await world.app.get<EventStore>(EVENT_STORE).append(`transfer-${transfer}`, [{ type: 'TransferUndone', data: { secret: 'of the newer program' }, eventId: newId(), schemaVersion: 1, metadata }], NO_STREAM);
    const status = await until(async () => {
      const told = await readStatus(world.app);
      return told.processes.parked !== null && told.webhooks.parked !== null && told;
    }, 'the reason why they stand still');
    const why = expect.stringContaining(`ListingExpired version 99 at ${listing}@0`);
    expect([status.processes.parked, status.webhooks.parked]).toEqual([why, why]);
    expect(statusPage(status)).toContain('the processes stand still, the webhooks stand still');
    // Who asks for something of such a stream is told to come again, and nothing of what it holds.
    const asked = await officer.post(`/api/v1/transfers/${transfer}/price-notice`, {}).expect(503);
    expect(asked.body).toEqual({ type: '/problems/event_unreadable', code: 'event_unreadable', status: 503, title: expect.any(String), correlationId: expect.any(String) });
    expect(asked.headers['retry-after']).toBe('60');
    await world.anonymous.post('/api/v1/accounts', { name: '王岚', mail: 'wang@world.example', password: 'a long enough password' }).expect(201);
  });
});
