import { StoreUnavailable } from './event-store.js';
import { LeaseLost } from './read-store.js';
import { parkedAt, Standstill } from './standstill.js';

describe('a follower of the log that cannot go on', () => {
  const { signal } = new AbortController();
  const settings = new Map<string, string>();
  const reads = { setting: async (name: string) => settings.get(name) ?? null, putSetting: async (name: string, value: string) => void settings.set(name, value) };
  let told: string[];
  let pauses: number[];
  let standstill: Standstill;
  const stuck = async (why = 'Judged version 9 at jury-1@3'): Promise<void> => {
    throw new Error(why);
  };
  const restarted = (): Standstill =>
    new Standstill({ reads, follower: 'jury', onFault: (fault, where) => told.push(`${where}: ${(fault as Error).message}`), pause: async (milliseconds) => void pauses.push(milliseconds) });
  beforeEach(() => {
    settings.clear();
    [told, pauses] = [[], []];
    standstill = restarted();
  });

  test('tells of it once for each time it tries, after pauses that grow to a minute', async () => {
    for (let i = 0; i < 9; i++) await standstill.follow(stuck, signal);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(told).toEqual(Array<string>(9).fill('jury: Judged version 9 at jury-1@3'));
  });

  test('leaves the reason for the operator, until it went on, and then begins with short pauses again', async () => {
    expect(await parkedAt(reads, 'jury')).toBeNull();
    await standstill.follow(stuck, signal);
    await standstill.follow(stuck, signal);
    expect(await parkedAt(reads, 'jury')).toBe('Judged version 9 at jury-1@3');
    await standstill.follow(() => standstill.wentOn(), signal);
    expect(await parkedAt(reads, 'jury')).toBeNull();
    await standstill.follow(stuck, signal);
    expect(pauses).toEqual([1_000, 2_000, 1_000]);
  });

  test('takes back the reason that the program before it left', async () => {
    await standstill.follow(stuck, signal);
    await restarted().wentOn();
    expect(await parkedAt(reads, 'jury')).toBeNull();
  });

  test.each([new StoreUnavailable('away'), new LeaseLost('jury')])('does not take %s for it', async (fault) => {
    await expect(standstill.follow(() => Promise.reject(fault), signal)).rejects.toBe(fault);
    expect([told, pauses, await parkedAt(reads, 'jury')]).toEqual([[], [], null]);
  });
});
