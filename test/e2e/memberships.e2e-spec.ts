import { CommandBus } from '@nestjs/cqrs';
import { belongingProjection } from '@hewu/access/src/people.projection.js';
import { biddingPartiesProjection } from '@hewu/bidding/src/party-facts.projection.js';
import { peopleProjection as demandPeopleProjection } from '@hewu/demands/src/people.projection.js';
import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import { staffProjection } from '@hewu/inbox/src/staff.projection.js';
import { DAY } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { membersProjection } from '@hewu/negotiation/src/members.projection.js';
import { ErasePersonCommand } from '@hewu/organisations/src/accounts.commands.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { partyFactsProjection } from '@hewu/transfers/src/party-facts.projection.js';
import { startWorld, type Client, type World } from '../support/world.js';

const OF_MEMBERS = [biddingPartiesProjection, partyFactsProjection, membersProjection, staffProjection] as const;
const OF_PEOPLE = [belongingProjection, demandPeopleProjection] as const;

describe('a membership', () => {
  let world: World;
  let li: Client, chen: Client, reviewer: Client;
  let firm: string;

  beforeAll(async () => {
    world = await startWorld();
    reviewer = await world.person({ name: '周敏' }, await world.authority('500117'), ['region_reviewer', 'platform_administrator']);
    [li, chen] = [await world.person({ name: '李立' }), await world.person({ name: '陈晨' })];
    const code = '91500117MA5U77777';
    firm = (await li.post('/api/v1/organisations', { name: '合川工业网关有限公司', kind: 'firm', region: '500117', uscc: code + usccCheckCharacter(`${code}0`) }).expect(201)).body.id;
    await offer(chen, ['firm_member']);
    await accept(chen).expect(200);
    await world.settled();
  }, 60_000);
  afterAll(() => world.stop());

  const member = (who: Client): string => `/api/v1/organisations/${firm}/members/${who.id}`;
  const offer = async (who: Client, roles: readonly string[], more: object = {}): Promise<void> => {
    await li.put(member(who), { roles, ...more }).expect(200);
    await world.settled();
  };
  const accept = (who: Client) => who.post(`/api/v1/me/memberships/${firm}/acceptance`);
  const decline = (who: Client) => who.post(`/api/v1/me/memberships/${firm}/refusal`);
  const offers = async (who: Client): Promise<readonly object[]> => (await who.get('/api/v1/me').expect(200)).body.offers;
  const waiting = async (who: Client): Promise<readonly { what: string; dueAt: string; sentence: { zh: string } }[]> => (await who.get('/api/v1/inbox').expect(200)).body.items;
  const told = async (who: Client): Promise<readonly string[]> =>
    ((await who.get('/api/v1/letters?limit=100').expect(200)).body as { items: { what: string; kind: string }[] }).items.flatMap(({ what, kind }) => (what === 'membership_offer' ? [kind] : [])).sort();
  const history = async (): Promise<readonly string[]> => (await world.app.get<EventStore>(EVENT_STORE).read(`organisation-${firm}`, 0, 100)).map(({ type }) => type);
  const members = async (): Promise<readonly string[]> => (await li.get(`/api/v1/organisations/${firm}/members`).set('x-acting-for', firm).expect(200)).body.items.map(({ personId }: { personId: string }) => personId).sort();
  /** Read models by which others are tied, told or let in. */
  const knownAs = async (who: Client): Promise<readonly string[]> => {
    const models = world.app.get(ReadModels);
    const [ofMembers, ofPeople] = await Promise.all([
      Promise.all(OF_MEMBERS.map(async (projection) => [projection.name, JSON.stringify(await models.get(projection as never, firm)).includes(who.id)] as const)),
      Promise.all(OF_PEOPLE.map(async (projection) => [projection.name, JSON.stringify(await models.get(projection as never, who.id)).includes(firm)] as const)),
    ]);
    return [...ofMembers, ...ofPeople].flatMap(([name, known]) => (known ? [name] : []));
  };

  test('is offered, and until it is accepted the person is no member anywhere, tied to nobody and told to nobody', async () => {
    const zhao = await world.person({ name: '赵远' });
    await offer(zhao, ['firm_member', 'decision_maker']);
    expect((await zhao.get('/api/v1/me').set('x-acting-for', firm).expect(403)).body.code).toBe('not_a_member');
    expect([await members(), await knownAs(zhao)]).toEqual([[chen.id, li.id].sort(), []]);
    expect([await knownAs(chen)]).toEqual([[...OF_MEMBERS, ...OF_PEOPLE].map(({ name }) => name)]);
    // Asking somebody tells the asker nothing of them.
    await li.get(`/api/v1/people/${zhao.id}`).expect(404);
    await zhao.get(`/api/v1/people/${li.id}`).expect(404);

    // The person sees who asks, for what and until when; also whoever is no member of anything.
    expect(await offers(zhao)).toEqual([{ organisationId: firm, name: '合川工业网关有限公司', kind: 'firm', region: '500117', verified: false, roles: ['decision_maker', 'firm_member'], administrator: false, answerBy: '2026-03-16T16:00:00.000Z' }]);
    expect(await waiting(zhao)).toMatchObject([{ what: 'membership_offer', dueAt: '2026-03-16T16:00:00.000Z', sentence: { zh: expect.stringContaining('合川工业网关有限公司') } }]);
    expect(await told(zhao)).toEqual(['waiting']);
    // Of the organisation, those who may ask see it; its other people, its region and strangers do not.
    const list = (who: Client) => who.get(`/api/v1/organisations/${firm}/membership-offers`);
    expect((await list(li).expect(200)).body).toEqual({ items: [{ personId: zhao.id, roles: ['decision_maker', 'firm_member'], administrator: false, offeredBy: li.id, answerBy: '2026-03-16T16:00:00.000Z' }], next: null });
    for (const other of [chen, zhao, reviewer]) await list(other).expect(404);
    await li.get(`/api/v1/organisations/${newId()}/membership-offers`).expect(404);

    expect((await accept(chen).expect(200)).body.id).toBe(firm);
    await accept(zhao).expect(200);
    await accept(zhao).expect(200);
    await world.settled();
    expect([await members(), await knownAs(zhao)]).toEqual([[chen.id, li.id, zhao.id].sort(), [...OF_MEMBERS, ...OF_PEOPLE].map(({ name }) => name)]);
    expect([await offers(zhao), await waiting(zhao), (await list(li)).body.items]).toEqual([[], [], []]);
    expect((await li.get(`/api/v1/people/${zhao.id}`).expect(200)).body.name).toBe('赵远');
    expect((await decline(zhao).expect(409)).body.code).toBe('membership_not_offered');

    // A member's roles change at once, and a member leaves when they like.
    await offer(zhao, ['firm_member'], { administrator: true });
    expect((await zhao.get('/api/v1/me').set('x-acting-for', firm).expect(200)).body.memberships).toMatchObject([{ roles: ['firm_member'], administrator: true }]);
    await zhao.delete(member(zhao)).expect(200);
    expect((await accept(zhao).expect(409)).body.code).toBe('membership_not_offered');
  });

  test('is declined, and offered again', async () => {
    const sun = await world.person({ name: '孙武' });
    await offer(sun, []);
    await decline(sun).expect(200);
    await decline(sun).expect(200);
    await world.settled();
    expect([await offers(sun), await waiting(sun), await knownAs(sun)]).toEqual([[], [], []]);
    expect((await accept(sun).set('accept-language', 'en').expect(409)).body).toMatchObject({ code: 'membership_not_offered' });
    await offer(sun, []);
    expect(await offers(sun)).toHaveLength(1);
    // Another's answer is not theirs, and the organisation cannot answer for them.
    expect((await accept(reviewer).expect(409)).body.code).toBe('membership_not_offered');
    expect((await sun.post(`/api/v1/me/memberships/${newId()}/acceptance`).expect(404)).body.code).toBe('organisation_unknown');
    await world.anonymous.post(`/api/v1/me/memberships/${firm}/acceptance`).expect(401);
  });

  test('that was offered is taken back by an administrator alone', async () => {
    const wu = await world.person({ name: '吴双' });
    await offer(wu, ['firm_member']);
    expect((await chen.delete(member(wu)).expect(403)).body.code).toBe('administrator_required');
    await li.delete(member(wu)).expect(200);
    await world.settled();
    expect([await offers(wu), await waiting(wu)]).toEqual([[], []]);
    await accept(wu).expect(409);
  });

  test('that nobody accepts lapses after two weeks, with a reminder before, and an offer made anew has its own time', async () => {
    const [wei, qin] = [await world.person({ name: '魏然' }), await world.person({ name: '秦岚' })];
    await offer(wei, []);
    await offer(qin, []);
    world.clock.advance(5 * DAY);
    await offer(qin, ['firm_member']);
    world.clock.moveTo('2026-03-16T15:59:59.000Z');
    await world.settled();
    expect([(await offers(wei)).length, await told(wei)]).toEqual([1, ['reminder', 'waiting']]);
    world.clock.moveTo('2026-03-16T16:00:00.000Z');
    await world.settled();
    expect([await offers(wei), await waiting(wei), (await offers(qin)).length]).toEqual([[], [], 1]);
    expect((await history()).at(-1)).toBe('MembershipOfferEnded');
    await accept(wei).expect(409);
    await accept(qin).expect(200);
  });

  test('is offered no more to an erased person', async () => {
    const gone = await world.person({ name: '钱进' });
    await offer(gone, []);
    const commandId = newId();
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: gone.id, reason: '本人申请' }, { commandId, fingerprint: '', correlationId: commandId, causationId: commandId, actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null }));
    await world.settled();
    expect((await li.get(`/api/v1/organisations/${firm}/membership-offers`).expect(200)).body.items.map(({ personId }: { personId: string }) => personId)).not.toContain(gone.id);
    expect((await li.put(member(gone), { roles: [] }).expect(422)).body.code).toBe('person_unknown');
  });
});
