import { CommandBus } from '@nestjs/cqrs';
import { StoreUnavailable, type EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { Stores } from '@hewu/platform/src/stores.js';
import { Founding } from '../../apps/api/src/demo/founding.js';
import { achievementRow, begin, csvOf, ended, sendFile, type Imported } from '../support/import-tables.js';
import { foundUnit, HECHUAN, type Unit } from '../support/market.js';
import { newPlace } from '../support/place.js';
import { until } from '../support/until.js';
import { startWorld, type Client, type World } from '../support/world.js';

/** An event store that a test holds up, or takes away, at an append of its choice. */
class Gate {
  /** Of achievements, since the gate was set. */
  appended = 0;
  private rule: ((appended: number) => Promise<void> | void) | null = null;

  readonly over = (stores: Stores): Stores => {
    const append: EventStore['append'] = async (stream, events, revision) => {
      if (events[0]?.type === 'AchievementDrafted') await this.rule?.(++this.appended);
      return stores.events.append(stream, events, revision);
    };
    return { ...stores, events: Object.assign(Object.create(stores.events) as EventStore, { append }) };
  };

  /** The append of that number, and all behind it, wait until the gate is opened; answers when the first does, and how to open it. */
  hold(at: number): { readonly reached: Promise<void>; readonly open: () => void } {
    let [tell, open] = [(): void => undefined, (): void => undefined];
    const reached = new Promise<void>((resolve) => (tell = resolve));
    const opened = new Promise<void>((resolve) => (open = resolve));
    this.appended = 0;
    this.rule = (appended) => (appended >= at ? (tell(), opened) : undefined);
    return { reached, open: () => (open(), (this.rule = null)) };
  }

  /** From that append on the store is away, as if the machine had lost its power. */
  cut(at: number): Promise<void> {
    let tell = (): void => undefined;
    const reached = new Promise<void>((resolve) => (tell = resolve));
    this.appended = 0;
    this.rule = (appended) => {
      if (appended < at) return;
      tell();
      throw new StoreUnavailable('cut off');
    };
    return reached;
  }
}

const ROWS = 230;
const table = (name: string): string => csvOf(Array.from({ length: ROWS }, (_, n) => achievementRow(n, { title: `${name} ${n}` })));

/** What was recorded of achievements, by the command that recorded it: none of them twice. */
const draftedOf = async (world: World): Promise<readonly string[]> => {
  const commands: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await world.app.get<EventStore>(EVENT_STORE).readAll(after, 1_000);
    for (const { type, metadata } of page) if (type === 'AchievementDrafted') commands.push(metadata.commandId);
    if (page.length < 1_000) return commands;
    after = page.at(-1)!.position;
  }
};

describe('in the middle of an import', () => {
  const gate = new Gate();
  let world: World;
  let unit: Unit;
  let founding: Founding;

  beforeAll(async () => {
    world = await startWorld({}, gate.over);
    unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    founding = new Founding(world.app.get(CommandBus), newId());
  });
  afterAll(() => world?.stop());

  const clerkOf = (name: string): Promise<Client> => world.person({ name }, unit.organisation, ['transfer_officer']);
  const loses = (clerk: Client): Promise<void> => founding.roles(unit.organisation, unit.organisation.registrant, clerk.id, ['researcher']);
  const begun = async (by: Client, mode: string, name: string): Promise<string> => (await begin(by, 'achievements', mode, await sendFile(world, by, table(name), 'a.csv')).expect(201)).body.id;
  const seen = async (id: string): Promise<Imported> => (await unit.director.get(`/api/v1/imports/${id}`).expect(200)).body;

  test('a role is lost: no further chunk is recorded, what was recorded stays, and the role is asked for anew', async () => {
    const clerk = await clerkOf('钱临时');
    const { reached, open } = gate.hold(5);
    const id = await begun(clerk, 'good_ones', '离任者的成果');
    await reached;
    expect(await seen(id)).toMatchObject({ status: 'recording', foreseen: { recorded: ROWS } });
    await loses(clerk);
    open();
    expect(await ended(unit.director, id)).toMatchObject({ status: 'cancelled', ground: 'role_lost', done: { recorded: 100, alreadyThere: 0, faulty: 0 } });
    expect(await draftedOf(world)).toHaveLength(100);
  });

  test('a role is lost before the first row: nothing is recorded', async () => {
    const clerk = await clerkOf('孙临时');
    // One that is under way keeps the next one of the organisation waiting.
    const { reached, open } = gate.hold(1);
    const first = await begun(unit.office, 'good_ones', '在前');
    await reached;
    const second = await begun(clerk, 'all_or_nothing', '在后');
    await loses(clerk);
    open();
    expect(await ended(unit.director, first)).toMatchObject({ status: 'finished', done: { recorded: ROWS } });
    expect(await ended(unit.director, second)).toMatchObject({ status: 'refused', ground: 'role_lost', done: { recorded: 0 } });
  });

  test('a role is lost after all or nothing was committed: it rolls forward; and nobody ends it', async () => {
    const clerk = await clerkOf('李临时');
    const { reached, open } = gate.hold(5);
    const id = await begun(clerk, 'all_or_nothing', '整体');
    await reached;
    await loses(clerk);
    expect((await unit.director.post(`/api/v1/imports/${id}/cancellation`).expect(409)).body.code).toBe('import_committed');
    open();
    expect(await ended(unit.director, id)).toMatchObject({ status: 'finished', done: { recorded: ROWS } });
  });

  test('somebody ends it: what was recorded stays', async () => {
    const { reached, open } = gate.hold(150);
    const id = await begun(unit.office, 'good_ones', '中止');
    await reached;
    await unit.director.post(`/api/v1/imports/${id}/cancellation`).expect(200);
    open();
    expect(await ended(unit.director, id)).toMatchObject({ status: 'cancelled', ground: 'asked' });
    const again = (await begin(unit.office, 'achievements', 'good_ones', await sendFile(world, unit.office, table('中止'), 'a.csv')).expect(201)).body.id;
    const rest = await ended(unit.director, again);
    expect(rest.status).toBe('finished');
    const drafted = await draftedOf(world);
    expect(new Set(drafted).size).toBe(drafted.length);
  });

  test('the same file twice at once: each counts as recorded what it recorded itself', async () => {
    const { reached, open } = gate.hold(1);
    const first = await begun(unit.office, 'good_ones', '两次');
    await reached;
    const second = await begun(unit.office, 'good_ones', '两次');
    open();
    expect(await ended(unit.director, first)).toMatchObject({ status: 'finished', done: { recorded: ROWS, alreadyThere: 0 } });
    expect(await ended(unit.director, second)).toMatchObject({ status: 'finished', foreseen: { recorded: 0, alreadyThere: ROWS }, done: { recorded: 0, alreadyThere: ROWS } });
  });

  test('five are unfinished: no sixth is taken', async () => {
    const { reached, open } = gate.hold(1);
    const ids = [await begun(unit.office, 'good_ones', '第一')];
    await reached;
    const fileId = await sendFile(world, unit.office, table('其余'), 'a.csv');
    for (let n = 0; n < 4; n++) {
      const { body } = await begin(unit.office, 'achievements', 'dry_run', fileId).expect(201);
      await unit.office.get(`/api/v1/imports/${body.id}?position=${body.position}`).expect(200);
      ids.push(body.id);
    }
    expect((await begin(unit.office, 'achievements', 'dry_run', fileId).expect(409)).body.code).toBe('imports_waiting_at_most');
    open();
    for (const id of ids) await ended(unit.office, id);
  });
});

describe('the machine loses its power in the middle of an import', () => {
  test.each([1, 101, 230])('at row %i: the next process goes on, and nothing is doubled or lost', async (at) => {
    const place = await newPlace();
    const gate = new Gate();
    let world = await startWorld({}, gate.over, { at: place });
    try {
      const unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
      const fileId = await sendFile(world, unit.office, table('断电'), 'a.csv');
      const cut = gate.cut(at);
      const { body: { id } } = await begin(unit.office, 'achievements', at % 2 ? 'all_or_nothing' : 'good_ones', fileId).expect(201);
      await cut;
      await world.app.close();
      world = await startWorld({}, undefined, { at: place });
      const after = world;
      const document = await until(async () => {
        const { status, done } = await statusOf(after, id);
        return status === 'finished' ? { status, done } : null;
      });
      expect(document.done).toEqual({ recorded: ROWS, alreadyThere: 0, faulty: 0 });
      const drafted = await draftedOf(world);
      expect([drafted.length, new Set(drafted).size]).toEqual([ROWS, ROWS]);
    } finally {
      await world.stop();
    }
  });
});

describe('the store goes away between a chunk and what is recorded of it', () => {
  test('rows are done that were recorded, neither more before nor fewer after', async () => {
    let chunks = 0;
    let away = true;
    const world = await startWorld({}, (stores) => {
      const append: EventStore['append'] = async (stream, events, revision) => {
        if (events[0]?.type === 'ImportChunkRecorded' && ++chunks > 1 && away) throw new StoreUnavailable('cut off');
        return stores.events.append(stream, events, revision);
      };
      return { ...stores, events: Object.assign(Object.create(stores.events) as EventStore, { append }) };
    });
    try {
      const unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
      const id = (await begin(unit.office, 'achievements', 'good_ones', await sendFile(world, unit.office, table('分块'), 'a.csv')).expect(201)).body.id as string;
      const seen = async (): Promise<Imported> => (await unit.office.get(`/api/v1/imports/${id}`).expect(200)).body;
      // The second chunk was dealt with and noted, again and again, and not recorded.
      const broken = await until(async () => (chunks > 2 ? seen() : null));
      expect(broken).toMatchObject({ status: 'recording', rowsDone: 100, done: { recorded: 100 } });
      away = false;
      expect(await ended(unit.office, id)).toMatchObject({ status: 'finished', rowsDone: ROWS, done: { recorded: ROWS } });
    } finally {
      await world.stop();
    }
  });
});

/** As the log says: tokens of the first process are none of the second one's people's. */
const statusOf = async (world: World, id: string): Promise<{ readonly status: string; readonly done: object | null }> => {
  const last = (await world.app.get<EventStore>(EVENT_STORE).read(`import-${id}`, 0, 100)).at(-1);
  if (last?.type !== 'ImportFinished') return { status: last?.type ?? '', done: null };
  const { recorded, alreadyThere, faulty } = last.data as { recorded: number; alreadyThere: number; faulty: number };
  return { status: 'finished', done: { recorded, alreadyThere, faulty } };
};
