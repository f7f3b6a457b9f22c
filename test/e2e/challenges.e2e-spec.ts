import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';

const demandBody = {
  title: '火锅底料异物在线识别', titleEn: 'Finding foreign matter in hotpot seasoning', problem: '人工挑拣每小时 30 千克，漏检率 2%。', tried: 'X 光机对塑料无效。',
  budgetFen: 200_000_000, industry: 'C1469', ipc: ['G06V'], tier: 'public', deadlineOn: '2026-12-31',
};
const milestones = [
  { ordinal: 1, title: '样机', criteria: '漏检率不高于 0.5%', dueOn: '2026-08-31', shareBasisPoints: 3_333 },
  { ordinal: 2, title: '产线验证', criteria: '连续运行 30 天', dueOn: '2026-11-30', shareBasisPoints: 6_667 },
];
const entry = { approach: '多光谱相机加卷积网络，双通道剔除。', trl: 6 };
const proposal = { title: '多光谱分选', approach: '多光谱相机与模型。', plan: '半年样机。', trl: 6 };

describe('a firm of Wusheng puts up a prize', () => {
  let world: World;
  let firm: Organisation;
  let member: Client;
  let director: Client;
  let teams: readonly { readonly organisation: Organisation; readonly person: Client }[];
  let jurors: readonly Client[];
  let auditor: Client;
  let stranger: Client;
  let expertOfFirm: Client;

  beforeAll(async () => {
    world = await startWorld();
    firm = await world.organisation({ name: '武胜县火锅食品有限公司', kind: 'firm', region: WUSHENG });
    member = await world.person({ name: '罗强' }, firm, ['firm_member']);
    director = await world.person({ name: '杨帆' }, firm, ['decision_maker', 'firm_member']);
    expertOfFirm = await world.person({ name: '本厂专家' }, firm, ['expert']);
    const team = async (name: string) => {
      const organisation = await world.organisation({ name, kind: 'research_institute', region: HECHUAN });
      return { organisation, person: await world.person({ name: `${name}研究员` }, organisation, ['researcher']) };
    };
    teams = [await team('合川视觉研究所'), await team('合川分选研究所'), await team('合川机器人研究所'), await team('合川光谱研究所')];
    const academy = await world.organisation({ name: '武胜县食品学会', kind: 'service_agency', region: WUSHENG });
    jurors = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => world.person({ name: `专家${name}` }, academy, ['expert'])));
    auditor = await world.person({ name: '邓洁' }, await world.authority(WUSHENG), ['auditor']);
    stranger = await world.person({ name: '路人' }, await world.organisation({ name: '合川区某公司', kind: 'firm', region: HECHUAN }), ['firm_member', 'decision_maker', 'expert']);
  }, 60_000);
  afterAll(() => world?.stop());

  const code = async (test: ReturnType<Client['post']>, status: number): Promise<string> => (await test.expect(status)).body.code;
  const post = async (changes: object = {}): Promise<string> => (await member.post('/api/v1/demands', { ...demandBody, ...changes }).expect(201)).body.id;
  const announcement = (demandId: string, changes: object = {}) => ({ demandId, prizeFen: 100_000_001, milestones, teamsAtMost: 3, entriesUntilOn: '2026-05-31', ...changes });
  const on = (id: string, what: string): string => `/api/v1/challenges/${id}/${what}`;

  describe('from the announcement to the award', () => {
    let id: string;
    const reach = async (client: Client, organisation: Organisation, ordinal: number): Promise<void> => {
      await client.post(on(id, 'reports'), { ordinal, report: `里程碑 ${ordinal} 的检验记录` }).expect(201);
      await director.post(on(id, `teams/${organisation.id}/judgements`), { ordinal, judgement: 'reached', comment: '数据齐全' }).expect(200);
    };
    const score = (juror: Client, organisation: Organisation, points: number) => juror.post(on(id, `teams/${organisation.id}/scores`), { points, comment: '可行' });

    test('its decision maker announces prize, milestones and the last day for entries, which the public reads', async () => {
      id = await post();
      await member.post('/api/v1/challenges', announcement(id)).expect(403);
      await stranger.post('/api/v1/challenges', announcement(id)).expect(404);
      const written = (await director.post('/api/v1/challenges', announcement(id)).expect(201)).body;
      expect(written.id).toBe(id);
      const { body } = await world.anonymous.get(`/api/v1/challenges/${id}?position=${written.position}`).expect(200);
      expect(body).toMatchObject({ title: demandBody.title, status: 'running', prizeFen: 100_000_001, jurorsAtLeast: 3, jurorCount: 0, teamCount: 0, jurors: null, teams: [], entriesUntilAt: '2026-05-31T16:00:00.000Z' });
      expect(body.milestones.map(({ amountFen }: { amountFen: number }) => amountFen)).toEqual([33_330_000, 66_670_001]);
      expect((await world.anonymous.get('/api/v1/challenges?status=running').expect(200)).body).toMatchObject({ count: 1, next: null });
      expect(await code(director.post('/api/v1/challenges', announcement(id, { prizeFen: 1 })), 409)).toBe('challenge_exists');
    });

    test('it asks experts of neither side to judge', async () => {
      for (const juror of jurors) await director.post(on(id, 'jurors'), { personId: juror.id }).expect(201);
      expect((await director.post(on(id, 'jurors'), { personId: expertOfFirm.id }).expect(409)).body).toMatchObject({ code: 'juror_conflicted', details: { ground: 'poster_member', organisationId: firm.id } });
      expect(await code(director.post(on(id, 'jurors'), { personId: teams[0]!.person.id }), 422)).toBe('juror_not_expert');
      await stranger.post(on(id, 'jurors'), { personId: jurors[0]!.id }).expect(404);
    });

    test('one team enters by its finalist proposal, others directly', async () => {
      const [first, second, third, fourth] = teams as [(typeof teams)[number], (typeof teams)[number], (typeof teams)[number], (typeof teams)[number]];
      const made = (await first.person.post(`/api/v1/demands/${id}/proposals`, proposal).expect(201)).body.id;
      expect(await code(first.person.post(on(id, 'teams'), { proposalId: made }), 409)).toBe('proposal_not_finalist');
      for (const to of ['qualified', 'shortlisted', 'finalist']) await member.post(`/api/v1/proposals/${made}/advancement`, { to }).expect(200);
      await second.person.post(on(id, 'teams'), { proposalId: made }).expect(409);
      await first.person.post(on(id, 'teams'), { proposalId: made }).expect(201);
      await second.person.post(on(id, 'teams'), entry).expect(201);
      await third.person.post(on(id, 'teams'), entry).expect(201);
      await fourth.person.post(on(id, 'teams'), entry).expect(201);
      expect(await code(second.person.post(on(id, 'reports'), { ordinal: 1, report: '抢先' }), 409)).toBe('team_not_admitted');
      await director.post(on(id, `teams/${second.organisation.id}/admission`)).expect(200);
      await director.post(on(id, `teams/${third.organisation.id}/admission`)).expect(200);
      expect((await director.post(on(id, `teams/${fourth.organisation.id}/admission`)).expect(409)).body).toMatchObject({ code: 'teams_full', details: { teamsAtMost: 3 } });
      await director.post(on(id, `teams/${fourth.organisation.id}/refusal`), { reason: 'too_early', comment: '尚无样机' }).expect(200);
      expect(await code(member.post(on(id, 'teams'), entry), 409)).toBe('own_challenge');
      await world.settled();
      expect((await fourth.person.get(`/api/v1/challenges/${id}`).expect(200)).body.teams).toMatchObject([{ organisationId: fourth.organisation.id, status: 'turned_down', turnedDown: { reason: 'too_early', comment: '尚无样机' } }]);
    });

    test('an expert who joins the house of a team is recused when they would score', async () => {
      world.clock.moveTo('2026-05-31T16:00:00.000Z');
      await world.settled();
      expect(await code(stranger.post(on(id, 'teams'), entry), 409)).toBe('entries_closed');
      const [first, second] = teams as [(typeof teams)[number], (typeof teams)[number]];
      await reach(first.person, first.organisation, 1);
      expect(await code(score(jurors[0]!, first.organisation, 90), 409)).toBe('team_not_finished');
      await reach(first.person, first.organisation, 2);
      // In the middle of the judging, one of the experts takes a post at the second team's institute.
      await world.joins(jurors[3]!, second.organisation, ['researcher']);
      await world.settled();
      const refused = (await score(jurors[3]!, first.organisation, 10).set('accept-language', 'en').expect(409)).body;
      expect(refused).toMatchObject({ code: 'juror_recused', details: { ground: 'entrant_member' }, rule: expect.stringContaining('juror') });
      await world.settled();
      const { body } = await director.get(`/api/v1/challenges/${id}`).expect(200);
      expect(body).toMatchObject({ jurorCount: 3 });
      expect(body.jurors).toContainEqual({ jurorId: jurors[3]!.id, appointedAt: expect.any(String), recused: 'entrant_member' });
      expect(await code(director.post(on(id, 'jurors'), { personId: jurors[3]!.id }), 409)).toBe('juror_recused');
    });

    test('milestones go one after another; one that was not reached is reported again', async () => {
      const [, second, third] = teams as [(typeof teams)[number], (typeof teams)[number], (typeof teams)[number]];
      expect((await second.person.post(on(id, 'reports'), { ordinal: 2, report: '跳过' }).expect(409)).body).toMatchObject({ code: 'milestone_not_next', details: { next: 1 } });
      await second.person.post(on(id, 'reports'), { ordinal: 1, report: '漏检率 0.9%' }).expect(201);
      expect(await code(second.person.post(on(id, 'reports'), { ordinal: 1, report: '又一份' }), 409)).toBe('report_waiting');
      await second.person.post(on(id, `teams/${second.organisation.id}/judgements`), { ordinal: 1, judgement: 'reached', comment: '自评' }).expect(403);
      await director.post(on(id, `teams/${second.organisation.id}/judgements`), { ordinal: 1, judgement: 'not_reached', comment: '漏检率超标' }).expect(200);
      await reach(second.person, second.organisation, 1);
      await reach(second.person, second.organisation, 2);
      await third.person.post(on(id, 'departure'), { reason: '人手不足' }).expect(200);
      await world.settled();
      const { body } = await second.person.get(`/api/v1/challenges/${id}`).expect(200);
      expect(body.teams).toHaveLength(1);
      expect(body.teams[0].reports.map(({ ordinal, attempt, judgement }: { ordinal: number; attempt: number; judgement: string }) => [ordinal, attempt, judgement])).toEqual([[1, 1, 'not_reached'], [1, 2, 'reached'], [2, 1, 'reached']]);
    });

    test('every team that finished is scored; teams read the points without the names', async () => {
      const [first, second] = teams as [(typeof teams)[number], (typeof teams)[number]];
      expect(await code(director.post(on(id, 'award'), { shares: [{ organisationId: first.organisation.id, shareBasisPoints: 10_000 }], reasons: '首家完成' }), 409)).toBe('scores_missing');
      for (const [at, juror] of jurors.slice(0, 3).entries()) {
        await score(juror, first.organisation, [90, 85, 80][at]!).expect(200);
        await score(juror, second.organisation, [70, 75, 60][at]!).expect(200);
      }
      expect(await code(score(stranger, first.organisation, 1), 404)).toBe('not_found');
      await world.settled();
      const seen = async (client: Client) => (await client.get(`/api/v1/challenges/${id}`).expect(200)).body.teams.map(({ scores }: { scores: { points: number; jurorId: string | null }[] }) => scores.map(({ points, jurorId }) => [points, jurorId]));
      expect(await seen(first.person)).toEqual([[[90, null], [85, null], [80, null]]]);
      expect(await seen(jurors[0]!)).toEqual([[[90, jurors[0]!.id]], [[70, jurors[0]!.id]], [], []]);
      expect((await seen(auditor))[0]).toEqual([[90, jurors[0]!.id], [85, jurors[1]!.id], [80, jurors[2]!.id]]);
    });

    test('the prize is shared to the fen, and not against the jury; the demand is solved by it', async () => {
      const [first, second] = teams as [(typeof teams)[number], (typeof teams)[number]];
      const award = (one: number, two: number) => director.post(on(id, 'award'), { shares: [{ organisationId: first.organisation.id, shareBasisPoints: one }, { organisationId: second.organisation.id, shareBasisPoints: two }], reasons: '按评审结果' });
      expect((await award(6_666, 3_333).set('accept-language', 'en').expect(422)).body).toMatchObject({ code: 'prize_shares_not_whole', details: { sumBasisPoints: 9_999 } });
      expect(await code(award(4_000, 6_000), 422)).toBe('award_against_scores');
      expect(await code(director.post(`/api/v1/demands/${id}/closing`, { ground: 'owner', reason: '不再需要' }), 409)).toBe('challenge_running');
      await award(6_667, 3_333).expect(200);
      await world.settled();
      const { body } = await world.anonymous.get(`/api/v1/challenges/${id}`).expect(200);
      expect(body).toMatchObject({ status: 'awarded', award: { shares: [{ shareBasisPoints: 6_667, amountFen: 66_670_001 }, { shareBasisPoints: 3_333, amountFen: 33_330_000 }] } });
      expect((await world.anonymous.get(`/api/v1/demands/${id}`).expect(200)).body).toMatchObject({ status: 'solved', closed: { ground: 'solved', reason: null } });
      expect(await code(director.post(on(id, 'end'), { reason: '后悔' }), 409)).toBe('challenge_over');
      const csv = await world.anonymous.get('/api/v1/challenges').set('accept', 'text/csv').expect(200);
      expect(csv.text).toContain('100000001');
    });
  });

  describe('how one ends without an award', () => {
    const later = { entriesUntilOn: '2026-06-30', milestones: milestones.map((milestone) => ({ ...milestone, dueOn: milestone.dueOn.replace('2026', '2027') })) };

    test('nobody entered in time', async () => {
      const id = await post();
      await director.post('/api/v1/challenges', announcement(id, later)).expect(201);
      world.clock.moveTo('2026-06-30T16:00:00.000Z');
      await world.settled();
      expect((await world.anonymous.get(`/api/v1/challenges/${id}`).expect(200)).body).toMatchObject({ status: 'unawarded', unawarded: { ground: 'no_entry' } });
    });

    test('the poster ends it in words, and may then give the demand up', async () => {
      const id = await post();
      await director.post('/api/v1/challenges', announcement(id, { ...later, entriesUntilOn: '2026-07-31' })).expect(201);
      await teams[0]!.person.post(on(id, 'teams'), entry).expect(201);
      await director.post(on(id, 'end'), { reason: '预算取消' }).expect(200);
      await director.post(`/api/v1/demands/${id}/closing`, { ground: 'owner', reason: '不再需要' }).expect(200);
      await world.settled();
      expect((await world.anonymous.get(`/api/v1/challenges/${id}`).expect(200)).body).toMatchObject({ status: 'unawarded', unawarded: { ground: 'poster', reason: '预算取消' } });
    });
  });

  describe('a confidential one', () => {
    test('shows its prize to whoever is signed in, and what must be shown only to whom was let in', async () => {
      const id = await post({ tier: 'on_request', title: '某工序改进' });
      await director.post('/api/v1/challenges', announcement(id, { entriesUntilOn: '2026-07-31' })).expect(201);
      await world.settled();
      await world.anonymous.get(`/api/v1/challenges/${id}`).expect(404);
      expect((await stranger.get(`/api/v1/challenges/${id}`).expect(200)).body).toMatchObject({ prizeFen: 100_000_001, milestones: [{ title: null, criteria: null }, { title: null, criteria: null }] });
      await stranger.post(on(id, 'teams'), entry).expect(404);
      await stranger.post(`/api/v1/demands/${id}/disclosures`, { purpose: '评估' }).expect(201);
      await member.post(`/api/v1/demands/${id}/disclosures/${stranger.organisation!.id}/grant`).expect(200);
      await world.settled();
      expect((await stranger.get(`/api/v1/challenges/${id}`).expect(200)).body.milestones[0].title).toBe('样机');
      await stranger.post(on(id, 'teams'), entry).expect(201);
    });
  });

  describe('keeps out what is wrong', () => {
    let id: string;
    const [one, two] = milestones as [(typeof milestones)[number], (typeof milestones)[number]];
    beforeAll(async () => {
      id = await post();
    });

    test.each([
      ['shares of 99.99 %', { milestones: [one, { ...two, shareBasisPoints: 6_666 }] }, 422, 'milestone_shares_not_whole'],
      ['a negative share', { milestones: [{ ...one, shareBasisPoints: -1 }, two] }, 400, 'body_invalid'],
      ['half a basis point', { milestones: [{ ...one, shareBasisPoints: 3_333.5 }, two] }, 400, 'body_invalid'],
      ['milestones out of order', { milestones: [two, one] }, 422, 'milestones_not_in_order'],
      ['two milestones of one day', { milestones: [one, { ...two, dueOn: one.dueOn }] }, 422, 'milestone_days_not_in_order'],
      ['a milestone before the entries end', { entriesUntilOn: one.dueOn }, 422, 'milestone_days_not_in_order'],
      ['entries that ended yesterday', { entriesUntilOn: '2026-06-30' }, 422, 'entries_end_not_ahead'],
      ['no milestone', { milestones: [] }, 400, 'body_invalid'],
      ['a prize of half a fen', { prizeFen: 0.5 }, 400, 'body_invalid'],
      ['a prize beyond ten trillion yuan', { prizeFen: 1e15 + 1 }, 400, 'body_invalid'],
      ['no team', { teamsAtMost: 0 }, 400, 'body_invalid'],
      ['a jury of its own', { jury: [] }, 400, 'body_invalid'],
    ] as const)('%s', async (_, change, status, expected) => {
      expect((await director.post('/api/v1/challenges', announcement(id, { entriesUntilOn: '2026-07-31', ...change })).expect(status)).body.code).toBe(expected);
      await world.anonymous.get(`/api/v1/challenges/${id}`).expect(404);
    });

    test.each([
      ['an entry with neither proposal nor approach', 'teams', {}], ['an entry with no readiness level', 'teams', { approach: '思路' }], ['an approach of blanks', 'teams', { approach: '  ', trl: 5 }],
    ])('%s', (_, what, body) => stranger.post(on(id, what), body).expect(400));

    test.each([101, -1, 50.5])('a score of %f points', (points) => jurors[0]!.post(on(id, `teams/${firm.id}/scores`), { points, comment: '可行' }).expect(400));
  });
});
