import request from 'supertest';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { startWorld, type Client, type World } from '../support/world.js';

describe('bad input', () => {
  let world: World;
  let somebody: Client;
  let token: string;
  const account = { mail: 'new@world.example', password: 'a long enough password', name: '新人' };
  beforeAll(async () => {
    world = await startWorld();
    somebody = await world.person({ name: '某人' });
    token = (await somebody.get('/api/v1/me')).request.getHeader('authorization') as string;
  });
  afterAll(() => world.stop());

  const raw = (path: string) => request(world.app.getHttpServer()).post(`/api/v1${path}`).set('authorization', token);
  const recordedBy = async (work: () => Promise<unknown>): Promise<number> => {
    const store = world.app.get<EventStore>(EVENT_STORE);
    const before = await store.end();
    await work();
    return (await store.readAll(before, 10)).length;
  };

  test.each([21, 5_000, 100_000])('lists in lists, %i deep, are refused with a code, whoever sends them', async (levels) => {
    for (const path of ['/accounts', '/sessions']) {
      const answer = await request(world.app.getHttpServer()).post(`/api/v1${path}`).set('content-type', 'application/json').send('['.repeat(levels) + ']'.repeat(levels));
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'json_invalid', details: { atMostLevels: 20 } });
    }
  });

  test.each([
    ['an unknown field', { ...account, isAdmin: true }, 400, 'body_invalid'],
    ['an operator object', { ...account, mail: { $ne: null } }, 400, 'body_invalid'],
    ['a wrong type', { ...account, password: 12345678901234 }, 400, 'body_invalid'],
    ['a list where an object belongs', [account], 400, 'body_invalid'],
    ['nothing', {}, 400, 'body_invalid'],
    ['a prototype', JSON.parse('{"__proto__":{"x":1},"mail":"a@b.example"}'), 400, null],
  ] as const)('%s is refused with a code and records nothing', async (_, body, status, code) => {
    expect(
      await recordedBy(async () => {
        const answer = await raw('/accounts').send(body as object);
        expect(answer.status).toBe(status);
        expect(answer.type).toBe('application/problem+json');
        if (code) expect(answer.body.code).toBe(code);
        expect(answer.body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
      }),
    ).toBe(0);
  });

  test.each([
    ['broken JSON', 'application/json', '{"mail":', 400, 'json_invalid'],
    ['an empty body', 'application/json', '', 400, null],
    ['another kind of body', 'text/xml', '<a/>', 415, 'media_type_unsupported'],
    ['a form', 'application/x-www-form-urlencoded', 'mail=a', 415, 'media_type_unsupported'],
    ['a body over the limit', 'application/json', `{"name":"${'x'.repeat(300_000)}"}`, 413, 'body_too_large'],
  ] as const)('%s is refused with a code and records nothing', async (_, type, body, status, code) => {
    expect(
      await recordedBy(async () => {
        const answer = await raw('/accounts').set('content-type', type).send(body);
        expect(answer.status).toBe(status);
        if (code) expect(answer.body.code).toBe(code);
      }),
    ).toBe(0);
  });

  test.each(['Bearer', 'Bearer x', 'Basic eDp5', 'Bearer a.b.c', `Bearer ${'a'.repeat(5_000)}`, 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'])('the token "%.30s" is refused', async (authorization) => {
    const { body } = await request(world.app.getHttpServer()).get('/api/v1/me').set('authorization', authorization).expect(401);
    expect(body.code).toBe('token_invalid');
  });

  test.each(['limit=0', 'limit=1000', 'limit=x', 'limit[$gt]=1', 'cursor=%00', 'cursor=abc', 'position=;', 'unknown=1', 'cursor[a]=1'])('the list is refused with ?%s', async (query) => {
    const answer = await world.anonymous.get(`/api/v1/organisations?${query}`);
    expect(answer.status).toBe(400);
  });

  test.each(['/api/v1/organisations/..%2f..%2fetc', '/api/v1/organisations/%00', '/api/v1/organisations/not-an-id', '/api/v1/nothing', '/api/v1/organisations/%'])('%s is nothing here, and no fault', async (url) => {
    const answer = await world.anonymous.get(url);
    expect([400, 404]).toContain(answer.status);
    expect(answer.type).toBe('application/problem+json');
  });

  test('the same key with the same body is the same command; with another body it is refused', async () => {
    const send = (name: string) => raw('/accounts').set('idempotency-key', 'one-key').send({ ...account, name });
    const first = await send('新人').expect(201);
    const again = await send('新人').expect(201);
    expect(again.body.id).toBe(first.body.id);
    const { body } = await send('别人').expect(422);
    expect(body.code).toBe('command_id_reused');
    await raw('/accounts').set('idempotency-key', 'bad key').send(account).expect(400);
  });

  test('the answer is in the language asked for', async () => {
    const zh = await world.anonymous.get('/api/v1/me').expect(401);
    const en = await world.anonymous.get('/api/v1/me').set('accept-language', 'en-GB').expect(401);
    expect([zh.body.title, en.body.title]).toEqual(['请先登录', 'Please sign in']);
  });
});
