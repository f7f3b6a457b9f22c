import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import { StoreUnavailable, type EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { SqliteKeyVault } from '@hewu/kernel/src/key-vault.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import { SqliteEventStore } from '@hewu/kernel/src/sqlite-event-store.js';
import { contracts } from './contract.decider.js';
import { contractEvents, registrationNumberEvents, type RegistrationNumberClaimed } from './events.js';
import { registerClaimed, registerContract } from './registering.js';
import { registrationNumberIdOf } from './registration-number.js';
import { about, buyer, draft, seller } from './samples.js';

const REGION = '500117';
const NUMBER = '2026500117000001';
const registrar = { personId: 'p-reg', organisationId: 'o-bureau', region: REGION };
const context = (commandId: string, fingerprint = commandId): CommandContext => ({ commandId, fingerprint, correlationId: 'k', causationId: 'k', actor: 'p-reg', onBehalfOf: 'o-bureau', region: REGION, legalBasis: null });
const numberStream = (number: string): string => `registrationNumber-${registrationNumberIdOf(REGION, number)}`;

describe('registering', () => {
  const clock = new ManualClock('2026-03-20T01:00:00.000Z');
  let folder: string, store: SqliteEventStore, vault: SqliteKeyVault;
  const methods = (): EventStore => ({
    exclusive: false, append: (...args) => store.append(...args), read: (...args) => store.read(...args), readAll: (...args) => store.readAll(...args),
    subscribe: (...args) => store.subscribe(...args), end: () => store.end(), close: () => store.close(),
  });
  /** One process of the deployment; others write at the same time. */
  const process = (changes: Partial<EventStore> = {}): Kernel => new Kernel({ ...methods(), ...changes }, new Codec([contractEvents, registrationNumberEvents], vault), clock);
  const before = (contractId: string | null): Pick<ReadModels, 'find'> => ({ find: <D>() => Promise.resolve({ items: (contractId === null ? [] : [{ contract: { id: contractId } }]) as D[], next: null }) });
  const register = (kernel: Kernel, contractId: string, { number = NUMBER, commandId = `${contractId}-${number}`, old = null, technologyAmountFen = 45_000_000 }: { number?: string; commandId?: string; old?: string | null; technologyAmountFen?: number } = {}) =>
    registerContract(kernel, before(old), { contractId, by: registrar, belongs: false, registrationNumber: number, technologyAmountFen }, context(commandId));
  const concluded = async (...ids: readonly string[]): Promise<void> => {
    const kernel = process();
    for (const contractId of ids) {
      await kernel.handle(contracts, contractId, { type: 'DraftContract', ...about, draft: { ...draft, contractId }, draftedBy: 'p-zhao' }, context(`${contractId}-draft`));
      for (const by of [seller, buyer]) await kernel.handle(contracts, contractId, { type: 'SignContract', by, textSha256: draft.textSha256, legalBasis: 'x', today: '2026-03-18' }, context(`${contractId}-${by.personId}`));
    }
  };
  const numberOf = async (contractId: string): Promise<string | null> => (await process().load(contracts, contractId))?.registration?.number ?? null;
  const typesOf = async (number: string): Promise<readonly string[]> => (await store.read(numberStream(number), 0, 10)).map(({ type }) => type);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hewu-registering-'));
    store = new SqliteEventStore(join(folder, 'events.db'), clock);
    vault = new SqliteKeyVault(join(folder, 'keys.db'));
  });
  afterEach(async () => {
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  test('of many who want one number for different contracts at the same moment one gets it, inside a process and across two', async () => {
    const ids = Array.from({ length: 24 }, (_, n) => `c-${n}`);
    await concluded(...ids);
    const [one, other] = [process(), process()];
    const answers = await Promise.all(ids.map((id, n) => register(n % 2 === 0 ? one : other, id)));
    expect(answers.filter((answer) => 'revision' in answer)).toHaveLength(1);
    expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'registration_number_taken')).toHaveLength(23);
    expect((await Promise.all(ids.map(numberOf))).filter((number) => number === NUMBER)).toHaveLength(1);
    expect(await typesOf(NUMBER)).toEqual(['RegistrationNumberClaimed']);
  });

  test('of many who register one contract under different numbers one does, and the other numbers are free again', async () => {
    await concluded('c-1', 'c-2');
    const numbers = Array.from({ length: 8 }, (_, n) => `202650011700001${n}`);
    const kernels = [process(), process()];
    const answers = await Promise.all(numbers.map((number, n) => register(kernels[n % 2]!, 'c-1', { number })));
    expect(answers.map((answer) => ('refused' in answer ? answer.refused : 'registered')).sort()).toEqual([...numbers.slice(1).map(() => 'contract_registered'), 'registered']);
    const given = await numberOf('c-1');
    for (const number of numbers) expect([number, (await typesOf(number)).at(-1)]).toEqual([number, number === given ? 'RegistrationNumberClaimed' : expect.stringMatching('RegistrationNumberFreed')]);
    expect(await register(kernels[0]!, 'c-2', { number: numbers.find((number) => number !== given)! })).toMatchObject({ revision: expect.any(Number) });
  });

  test('the same command again gives the same answer, taken or refused', async () => {
    await concluded('c-1', 'c-2');
    const first = await register(process(), 'c-1');
    expect(first).toMatchObject({ revision: 4 });
    expect(await register(process(), 'c-1')).toEqual(first);
    for (let again = 0; again < 2; again++) expect(await register(process(), 'c-2')).toEqual({ refused: 'registration_number_taken' });
    expect(await registerContract(process(), before(null), { contractId: 'c-1', by: registrar, belongs: false, registrationNumber: '2026500117000099', technologyAmountFen: 1 }, context(`c-1-${NUMBER}`, 'other'))).toEqual({ refused: 'command_id_reused' });
    expect(await typesOf('2026500117000099')).toEqual([]);
  });

  test('what is refused of the contract itself claims no number', async () => {
    await concluded('c-1');
    expect(await register(process(), 'c-1', { technologyAmountFen: draft.amountFen + 1 })).toMatchObject({ refused: 'technology_amount_exceeds' });
    expect(await register(process(), 'c-9')).toEqual({ refused: 'not_found' });
    expect(await typesOf(NUMBER)).toEqual([]);
  });

  test('a number under which a contract was registered before numbers had streams is taken', async () => {
    await concluded('c-1');
    expect(await register(process(), 'c-1', { old: 'c-old' })).toEqual({ refused: 'registration_number_taken' });
    expect(await numberOf('c-1')).toBeNull();
  });

  describe('cut off between the number and the contract', () => {
    const dies = (): Kernel => process({ append: (stream, events, revision) => (stream.startsWith('contract-') ? Promise.reject(new StoreUnavailable('cut off')) : store.append(stream, events, revision)) });
    const claimOf = async (number: string): Promise<RegistrationNumberClaimed['data']> => (await store.read(numberStream(number), 0, 1))[0]!.data as RegistrationNumberClaimed['data'];

    beforeEach(() => concluded('c-1', 'c-2'));

    test('the number stays the contract’s, and asking again or the timer registers it', async () => {
      await expect(register(dies(), 'c-1')).rejects.toThrow('cut off');
      expect(await register(process(), 'c-2')).toEqual({ refused: 'registration_number_taken' });
      expect(await register(process(), 'c-1')).toMatchObject({ revision: 4 });
      expect(await registerClaimed(process(), await claimOf(NUMBER), context('timer'))).toMatchObject({ revision: 4 });
      expect(await numberOf('c-1')).toBe(NUMBER);
    });

    test('the timer alone registers it as it was asked for', async () => {
      await expect(register(dies(), 'c-1')).rejects.toThrow('cut off');
      await registerClaimed(process(), await claimOf(NUMBER), context('timer'));
      expect((await process().load(contracts, 'c-1'))?.registration).toEqual({ number: NUMBER, technologyAmountFen: 45_000_000 });
    });

    test('registered under another number meanwhile, the first is given back', async () => {
      await expect(register(dies(), 'c-1')).rejects.toThrow('cut off');
      expect(await register(process(), 'c-1', { number: '2026500117000002' })).toMatchObject({ revision: 4 });
      await registerClaimed(process(), await claimOf(NUMBER), context('timer'));
      expect(await typesOf(NUMBER)).toEqual(['RegistrationNumberClaimed', 'RegistrationNumberFreed']);
      expect(await register(process(), 'c-2')).toMatchObject({ revision: 4 });
    });
  });
});
