import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request, { type Test } from 'supertest';
import { seededChance } from '@hewu/kernel/src/chance.js';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { Clerk } from '@hewu/inbox/src/clerk.js';
import { InboxLoops } from '@hewu/inbox/src/inbox-loops.js';
import type { Entry } from '@hewu/organisations/src/events.js';
import { readConfig } from '@hewu/platform/src/config.js';
import type { OutgoingRules } from '@hewu/platform/src/outgoing-call.js';
import { openStores, type Stores } from '@hewu/platform/src/stores.js';
import { EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { Alerts } from '@hewu/search/src/alerts.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { Founding } from '../../apps/api/src/demo/founding.js';
import { faultsSinceLast, holdToDescription } from './described-answers.js';
import { newPlace, type Place } from './place.js';

/** Whatever a story asks for: an answer that is not as /openapi.json says fails the test in which it came. */
afterEach(() => {
  const faults = faultsSinceLast();
  if (faults.length > 0) throw new Error(`${faults.length} answers are not as they are described:\n${[...new Set(faults)].join('\n')}`);
});

const PASSWORD = 'a long enough password';

export type Organisation = { readonly id: string; readonly region: string; readonly registrant: string };

/** Somebody signed in, who acts for one organisation. Every write carries an Idempotency-Key of its own. */
export type Client = {
  readonly id: string;
  readonly organisation: Organisation | null;
  /** What shows who calls. */
  readonly headers: Readonly<Record<string, string>>;
  get(url: string): Test;
  post(url: string, body?: object): Test;
  put(url: string, body?: object): Test;
  delete(url: string): Test;
};

/** The real application on stores of its own, with a clock that the story moves. */
export class World {
  readonly anonymous: Client;
  private readonly founding: Founding;
  private people = 0;
  private readonly authorities = new Map<string, { organisation: Organisation; reviewer: string }>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: ManualClock,
    private readonly place: Place,
  ) {
    this.founding = new Founding(app.get(CommandBus), newId());
    this.anonymous = this.client('', null, {});
  }

  /** `over` may put another adapter in the place of one of the stores, `outgoing` may allow calls to this machine, `at` may be the place of a world that ended. */
  static async start(env: Readonly<Record<string, string>> = {}, over: (stores: Stores) => Stores = (stores) => stores, { outgoing, at }: { readonly outgoing?: OutgoingRules; readonly at?: Place } = {}): Promise<World> {
    const place = at ?? (await newPlace());
    const clock = new ManualClock('2026-03-02T01:00:00.000Z');
    const config = readConfig({ HEWU_DEMO: 'off', HEWU_REQUESTS_PER_MINUTE: '1000000', ...place.settings, ...env });
    const app = await createApp(config, over(await openStores(config, clock)), clock, outgoing, seededChance(1));
    holdToDescription(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new World(app, clock, place);
  }

  /** As `Place` says. */
  contents(): Promise<ReadonlyMap<string, Buffer>> {
    return this.place.contents();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.place.clear();
  }

  /** The science bureau of a region; made when it is first asked for. */
  async authority(region: string): Promise<Organisation> {
    return (await this.authorityWithReviewer(region)).organisation;
  }

  /** Registered, and verified by its region. */
  async organisation(entry: Omit<Entry, 'nameEn'> & { readonly nameEn?: string }): Promise<Organisation> {
    const { organisation: authority, reviewer } = await this.authorityWithReviewer(entry.region);
    const registrant = await this.founding.person(this.member('单位管理员'));
    const id = await this.founding.organisation({ nameEn: null, ...entry }, registrant, { personId: reviewer, authority: authority.id });
    return { id, region: entry.region, registrant };
  }

  /** Makes somebody a member of another organisation as well. */
  async joins({ id }: Client, organisation: Organisation, roles: readonly string[]): Promise<void> {
    await this.founding.roles(organisation, organisation.registrant, id, roles);
  }

  /** Signed in; with an organisation, holding these roles there and acting for it. */
  async person({ name }: { readonly name: string }, organisation: Organisation | null = null, roles: readonly string[] = []): Promise<Client> {
    const member = this.member(name);
    const id = await this.founding.person(member);
    if (organisation) await this.founding.roles(organisation, organisation.registrant, id, roles);
    await this.settled();
    const { body } = await request(this.app.getHttpServer()).post('/api/v1/sessions').send({ mail: member.mail, password: PASSWORD }).expect(201);
    const { accessToken } = body as { accessToken: string };
    return this.client(id, organisation, { authorization: `Bearer ${accessToken}`, ...(organisation ? { 'x-acting-for': organisation.id } : {}) });
  }

  /** Waits until every read model and every process has seen all that was recorded. */
  async settled(): Promise<void> {
    const store = this.app.get<EventStore>(EVENT_STORE);
    const reads = this.app.get<ReadStore>(READ_STORE);
    const projections = this.app.get(Projections);
    const deadline = performance.now() + 50_000;
    for (let calm = 0; calm < 2; ) {
      const end = (await store.end()) ?? '';
      const due = await reads.count('timers', { refused: null, dueAt: { $lte: this.clock.now() } });
      // A store that filters at the server tells an idle subscriber of processes late how far it is.
      const timers = store.exclusive ? [await reads.checkpoint('timers')] : [];
      const at = [...(await projections.status()).map(({ position, parked }) => (parked ? end : position)), ...timers];
      // Letters and deadlines follow from what waits, in a loop of their own.
      this.app.get(InboxLoops).hurry();
      const written = (await this.app.get(Clerk).isIdle()) && (await this.app.get(Alerts).isIdle());
      calm = written && due === 0 && at.every((position) => (position ?? '') >= end) ? calm + 1 : 0;
      if (performance.now() > deadline) throw new Error(`not settled: end ${end}, at ${JSON.stringify(at)}, ${due} timers due`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async authorityWithReviewer(region: string): Promise<{ organisation: Organisation; reviewer: string }> {
    const known = this.authorities.get(region);
    if (known) return known;
    const reviewer = await this.founding.person(this.member('审核员'));
    const id = await this.founding.authority({ name: `${region} 科学技术局`, nameEn: null, region }, reviewer, ['region_reviewer', 'platform_administrator']);
    const made = { organisation: { id, region, registrant: reviewer }, reviewer };
    this.authorities.set(region, made);
    return made;
  }

  private member(name: string): { name: string; mail: string; password: string } {
    return { name, mail: `person-${++this.people}@world.example`, password: PASSWORD };
  }

  private client(id: string, organisation: Organisation | null, headers: Record<string, string>): Client {
    const http = request(this.app.getHttpServer());
    const write = (test: Test, body: object | undefined): Test => test.set({ ...headers, 'idempotency-key': newId() }).send(body ?? {});
    return {
      id,
      organisation,
      headers,
      get: (url) => http.get(url).set(headers),
      post: (url, body) => write(http.post(url), body),
      put: (url, body) => write(http.put(url), body),
      delete: (url) => http.delete(url).set({ ...headers, 'idempotency-key': newId() }),
    };
  }
}

export const startWorld = World.start;
