import request from 'supertest';
import { bookingsProjection, type BookingDocument } from '@hewu/instruments/src/bookings.projection.js';
import { instrumentsProjection, type InstrumentDocument } from '@hewu/instruments/src/instruments.projection.js';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { readConfig } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { playDemo } from '../../apps/api/src/demo/demo-world.js';
import { newPlace } from '../support/place.js';

/** Local to both regions. */
const [WEDNESDAY_MORNING, SUNDAY_NIGHT] = ['2026-11-25T10:10:00+08:00', '2026-11-29T23:40:00+08:00'].map((local) => new Date(local).toISOString()) as [string, string];

/** What is in use in the demonstration, made at a moment: the kiosk's words for each instrument that somebody uses, and its region. */
const inUseAt = async (now: string): Promise<readonly { readonly region: string; readonly kiosk: string }[]> => {
  const place = await newPlace();
  try {
    const config = readConfig({ HEWU_DEMO: 'on', ...place.settings });
    await playDemo(config, now, () => undefined);
    const clock = new ManualClock(now);
    const app = await createApp(config, await openStores(config, clock), clock);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    try {
      const models = app.get(ReadModels);
      const { items } = await models.find<BookingDocument>(bookingsProjection, { filter: { status: 'started', from: { $lte: now }, until: { $gt: now } }, limit: 100 });
      const instruments = await models.getMany<InstrumentDocument>(instrumentsProjection, items.map(({ instrumentId }) => instrumentId));
      return await Promise.all([...instruments.values()].map(async ({ _id, region }) => ({ region, kiosk: /role="status">([^<]*)</.exec((await request(app.getHttpServer()).get(`/api/v1/kiosk/${_id}?language=en`).expect(200)).text)![1]!.trim() })));
    } finally {
      await app.close();
    }
  } finally {
    await place.clear();
  }
};

describe('the demonstration world at the moment it is made', () => {
  test('on a working day, instruments of both regions are in use, and the pages that stand at them say so', async () => {
    const used = await inUseAt(WEDNESDAY_MORNING);
    expect(used.length).toBeGreaterThanOrEqual(7);
    expect(new Set(used.map(({ region }) => region))).toEqual(new Set(['500117', '511622']));
    expect(new Set(used.map(({ kiosk }) => kiosk))).toEqual(new Set(['In use']));
  }, 120_000);

  test('at night the computing cluster is', async () => {
    expect(await inUseAt(SUNDAY_NIGHT)).toEqual([{ region: '500117', kiosk: 'In use' }]);
  }, 120_000);
});
