import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from './clock.js';
import { Codec } from './codec.js';
import { refuse, type Decider } from './decider.js';
import { eventFamily, type Event } from './event.js';
import { foreseeing } from './foresight.js';
import { Kernel } from './handle.js';
import type { KeyVault } from './key-vault.js';
import { SqliteEventStore } from './sqlite-event-store.js';

type Counted = Event<'Counted', { readonly by: number }>;
const counter: Decider<number, { readonly by: number }, Counted, 'too_many'> = {
  events: eventFamily<Counted>('counter', { Counted: { version: 1 } }),
  stateVersion: 1,
  initialState: 0,
  evolve: (sum, { data: { by } }) => sum + by,
  decide: ({ by }, sum) => (sum + by > 3 ? refuse('too_many') : by === 0 ? [] : [{ type: 'Counted', data: { by } }]),
};
const context = (commandId: string) => ({ commandId, fingerprint: '', correlationId: commandId, causationId: commandId, actor: 'p', onBehalfOf: null, region: null, legalBasis: null });
const nobody: KeyVault = { find: async () => new Map(), obtain: async () => Buffer.alloc(32), destroy: async () => false, close: async () => undefined };

test('over it a command is decided on the state as it stands, refused as it would be, and nothing is recorded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-foresight-'));
  const clock = new ManualClock('2026-03-02T01:00:00.000Z');
  const store = new SqliteEventStore(join(folder, 'events.db'), clock);
  const kernel = new Kernel(store, new Codec([counter.events], nobody), clock);
  try {
    await kernel.handle(counter, '1', { by: 2 }, context('a'));
    const end = await store.end();
    const foresight = foreseeing(kernel);
    expect(await foresight.handle(counter, '1', { by: 1 }, context('b'))).toEqual({ revision: 0, position: null, news: 1 });
    expect(await foresight.handle(counter, '1', { by: 0 }, context('c'))).toMatchObject({ news: 0 });
    expect(await foresight.handle(counter, '1', { by: 2 }, context('d'))).toEqual({ refused: 'too_many' });
    expect(await foresight.load(counter, '1')).toBe(2);
    expect(await store.end()).toBe(end);
    expect(await kernel.handle(counter, '1', { by: 1 }, context('b'))).toMatchObject({ revision: 1 });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
