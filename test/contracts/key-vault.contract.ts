import { SubjectErased, type KeyVault } from '@hewu/kernel/src/key-vault.js';

/** What every vault of personal keys must do. `open` answers an empty one. */
export const keyVaultContract = (open: () => Promise<KeyVault>, close: (vault: KeyVault) => Promise<void>): void => {
  let vault: KeyVault;
  beforeEach(async () => (vault = await open()));
  afterEach(() => close(vault));

  test('a person has one key of 256 bits, whoever asks first and however often', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => vault.obtain('p-1')));
    expect(first).toHaveLength(32);
    for (const other of others) expect(other).toEqual(first);
    expect(await vault.obtain('p-1')).toEqual(first);
    expect(await vault.obtain('p-2')).not.toEqual(first);
  });

  test('a key that is brought along is kept, unless there is one already', async () => {
    const mine = Buffer.alloc(32, 7);
    expect(await vault.obtain('p-1', mine)).toEqual(mine);
    expect(await vault.obtain('p-1', Buffer.alloc(32, 8))).toEqual(mine);
    expect(await vault.find(['p-1'])).toEqual(new Map([['p-1', mine]]));
  });

  test('asking for many answers those who have a key, and makes none', async () => {
    const key = await vault.obtain('p-1');
    expect(await vault.find(['p-2', 'p-1'])).toEqual(new Map([['p-1', key]]));
    expect(await vault.find(['p-2'])).toEqual(new Map());
    expect(await vault.find([])).toEqual(new Map());
  });

  test('a destroyed key is gone for ever, and no new one is made for that person', async () => {
    await vault.obtain('p-1');
    const other = await vault.obtain('p-2');
    expect(await vault.destroy('p-1')).toBe(true);
    expect(await vault.find(['p-1', 'p-2'])).toEqual(new Map([['p-2', other]]));
    await expect(vault.obtain('p-1')).rejects.toThrow(SubjectErased);
    await expect(vault.obtain('p-1')).rejects.toMatchObject({ subject: 'p-1' });
    expect(await vault.destroy('p-1')).toBe(false);
  });

  test('where there was no key there is nothing to destroy, and one may come later', async () => {
    expect(await vault.destroy('p-1')).toBe(false);
    expect(await vault.obtain('p-1')).toHaveLength(32);
  });
};
