import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { callOut, publicOnly, type Call, type OutgoingRules } from './outgoing-call.js';

/** For `receiver.example`, valid for a hundred years, trusted by nobody but these tests. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBdjCCARygAwIBAgIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBByZWNlaXZl
ci5leGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAbMRkw
FwYDVQQDDBByZWNlaXZlci5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEq4HKwBbwMDj/PUYnBiVqocJDJK3ngkLelsc/uxmvreDmsGKZsigGUq76Kgi3
CkP1kOrVdSYnS3naHW8Ojq8YYaNPME0wGwYDVR0RBBQwEoIQcmVjZWl2ZXIuZXhh
bXBsZTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBQyXZCb9q0mqOMKwKK4SgpK
xCl1bTAKBggqhkjOPQQDAgNIADBFAiEAnqnZeiOHKA4zh9qNHDraHfKBTnZus5iA
kx+8k+2rblUCIBKmYYJm6d5boBNEJeJYmxjjWoytR1pZv6PKjuGbARVY
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPNnVA2ZF1sRWSi4b
Q3kH6zT9b0tL3Ax32CgDS1iG40WhRANCAASrgcrAFvAwOP89RicGJWqhwkMkreeC
Qt6Wxz+7Ga+t4OawYpmyKAZSrvoqCLcKQ/WQ6tV1JidLedodbw6Orxhh
-----END PRIVATE KEY-----`;

/** Everything as in the product, but for a receiver on this machine. */
const toLocal = (over: Partial<OutgoingRules> = {}): OutgoingRules => ({
  schemes: ['https:', 'http:'],
  mayUsePort: () => true,
  resolve: async () => ['127.0.0.1'],
  mayConnectTo: (address) => address === '127.0.0.1',
  authorities: [CERTIFICATE],
  ...over,
});

const statusOf = async ({ statusCode }: { statusCode?: number }): Promise<number> => statusCode!;

describe('a call to an address that somebody else gave', () => {
  const servers: Server[] = [];
  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const answering = (answer: RequestListener): Promise<number> => listening(createServer(answer));
  const call = (url: string, over: Partial<Call> = {}): Call => ({ url, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', timeoutMs: 2_000, signal: new AbortController().signal, ...over });
  afterAll(() => servers.forEach((server) => (server.closeAllConnections(), server.close())));

  test('sends the body under its name and answers the status', async () => {
    const seen: unknown[] = [];
    const port = await answering((request, answer) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString())).on('end', () => (seen.push([request.method, request.url, request.headers.host, body]), answer.writeHead(204).end()));
    });
    expect(await callOut(call(`http://receiver.example:${port}/a?b=c`, { body: '{"zh":"挂牌"}' }), toLocal(), statusOf)).toEqual({ answer: 204 });
    expect(seen).toEqual([['POST', '/a?b=c', `receiver.example:${port}`, '{"zh":"挂牌"}']]);
  });

  test('over TLS the certificate must be for the name, whatever address it leads to', async () => {
    const port = await listening(createTlsServer({ key: KEY, cert: CERTIFICATE }, (_request, answer) => void answer.end()));
    expect(await callOut(call(`https://receiver.example:${port}/`), toLocal(), statusOf)).toEqual({ answer: 200 });
    expect(await callOut(call(`https://other.example:${port}/`), toLocal(), statusOf)).toEqual({ fault: 'certificate_invalid' });
    expect(await callOut(call(`https://receiver.example:${port}/`), toLocal({ authorities: null }), statusOf)).toEqual({ fault: 'certificate_invalid' });
  });

  test('a redirect is an answer, and nobody goes where it points', async () => {
    let followed = 0;
    const target = await answering((_request, answer) => (followed++, void answer.end()));
    const port = await answering((_request, answer) => void answer.writeHead(307, { location: `http://receiver.example:${target}/` }).end());
    expect(await callOut(call(`http://receiver.example:${port}/`), toLocal(), statusOf)).toEqual({ answer: 307 });
    expect(followed).toBe(0);
  });

  test('a name that answers something else the second time is asked once, and the address checked is the one called', async () => {
    let asked = 0;
    const port = await answering((_request, answer) => void answer.end());
    const rebinding = toLocal({ resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']) });
    expect(await callOut(call(`http://receiver.example:${port}/`), rebinding, statusOf)).toEqual({ answer: 200 });
    expect(asked).toBe(1);
  });

  test('one address that is not allowed among those that are: nothing is called', async () => {
    let called = 0;
    const port = await answering((_request, answer) => (called++, void answer.end()));
    for (const addresses of [['127.0.0.1', '10.0.0.1'], ['::1', '127.0.0.1']]) {
      expect(await callOut(call(`http://receiver.example:${port}/`), toLocal({ resolve: async () => addresses }), statusOf)).toEqual({ fault: 'address_refused' });
    }
    // And as the product is set up, this machine is not allowed at all.
    expect(await callOut(call(`https://receiver.example:8443/`), { ...publicOnly, resolve: async () => ['127.0.0.1'] }, statusOf)).toEqual({ fault: 'address_refused' });
    expect(called).toBe(0);
  });

  test('faults have names, and none waits longer than it was told to', async () => {
    const silent = await answering(() => undefined);
    const slow = await answering((_request, answer) => void answer.writeHead(200).write('x'));
    const breaking = await answering((request) => void request.socket.destroy());
    const upgrading = await answering((request) => void request.socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'));
    expect(await callOut(call(`http://receiver.example:${silent}/`, { timeoutMs: 200 }), toLocal(), statusOf)).toEqual({ fault: 'timed_out' });
    expect(await callOut(call(`http://receiver.example:${slow}/`, { timeoutMs: 200 }), toLocal(), async (answer) => { for await (const _ of answer); return 0; })).toEqual({ fault: 'timed_out' });
    expect(await callOut(call('http://receiver.example/', { timeoutMs: 200 }), toLocal({ resolve: () => new Promise(() => undefined) }), statusOf)).toEqual({ fault: 'timed_out' });
    expect(await callOut(call(`http://receiver.example:${breaking}/`), toLocal(), statusOf)).toEqual({ fault: 'broken_off' });
    expect(await callOut(call(`http://receiver.example:${upgrading}/`), toLocal(), statusOf)).toEqual({ fault: 'broken_off' });
    expect(await callOut(call('http://receiver.example:9/'), toLocal(), statusOf)).toEqual({ fault: 'unreachable' });
    expect(await callOut(call('https://nobody.example/'), publicOnly, statusOf)).toEqual({ fault: 'name_unknown' });
    expect(await callOut(call('https://127.1/'), publicOnly, statusOf)).toEqual({ fault: 'url_refused', why: 'host_is_number' });
  });

  test('an answer without end is not received', async () => {
    let sent = 0;
    const ended = new Promise<void>((resolve) => {
      void answering((_request, answer) => {
        answer.writeHead(200);
        const more = setInterval(() => (sent++, answer.write('x'.repeat(65_536))), 1);
        answer.on('close', () => (clearInterval(more), resolve()));
      }).then((port) => callOut(call(`http://receiver.example:${port}/`), toLocal(), statusOf));
    });
    await ended;
    expect(sent).toBeLessThan(200);
  });

  test('ended from outside it throws, and is no fault of the receiver', async () => {
    const silent = await answering(() => undefined);
    const stop = new AbortController();
    const calling = callOut(call(`http://receiver.example:${silent}/`, { signal: stop.signal }), toLocal(), statusOf);
    setTimeout(() => stop.abort(), 50);
    await expect(calling).rejects.toThrow();
  });
});
