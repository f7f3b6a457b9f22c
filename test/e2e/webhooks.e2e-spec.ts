import { CommandBus } from '@nestjs/cqrs';
import { Webhook } from 'standardwebhooks';
import { DAY, HOUR, MINUTE } from '../../libs/kernel/src/clock.js';
import { newId } from '../../libs/kernel/src/ids.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import type { ReadStore } from '../../libs/kernel/src/read-store.js';
import { GrantRolesCommand } from '../../libs/organisations/src/members.commands.js';
import { EVENT_STORE, READ_STORE } from '../../libs/platform/src/tokens.js';
import { PAUSES_SECONDS } from '../../libs/webhooks/src/pauses.js';
import { newPlace, type Place } from '../support/place.js';
import { Receiver, toReceivers, type Received } from '../support/receiver.js';
import { until } from '../support/until.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';

type Delivery = { id: string; status: string; type: string; subjectId: string; attempts: number; round: number; dueAt: string | null; lastStatus: number | null; lastFault: string | null };
type Registered = { id: string; secret: string };


describe('a firm is told by its own systems what happens on the market', () => {
  let world: World;
  let receiver: Receiver;
  let institute: Organisation, company: Organisation;
  let wang: Client, zhao: Client, li: Client, admin: Client, member: Client, director: Client;

  /** An administrator (单位管理员) beside the one who registered the organisation. */
  const administratorOf = async (organisation: Organisation, name: string, roles: readonly string[] = []): Promise<Client> => {
    const client = await world.person({ name }, organisation, roles);
    const commandId = newId();
    const context = { commandId, fingerprint: '', correlationId: commandId, causationId: commandId, actor: organisation.registrant, onBehalfOf: organisation.id, region: organisation.region, legalBasis: null };
    await world.app.get(CommandBus).execute(new GrantRolesCommand({ organisationId: organisation.id, personId: client.id, roles, administrator: true }, context));
    await world.settled();
    return client;
  };
  /** Invented. */
  const content = (changes: object = {}): object => ({
    title: '花椒油低温萃取工艺与装备', abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒。', problemSolved: '热油浸提使挥发性香气大量损失。', incumbent: '120 ℃ 热油浸提',
    advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task', ip: [], ipc: ['C11B 1/10'], industry: 'C1331',
    maturity: { level: 7, assessor: 'SELF', evidence: '中试线运行记录' }, completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }],
    fundingSource: 'own', secrecy: 'public', completedOn: '2025-06-30', ...changes,
  });
  const draftAchievement = async (changes: object = {}): Promise<string> => (await wang.post('/api/v1/achievements', content(changes)).expect(201)).body.id;
  const draftListing = async (achievementId: string): Promise<string> => (await zhao.post('/api/v1/listings', { achievementId, mode: 'ordinary_licence', price: { kind: 'negotiable' }, nextStep: '现场看样。' }).expect(201)).body.id;
  const publish = async (achievementId?: string): Promise<string> => {
    const id = await draftListing(achievementId ?? (await draftAchievement({ title: `花椒油低温萃取 ${newId()}` })));
    await zhao.post(`/api/v1/listings/${id}/submission`).expect(200);
    await li.post(`/api/v1/listings/${id}/publication`).expect(200);
    await world.settled();
    return id;
  };
  const register = async (url: string, eventTypes: readonly string[], by: Client = admin): Promise<Registered> => (await by.post('/api/v1/webhooks', { url, eventTypes }).expect(201)).body;
  const remove = async (by: Client, id: string): Promise<void> => void (await by.delete(`/api/v1/webhooks/${id}`).expect(200));
  const deliveries = async (id: string, query = '', by: Client = admin): Promise<readonly Delivery[]> => (await by.get(`/api/v1/webhooks/${id}/deliveries?limit=100${query}`).expect(200)).body.items;
  const read = async (id: string): Promise<Record<string, unknown>> => (await admin.get(`/api/v1/webhooks/${id}`).expect(200)).body;
  /** By the library that the standard's authors publish, at the time of the story. */
  const verified = ({ headers, text }: Received, secret: string): unknown => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(world.clock.now()));
    try {
      return new Webhook(secret).verify(text, headers as Record<string, string>);
    } finally {
      now.mockRestore();
    }
  };

  beforeAll(async () => {
    receiver = await new Receiver().start();
    world = await startWorld({}, undefined, { outgoing: toReceivers });
    institute = await world.organisation({ name: '重庆市合川区食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    li = await world.person({ name: '李静' }, await world.authority(HECHUAN), ['region_reviewer']);
    company = await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG });
    admin = await administratorOf(company, '周红');
    member = await world.person({ name: '何玲' }, company, ['firm_member', 'decision_maker', 'transfer_officer']);
    director = await administratorOf(institute, '孙院长');
  }, 60_000);
  afterEach(async () => {
    for (const by of [admin, director]) for (const { id } of (await by.get('/api/v1/webhooks').expect(200)).body.items) await remove(by, id);
    receiver.answer = () => 204;
    receiver.received.length = 0;
  });
  afterAll(async () => {
    await world?.stop();
    receiver?.stop();
  });

  describe('what is told', () => {
    test('anybody can read what there is to be told of', async () => {
      const { items } = (await world.anonymous.get('/api/v1/webhooks/event-types').expect(200)).body;
      expect(items).toContainEqual({ type: 'listing.published', zh: expect.any(String), en: expect.any(String) });
    });

    test('a published listing arrives, signed, thin, and can be read under the link', async () => {
      const { id, secret } = await register(receiver.url(), ['listing.published']);
      expect(secret).toMatch(/^whsec_/);
      const listing = await publish();
      const message = await until(() => receiver.of('listing.published')[0], 'the message');
      expect(verified(message, secret)).toEqual({ id: message.headers['webhook-id'], type: 'listing.published', occurredAt: world.clock.now(), subjectId: listing, href: `/api/v1/listings/${listing}` });
      expect(Object.keys(message.body)).toEqual(['id', 'type', 'occurredAt', 'subjectId', 'href']);
      await world.anonymous.get(message.body.href).expect(200);
      expect(() => verified({ ...message, text: message.text.replace('published', 'withdrawn') }, secret)).toThrow();
      await until(async () => (await deliveries(id, '&status=delivered')).length === 1);
      expect(await deliveries(id)).toMatchObject([{ id: message.body.id, status: 'delivered', attempts: 1, lastStatus: 204, lastFault: null }]);
      // What it was not asked for is not sent.
      await zhao.post(`/api/v1/listings/${listing}/withdrawal`, { reason: '另有安排' }).expect(200);
      await remove(admin, id);
      expect(receiver.received).toHaveLength(1);
    });

    test('what happened before, or in between by others than the parties, is not told', async () => {
      await publish();
      await register(receiver.url(), ['listing.published', 'transfer.opened', 'booking.made']);
      const listing = await publish();
      const mine = (await member.post('/api/v1/transfers', { listingId: listing }).expect(201)).body.id;
      const rival = await world.organisation({ name: '合川某香料公司', kind: 'firm', region: HECHUAN });
      await (await world.person({ name: '罗强' }, rival, ['firm_member'])).post('/api/v1/transfers', { listingId: listing }).expect(201);
      await until(() => receiver.of('transfer.opened').length > 0);
      await world.settled();
      expect(receiver.received.map(({ body }) => [body.type, body.subjectId])).toEqual([['listing.published', listing], ['transfer.opened', mine]]);
    });

    test('of what becomes restricted nobody outside is told, not even what waited; that a listing is gone is told to those who may hold it', async () => {
      receiver.answer = ({ body }) => (body.type === 'listing.published' ? 503 : 204);
      const theirs = await register(receiver.url('firm.example'), ['listing.published', 'listing.withdrawn']);
      const own = await register(receiver.url('institute.example'), ['listing.published'], director);
      const achievement = await draftAchievement({ title: '限制公开前' });
      const listing = await publish(achievement);
      await until(async () => (await deliveries(theirs.id)).some(({ attempts }) => attempts === 1) && (await deliveries(own.id, '', director)).some(({ attempts }) => attempts === 1));
      await wang.put(`/api/v1/achievements/${achievement}`, { ...content({ title: '限制公开', secrecy: 'restricted' }), reason: '涉及保密' }).expect(200);
      await world.settled();
      const before = receiver.of('listing.published').length;
      receiver.answer = () => 204;
      world.clock.advance(MINUTE);
      await until(async () => (await deliveries(theirs.id, '&status=dropped')).length === 1);
      expect((await deliveries(theirs.id, '&status=dropped'))[0]).toMatchObject({ type: 'listing.published', lastFault: 'not_readable' });
      // The own organisation goes on being told.
      await until(() => receiver.of('listing.published').length === before + 1);
      expect(receiver.of('listing.published').at(-1)!.headers.host).toContain('institute');
      await until(() => receiver.of('listing.withdrawn').length === 1);
      expect(receiver.of('listing.withdrawn')[0]!.body.subjectId).toBe(listing);
      // A replay is asked the same question again.
      const [dropped] = await deliveries(theirs.id, '&status=dropped');
      await admin.post(`/api/v1/webhooks/${theirs.id}/deliveries/${dropped!.id}/replay`).expect(200);
      await until(async () => (await deliveries(theirs.id, '&status=dropped'))[0]?.round === 2);
      expect(receiver.of('listing.published')).toHaveLength(before + 1);
    });

    test('of demands everybody hears, of a proposal its two sides, and each can read what it was told of', async () => {
      const asked = ['demand.posted', 'proposal.submitted', 'proposal.declined'];
      await register(receiver.url('firm.example'), asked);
      await register(receiver.url('institute.example'), asked, director);
      const rival = await world.organisation({ name: '合川某味业公司', kind: 'firm', region: HECHUAN });
      const rivalAdmin = await administratorOf(rival, '罗强', ['firm_member']);
      const theirs = await register(receiver.url('rival.example'), asked, rivalAdmin);
      const { id: demand } = (await member.post('/api/v1/demands', { title: '花椒油挥发香气损失过大', problem: '热油浸提使挥发油损失四成。', tried: '降低油温后出油率不足。', industry: 'C1331', ipc: ['C11B'], tier: 'public', deadlineOn: '2026-12-31' }).expect(201)).body;
      const { id: proposal } = (await wang.post(`/api/v1/demands/${demand}/proposals`, { title: '亚临界低温萃取', approach: '低温萃取。', plan: '三个月试样。', trl: 3 }).expect(201)).body;
      await member.post(`/api/v1/proposals/${proposal}/decline`, { reason: 'too_early', comment: '请先完成中试' }).expect(200);
      await until(() => receiver.of('proposal.declined').length === 2 && receiver.of('demand.posted').length === 3);
      await world.settled();
      const told = (host: string): readonly string[] => receiver.received.filter(({ headers }) => headers.host?.startsWith(host)).map(({ body }) => body.type).sort();
      expect([told('firm'), told('institute'), told('rival')]).toEqual([[...asked].sort(), [...asked].sort(), ['demand.posted']]);
      expect(JSON.stringify(receiver.received.map(({ body }) => body))).not.toContain('请先完成中试');
      const { href } = receiver.of('proposal.declined')[0]!.body;
      for (const client of [member, wang]) await client.get(href).expect(200);
      await rivalAdmin.get(href).expect(404);
      await remove(rivalAdmin, theirs.id);
    });

    test('a listing that was never published leaves no trace', async () => {
      await register(receiver.url(), ['listing.published', 'listing.withdrawn', 'listing.expired']);
      const listing = await draftListing(await draftAchievement({ title: '从未发布' }));
      await zhao.post(`/api/v1/listings/${listing}/withdrawal`, { reason: '不再挂牌' }).expect(200);
      const later = await publish();
      await until(() => receiver.received.length > 0);
      expect(receiver.received.map(({ body }) => body.subjectId)).toEqual([later]);
    });
  });

  describe('a receiver that fails', () => {
    test('is tried again after growing pauses, under the same id, until it recovers; others are told meanwhile', async () => {
      receiver.answer = ({ headers }) => (headers.host!.startsWith('broken') ? 500 : 204);
      const broken = await register(receiver.url('broken.example'), ['listing.published']);
      await register(receiver.url('well.example'), ['listing.published']);
      await publish();
      await until(() => receiver.received.length === 2);
      for (const pause of [6_000, 6 * MINUTE]) {
        const before = receiver.received.length;
        world.clock.advance(pause);
        await until(() => receiver.received.length === before + 1);
      }
      await until(async () => (await deliveries(broken.id))[0]?.attempts === 3);
      expect(await read(broken.id)).toMatchObject({ status: 'active', failingSince: expect.any(String) });
      receiver.answer = () => 204;
      world.clock.advance(HOUR);
      await until(async () => (await deliveries(broken.id, '&status=delivered')).length === 1);
      const tries = receiver.received.filter(({ headers }) => headers.host!.startsWith('broken'));
      expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(tries.map(({ text }) => text)).size).toBe(1);
      expect(new Set(tries.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(4);
      expect(verified(tries.at(-1)!, broken.secret)).toMatchObject({ type: 'listing.published' });
      expect(await read(broken.id)).toMatchObject({ failingSince: null, lastAttemptAt: world.clock.now() });
    });

    test('that says nothing at all delays nobody', async () => {
      receiver.answer = ({ headers }) => (headers.host!.startsWith('silent') ? null : 204);
      await register(receiver.url('silent.example'), ['listing.published']);
      await register(receiver.url('well.example'), ['listing.published']);
      for (let n = 0; n < 4; n++) await publish();
      await until(() => receiver.received.filter(({ headers }) => headers.host!.startsWith('well')).length === 4);
      // Two at a time are waited for; processes of the market have all gone on.
      expect(receiver.received.filter(({ headers }) => headers.host!.startsWith('silent'))).toHaveLength(2);
      await world.settled();
    });

    test('to the last becomes a dead letter; one that fails for days is paused; an administrator replays one by one or all since an instant', async () => {
      receiver.answer = () => 302;
      const { id } = await register(receiver.url(), ['listing.published']);
      const since = world.clock.now();
      await publish();
      await publish();
      for (const [place, seconds] of PAUSES_SECONDS.entries()) {
        await until(async () => (await deliveries(id)).filter(({ attempts }) => attempts === place + 1).length === 2, `attempt ${place + 1}`);
        world.clock.advance(seconds * 1_100);
      }
      await until(async () => (await deliveries(id, '&status=dead')).length === 2);
      expect(receiver.received).toHaveLength(20);
      const dead = await deliveries(id, '&status=dead');
      expect(dead).toMatchObject([{ attempts: 10, lastStatus: 302, dueAt: null, round: 1 }, { attempts: 10 }]);
      expect(await read(id)).toMatchObject({ status: 'active', failingSince: since });
      world.clock.advance(2 * DAY);
      await publish();
      await until(async () => (await read(id))['status'] === 'paused');
      expect(await read(id)).toMatchObject({ pausedBecause: 'failing', failingSince: since });
      // What is paused is not replayed.
      expect((await admin.post(`/api/v1/webhooks/${id}/replays`, { since }).expect(409)).body.code).toBe('webhook_paused');
      expect((await admin.post(`/api/v1/webhooks/${id}/deliveries/${dead[0]!.id}/replay`).expect(409)).body.code).toBe('webhook_paused');
      receiver.answer = () => 200;
      world.clock.advance(MINUTE);
      await until(async () => (await deliveries(id, '&status=held')).length === 1);
      receiver.received.length = 0;
      await admin.post(`/api/v1/webhooks/${id}/resumption`).expect(200);
      await admin.post(`/api/v1/webhooks/${id}/deliveries/${dead[0]!.id}/replay`).expect(200);
      await until(async () => (await deliveries(id, '&status=delivered')).length === 1);
      expect(receiver.received.map(({ body }) => body.id)).toEqual([dead[0]!.id]);
      expect((await deliveries(id, '&status=delivered'))[0]).toMatchObject({ id: dead[0]!.id, round: 2, attempts: 1 });
      await admin.post(`/api/v1/webhooks/${id}/replays`, { since: world.clock.now() }).expect(200);
      await admin.post(`/api/v1/webhooks/${id}/replays`, { since }).expect(200);
      await until(async () => (await deliveries(id, '&status=delivered')).length === 3);
      expect(receiver.received).toHaveLength(3);
      expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(3);
    }, 20_000);

    test('and says 410 Gone is not told any more', async () => {
      receiver.answer = () => 410;
      const { id } = await register(receiver.url(), ['listing.published']);
      await publish();
      await until(async () => (await read(id))['pausedBecause'] === 'gone');
      receiver.answer = () => 204;
      await publish();
      await until(async () => (await deliveries(id, '&status=held')).length === 2);
      expect(receiver.received).toHaveLength(1);
    });
  });

  describe('what its administrators do', () => {
    test('pause and resume: what happened meanwhile is held, and sent when it is replayed', async () => {
      const { id } = await register(receiver.url(), ['listing.published']);
      const since = world.clock.now();
      await admin.post(`/api/v1/webhooks/${id}/pause`).expect(200);
      const listing = await publish();
      await until(async () => (await deliveries(id, '&status=held')).length === 1);
      await admin.post(`/api/v1/webhooks/${id}/resumption`).expect(200);
      await world.settled();
      expect(receiver.received).toEqual([]);
      await admin.post(`/api/v1/webhooks/${id}/replays`, { since }).expect(200);
      await until(() => receiver.received.length === 1);
      expect(receiver.received[0]!.body.subjectId).toBe(listing);
    });

    test('rotate the secret: both sign for a day, then the new one alone; twice in a row the old one ends at once', async () => {
      const { id, secret: first } = await register(receiver.url(), ['listing.published']);
      const rotated = (await admin.post(`/api/v1/webhooks/${id}/secret`).expect(200)).body;
      expect(rotated).toMatchObject({ secretVersion: 2, secret: expect.stringMatching(/^whsec_/) });
      expect(rotated.secret).not.toBe(first);
      await publish();
      const both = await until(() => receiver.received[0]);
      expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2);
      for (const secret of [first, rotated.secret]) expect(verified(both, secret)).toBeTruthy();
      world.clock.advance(DAY);
      await publish();
      const one = await until(() => receiver.received[1]);
      expect(() => verified(one, first)).toThrow();
      expect(verified(one, rotated.secret)).toBeTruthy();
      const again = [(await admin.post(`/api/v1/webhooks/${id}/secret`).expect(200)).body.secret, (await admin.post(`/api/v1/webhooks/${id}/secret`).expect(200)).body.secret];
      await publish();
      const last = await until(() => receiver.received[2]);
      expect(() => verified(last, rotated.secret)).toThrow();
      for (const secret of again) expect(verified(last, secret)).toBeTruthy();
    });

    test('a secret is shown once: no list, no event and no later answer has it', async () => {
      const key = newId();
      const ask = () => admin.post('/api/v1/webhooks', { url: receiver.url(), eventTypes: ['listing.published'] }).set('idempotency-key', key).expect(201);
      const { id, secret } = (await ask()).body;
      // The same request again, because its answer was lost, is answered alike for ten minutes.
      expect((await ask()).body).toMatchObject({ id, secret });
      world.clock.advance(11 * MINUTE);
      expect((await ask()).body).toMatchObject({ id, secret: null });
      const bytes = secret.slice('whsec_'.length);
      for (const text of [JSON.stringify(await read(id)), (await admin.get('/api/v1/webhooks').expect(200)).text]) expect(text).not.toContain(bytes);
    });

    test('ping: one message, tried once, of which the outcome is seen; not more often than once a minute', async () => {
      const { id, secret } = await register(receiver.url(), ['listing.published']);
      const { id: pingId } = (await admin.post(`/api/v1/webhooks/${id}/ping`).expect(200)).body;
      const message = await until(() => receiver.of('webhook.ping')[0]);
      expect(verified(message, secret)).toMatchObject({ id: pingId, type: 'webhook.ping', subjectId: id });
      expect((await admin.post(`/api/v1/webhooks/${id}/ping`).expect(409)).body).toMatchObject({ code: 'pinged_just_now', details: { earliest: expect.any(String) } });
      world.clock.advance(MINUTE);
      receiver.answer = () => 500;
      await admin.post(`/api/v1/webhooks/${id}/ping`).expect(200);
      await until(async () => (await deliveries(id, '&status=dead')).length === 1);
      expect((await admin.get(`/api/v1/webhooks/${id}/deliveries`).set('accept', 'text/csv').expect(200)).text).toContain('webhook.ping');
    });

    test('correct where and what; remove, and it is not there any more', async () => {
      const { id } = await register(receiver.url(), ['listing.published']);
      const { position } = (await admin.put(`/api/v1/webhooks/${id}`, { url: receiver.url('other.example'), eventTypes: ['listing.withdrawn', 'listing.published'] }).expect(200)).body;
      expect((await admin.get(`/api/v1/webhooks/${id}?position=${position}`).expect(200)).body).toMatchObject({ url: receiver.url('other.example'), eventTypes: ['listing.published', 'listing.withdrawn'] });
      await publish();
      expect((await until(() => receiver.received[0])).headers.host).toContain('other.example');
      await remove(admin, id);
      await world.settled();
      await admin.get(`/api/v1/webhooks/${id}`).expect(404);
      await admin.post(`/api/v1/webhooks/${id}/secret`).expect(404);
      await publish();
      await world.settled();
      expect(receiver.received).toHaveLength(1);
    });

    test('at most ten an organisation', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => admin.post('/api/v1/webhooks', { url: receiver.url(), eventTypes: ['listing.published'] })));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(201), 409, 409]);
      expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'webhooks_at_most', details: { most: 10 } });
    });
  });

  describe('bad input and strangers', () => {
    test.each([
      ['no address', { url: undefined }], ['an address as a number', { url: 5 }], ['a very long one', { url: `https://a.cn/${'x'.repeat(500)}` }], ['no types', { eventTypes: [] }], ['a type nobody knows', { eventTypes: ['listing.sold'] }],
      ['the ping as a type', { eventTypes: ['webhook.ping'] }], ['a type twice', { eventTypes: ['listing.published', 'listing.published'] }], ['an operator for a type', { eventTypes: { $ne: null } }], ['types as text', { eventTypes: 'listing.published' }],
      ['a secret of its own', { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }], ['another organisation', { organisationId: newId() }],
    ])('%s is no request', async (_, change) => {
      expect((await admin.post('/api/v1/webhooks', { url: receiver.url(), eventTypes: ['listing.published'], ...change }).expect(400)).body.code).toBe('body_invalid');
    });

    test.each([
      ['http://10.0.0.1/', 'host_is_number'], ['http://2130706433/', 'host_is_number'], ['http://0x7f.1/', 'host_is_number'], ['http://[::1]/', 'host_is_number'], ['http://169.254.169.254/latest/meta-data', 'host_is_number'],
      ['http://localhost/', 'host_not_public'], ['http://receiver.example./', 'host_not_public'], ['http://user:word@receiver.example/', 'userinfo'], ['http://receiver.example/?token=x', 'query'], ['http://receiver.example/#x', 'fragment'],
      ['ftp://receiver.example/', 'scheme'], ['receiver.example', 'malformed'], ['http://receiver.example/\u202e', 'malformed'],
    ])('%s is refused', async (url, why) => {
      expect((await admin.post('/api/v1/webhooks', { url, eventTypes: ['listing.published'] }).expect(422)).body).toMatchObject({ code: 'webhook_url_refused', details: { why } });
    });

    test('a name that leads inwards, or nowhere, is never called', async () => {
      const inner = await register(receiver.url('inner.example'), ['listing.published']);
      const nobody = await register(receiver.url('nobody.example'), ['listing.published']);
      await publish();
      await until(async () => (await deliveries(inner.id))[0]?.lastFault === 'address_refused' && (await deliveries(nobody.id))[0]?.lastFault === 'name_unknown');
      expect(receiver.received).toEqual([]);
    });

    test('who is no administrator may not even look, whatever their roles; other organisations find nothing there', async () => {
      const { id } = await register(receiver.url(), ['listing.published']);
      const calls = (by: Client) => [
        by.get('/api/v1/webhooks'), by.get(`/api/v1/webhooks/${id}`), by.get(`/api/v1/webhooks/${id}/deliveries`), by.post('/api/v1/webhooks', { url: receiver.url(), eventTypes: ['listing.published'] }),
        by.put(`/api/v1/webhooks/${id}`, { url: receiver.url(), eventTypes: ['listing.published'] }), by.post(`/api/v1/webhooks/${id}/secret`), by.post(`/api/v1/webhooks/${id}/pause`), by.post(`/api/v1/webhooks/${id}/resumption`),
        by.post(`/api/v1/webhooks/${id}/ping`), by.delete(`/api/v1/webhooks/${id}`), by.post(`/api/v1/webhooks/${id}/replays`, { since: world.clock.now() }), by.post(`/api/v1/webhooks/${id}/deliveries/${newId()}/replay`),
      ];
      for (const call of calls(member)) expect((await call.expect(403)).body.code).toBe('administrator_required');
      for (const call of calls(world.anonymous)) await call.expect(401);
      const alone = await world.person({ name: '路人' });
      for (const call of calls(alone)) expect((await call.expect(403)).body.code).toBe('acting_for_required');
      const statuses = [];
      for (const call of calls(director).filter((_, place) => place !== 0 && place !== 3)) statuses.push((await call).status);
      expect(statuses).toEqual(Array(10).fill(404));
      await admin.post(`/api/v1/webhooks/${id}/deliveries/${newId()}/replay`).expect(404);
      for (const since of ['2026-02-30T00:00:00.000Z', '2026-03-02', 'yesterday', { $gt: '' }]) await admin.post(`/api/v1/webhooks/${id}/replays`, { since }).expect(400);
    });

    test('an administrator who was removed a moment ago is none', async () => {
      const former = await administratorOf(company, '前管理员');
      await admin.delete(`/api/v1/organisations/${company.id}/members/${former.id}`).expect(200);
      expect((await former.get('/api/v1/webhooks')).status).toBe(403);
    });
  });
});

describe('the server ends in the middle', () => {
  let place: Place;
  let receiver: Receiver;
  let running: World | undefined;
  beforeAll(async () => {
    place = await newPlace();
    receiver = await new Receiver().start();
  });
  afterAll(async () => {
    await running?.app.close();
    receiver.stop();
    await place.clear();
  });

  test('nothing is lost: what was sent and not yet noted is sent again, under the same id', async () => {
    let failing = true;
    const faulty = (reads: ReadStore): ReadStore =>
      new Proxy(reads, {
        get: (target, name) => {
          const value = Reflect.get(target, name) as unknown;
          if (name === 'commit') {
            return (commits: Parameters<ReadStore['commit']>[0], epoch: number) => {
              // Between the answer of the receiver and the note of it.
              const noted = commits.some(({ collection, writes }) => collection === 'webhookDeliveries' && writes.some(({ document }) => document?.['attempts'] === 1));
              return failing && noted ? Promise.reject(new Error('the machine stopped here')) : target.commit(commits, epoch);
            };
          }
          return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        },
      });
    const first = await startWorld({}, (stores) => ({ ...stores, reads: faulty(stores.reads) }), { outgoing: toReceivers, at: place });
    running = first;
    const company = await first.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG });
    const admin = await first.person({ name: '周红' }, company, []);
    const commandId = newId();
    await first.app.get(CommandBus).execute(new GrantRolesCommand({ organisationId: company.id, personId: admin.id, roles: [], administrator: true }, { commandId, fingerprint: '', correlationId: commandId, causationId: commandId, actor: company.registrant, onBehalfOf: company.id, region: WUSHENG, legalBasis: null }));
    const { id } = (await admin.post('/api/v1/webhooks', { url: receiver.url(), eventTypes: ['organisation.verified'] }).expect(201)).body as Registered;
    const other = await first.organisation({ name: '合川某香料公司', kind: 'firm', region: WUSHENG });
    await until(() => receiver.received.length >= 2, 'the second sending');
    await first.app.close();
    running = undefined;
    const before = receiver.received.length;
    failing = false;
    const second = await startWorld({}, undefined, { outgoing: toReceivers, at: place });
    running = second;
    second.clock.moveTo(first.clock.now());
    await until(() => receiver.received.length > before, 'the sending after the restart');
    const tales = receiver.received.map(({ body }) => [body.id, body.type, body.subjectId]);
    expect(new Set(tales.map((tale) => tale.join())).size).toBe(1);
    expect(tales[0]).toEqual([receiver.received[0]!.headers['webhook-id'], 'organisation.verified', other.id]);
    const reads = second.app.get<ReadStore>(READ_STORE);
    await until(async () => (await reads.count('webhookDeliveries', { webhookId: id, status: 'delivered' })) === 1);
    // The next one begins where this one came to, not at the beginning.
    await until(async () => ((await reads.checkpoint('webhookDeliveries')) ?? '') >= ((await second.app.get<EventStore>(EVENT_STORE).end()) ?? ''));
  }, 30_000);
});
