import { CommandBus } from '@nestjs/cqrs';
import request, { type Test } from 'supertest';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { Kernel, type CommandContext } from '../../libs/kernel/src/handle.js';
import type { KeyVault } from '../../libs/kernel/src/key-vault.js';
import type { ReadStore } from '../../libs/kernel/src/read-store.js';
import { fingerprintOf, newId } from '../../libs/kernel/src/ids.js';
import { Projections } from '../../libs/kernel/src/projections.js';
import { usccCheckCharacter } from '../../libs/identifiers/src/uscc.js';
import { mandates } from '../../libs/listings/src/mandate.decider.js';
import { ErasePersonCommand } from '../../libs/organisations/src/accounts.commands.js';
import { GrantRolesCommand } from '../../libs/organisations/src/members.commands.js';
import { EVENT_STORE, KEY_VAULT, READ_STORE } from '../../libs/platform/src/tokens.js';
import { until } from '../support/until.js';
import { startWorld, type Client, type World } from '../support/world.js';

const PASSWORD = '三江交汇 合川 2026';
const uscc = (first17: string): string => first17 + usccCheckCharacter(`${first17}0`);
const operator = (commandId: string): CommandContext => ({ commandId, fingerprint: commandId, correlationId: commandId, causationId: commandId, actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null });

describe('accounts, organisations and access', () => {
  let world: World;
  let reviewer: Client;
  let wushengReviewer: Client;
  const events = (stream: string) => world.app.get<EventStore>(EVENT_STORE).read(stream, 0, 100);

  /** Somebody who came by themselves: opens an account over HTTP, signs in, acts for whom they say. */
  const newcomer = async (name: string, mail: string) => {
    const opened = await world.anonymous.post('/api/v1/accounts', { name, mail, password: PASSWORD }).expect(201);
    const session = await world.anonymous.post('/api/v1/sessions', { mail, password: PASSWORD }).expect(201);
    const call = (method: 'get' | 'post' | 'put' | 'delete') => (path: string, body?: object, actingFor?: string): Test => {
      const test = request(world.app.getHttpServer())[method](`/api/v1${path}`).set({ authorization: `Bearer ${session.body.accessToken}`, 'idempotency-key': newId(), ...(actingFor ? { 'x-acting-for': actingFor } : {}) });
      return body ? test.send(body) : test;
    };
    return { id: String(opened.body.id), session: session.body as { accessToken: string; refreshToken: string }, get: call('get'), post: call('post'), put: call('put'), delete: call('delete') };
  };

  beforeAll(async () => {
    world = await startWorld();
    reviewer = await world.person({ name: '周敏' }, await world.authority('500117'), ['region_reviewer']);
    wushengReviewer = await world.person({ name: '唐静' }, await world.authority('511622'), ['region_reviewer']);
  });
  afterAll(() => world.stop());

  test('an institute is registered, returned, corrected and verified by its own region', async () => {
    const wang = await newcomer('王岚', 'wang@institute.example');
    const entry = { name: '合川农业科学研究所', nameEn: 'Hechuan Institute of Agriculture', kind: 'research_institute', region: '500117' };
    const { body: registered } = await wang.post('/organisations', { ...entry, uscc: ` ${uscc('12500117MB0001234').toLowerCase()} ` }).expect(201);
    const url = `/api/v1/organisations/${registered.id}`;
    expect((await world.anonymous.get(`${url}?position=${registered.position}`).expect(200)).body).toMatchObject({ ...entry, uscc: uscc('12500117MB0001234'), status: 'awaiting', verified: false });

    expect((await wushengReviewer.post(`${url}/verification`, { evidence: '法人证书' }).expect(403)).body).toMatchObject({ code: 'other_region', details: { region: '500117' } });
    await reviewer.post(`${url}/return`, { reason: '名称与法人证书不符' }).expect(200);
    expect((await reviewer.post(`${url}/verification`, { evidence: '法人证书' }).expect(409)).body.code).toBe('correction_awaited');
    await world.settled();
    expect((await wang.get('/me')).body.memberships).toMatchObject([{ status: 'returned', remark: '名称与法人证书不符', administrator: true }]);

    const corrected = { ...entry, name: '重庆市合川区农业科学研究所' };
    await wang.put(`/organisations/${registered.id}`, corrected).expect(200);
    const { body: verified } = await reviewer.post(`${url}/verification`, { evidence: '事业单位法人证书' }).expect(200);
    const { body: shown } = await world.anonymous.get(`${url}?position=${verified.position}`).expect(200);
    expect(shown).toMatchObject({ ...corrected, status: 'verified', verified: true, verifiedAt: world.clock.now() });
    expect(JSON.stringify(shown)).not.toContain(wang.id);
    expect((await events(`organisation-${registered.id}`)).map(({ type }) => type)).toEqual(['OrganisationRegistered', 'OrganisationReturned', 'OrganisationCorrected', 'OrganisationVerified']);
  });

  test('of eight who register one credit code at once, one has it and the others are told so', async () => {
    const rivals = await Promise.all(Array.from({ length: 8 }, (_, n) => newcomer(`竞争者${n}`, `rival-${n}@firm.example`)));
    const answers = await Promise.all(rivals.map((rival) => rival.post('/organisations', { name: '武胜火锅底料有限公司', kind: 'firm', region: '511622', uscc: '91512081MA62K0260E' })));
    expect(answers.map(({ status, body }) => `${status} ${body.code ?? ''}`).sort()).toEqual(['201 ', ...Array.from({ length: 7 }, () => '409 uscc_registered')]);
    const winner = rivals[answers.findIndex(({ status }) => status === 201)]!;
    await winner.post('/organisations', { name: '武胜火锅底料有限公司', kind: 'firm', region: '511622', uscc: '91512081MA62K0260E' }).expect(201);
  });

  test('a code whose check character fails needs a platform administrator and evidence, and the record keeps both', async () => {
    const entry = { name: '福州样例公司', kind: 'firm', region: '500117', uscc: '91350100M000100Y44' };
    const chen = await newcomer('陈立', 'chen@firm.example');
    expect((await chen.post('/organisations', entry).expect(422)).body).toMatchObject({ code: 'uscc_checksum', rule: expect.stringContaining('GB 32100-2015') });
    for (const wrong of [{ uscc: '91350100I000100Y4Z' }, { region: ' 500117 ' }, { region: '110101' }]) expect((await chen.post('/organisations', { ...entry, ...wrong }).expect(400)).body.code).toBe('body_invalid');
    expect((await reviewer.post('/api/v1/organisations/uscc-overrides', { uscc: entry.uscc, evidence: '登记机关证明 2026-3' }).expect(403)).body.code).toBe('role_required');
    const bureau = await world.authority('500117');
    const administrator = await world.person({ name: '何平' }, bureau, []);
    await world.app.get(CommandBus).execute(new GrantRolesCommand({ organisationId: bureau.id, personId: administrator.id, roles: ['platform_administrator'] }, operator('grant-platform')));
    const { body: overridden } = await administrator.post('/api/v1/organisations/uscc-overrides', { uscc: entry.uscc, evidence: '登记机关证明 2026-3' }).expect(201);
    const { body: registered } = await chen.post('/organisations', entry).expect(201);
    expect(registered.id).toBe(overridden.id);
    expect((await events(`organisation-${registered.id}`)).map(({ type, data }) => [type, data])).toMatchObject([
      ['ChecksumOverridden', { evidence: '登记机关证明 2026-3', allowedBy: administrator.id }],
      ['OrganisationRegistered', { usccOverride: { evidence: '登记机关证明 2026-3', allowedBy: administrator.id }, registeredBy: chen.id }],
    ]);
  });

  test('roles are given by the organisation’s administrators, count for that organisation alone, and end at once', async () => {
    const [li, zhao] = [await newcomer('李立', 'li@gateway.example'), await newcomer('赵远', 'zhao@gateway.example')];
    const { body: gateway } = await li.post('/organisations', { name: '合川工业网关有限公司', kind: 'firm', region: '500117', uscc: uscc('91500117MA5U11111') }).expect(201);
    const member = `/organisations/${gateway.id}/members/${zhao.id}`;
    expect((await zhao.get('/me', undefined, gateway.id).expect(403)).body.code).toBe('not_a_member');
    expect((await zhao.put(member, { roles: ['firm_member'] }).expect(403)).body.code).toBe('administrator_required');
    expect((await li.put(member, { roles: ['registrar'] }).expect(422)).body).toMatchObject({ code: 'role_of_authorities_only', details: { roles: ['registrar'] } });
    expect((await li.put(`/organisations/${gateway.id}/members/${newId()}`, { roles: ['firm_member'] }).expect(422)).body.code).toBe('person_unknown');
    await li.put(member, { roles: ['firm_member', 'researcher'] }).expect(200);
    const { body: granted } = await zhao.post(`/me/memberships/${gateway.id}/acceptance`).expect(200);
    const { body: listed } = await zhao.get(`/organisations/${gateway.id}/members?position=${granted.position}`, undefined, gateway.id).expect(200);
    expect(listed.items).toEqual(expect.arrayContaining([
      { personId: zhao.id, name: '赵远', erased: false, roles: ['firm_member', 'researcher'], administrator: false },
      { personId: li.id, name: '李立', erased: false, roles: [], administrator: true },
    ]));
    // An id is the same in either case (RFC 9562 §4).
    await zhao.get(`/organisations/${gateway.id}/members`, undefined, String(gateway.id).toUpperCase()).expect(200);
    await zhao.get(`/organisations/${gateway.id}/members`).expect(404);
    await world.anonymous.get(`/api/v1/organisations/${gateway.id}/members`).expect(401);
    await reviewer.get(`/api/v1/organisations/${gateway.id}/members`).expect(200);
    expect((await zhao.post(`/organisations/${gateway.id}/verification`, { evidence: '法人证书' }, gateway.id).expect(403)).body.code).toBe('role_required');

    await li.delete(member).expect(200);
    expect((await zhao.get('/me', undefined, gateway.id).expect(403)).body.code).toBe('not_a_member');
    expect((await li.delete(`/organisations/${gateway.id}/members/${li.id}`).expect(409)).body.code).toBe('last_administrator');
    expect((await zhao.get('/me', undefined, newId()).expect(403)).body.code).toBe('not_a_member');
    for (const none of ['nonsense', '__proto__', ` ${newId()}x`]) expect((await zhao.get('/me', undefined, none).expect(400)).body.code).toBe('acting_for_invalid');
  });

  test('an authority that is not verified, or no longer, decides nothing', async () => {
    const deng = await newcomer('邓洁', 'deng@office.example');
    const { body: office } = await deng.post('/organisations', { name: '街子工业园管委会', kind: 'government_authority', region: '511622', uscc: uscc('11511622MB0777777') }).expect(201);
    const grant = () => deng.put(`/organisations/${office.id}/members/${deng.id}`, { roles: ['region_reviewer'] });
    expect((await grant().expect(409)).body.code).toBe('authority_not_verified');
    await wushengReviewer.post(`/api/v1/organisations/${office.id}/verification`, { evidence: '三定方案' }).expect(200);
    await grant().expect(200);
    const { body: firm } = await deng.post('/organisations', { name: '武胜藤椒油厂', kind: 'firm', region: '511622', uscc: uscc('91511622MA6222222') }).expect(201);
    expect((await deng.post(`/organisations/${firm.id}/verification`, { evidence: '营业执照' }, office.id).expect(403)).body.code).toBe('own_organisation');

    await deng.put(`/organisations/${office.id}`, { name: '武胜街子工业园管委会', kind: 'government_authority', region: '511622' }).expect(200);
    expect((await deng.post(`/organisations/${firm.id}/verification`, { evidence: '营业执照' }, office.id).expect(403)).body.code).toBe('organisation_not_verified');
  });

  test('organisations are found by words of both languages, with facets and counts', async () => {
    await world.settled();
    const find = async (query: string) => (await world.anonymous.get(`/api/v1/organisations?${query}`).expect(200)).body;
    expect((await find(`q=${encodeURIComponent('农业 研究所')}`)).items.map(({ nameEn }: { nameEn: string }) => nameEn)).toEqual(['Hechuan Institute of Agriculture']);
    expect((await find('q=institutes%20agriculture')).count).toBe(1);
    const all = await find('limit=2');
    expect(all.items).toHaveLength(2);
    expect(all.facets.region.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(all.count);
    const authorities = await find('kind=government_authority&region=511622');
    expect(authorities.items.every(({ kind, region }: { kind: string; region: string }) => kind === 'government_authority' && region === '511622')).toBe(true);
    const seen = new Set<string>();
    for (let cursor = ''; ; ) {
      const page = await find(`limit=3${cursor && `&cursor=${cursor}`}`);
      for (const { id } of page.items) seen.add(id);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen.size).toBe(all.count);
  });

  test('an account is opened once for a mail, and a repeated request has the same answer', async () => {
    const body = { name: '罗强', mail: 'luo@firm.example', password: PASSWORD };
    const open = (key: string, sent: object): Test => request(world.app.getHttpServer()).post('/api/v1/accounts').set('idempotency-key', key).send(sent);
    const first = await open('luo-1', body).expect(201);
    expect((await open('luo-1', body).expect(201)).body).toEqual(first.body);
    expect((await open('luo-1', { ...body, password: `${PASSWORD}!` }).expect(422)).body.code).toBe('command_id_reused');
    expect((await open('luo-2', { ...body, mail: 'LUO@firm.example' }).expect(409)).body.code).toBe('mail_taken');
    const race = await Promise.all(Array.from({ length: 4 }, (_, n) => open(`race-${n}`, { name: `甲${n}`, mail: 'race@firm.example', password: PASSWORD })));
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);

    const [event] = await events(`person-${first.body.id}`);
    expect(JSON.stringify(event)).not.toMatch(/罗强|luo@/);
    expect(event!.metadata.fingerprint).not.toBe(fingerprintOf(['POST', '/api/v1/accounts', null, body]));
  });

  test('details are corrected by the person alone; an address is told to nobody', async () => {
    const xie = await newcomer('谢宁', 'xie@agency.example');
    expect((await xie.post('/accounts/me', { name: '谢凝', mail: 'other@agency.example' }).expect(422)).body.code).toBe('mail_of_account');
    const { body } = await xie.post('/accounts/me', { name: '谢凝', mail: 'xie@agency.example', phone: '0826-6210000' }).expect(200);
    expect((await xie.get(`/me?position=${body.position}`)).body).toMatchObject({ name: '谢凝', phone: '0826-6210000' });
    expect((await reviewer.get(`/api/v1/people/${xie.id}`).expect(200)).body).toEqual({ id: xie.id, name: '谢凝', erased: false });
    expect((await xie.get(`/people/${xie.id}`).expect(200)).body.name).toBe('谢凝');
    await world.anonymous.get(`/api/v1/people/${xie.id}`).expect(401);
    await reviewer.get(`/api/v1/people/${newId()}`).expect(404);
  });

  test('a name is told to those who have to do with the person, and to others there is no such person', async () => {
    const [boss, clerk, stranger] = [await newcomer('顾明', 'gu@names.example'), await newcomer('白露', 'bai@names.example'), await newcomer('钱进', 'qian@names.example')];
    const name = async (caller: typeof boss, id: string): Promise<string | number> => {
      await world.settled();
      const { status, body } = await caller.get(`/people/${id}`);
      return status === 200 ? (body as { name: string }).name : status;
    };
    expect([await name(boss, clerk.id), await name(stranger, clerk.id)]).toEqual([404, 404]);
    const { body: firm } = await boss.post('/organisations', { name: '合川名册有限公司', kind: 'firm', region: '500117', uscc: uscc('91500117MA5U44444') }).expect(201);
    await boss.put(`/organisations/${firm.id}/members/${clerk.id}`, { roles: ['firm_member'] }).expect(200);
    expect([await name(boss, clerk.id), await name(clerk, boss.id)]).toEqual([404, 404]);
    await clerk.post(`/me/memberships/${firm.id}/acceptance`).expect(200);
    expect([await name(boss, clerk.id), await name(clerk, boss.id), await name(stranger, clerk.id)]).toEqual(['白露', '顾明', 404]);

    // Their organisations begin to deal with each other.
    const { body: other } = await stranger.post('/organisations', { name: '武胜名册有限公司', kind: 'firm', region: '511622', uscc: uscc('91511622MA6555555') }).expect(201);
    const terms = { achievementId: newId(), agentOrganisationId: other.id, modes: ['ordinary_licence'], fromOn: '2026-03-02', untilOn: '2027-03-01', textSha256: '0'.repeat(64) } as const;
    const by = { personId: boss.id, organisationId: String(firm.id), region: '500117' };
    const mandateId = newId();
    const granted = await world.app.get(Kernel).handle(mandates, mandateId, { type: 'GrantMandate', mandateId, by, ownerOrganisationId: by.organisationId, restricted: false, agentVerified: true, terms, today: '2026-03-02' }, operator(mandateId));
    expect(granted).toMatchObject({ revision: 0 });
    expect([await name(stranger, clerk.id), await name(clerk, stranger.id)]).toEqual(['白露', '钱进']);

    // Who has left is told by name to those who were there with them; they themselves are told nobody's any more.
    await boss.delete(`/organisations/${firm.id}/members/${clerk.id}`).expect(200);
    expect([await name(boss, clerk.id), await name(stranger, clerk.id), await name(clerk, boss.id)]).toEqual(['白露', '白露', 404]);
  });

  test('a session is refreshed, ends at sign-out, and one token used twice ends it for thief and owner', async () => {
    const tang = await newcomer('唐果', 'tang@firm.example');
    const me = (token: string): Test => request(world.app.getHttpServer()).get('/api/v1/me').set('authorization', `Bearer ${token}`);
    const { body: next } = await world.anonymous.post('/api/v1/sessions/refresh', { refreshToken: tang.session.refreshToken }).expect(200);
    await me(next.accessToken).expect(200);
    const { body } = await world.anonymous.post('/api/v1/sessions/refresh', { refreshToken: tang.session.refreshToken }).expect(401);
    expect(body.code).toBe('token_invalid');
    await me(next.accessToken).expect(401);

    const { body: again } = await world.anonymous.post('/api/v1/sessions', { mail: 'tang@firm.example', password: PASSWORD }).expect(201);
    await world.anonymous.post('/api/v1/sessions/sign-out', { refreshToken: again.refreshToken }).expect(204);
    await me(again.accessToken).expect(401);
    world.clock.advance(30 * 86_400_000);
    const { body: later } = await world.anonymous.post('/api/v1/sessions', { mail: 'tang@firm.example', password: PASSWORD }).expect(201);
    world.clock.advance(30 * 86_400_000);
    await me(later.accessToken).expect(200);
  });

  test.each([
    ['/accounts', { name: '甲', mail: { $ne: null }, password: PASSWORD }],
    ['/accounts', { name: '甲', mail: 'a@b.example', password: 'short' }],
    ['/accounts', { name: '甲', mail: 'a@b.example', password: PASSWORD, roles: ['auditor'] }],
    ['/accounts', { name: ['甲'], mail: 'a@b.example', password: PASSWORD }],
    ['/accounts', { name: '甲', mail: 'a@b.example', password: 'x'.repeat(129) }],
    ['/sessions', { mail: { $ne: null }, password: { $ne: null } }],
    ['/sessions', { mail: 'a@b.example' }],
    ['/sessions/refresh', { refreshToken: { $gt: '' } }],
  ])('what is no proper request ends at the door: %s %j', async (path, body) => {
    expect((await world.anonymous.post(`/api/v1${path}`, body).expect(400)).body.code).toBe('body_invalid');
  });

  test.each(['q[$ne]=x', 'kind[]=firm', 'kind=castle', 'limit=0', 'limit=101', 'limit=x', 'cursor=x', 'region=110101', 'region=%20500117', 'unknown=1'])('nor is a list asked with %s', async (query) => {
    await world.anonymous.get(`/api/v1/organisations?${query}`).expect(400);
  });

  test('an erased person is only an id, everywhere, also after a rebuild; whoever else there is stays as they were', async () => {
    const canary = { name: '金丝雀名', mail: 'canary-mail@erase.example', phone: '+86 139 9999 7777' };
    const gone = await newcomer(canary.name, canary.mail);
    await gone.post('/accounts/me', canary).expect(200);
    const stays = await newcomer('留下的人', 'stays@erase.example');
    const { body: firm } = await gone.post('/organisations', { name: '武胜桑蚕合作社', kind: 'firm', region: '511622', uscc: uscc('91511622MA6333333') }).expect(201);
    await gone.put(`/organisations/${firm.id}/members/${stays.id}`, { roles: ['firm_member'] }).expect(200);
    await stays.post(`/me/memberships/${firm.id}/acceptance`).expect(200);
    await world.settled();
    expect((await stays.get(`/people/${gone.id}`)).body.name).toBe(canary.name);

    const erase = (id: string) => world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: gone.id, reason: '本人申请' }, operator(id)));
    expect(await erase('erase-1')).toMatchObject({ personId: gone.id });
    expect(await erase('erase-2')).toMatchObject({ personId: gone.id });
    await world.settled();
    const shown = async () => [(await stays.get(`/people/${gone.id}`)).body, (await stays.get(`/people/${stays.id}`)).body, (await stays.get(`/organisations/${firm.id}/members`, undefined, firm.id)).body.items];
    const after = await shown();
    expect(after).toEqual([
      { id: gone.id, name: null, erased: true },
      { id: stays.id, name: '留下的人', erased: false },
      [{ personId: stays.id, name: '留下的人', erased: false, roles: ['firm_member'], administrator: false }],
    ]);
    expect([...(await world.app.get<KeyVault>(KEY_VAULT).find([gone.id, stays.id])).keys()]).toEqual([stays.id]);
    await gone.get('/me').expect(401);
    expect((await world.anonymous.post('/api/v1/sessions', { mail: canary.mail, password: PASSWORD }).expect(401)).body.code).toBe('sign_in_failed');
    await world.anonymous.post('/api/v1/sessions/refresh', { refreshToken: gone.session.refreshToken }).expect(401);

    // Until its journal is written anew, a file may hold what a document said before.
    for (const [part, bytes] of await world.contents()) for (const text of Object.values(canary)) expect({ part, text, found: bytes.includes(text) }).toEqual({ part, text, found: false });

    const rebuilt = await world.app.get(Projections).rebuild('people');
    const serves = async (): Promise<boolean> => (await world.app.get<ReadStore>(READ_STORE).setting('serving:people')) === rebuilt;
    await until(serves, 'the rebuilt collection');
    // Queries go on reading the old collection for at most a second after the new one was put into service.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await shown()).toEqual(after);
    await newcomer('同邮箱新人', canary.mail);
  });

  test('the request that opened an account, sent again, does not bring back a person erased since', async () => {
    const body = { name: '苏宁', mail: 'su@erase.example', password: PASSWORD };
    const open = (): Test => request(world.app.getHttpServer()).post('/api/v1/accounts').set('idempotency-key', 'su-1').send(body);
    const { body: opened } = await open().expect(201);
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: opened.id, reason: '本人申请' }, operator('erase-su')));
    expect((await open().expect(409)).body.code).toBe('person_erased');
    await world.anonymous.post('/api/v1/sessions', { mail: body.mail, password: PASSWORD }).expect(401);
  });

  test('nothing personal stands in clear in the log, in the accounts or among the keys', async () => {
    const parts = [...(await world.contents())].filter(([part]) => !part.startsWith('reads'));
    expect(parts.filter(([, bytes]) => bytes.length > 2).length).toBeGreaterThanOrEqual(3);
    for (const [part, bytes] of parts) {
      for (const text of ['王岚', 'wang@institute.example', '金丝雀名', 'canary-mail', '9999 7777', PASSWORD]) expect({ part, text, found: bytes.includes(text) }).toEqual({ part, text, found: false });
    }
  });
});
