import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { SignContractCommand, SignContractHandler } from './contract.commands.js';
import { contracts } from './contract.decider.js';
import { contractEvents, transferEvents } from './events.js';
import { isContractHiddenFrom } from './hidden-contract.js';
import { about, buyer, draft, parties, respondBy, seller } from './samples.js';
import { transfers } from './transfer.decider.js';

const context = (commandId: string, { personId, organisationId }: typeof seller | typeof buyer): CommandContext => ({ commandId, fingerprint: commandId, correlationId: 'k', causationId: 'k', actor: personId, onBehalfOf: organisationId, region: '500117', legalBasis: null });

test('a draft over what became restricted is there for the seller alone; what both have signed is there for both', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-hidden-contract-'));
  const clock = new ManualClock('2026-03-20T01:00:00.000Z');
  const [store, vault] = [new SqliteEventStore(join(folder, 'events.db'), clock), new SqliteKeyVault(join(folder, 'keys.db'))];
  const kernel = new Kernel(store, new Codec([contractEvents, transferEvents], vault), clock);
  const hidden = (organisationId: string): Promise<boolean> => isContractHiddenFrom(organisationId, kernel, 'c-1');
  const sign = (by: typeof seller | typeof buyer, n: number): Promise<unknown> =>
    new SignContractHandler(kernel, {} as never).execute(new SignContractCommand({ contractId: 'c-1', textSha256: draft.textSha256 }, context(`sign-${by.personId}-${n}`, by)));
  const settle = (grounds: readonly 'achievement_restricted'[]): Promise<unknown> => kernel.handle(transfers, about.transferId, { type: 'SettleRoom', grounds, respondBy: null }, context(`settle-${grounds.length}`, seller));
  try {
    await kernel.handle(transfers, about.transferId, { type: 'OpenNegotiation', ...about, ...parties, respondBy }, context('open', buyer));
    await kernel.handle(contracts, 'c-1', { type: 'DraftContract', ...about, draft, draftedBy: 'p-zhao' }, context('draft', seller));
    expect(await hidden('o-firm')).toBe(false);
    await settle(['achievement_restricted']);
    expect([await hidden('o-firm'), await hidden('o-bureau'), await hidden('o-institute')]).toEqual([true, true, false]);
    expect(await sign(buyer, 1)).toEqual({ refused: 'not_found' });
    await settle([]);
    for (const by of [seller, buyer]) expect(await sign(by, 2)).toMatchObject({ revision: expect.any(Number) });
    await kernel.handle(transfers, about.transferId, { type: 'SettleRoom', grounds: ['achievement_restricted'], respondBy: null }, context('settle again', seller));
    expect(await hidden('o-firm')).toBe(false);
  } finally {
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  }
});
