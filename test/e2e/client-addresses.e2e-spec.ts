import { World } from '../support/world.js';

describe('requests are counted by client address', () => {
  const limit = { HEWU_REQUESTS_PER_MINUTE: '3' };
  let world: World;
  afterEach(() => world.stop());

  /** Answers of so many calls in turn, said to come from that address. */
  const calls = async (count: number, from: string): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++) statuses.push((await world.anonymous.get('/api/v1/health/live').set('X-Forwarded-For', from)).status);
    return statuses;
  };

  test('who sends too many is told when to come again', async () => {
    world = await World.start(limit);
    await calls(3, '203.0.113.7');
    const { body, headers } = await world.anonymous.get('/api/v1/health/live').expect(429);
    expect(body).toMatchObject({ code: 'too_many_requests' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a proxy that is named tells whose they are: one caller takes nothing from another', async () => {
    world = await World.start({ ...limit, HEWU_PROXIES: '127.0.0.0/8' });
    expect(await calls(4, '203.0.113.7')).toEqual([200, 200, 200, 429]);
    expect(await calls(2, '203.0.113.8')).toEqual([200, 200]);
    // What a caller wrote into the header before the proxy did is not believed.
    expect(await calls(1, '203.0.113.9, 203.0.113.7')).toEqual([429]);
  });

  test('of anybody else the header means nothing', async () => {
    world = await World.start({ ...limit, HEWU_PROXIES: '10.0.0.7' });
    expect(await calls(2, '203.0.113.7')).toEqual([200, 200]);
    expect(await calls(2, '203.0.113.8')).toEqual([200, 429]);
  });
});
