import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { SqliteReadStore } from '@hewu/kernel/src/sqlite-read-store.js';
import { until } from '../../support/until.js';
import { remarkEvents } from './events.js';
import { WithdrawRemark, WithdrawRemarkCommand } from './remark.commands.js';
import { remark } from './remark.decider.js';
import { remarksParts } from './remarks.parts.js';
import { remarksProjection } from './remarks.projection.js';

/* What CONTRIBUTING.md shows is this folder, word for word, and this folder runs. */

const files = readdirSync(__dirname).filter((name) => name.endsWith('.ts') && name !== 'worked-example.spec.ts');
const sources = files.map((name) => readFileSync(join(__dirname, name), 'utf8'));
const example = (name: string): object => JSON.parse(readFileSync(join(__dirname, 'examples', `${name}.json`), 'utf8')) as object;

test('every piece of code on the page stands in this folder', () => {
  const blocks = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
  expect(blocks.length).toBeGreaterThanOrEqual(5);
  expect(blocks.filter((block) => !sources.some((source) => source.includes(block)))).toEqual([]);
});

test('a remark of the first version is read, stands in the read model, and is taken back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-worked-'));
  const clock = new ManualClock('2026-03-02T01:00:00.000Z');
  const store = new SqliteEventStore(join(folder, 'events.db'), clock);
  const reads = new SqliteReadStore(join(folder, 'reads.db'));
  const vault = new SqliteKeyVault(join(folder, 'keys.db'));
  const codec = new Codec([remarkEvents], vault);
  const kernel = new Kernel(store, codec, clock);
  const projections = new Projections({ projections: [...remarksParts.projections], store, reads, codec, owner: 'us', onFault: (fault) => { throw fault; } });
  const models = new ReadModels(reads, projections, store);
  const context = (): CommandContext => ({ commandId: newId(), fingerprint: 'f', correlationId: 'c', causationId: 'c', actor: 'p', onBehalfOf: null, region: null, legalBasis: null });
  const { remarkId, madeBy } = example('RemarkMade.v1') as { readonly remarkId: string; readonly madeBy: string };
  await store.append(`remark-${remarkId}`, [{ eventId: newId(), type: 'RemarkMade', schemaVersion: 1, data: example('RemarkMade.v1') as Record<string, unknown>, metadata: { ...context(), occurredAt: clock.now() } }], -1);
  await projections.start();
  const shown = (): Promise<unknown> => models.get(remarksProjection, remarkId);
  await until(async () => (await shown()) !== null);
  const { remarkId: _id, ...said } = example('RemarkMade.v2') as { readonly remarkId: string };
  expect(await shown()).toEqual({ _id, ...said });
  expect(await new WithdrawRemark(kernel, clock).execute(new WithdrawRemarkCommand({ remarkId, personId: madeBy }, context()))).toMatchObject({ revision: 1 });
  await until(async () => (await shown()) === null);
  expect(await kernel.load(remark, remarkId)).toEqual({ madeBy, withdrawn: true });
  await projections.stop();
  await store.close();
  await reads.close();
  await vault.close();
  rmSync(folder, { recursive: true });
});
