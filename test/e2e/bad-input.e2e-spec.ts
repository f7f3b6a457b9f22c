import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { getMetadataStorage } from 'class-validator';
import request from 'supertest';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ROLES } from '@hewu/platform/src/actor.js';
import { CONSTRAINTS, INPUT_TEXT } from '@hewu/platform/src/input-texts.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { startWorld, type Client, type World } from '../support/world.js';

describe('bad input', () => {
  let world: World;
  let somebody: Client;
  let token: string;
  /** Between them they hold every role, so that nothing but what is sent can be refused. */
  let everybody: Client;
  let auditor: Client;
  let operations: readonly { readonly method: string; readonly path: string; readonly takesBody: boolean }[];
  const account = { mail: 'new@world.example', password: 'a long enough password', name: '新人' };
  beforeAll(async () => {
    world = await startWorld();
    somebody = await world.person({ name: '某人' });
    everybody = await world.person({ name: '全能' }, await world.authority('500117'), ROLES.filter((role) => role !== 'auditor'));
    auditor = await world.person({ name: '李正' }, await world.authority('500117'), ['auditor']);
    const { paths } = (await world.anonymous.get('/openapi.json')).body as { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: object }>>>> };
    operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { requestBody }]) => ({ method, path, takesBody: requestBody !== undefined })));
    await world.app.listen(0, '127.0.0.1');
    token = (await somebody.get('/api/v1/me')).request.getHeader('authorization') as string;
  });
  afterAll(() => world.stop());

  const raw = (path: string) => request(world.app.getHttpServer()).post(`/api/v1${path}`).set('authorization', token);
  /** A path with an id in each place for one. */
  const filled = (path: string, id = newId()): string => path.replace(/\{\w*id\}/gi, id).replace('{year}', '2026').replace('{rule}', 'price_notice_days').replace('{token}', 'x'.repeat(40));
  const asking = (method: string, path: string, by: Client = path.startsWith('/api/v1/audit/') || path.startsWith('/api/v1/biddings/') && path.endsWith('/protocol') ? auditor : everybody) => request(world.app.getHttpServer())[method as 'get'](path).set(by.headers);
  /** Exactly these bytes; the answer as it comes. */
  const socket = (...bytes: readonly string[]): Promise<string> =>
    new Promise((told, failed) => {
      let answer = '';
      const connection = connect((world.app.getHttpServer().address() as AddressInfo).port, '127.0.0.1', () => connection.write(bytes.join('')));
      connection.setEncoding('utf8').on('data', (part: string) => (answer += part)).on('error', failed).on('close', () => told(answer));
    });
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

  describe('what a route does not take', () => {
    test.each([
      ['a field', { x: 1 }, 'x', 'unknown_field'],
      ['a list', [1, 2], '', 'object_expected'],
      ['a field that Nest would take out', JSON.parse('{"constructor":1}') as object, 'constructor', 'unknown_field'],
    ])('%s is refused by every route that takes no body', async (_, body, field, code) => {
      // Whoever unsubscribes is heard whatever their mail program sends with it.
      const bodiless = operations.filter(({ method, path, takesBody }) => method !== 'get' && !takesBody && !path.includes('{token}'));
      expect(bodiless.length).toBeGreaterThan(15);
      for (const { method, path } of bodiless) {
        const answer = await asking(method, filled(path)).send(body as object);
        expect({ path, status: answer.status, body: answer.body as object }).toMatchObject({ path, status: 400, body: { code: 'body_invalid', details: { problems: [{ field, code }] } } });
      }
    });

    test.each([
      ['no body', undefined, undefined],
      ['an empty object', 'application/json', '{}'],
      ['an empty body of JSON', 'application/json', ''],
    ])('%s is fine where none is taken', async (_, type, body) => {
      const asked = asking('post', `/api/v1/listings/${newId()}/submission`);
      const { status, body: problem } = await (type === undefined ? asked : asked.set('content-type', type).send(body));
      expect({ status, code: problem.code as string }).toEqual({ status: 404, code: 'not_found' });
    });

    test('a query is refused where none is taken, but by pages for people', async () => {
      const { body } = await asking('get', '/api/v1/me?x=1').expect(400);
      expect(body).toMatchObject({ code: 'body_invalid', details: { problems: [{ field: 'x', code: 'unknown_field' }] } });
      await world.anonymous.get('/?utm_source=mail').expect(200);
    });
  });

  test('what can be no id is told like one that is nobody’s, by every route', async () => {
    const withId = operations.filter(({ path }) => /\{\w*id\}/i.test(path));
    expect(withId.length).toBeGreaterThan(80);
    for (const { method, path } of withId) {
      for (const id of ['abc', newId().toUpperCase(), 'x'.repeat(300)]) {
        const answer = await asking(method, filled(path, id)).send(method === 'get' ? undefined : {});
        expect({ method, path, id, status: answer.status, code: answer.body.code as string }).toEqual({ method, path, id, status: 404, code: 'not_found' });
      }
    }
  });

  test.each(['working-calendar/years/abc', 'working-calendar/years/2026.5', 'working-calendar/years/1e3', 'working-calendar/years/-1', 'rules/no_such_rule', 'rules/__proto__', 'calendar-feeds/x.ics', 'unsubscriptions/x'])('%s is nothing here', async (path) => {
    const { body } = await world.anonymous.get(`/api/v1/${path}`).expect(404);
    expect(body.code).toBe('not_found');
  });

  describe('what is wrong with a body', () => {
    const wrong = { title: '   ', abstract: '花\u200b椒', completers: [{ ordinal: 1, organisationId: 'x', shareBasisPoints: 'half' }, 7], ip: {}, completedOn: '2026-02-30', more: true };
    const problemsIn = async (language: string): Promise<ReadonlyMap<string, { readonly code: string; readonly message: string }>> => {
      const { body } = await everybody.post('/api/v1/achievements', wrong).set('accept-language', language).expect(400);
      expect(body.code).toBe('body_invalid');
      return new Map((body.details.problems as { field: string; code: string; message: string }[]).map(({ field, ...said }) => [field, said]));
    };

    test.each([
      ['title', 'text_empty', '文字不能为空或只有空格', 'The text is empty or only spaces.'],
      ['abstract', 'text_not_plain', '文字中有不可见的控制字符或改变阅读方向的字符', 'The text holds characters that are not seen or turn its direction.'],
      ['completers.0.organisationId', 'id_invalid', '应为 UUID（小写）', 'This must be a UUID in lower case.'],
      ['completers.0.shareBasisPoints', 'number_expected', '应为数字', 'This must be a number.'],
      ['completers.1', 'object_expected', '应为一个对象', 'This must be an object.'],
      ['ip', 'list_expected', '应为列表', 'This must be a list.'],
      ['problemSolved', 'missing', '必填', 'This is missing.'],
      ['more', 'unknown_field', '没有这一项', 'There is no such field here.'],
    ])('%s: %s', async (field, code, zh, en) => {
      const [chinese, english] = [(await problemsIn('zh')).get(field), (await problemsIn('en')).get(field)];
      expect([chinese?.code, chinese?.message, english?.code, english?.message]).toEqual([code, zh, code, en]);
    });

    test('limits are named', async () => {
      const { body } = await world.anonymous.get('/api/v1/listings?limit=0&region=999999').set('accept-language', 'en').expect(400);
      expect(body.details.problems).toEqual(expect.arrayContaining([
        { field: 'limit', code: 'too_small', message: 'This must be at least 1.' },
        { field: 'region', code: 'not_one_of', message: 'This must be one of: 500117, 511622.' },
      ]));
    });

    test('every check of every body and query has words in both languages', () => {
      type Check = { readonly type: string; readonly name?: string; readonly target: { readonly name: string }; readonly propertyName: string; readonly constraints: readonly unknown[]; readonly constraintCls: new () => { defaultMessage?(args: object): string } };
      const { validationMetadatas } = getMetadataStorage() as unknown as { readonly validationMetadatas: ReadonlyMap<unknown, readonly Check[]> };
      const checks = [...validationMetadatas.values()].flat().filter(({ type }) => type === 'customValidation' || type === 'nestedValidation');
      expect(checks.length).toBeGreaterThan(300);
      const codeOf = ({ constraintCls, constraints, propertyName }: Check): string | undefined => new constraintCls().defaultMessage?.({ value: '\u0001', object: {}, property: propertyName, constraints });
      const wordless = checks.filter((check) => !Object.hasOwn(CONSTRAINTS, check.name ?? check.type) && !Object.hasOwn(INPUT_TEXT, codeOf(check) ?? ''));
      expect(wordless.map(({ target, propertyName, name }) => `${target.name}.${propertyName}: ${name}`)).toEqual([]);
    });
  });

  describe('what is searched for', () => {
    const searched = ['listings', 'instruments', 'demands', 'organisations'];
    test.each([
      ['*', 'query_not_searchable'], ['---', 'query_not_searchable'], ['😀', 'query_not_searchable'], ['的', 'query_not_searchable'],
      ['\u0000', 'text_not_plain'], ['花椒\u202e', 'text_not_plain'], ['x'.repeat(201), 'wrong_length'],
    ])('%j is refused by every list: %s', async (q, code) => {
      for (const list of searched) {
        const { body } = await world.anonymous.get(`/api/v1/${list}?q=${encodeURIComponent(q)}`).expect(400);
        expect(body).toMatchObject({ code: 'body_invalid', details: { problems: [{ field: 'q', code }] } });
      }
    });
    test.each(['', '%20%20'])('"%s" asks nothing', async (q) => {
      for (const list of searched) await world.anonymous.get(`/api/v1/${list}?q=${q}`).expect(200);
    });
  });

  describe('a position', () => {
    test.each([['9999999999999999', 'position_unknown'], ['-', 'position_invalid'], ['1-', 'position_invalid'], ['0x1', 'position_invalid']])('%s is refused as %s', async (position, code) => {
      for (const list of ['listings', 'instruments', 'organisations', 'rules', 'working-calendar']) {
        const { body } = await world.anonymous.get(`/api/v1/${list}?position=${position}`).expect(400);
        expect(body.code).toBe(code);
      }
    });
    test('that reading has not reached is told to be tried again', async () => {
      const end = await world.app.get<EventStore>(EVENT_STORE).end();
      const behind = jest.spyOn(world.app.get(Projections), 'waitFor').mockResolvedValue(false);
      const { body, headers } = await world.anonymous.get(`/api/v1/organisations?position=${end}`).expect(503);
      behind.mockRestore();
      expect([body.code, headers['retry-after']]).toEqual(['not_there_yet', '1']);
      await world.anonymous.get(`/api/v1/organisations?position=${end}`).expect(200);
    });
  });

  test('a cursor of another list is refused', async () => {
    await world.organisation({ name: '合川某公司', kind: 'firm', region: '500117' });
    await world.settled();
    const { body } = await world.anonymous.get('/api/v1/organisations?limit=1').expect(200);
    expect(body.next).not.toBeNull();
    await world.anonymous.get(`/api/v1/organisations?limit=1&cursor=${body.next}`).expect(200);
    for (const list of ['listings', 'instruments', 'demands']) expect((await world.anonymous.get(`/api/v1/${list}?cursor=${body.next}`).expect(400)).body.code).toBe('cursor_invalid');
  });

  test('a cursor leads on for the same question alone, and as it was given', async () => {
    for (const name of ['合川第二公司', `合川${'一'.repeat(198)}`]) await world.organisation({ name, kind: 'firm', region: '500117' });
    await world.settled();
    const list = (query: string) => world.anonymous.get(`/api/v1/organisations?${query}`);
    const { body } = await list('kind=firm&limit=1').expect(200);
    const next = String(body.next);
    for (const question of ['limit=1', 'kind=firm&region=500117', 'kind=firm&q=a', 'kind=government_authority']) expect((await list(`${question}&cursor=${next}`).expect(400)).body.code).toBe('cursor_invalid');
    for (const other of [`${next}A`, `${next}.`, `${next}%3D`, `A${next}`, next.slice(0, -1)]) expect((await list(`kind=firm&cursor=${other}`).expect(400)).body.code).toBe('cursor_invalid');
    // How many at once, and the order in which the question is put, are no matter; a table begins there too.
    const rest = (await list(`cursor=${next}&limit=100&kind=firm`).expect(200)).body;
    expect(rest).toMatchObject({ next: null, count: body.count });
    expect(rest.items).toHaveLength(body.count - 1);
    const { text } = await request(world.app.getHttpServer()).get(`/api/v1/organisations?kind=firm&cursor=${next}`).set('accept', 'text/csv').expect(200);
    expect(text.trim().split('\n')).toHaveLength(body.count);
    // The longest name makes the longest cursor.
    for (let cursor = next; ; ) {
      const page = (await list(`kind=firm&limit=1&cursor=${cursor}`).expect(200)).body;
      if (page.next === null) break;
      cursor = page.next;
    }
  });

  test.each(['limit=1&limit=2', 'limit=-1', 'limit=1e9', 'limit=NaN', 'limit=', 'limit=1.5', 'limit=0x10', 'limit=%201', 'limit[]=1', 'q=a&q=b', 'region[$ne]=1', 'cursor=', '__proto__=1', 'constructor=1', '__proto__[x]=1'])('a list is refused with ?%s', async (query) => {
    await world.anonymous.get(`/api/v1/listings?${query}`).expect(400);
  });

  test.each([['q=%ff%fe', ['q']], ['q=%D6%D0&limit=1', ['q']], ['limit=1&q=%', ['q']], ['%ff=1&region=%e4', ['', 'region']]])('a query that is no UTF-8 is refused, and where: ?%s', async (query, fields) => {
    const { body } = await world.anonymous.get(`/api/v1/listings?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'body_invalid', details: { problems: fields.map((field) => ({ field, code: 'encoding_invalid' })) } });
  });

  describe('content that is negotiated', () => {
    test.each([
      ['organisations', 'image/png', 406, 'application/problem+json'],
      ['organisations', 'application/json;q=0', 406, 'application/problem+json'],
      ['organisations', ';;;', 406, 'application/problem+json'],
      ['organisations', '*/*', 200, 'application/json'],
      ['organisations', 'text/html, application/xml;q=0.9, */*;q=0.8', 200, 'application/json'],
      ['organisations', 'application/json; charset=utf-8', 200, 'application/json'],
      ['organisations', 'text/csv', 200, 'text/csv'],
      ['organisations', 'application/json;q=0.5, text/csv', 200, 'text/csv'],
      ['organisations', 'text/csv;q=0, application/json', 200, 'application/json'],
      ['working-calendar', 'text/csv', 406, 'application/problem+json'],
      ['changes?of=listings', 'application/json', 406, 'application/problem+json'],
    ])('GET /%s, Accept: %s → %i %s', async (path, accept, status, type) => {
      const answer = await asking('get', `/api/v1/${path}`).set('accept', accept);
      expect([answer.status, answer.type]).toEqual([status, type]);
    });

    test('what nobody could read is not done', async () => {
      expect(await recordedBy(() => raw('/accounts').set('accept', 'text/csv').send({ ...account, mail: 'not@world.example' }).expect(406))).toBe(0);
    });

    test('a list without pages is a table too', async () => {
      const { type } = await everybody.get('/api/v1/calendar-feeds').set('accept', 'text/csv').expect(200);
      expect(type).toBe('text/csv');
    });

    test.each([
      [undefined, 'zh'], ['en', 'en'], ['en-GB', 'en'], ['EN;q=0.1', 'en'], ['fr, en;q=0.5', 'en'], ['en;q=0,zh', 'zh'], ['en;q=0', 'zh'], ['en;q=0.3, zh-CN;q=0.7', 'zh'], ['zh-Hans-CN, en;q=0.9', 'zh'], ['fr', 'zh'], ['*', 'zh'], [';;', 'zh'],
    ])('Accept-Language: %s → %s', async (accepted, language) => {
      const asked = world.anonymous.get('/api/v1/me');
      const { headers, body } = await (accepted === undefined ? asked : asked.set('accept-language', accepted)).expect(401);
      expect([headers['content-language'], body.title]).toEqual([language, language === 'en' ? 'Please sign in' : '请先登录']);
    });

    test('what was told to somebody is kept nowhere; what everybody may read is asked for again; both differ by what is accepted', async () => {
      const told = [await somebody.get('/api/v1/me').expect(200), await somebody.get('/api/v1/listings').expect(200), await world.anonymous.post('/api/v1/sessions', {}).expect(400), await world.anonymous.get('/api/v1/listings').expect(200)];
      expect(told.map(({ headers }) => headers['cache-control'])).toEqual(['private, no-store', 'private, no-store', 'private, no-store', 'no-cache']);
      for (const { headers } of told) expect(headers['vary']).toMatch(/^accept, accept-language\b/);
    });
  });

  test.each([
    ['put', '/api/v1/listings', 'GET, HEAD, POST'],
    ['options', '/api/v1/listings', 'GET, HEAD, POST'],
    ['trace', '/api/v1/listings', 'GET, HEAD, POST'],
    ['get', '/api/v1/sessions', 'POST'],
    ['delete', '/', 'GET, HEAD'],
  ])('%s %s is told which methods there are', async (method, path, allow) => {
    const answer = await asking(method, path);
    expect([answer.status, answer.body.code, answer.headers['allow']]).toEqual([405, 'method_not_allowed', allow]);
  });

  test.each(['/api/v1/listings/', '//api/v1/listings', '/api//v1/listings', '/api/v1/%2e%2e/listings', '/api/v1/LISTINGS', '/docs/..%2f..%2fpackage.json'])('%s is another address than the one like it', async (path) => {
    const { body } = await world.anonymous.get(path).expect(404);
    expect(body.code).toBe('not_found');
  });

  test.each([
    ['in GBK', 'application/json; charset=gbk', '{}', {}, 415, 'media_type_unsupported'],
    ['in UTF-16', 'application/json; charset=utf-16', '{}', {}, 415, 'media_type_unsupported'],
    ['in UTF-8, and saying so,', 'application/json; charset="UTF-8"', '{"mail":1}', {}, 400, 'body_invalid'],
    ['of nearly JSON', 'application/jsonx', '{}', {}, 415, 'media_type_unsupported'],
    ['that is a form', 'multipart/form-data; boundary=x', '--x--', {}, 415, 'media_type_unsupported'],
    ['of other bytes than UTF-8', 'application/json', '\u00ff', { 'content-encoding': 'gzip' }, 400, 'json_invalid'],
    ['that reaches into a prototype', 'application/json', '{"a":{"constructor":{"prototype":{}}}}', {}, 400, 'json_invalid'],
    ['of nothing', 'application/json', 'null', {}, 400, 'body_invalid'],
    ['of text', 'application/json', '"text"', {}, 400, 'body_invalid'],
    ['that grows beyond the limit', 'application/json', `{"mail":"${'x'.repeat(5_000_000)}"}`, { 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    ['in an encoding that is none', 'application/json', '{}', { 'content-encoding': 'rot13' }, 415, 'content_encoding_unsupported'],
  ] as [string, string, string, Record<string, string>, number, string][])('a body %s is refused', async (_, type, body, headers, status, code) => {
    const bytes = Buffer.from(body, body.length === 1 ? 'latin1' : 'utf8');
    const answer = await raw('/accounts').set({ 'content-type': type, ...headers }).serialize((sent) => sent).send((headers['content-encoding'] === 'gzip' ? gzipSync(bytes) : bytes) as never);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('what says that it is compressed and is not is refused', async () => {
    const { body } = await raw('/accounts').set({ 'content-type': 'application/json', 'content-encoding': 'gzip' }).send('no gzip').expect(400);
    expect(body.code).toBe('json_invalid');
  });

  test.each(['', 'k'.repeat(256), 'two words'])('"%s" is no key of a write, and nothing to a read', async (key) => {
    const { body } = await raw('/accounts').set('idempotency-key', key).send(account).expect(400);
    expect(body.code).toBe('idempotency_key_invalid');
    await somebody.get('/api/v1/me').set('idempotency-key', key).expect(200);
  });

  describe('what is hardly HTTP', () => {
    const LIVE = 'GET /api/v1/health/live HTTP/1.1\r\n';
    const POST = 'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
    test.each([
      ['no host', `${LIVE}Connection: close\r\n\r\n`, 400, 'host_missing'],
      ['two hosts', `${LIVE}Host: a\r\nHost: b\r\nConnection: close\r\n\r\n`, 400, 'header_repeated'],
      ['two tokens', `${LIVE}Host: a\r\nAuthorization: Bearer x\r\nAuthorization: Bearer y\r\nConnection: close\r\n\r\n`, 400, 'header_repeated'],
      ['a header over the limit', `${LIVE}Host: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431, 'headers_too_large'],
      ['an address over the limit', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'headers_too_large'],
      ['no HTTP at all', 'garbage\r\n\r\n', 400, 'request_malformed'],
      ['a blank in a name', `${LIVE}Host: a\r\nBad Name: x\r\n\r\n`, 400, 'request_malformed'],
      ['a folded line', `${LIVE}Host: a\r\nX: a\r\n b\r\n\r\n`, 400, 'request_malformed'],
      ['a method of its own', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request_malformed'],
      ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, 'request_malformed'],
      ['a length and pieces', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, 400, 'request_malformed'],
      ['a piece of no length', `${POST}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n`, 400, 'request_malformed'],
      ['an encoding that is none', `${POST}Transfer-Encoding: rot13\r\n\r\n{}`, 400, 'request_malformed'],
      ['an expectation', `${POST}Expect: miracles\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`, 417, 'expectation_unknown'],
      ['a broken address', 'GET /% HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400, 'url_invalid'],
    ])('%s is a problem like any other', async (_, bytes, status, code) => {
      const answer = await socket(bytes);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(answer).toMatch(/^content-type: application\/problem\+json; charset=utf-8\r$/im);
      expect(answer).toContain(`"code":"${code}"`);
    });

    test('HTTP/1.0 need not name a host', async () => expect(await socket('GET /api/v1/health/live HTTP/1.0\r\n\r\n')).toContain('{"live":true}'));
  });

  test.each([['biddings/abc/live', 404], [`biddings/${newId()}/live`, 404], ['changes?of=secrets', 400], ['changes', 400]])('the stream /%s is refused with its status', async (path, status) => {
    const { port } = world.app.getHttpServer().address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, { headers: somebody.headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
    await answer.body!.cancel();
  });
});
