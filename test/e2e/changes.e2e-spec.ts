import { startWorld, type Client, type World } from '../support/world.js';

type Message = { event: string; id: string | undefined; data: Record<string, unknown> };

const messageOf = (block: string): Message[] => {
  const field = (name: string): string | undefined => block.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [event, id, data] = [field('event'), field('id'), field('data')];
  return event && data ? [{ event, id, data: JSON.parse(data) as Record<string, unknown> }] : [];
};

describe('live changes', () => {
  let world: World;
  let officer: Client;
  let address: string;
  /** Opens a stream of events, whatever it answers. */
  const open = (query: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${address}/api/v1/changes?${query}`, { headers: { ...officer.headers, ...headers } });
  /** Reads a stream until it has given so many messages, then hangs up. */
  const messagesOf = async (count: number, query: string, headers: Record<string, string> = {}): Promise<readonly Message[]> => {
    const { body } = await open(query, headers);
    let text = '';
    const decoder = new TextDecoder();
    // Leaving the loop hangs up.
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const messages = text.split('\n\n').slice(0, -1).flatMap(messageOf);
      if (messages.length >= count) return messages;
    }
    throw new Error(`the stream ended: ${text}`);
  };
  const daysOff = ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'];
  const publish = (year: number) => officer.post('/api/v1/working-calendar/years', { year, daysOff: daysOff.map((day) => `${year}-${day}`), makeUpDays: [], source: '国办发明电〔2026〕0号' });
  beforeAll(async () => {
    world = await startWorld();
    await world.app.listen(0, '127.0.0.1');
    address = await world.app.getUrl();
    officer = await world.person({ name: '周敏' }, await world.authority('500117'), ['policy_officer']);
  });
  afterAll(() => world.stop());

  test('who watches a list is told when it changed, and not of what they do not watch', async () => {
    const listening = messagesOf(2, 'of=workingYears,instruments');
    await new Promise((resolve) => setTimeout(resolve, 400));
    await world.organisation({ name: '武胜某公司', kind: 'firm', region: '511622' });
    const { body } = await publish(2027).expect(201);
    expect(await listening).toEqual([
      { event: 'watching', id: expect.any(String), data: { of: ['workingYears', 'instruments'] } },
      { event: 'changed', id: expect.any(String), data: { of: 'workingYears', position: expect.any(String) } },
    ]);
    expect((await listening)[1]!.id! >= body.position).toBe(true);
  });

  test('who was away is told at once what changed meanwhile', async () => {
    const before = (await officer.get('/api/v1/health/ready')).body.end as string;
    await world.organisation({ name: '武胜另一公司', kind: 'firm', region: '511622' });
    await world.settled();
    const [, changed] = await messagesOf(2, 'of=workingYears,organisations', { 'last-event-id': before });
    expect(changed!.data).toMatchObject({ of: 'organisations' });
    const now = (await officer.get('/api/v1/health/ready')).body.end as string;
    expect(await messagesOf(1, `of=organisations&position=${now}`)).toEqual([{ event: 'watching', id: now, data: { of: ['organisations'] } }]);
  });

  test('it is for people who signed in, and for lists that there are', async () => {
    await world.anonymous.get('/api/v1/changes?of=listings').expect(401);
    const { body } = await officer.get('/api/v1/changes?of=secrets').expect(400);
    expect(body.details.problems).toEqual([{ field: 'of.0', code: 'read_model_unknown', message: '没有这个清单' }]);
    await officer.get('/api/v1/changes').expect(400);
    await officer.get('/api/v1/changes?of=listings').set('last-event-id', 'x').expect(400);
  });

  test('nobody holds more than eight streams open', async () => {
    const held = await Promise.all(Array.from({ length: 8 }, () => open('of=listings')));
    expect((await open('of=listings')).status).toBe(429);
    for (const { body } of held) await body!.cancel();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await messagesOf(1, 'of=listings')).toHaveLength(1);
  });
});
