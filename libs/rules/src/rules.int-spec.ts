import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { ruleSetEvents, type RuleSetEvent } from './events.js';
import { RecordRuleVersionCommand, RecordRuleVersionHandler } from './rule-set.commands.js';
import { ruleSetsProjection, type RecordedRuleSet } from './rule-sets.projection.js';
import { Rules } from './rules.js';

const by = (commandId: string, region = '511622'): CommandContext => ({
  commandId, fingerprint: commandId, correlationId: 'k', causationId: 'k', actor: 'p-tang', onBehalfOf: 'o-bureau', region, legalBasis: null,
});
/** Invented. */
const said = {
  jurisdiction: '51', ruleId: 'price_notice_days', version: 1, amount: 20, force: 'required', effectiveFrom: '2026-05-01', effectiveUntil: null,
  article: '四川省条例 第十条（虚构）', source: '省公报（虚构）', verification: 'law', reason: '省条例修订',
} as const;

describe('a rule that is changed while the market goes on', () => {
  const clock = new ManualClock('2026-03-02T01:00:00.000Z');
  let folder: string;
  let store: SqliteEventStore;
  let vault: SqliteKeyVault;
  let handler: RecordRuleVersionHandler;
  let rules: Rules;
  let reads = 0;

  /** The projection, folded from the log at every read: what a caught-up read model holds. */
  const caughtUp = (codec: Codec): Pick<ReadModels, 'getMany'> => ({
    getMany: async <D>(_: unknown, ids: readonly string[]) => {
      reads++;
      const documents = new Map<string, RecordedRuleSet>();
      for (const event of (await codec.decode(await store.readAll(null, 100))) as readonly Recorded<RuleSetEvent>[]) {
        const key = event.data.jurisdiction;
        if (ids.includes(key)) documents.set(key, ruleSetsProjection.evolve(documents.get(key) ?? null, event)!);
      }
      return documents as unknown as ReadonlyMap<string, D>;
    },
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-rules-'));
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
    const codec = new Codec([ruleSetEvents], vault);
    handler = new RecordRuleVersionHandler(new Kernel(store, codec, clock), clock);
    rules = new Rules(caughtUp(codec) as ReadModels);
  });
  afterAll(async () => {
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  test('stays for every day before, and is another from its day on', async () => {
    const before = await rules.inForce('price_notice_days', '511622', '2026-04-30');
    expect(before).toMatchObject({ jurisdiction: 'CN', version: 1, amount: 15 });
    expect(await handler.execute(new RecordRuleVersionCommand(said, by('c-1')))).toMatchObject({ revision: 0 });

    expect(await rules.inForce('price_notice_days', '511622', '2026-04-30')).toEqual(before);
    expect(await rules.inForce('price_notice_days', '511622', '2026-05-01')).toEqual({
      id: 'price_notice_days', jurisdiction: '51', version: 1, amount: 20, unit: 'natural_days', force: 'required', article: said.article, verification: 'law',
    });
    expect(await rules.inForce('price_notice_days', '500117', '2026-05-01')).toEqual(before);
    expect(await rules.inForceIfAny('dormancy_years', '511622', '2026-05-01')).toBeNull();
  });

  test('the log says who recorded it, for whom and on which article', async () => {
    const [event] = await store.read('ruleSet-51', 0, 10);
    expect(event).toMatchObject({
      type: 'RuleVersionRecorded',
      data: { ...said, unit: 'natural_days', recordedBy: 'p-tang' },
      metadata: { actor: 'p-tang', onBehalfOf: 'o-bureau', region: '511622', legalBasis: said.article, occurredAt: clock.now() },
    });
  });

  test('of two officers who record the same version at once, one is told to look first', async () => {
    const shanghai = { ...said, jurisdiction: '31' } as const;
    const answers = await Promise.all([
      handler.execute(new RecordRuleVersionCommand({ ...shanghai, amount: 20 }, by('c-2', '500117'))),
      handler.execute(new RecordRuleVersionCommand({ ...shanghai, amount: 25 }, by('c-3'))),
    ]);
    expect(answers).toMatchObject([{ revision: 0 }, { refused: 'rule_version_taken', details: { latest: 1 } }]);
    expect(await handler.execute(new RecordRuleVersionCommand({ ...shanghai, amount: 20 }, by('c-4')))).toMatchObject({ revision: 0 });
  });

  test('today is the day in Shanghai', async () => {
    clock.moveTo('2026-04-30T16:00:00.000Z');
    const change = { ...said, version: 2, amount: 25 };
    expect(await handler.execute(new RecordRuleVersionCommand({ ...change, effectiveFrom: '2026-04-30' }, by('c-5')))).toMatchObject({ refused: 'rule_effective_in_past', details: { earliest: '2026-05-01' } });
    expect(await handler.execute(new RecordRuleVersionCommand(change, by('c-6')))).toMatchObject({ revision: 1 });
    const history = await rules.history();
    expect(history('51', 'price_notice_days').map(({ version, amount }) => [version, amount])).toEqual([[1, 20], [2, 25]]);
    expect(history('31', 'price_notice_days').map(({ version, amount }) => [version, amount])).toEqual([[1, 20]]);
    expect(history('11', 'price_notice_days')).toEqual([]);
  });

  test('is read at once, the province with the nation', async () => {
    reads = 0;
    await rules.inForce('listing_months', '511622', '2026-03-02');
    expect(reads).toBe(1);
  });

  test('and an id that no rule has does not compile', async () => {
    // @ts-expect-error: there is no such rule
    await expect(rules.inForce('price_notice_weeks', '511622', '2026-03-02')).rejects.toThrow();
    // @ts-expect-error: the nation has none, so there may be nothing in force
    await expect(rules.inForce('dormancy_years', '511622', '2026-03-02')).rejects.toThrow('dormancy_years is no rule of the nation');
  });
});
