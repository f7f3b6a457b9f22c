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

  test('is published by a policy officer and read by anybody, who sees their own write at once', async () => {
    const { body } = await officer.post('/api/v1/working-calendar/years', year2027).expect(201);
    await world.anonymous.get(`/api/v1/working-calendar/years/2027?position=${body.position}`).expect(200);
  });

  test('is not published by anybody else', async () => {
    await world.anonymous.post('/api/v1/working-calendar/years', year2027).expect(401);
    const firm = await world.organisation({ name: '武胜某公司', kind: 'firm', region: '511622' });
    const member = await world.person({ name: '罗强' }, firm, ['firm_member']);
    const { body } = await member.post('/api/v1/working-calendar/years', year2027).expect(403);
    expect(body.code).toBe('role_required');
  });
});
