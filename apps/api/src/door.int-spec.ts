import { createServer, type Server, type ServerResponse } from 'node:http';
import { Door } from './door.js';
import { until } from '../../../test/support/until.js';

/** An application's server: it never listens; what it is asked waits in `asked` when its address says so. */
const application = (name: string): { readonly server: Server; readonly asked: ServerResponse[] } => {
  const asked: ServerResponse[] = [];
  const server = createServer(({ url }, answer) => {
    if (url === '/slow') return void asked.push(answer);
    if (url === '/changes') return void answer.setHeader('content-type', 'text/event-stream').write(': here\n\n');
    answer.end(name);
  });
  return { server, asked };
};

describe('the door', () => {
  let door: Door;
  const get = (path = '/', headers: Record<string, string> = {}): Promise<Response> => fetch(`${door.address}${path}`, { headers });
  beforeEach(() => void (door = new Door('127.0.0.1', 0)));

  test('between two applications answers 503 with a problem and when to come again, and lets in to the next one at the same address', async () => {
    const [before, after] = [application('before'), application('after')];
    await door.open(before.server);
    const { address } = door;
    expect(await (await get()).text()).toBe('before');

    await door.turnAway(60_000);
    const away = await get('/', { 'accept-language': 'en' });
    expect({ status: away.status, retryAfter: away.headers.get('retry-after'), type: away.headers.get('content-type'), caches: away.headers.get('cache-control'), sniffs: away.headers.get('x-content-type-options') }).toEqual({ status: 503, retryAfter: '2', type: 'application/problem+json; charset=utf-8', caches: 'no-store', sniffs: 'nosniff' });
    expect(await away.json()).toMatchObject({ code: 'store_unavailable', type: '/problems/store_unavailable', title: 'Storage is away for the moment; please try again' });
    expect((await fetch(address, { method: 'POST', body: 'x'.repeat(100_000) })).status).toBe(503);
    door.leave();
    expect((await get()).status).toBe(503);

    await door.open(after.server);
    expect(door.address).toBe(address);
    expect(await (await get()).text()).toBe('after');
    door.leave();
  });

  test('who is being answered when a restore begins is answered; a stream has no end and is cut when its application ends', async () => {
    const { server, asked } = application('one');
    await door.open(server);
    const slow = get('/slow').then((answer) => answer.text());
    const stream = (await get('/changes')).body!.getReader();
    await until(() => asked.length === 1);
    const turned = door.turnAway(60_000);
    expect((await get()).status).toBe(503);
    asked[0]!.end('answered');
    expect(await slow).toBe('answered');
    await turned;
    door.leave();
    await expect((async () => { while (!(await stream.read()).done); })()).rejects.toThrow();
    await door.open(server);
    door.leave();
  });

  test('who is not answered within the time given is cut', async () => {
    const { server, asked } = application('one');
    await door.open(server);
    const slow = get('/slow').then(() => 'answered', () => 'cut');
    await until(() => asked.length === 1);
    await door.turnAway(1);
    door.leave();
    expect(await slow).toBe('cut');
    await door.open(server);
    door.leave();
  });

  test('with no application to follow it is shut: nobody is listened to any more', async () => {
    await door.open(application('one').server);
    const { address } = door;
    door.leave();
    await expect(fetch(address)).rejects.toThrow();
  });

  test('a port that is taken is an error', async () => {
    await door.open(application('one').server);
    await expect(new Door('127.0.0.1', Number(new URL(door.address).port)).open(application('two').server)).rejects.toThrow(/EADDRINUSE/);
    door.leave();
  });
});
