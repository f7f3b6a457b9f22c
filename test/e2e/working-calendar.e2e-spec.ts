import { startWorld, type Client, type World } from '../support/world.js';

describe('a year of the working calendar', () => {
  let world: World;
  let officer: Client;
  const year2027 = { year: 2027, daysOff: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'], makeUpDays: [], source: '国办发明电〔2026〕0号' };
  beforeAll(async () => {
    world = await startWorld();
    officer = await world.person({ name: '周敏' }, await world.authority('500117'), ['policy_officer']);
  });
  afterAll(() => world.stop());

  test('is published by a policy officer and read by anybody, at once; times of the inbox that ran into it are counted again', async () => {
    const reviewer = await world.person({ name: '陈审核' }, await world.authority('500117'), ['region_reviewer']);
    const founder = await world.person({ name: '孙浩' });
    const due = async (): Promise<unknown> => {
      await world.settled();
      const { body } = await reviewer.get('/api/v1/inbox?what=organisation_verification').expect(200);
      return (body as { items: { dueAt: string }[] }).items.map(({ dueAt }) => dueAt);
    };
    // A Wednesday: five working days, of which New Year is off by law and the rest is not said yet.
    world.clock.moveTo('2026-12-30T01:00:00.000Z');
    await founder.post('/api/v1/organisations', { name: '合川某公司', kind: 'firm', region: '500117', uscc: '91350100M000100Y43' }).expect(201);
    expect(await due()).toEqual(['2027-01-07T16:00:00.000Z']);
    const { body } = await officer.post('/api/v1/working-calendar/years', { ...year2027, daysOff: [...year2027.daysOff, '2027-01-04'].sort() }).expect(201);
    await world.anonymous.get(`/api/v1/working-calendar/years/2027?position=${body.position}`).expect(200);
    expect(await due()).toEqual(['2027-01-08T16:00:00.000Z']);
    await officer.post('/api/v1/working-calendar/years/2027/amendments', { daysOff: year2027.daysOff, makeUpDays: [], source: year2027.source, reason: '公历更正' }).expect(200);
    expect(await due()).toEqual(['2027-01-07T16:00:00.000Z']);
  });

  test('is not published by anybody else', async () => {
    await world.anonymous.post('/api/v1/working-calendar/years', year2027).expect(401);
    const firm = await world.organisation({ name: '武胜某公司', kind: 'firm', region: '511622' });
    const member = await world.person({ name: '罗强' }, firm, ['firm_member']);
    const { body } = await member.post('/api/v1/working-calendar/years', year2027).expect(403);
    expect(body.code).toBe('role_required');
  });
});
