import type { Account, Credentials } from './credentials.js';

const T0 = '2026-03-02T01:00:00.000Z';
const T1 = '2026-03-02T01:10:00.000Z';
const T2 = '2026-03-02T01:20:00.000Z';
const account = (personId: string, mailHash: string): Account => ({ personId, mailHash, passwordHash: '$argon2id$…', claimedAt: T0 });
const token = (hash: string, family = 'f-1', personId = 'p-1') => ({ hash, family, personId, expiresAt: T1 });

/** What every adapter of `Credentials` keeps. `open` answers an empty one; it is closed here. */
export const credentialsContract = (open: () => Promise<Credentials>): void => {
  let credentials: Credentials;
  beforeEach(async () => (credentials = await open()));
  afterEach(() => credentials.close());

  test('a secret is made once, for whoever asks first', async () => {
    const [one, other] = await Promise.all([credentials.secret('tokens'), credentials.secret('tokens')]);
    expect(one).toHaveLength(32);
    expect(other).toEqual(one);
    expect(await credentials.secret('accounts')).not.toEqual(one);
  });

  test('of many who claim one mail, one has it and all are told who', async () => {
    const answers = await Promise.all(['p-1', 'p-2', 'p-3', 'p-4'].map((personId) => credentials.claim(account(personId, 'm-1'))));
    expect(new Set(answers.map(({ personId }) => personId)).size).toBe(1);
    expect(await credentials.accountOf({ mailHash: 'm-1' })).toEqual(answers[0]);
    expect(await credentials.accountOf({ personId: answers[0]!.personId })).toEqual(answers[0]);
  });

  test('a person has one account, and a claim given up is free again', async () => {
    await credentials.claim(account('p-1', 'm-1'));
    expect(await credentials.claim(account('p-1', 'm-2'))).toEqual(account('p-1', 'm-1'));
    await credentials.unclaim({ personId: 'p-1', mailHash: 'm-1' });
    expect(await credentials.claim(account('p-2', 'm-1'))).toEqual(account('p-2', 'm-1'));
    expect(await credentials.accountOf({ personId: 'p-1' })).toBeNull();
  });

  test('a password is replaced', async () => {
    await credentials.claim(account('p-1', 'm-1'));
    await credentials.setPassword('p-1', 'another');
    expect(await credentials.accountOf({ personId: 'p-1' })).toMatchObject({ passwordHash: 'another' });
  });

  test('attempts are counted under their key, all of them also when they come at once, until one has to wait', async () => {
    const patience = { free: 10, firstWaitMs: 600_000 };
    const admitted = await Promise.all(Array.from({ length: 12 }, () => credentials.admit('m-1', T0, patience)));
    expect(admitted.filter((until) => until === null)).toHaveLength(10);
    expect(admitted.filter((until) => until === T1)).toHaveLength(2);
    expect(await credentials.admit('m-2', T0, patience)).toBeNull();
    expect(await credentials.admit('m-1', T1, patience)).toBeNull();
    expect(await credentials.admit('m-1', T2, patience)).toBe('2026-03-02T01:30:00.000Z');
    await credentials.takeBack('m-1', T2);
    expect(await credentials.admit('m-1', T2, patience)).toBeNull();
    expect(await credentials.admit('m-1', T2, patience)).toBe('2026-03-02T01:40:00.000Z');
    await credentials.clearAttempts('m-1');
    await credentials.takeBack('m-1', T2);
    for (let n = 0; n < 10; n++) expect(await credentials.admit('m-1', T2, patience)).toBeNull();
    expect(await credentials.admit('m-1', T2, patience)).not.toBeNull();
    expect(await credentials.admit('m-1', '2026-03-03T01:20:00.000Z', patience)).toBeNull();
  });

  test('a refresh token gives way to the next of its family', async () => {
    await credentials.openFamily(token('t-1'), T2);
    expect(await credentials.rotate('t-1', 't-2', T0, T2)).toEqual({ kind: 'rotated', family: 'f-1', personId: 'p-1' });
    expect(await credentials.rotate('t-2', 't-3', T1, T2)).toEqual({ kind: 'rotated', family: 'f-1', personId: 'p-1' });
    expect(await credentials.familyOf('t-1')).toBe('f-1');
    expect(await credentials.familyOf('t-9')).toBeNull();
  });

  test('a token used twice ends its family, also when both uses come at once', async () => {
    await credentials.openFamily(token('t-1'), T2);
    await credentials.openFamily(token('u-1', 'f-2'), T2);
    const kinds = (await Promise.all(['t-2', 't-3', 't-4'].map((next) => credentials.rotate('t-1', next, T0, T2)))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'rotated').length).toBeLessThanOrEqual(1);
    expect(kinds).toContain('reused');
    expect(await credentials.familyAlive('f-1', T0)).toBe(false);
    for (const late of ['t-2', 't-3', 't-4']) expect(await credentials.rotate(late, 't-9', T0, T2)).toEqual({ kind: 'unknown' });
    expect(await credentials.familyAlive('f-2', T0)).toBe(true);
  });

  test('a token that has expired, a family that has ended and a token never given are nothing', async () => {
    await credentials.openFamily(token('t-1'), T2);
    expect(await credentials.rotate('t-1', 't-2', T1, T2)).toEqual({ kind: 'unknown' });
    expect(await credentials.rotate('t-9', 't-2', T0, T2)).toEqual({ kind: 'unknown' });
    expect(await credentials.familyAlive('f-1', T1)).toBe(true);
    expect(await credentials.familyAlive('f-1', T2)).toBe(false);
    await credentials.openFamily({ ...token('u-1', 'f-2'), expiresAt: '2026-04-01T00:00:00.000Z' }, T1);
    expect(await credentials.rotate('u-1', 'u-2', T1, T2)).toEqual({ kind: 'unknown' });
  });

  test('families are revoked one by one, or all of a person', async () => {
    for (const [hash, family, personId] of [['t-1', 'f-1', 'p-1'], ['t-2', 'f-2', 'p-1'], ['t-3', 'f-3', 'p-1'], ['t-4', 'f-4', 'p-2']] as const) await credentials.openFamily(token(hash, family, personId), T2);
    await credentials.revokeFamily('f-1');
    expect(await Promise.all(['f-1', 'f-2', 'f-3', 'f-4'].map((family) => credentials.familyAlive(family, T0)))).toEqual([false, true, true, true]);
    await credentials.revokePerson('p-1');
    expect(await Promise.all(['f-1', 'f-2', 'f-3', 'f-4'].map((family) => credentials.familyAlive(family, T0)))).toEqual([false, false, false, true]);
    expect(await credentials.rotate('t-2', 't-9', T0, T2)).toEqual({ kind: 'unknown' });
  });

  test('of a forgotten person nothing is left, and nothing else is touched', async () => {
    await credentials.claim(account('p-1', 'm-1'));
    await credentials.claim(account('p-2', 'm-2'));
    const once = { free: 1, firstWaitMs: 3_600_000 };
    const tried = ['m-1', 'm-1:device', 'm-1:place', 'm-2', 'm-2:device', 'm-11'];
    for (const key of tried) await credentials.admit(key, T0, once);
    await credentials.openFamily(token('t-1'), T2);
    await credentials.forget('p-1');
    const waiting = await Promise.all(tried.map(async (key) => (await credentials.admit(key, T1, once)) !== null));
    expect(waiting).toEqual([false, false, false, true, true, true]);
    expect(await credentials.accountOf({ mailHash: 'm-1' })).toBeNull();
    expect(await credentials.familyAlive('f-1', T0)).toBe(false);
    expect(await credentials.accountOf({ personId: 'p-2' })).toEqual(account('p-2', 'm-2'));
    expect(await credentials.claim(account('p-3', 'm-1'))).toEqual(account('p-3', 'm-1'));
  });

  test('what has ended is dropped, what goes on stays', async () => {
    await credentials.openFamily(token('t-1', 'f-1'), T1);
    await credentials.openFamily(token('t-2', 'f-2'), T2);
    const patience = { free: 3, firstWaitMs: 3_600_000 };
    await credentials.admit('m-1', T0, patience);
    await credentials.admit('m-2', T1, patience);
    await credentials.prune(T1, T1);
    expect([await credentials.familyOf('t-1'), await credentials.familyOf('t-2')]).toEqual([null, 'f-2']);
    for (const [key, kept] of [['m-1', false], ['m-2', true]] as const) {
      for (let n = 0; n < 2; n++) expect(await credentials.admit(key, T2, patience)).toBeNull();
      expect({ key, kept: (await credentials.admit(key, T2, patience)) !== null }).toEqual({ key, kept });
    }
  });
};
