import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from './clock.js';
import { Codec, UnreadableEvent } from './codec.js';
import { refuse, type Decider } from './decider.js';
import { eventFamily } from './event.js';
import { NO_STREAM, OutcomeUnknown, type EventStore } from './event-store.js';
import { Kernel, type CommandContext } from './handle.js';
import { SqliteKeyVault, SubjectErased } from './key-vault.js';
import { SqliteEventStore } from './sqlite-event-store.js';

type Joined = { type: 'Joined'; data: { personId: string; name: string | null; seat: number } };
type Left = { type: 'Left'; data: { personId: string } };
type Club = { members: readonly string[] };
type ClubCommand = { type: 'Join'; personId: string; name: string } | { type: 'Leave'; personId: string };

const clubEvents = eventFamily<Joined | Left>('club', {
  Joined: { version: 2, upcasts: { 1: (data) => ({ seat: 0, ...data }) }, personal: { subject: 'personId', fields: ['name'] } },
  Left: { version: 1 },
});
const club: Decider<Club, ClubCommand, Joined | Left, 'club_full' | 'not_a_member'> = {
  events: clubEvents,
  stateVersion: 1,
  initialState: { members: [] },
  evolve: ({ members }, event) => {
    switch (event.type) {
      case 'Joined':
        return { members: [...members, event.data.personId] };
      case 'Left':
        return { members: members.filter((id) => id !== event.data.personId) };
    }
  },
  decide: (command, { members }) => {
    switch (command.type) {
      case 'Join':
        if (members.includes(command.personId)) return [];
        if (members.length >= 2) return refuse('club_full', { seats: 2 });
        return [{ type: 'Joined', data: { personId: command.personId, name: command.name, seat: members.length } }];
      case 'Leave':
        return members.includes(command.personId) ? [{ type: 'Left', data: { personId: command.personId } }] : refuse('not_a_member');
    }
  },
};

const by = (commandId: string, fingerprint = 'asked'): CommandContext => ({
  commandId, fingerprint, correlationId: 'k', causationId: 'k', actor: 'p-1', onBehalfOf: null, region: null, legalBasis: null,
});
const join_ = (personId: string, name = '李雷'): ClubCommand => ({ type: 'Join', personId, name });

describe('handle', () => {
  const clock = new ManualClock('2026-03-01T00:00:00.000Z');
  let folder: string;
  let store: SqliteEventStore;
  let vault: SqliteKeyVault;
  const kernelOn = (events: EventStore = store): Kernel => new Kernel(events, new Codec([clubEvents], vault), clock);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-handle-'));
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
  });
  afterEach(async () => {
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  test('a command records its events with who, when and under which command', async () => {
    const done = await kernelOn().handle(club, 'c1', join_('p-9'), by('cmd-1'));
    const [event] = await store.read('club-c1', 0, 10);
    expect(done).toEqual({ revision: 0, position: event!.position });
    expect(event!.metadata).toMatchObject({ commandId: 'cmd-1', actor: 'p-1', occurredAt: clock.now() });
  });

  test('the same command again gives the same answer and no new event, from this process and from a new one', async () => {
    const first = await kernelOn().handle(club, 'c1', join_('p-9'), by('cmd-1'));
    const kernel = kernelOn();
    await kernel.handle(club, 'c1', { type: 'Leave', personId: 'p-9' }, by('cmd-2'));
    expect(await kernel.handle(club, 'c1', join_('p-9'), by('cmd-1'))).toEqual(first);
    expect(await store.read('club-c1', 0, 10)).toHaveLength(2);
  });

  test('a command id that comes again with other content is refused', async () => {
    const kernel = kernelOn();
    await kernel.handle(club, 'c1', join_('p-9'), by('cmd-1'));
    expect(await kernel.handle(club, 'c1', join_('p-8'), by('cmd-1', 'asked for something else'))).toEqual({ refused: 'command_id_reused' });
  });

  test('of many who race for two seats two win, inside one process and across two', async () => {
    const one = kernelOn();
    const other = kernelOn({ ...methodsOf(store), exclusive: false });
    const shared = kernelOn({ ...methodsOf(store), exclusive: false });
    const answers = await Promise.all(
      [shared, other, shared, other, shared, other].map((kernel, n) => kernel.handle(club, 'c1', join_(`p-${n}`), by(`cmd-${n}`))),
    );
    expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'club_full')).toHaveLength(4);
    expect(await one.load(club, 'c1')).toMatchObject({ members: expect.arrayContaining([expect.any(String)]) });
    expect(await store.read('club-c1', 0, 10)).toHaveLength(2);
  });

  test('an append whose answer was lost is asked again with the same ids, and stands once', async () => {
    let lost = 0;
    const flaky: EventStore = {
      ...methodsOf(store),
      append: async (...args) => {
        const done = await store.append(...args);
        if (lost++ === 0) throw new OutcomeUnknown('the answer was lost');
        return done;
      },
    };
    expect(await kernelOn(flaky).handle(club, 'c1', join_('p-1'), by('cmd-1'))).toMatchObject({ revision: 0 });
    expect(lost).toBe(2);
    expect(await store.read('club-c1', 0, 10)).toHaveLength(1);
  });

  test('personal fields are sealed in the file, open for us, and gone with the key', async () => {
    await kernelOn().handle(club, 'c1', join_('p-9', '韩梅梅'), by('cmd-1'));
    const codec = new Codec([clubEvents], vault);
    const stored = await store.read('club-c1', 0, 10);
    expect(JSON.stringify(stored)).not.toContain('韩梅梅');
    expect((await codec.decode(stored))[0]!.data).toEqual({ personId: 'p-9', name: '韩梅梅', seat: 0 });

    const key = (await vault.find(['p-9'])).get('p-9')!;
    expect(await vault.destroy('p-9')).toBe(true);
    expect((await codec.decode(stored))[0]!.data).toEqual({ personId: 'p-9', name: null, seat: 0 });
    for (const file of ['keys.db', 'keys.db-wal']) expect(readFileSync(join(folder, file)).includes(key)).toBe(false);
    await expect(kernelOn().handle(club, 'c2', join_('p-9'), by('cmd-2'))).rejects.toThrow(SubjectErased);
  });

  test('old shapes are upcast when read; unknown types and future versions are named, not guessed', async () => {
    const codec = new Codec([clubEvents], vault);
    const metadata = { ...by('cmd-1'), occurredAt: clock.now() };
    const old = (type: string, schemaVersion: number) => ({ type, schemaVersion, eventId: `e-${type}-${schemaVersion}`, data: { personId: 'p', name: null }, metadata });
    await store.append('club-c1', [old('Joined', 1), old('Joined', 3), old('Danced', 1)], NO_STREAM);
    const [first, future, unknown] = await store.read('club-c1', 0, 10);
    expect((await codec.decode([first!]))[0]!.data).toEqual({ personId: 'p', name: null, seat: 0 });
    await expect(codec.decode([future!])).rejects.toThrow(UnreadableEvent);
    await expect(codec.decode([unknown!])).rejects.toThrow('unknown event type: Danced version 1 at club-c1@2');
  });
});

/** A store's methods as a plain object, so that one of them can be replaced. */
const methodsOf = (store: EventStore): EventStore => ({
  exclusive: store.exclusive,
  append: (...args) => store.append(...args),
  read: (...args) => store.read(...args),
  readAll: (...args) => store.readAll(...args),
  subscribe: (...args) => store.subscribe(...args),
  end: () => store.end(),
  close: () => store.close(),
});
