import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, ManualClock, MINUTE } from '@hewu/kernel/src/clock.js';
import { openDataFolder, type DataFolder } from '@hewu/platform/src/data-folder.js';
import { placeOf } from './known-devices.js';
import { LocalTokens } from './local-tokens.js';
import { mailHash } from './mail.js';
import { hashPassword } from './passwords.js';
import { Sessions, type From, type Session } from './sessions.js';
import { SqliteCredentials } from './sqlite-credentials.js';

const MAIL = 'wang@institute.example';
const PASSWORD = '合川大足武胜 2026';
const key = Buffer.alloc(32, 7);
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('sessions', () => {
  let path: string;
  let folder: DataFolder;
  let credentials: SqliteCredentials;
  let clock: ManualClock;
  let sessions: Sessions;
  let passwordHash: string;

  beforeAll(async () => (passwordHash = await hashPassword(PASSWORD)));
  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'hewu-sessions-'));
    folder = openDataFolder(path);
    credentials = new SqliteCredentials(folder);
    clock = new ManualClock('2026-03-02T01:00:00.000Z');
    sessions = new Sessions(credentials, new LocalTokens(key, clock), key, clock);
    await credentials.claim({ personId: 'p-1', mailHash: mailHash(key, MAIL), passwordHash, claimedAt: clock.now() });
  });
  afterEach(async () => {
    await credentials.close();
    folder.release();
    rmSync(path, { recursive: true });
  });
  /** There is room for its refresh token. */
  type Kept = Session & { readonly refreshToken: string };
  const kept = <T extends Session>(session: T): T & Kept => {
    if (session.refreshToken === null) throw new Error('no refresh token');
    return session as T & Kept;
  };
  const signIn = async (password = PASSWORD, mail = MAIL, from: Partial<From> = {}): Promise<Kept & { readonly deviceToken: string }> => kept(await sessions.signIn(mail, password, { address: '203.0.113.7', deviceToken: null, ...from }));
  const failing = (password = 'not the password', mail = MAIL, from: Partial<From> = {}): Promise<unknown> => signIn(password, mail, from).then(() => null, (problem: { status: number; code: string }) => `${problem.status} ${problem.code}`);

  test('open with mail and password, whatever capitals the mail is typed in', async () => {
    const session = await signIn(PASSWORD, '  Wang@Institute.Example ');
    expect(session).toMatchObject({ personId: 'p-1', expiresInSeconds: 600 });
    expect(await sessions.personOf(session.accessToken)).toBe('p-1');
  });

  test('are refused alike for a wrong password and for nobody’s mail', async () => {
    expect(await failing()).toBe('401 sign_in_failed');
    expect(await failing(PASSWORD, 'nobody@institute.example')).toBe('401 sign_in_failed');
  });

  test('end the patience with one address after ten attempts, for real accounts and for none, and longer each time', async () => {
    for (const mail of [MAIL, 'nobody@institute.example']) {
      const answers = await Promise.all(Array.from({ length: 12 }, () => failing('wrong password', mail)));
      expect(answers.filter((answer) => answer === '401 sign_in_failed')).toHaveLength(10);
      expect(answers.filter((answer) => answer === '429 too_many_requests')).toHaveLength(2);
    }
    expect(await failing(PASSWORD)).toBe('429 too_many_requests');
    clock.advance(15 * MINUTE);
    expect(await failing()).toBe('401 sign_in_failed');
    clock.advance(15 * MINUTE);
    expect(await failing(PASSWORD)).toBe('429 too_many_requests');
    clock.advance(15 * MINUTE);
    expect(await signIn()).toMatchObject({ personId: 'p-1' });
    expect(await failing()).toBe('401 sign_in_failed');
  });

  test('are not taken from the owner by somebody who guesses elsewhere', async () => {
    for (let hour = 0; hour < 24; hour++, clock.advance(HOUR)) {
      for (let n = 0; n < 12; n++) await failing('a guess', MAIL, { address: '198.51.100.1' });
      if (hour % 8 === 7) expect(await signIn(PASSWORD, MAIL, { address: '203.0.113.7' })).toMatchObject({ personId: 'p-1' });
    }
  });

  test('stay open to a known device when guesses come from everywhere, which wait longer and longer', async () => {
    const { deviceToken } = await signIn();
    const guesses = async (): Promise<number> => {
      let heard = 0;
      for (let n = 0; n < 100; n++) if ((await failing('a guess', MAIL, { address: `198.51.100.${n}` })) === '401 sign_in_failed') heard++;
      return heard;
    };
    expect(await guesses()).toBe(50);
    expect(await failing(PASSWORD, MAIL, { address: '192.0.2.1' })).toBe('429 too_many_requests');
    const again = await signIn(PASSWORD, MAIL, { address: '192.0.2.1', deviceToken });
    expect(again.deviceToken).toBe(deviceToken);
    let day = 50;
    for (let minute = 0; minute < 24 * 60; minute += 30, clock.advance(30 * MINUTE)) day += await guesses();
    expect(day).toBeLessThanOrEqual(100);
    expect(await signIn(PASSWORD, MAIL, { address: '192.0.2.1', deviceToken })).toMatchObject({ personId: 'p-1' });
  });

  test('whoever is told to wait because of others has not used up attempts of their own', async () => {
    for (let n = 0; n < 50; n++) await failing('a guess', MAIL, { address: `198.51.100.${n}` });
    for (let n = 0; n < 20; n++) expect(await failing(PASSWORD)).toBe('429 too_many_requests');
    clock.advance(MINUTE / 2);
    expect(await signIn()).toMatchObject({ personId: 'p-1' });
  });

  test('know a device only by a token of that very account, and give it no more patience than an address', async () => {
    const { deviceToken } = await signIn();
    await credentials.claim({ personId: 'p-2', mailHash: mailHash(key, 'li@institute.example'), passwordHash, claimedAt: clock.now() });
    const { deviceToken: other } = await signIn(PASSWORD, 'li@institute.example');
    for (let n = 0; n < 50; n++) await failing('a guess', MAIL, { address: `198.51.100.${n}` });
    const forged = [other, `${deviceToken}x`, deviceToken.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), `${deviceToken}.x`, '.', '', 'a.b'];
    for (const wrong of forged) expect({ wrong, answer: await failing(PASSWORD, MAIL, { deviceToken: wrong }) }).toEqual({ wrong, answer: '429 too_many_requests' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => failing('wrong password', MAIL, { deviceToken })));
    expect(answers.filter((answer) => answer === '401 sign_in_failed')).toHaveLength(10);
    expect(await failing(PASSWORD, MAIL, { deviceToken })).toBe('429 too_many_requests');
  });

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:DB8:1:2::9', '2001:db8:1:3::9'],
    ['2001:db8::1', '2001:db8:0:0:ffff::', '2001:db8:0:1::1'],
    ['::ffff:203.0.113.9', '203.0.113.9', '203.0.113.10'],
    ['fe80::1%eth0', 'fe80::2', 'fe80:0:0:1::2'],
  ])('take %s and %s for one place, and %s for another', (one, same, other) => {
    expect(placeOf(same)).toBe(placeOf(one));
    expect(placeOf(other)).not.toBe(placeOf(one));
  });

  test('last ten minutes without, and longer with their refresh token', async () => {
    const first = await signIn();
    clock.advance(10 * MINUTE + 6_000);
    expect(await sessions.personOf(first.accessToken)).toBeNull();
    const second = await sessions.refresh(first.refreshToken);
    expect(await sessions.personOf(second.accessToken)).toBe('p-1');
    expect(second.refreshToken).not.toBe(first.refreshToken);
  });

  test('a refresh token that comes twice ends the sign-in of both its holders, and no other', async () => {
    const elsewhere = await signIn();
    const stolen = await signIn();
    const thief = kept(await sessions.refresh(stolen.refreshToken));
    await expect(sessions.refresh(stolen.refreshToken)).rejects.toMatchObject({ status: 401, code: 'token_invalid' });
    await expect(sessions.refresh(thief.refreshToken)).rejects.toMatchObject({ status: 401, code: 'token_invalid' });
    expect(await sessions.personOf(thief.accessToken)).toBeNull();
    expect(await sessions.personOf(elsewhere.accessToken)).toBe('p-1');
  });

  test('end at sign-out at once, also the access token', async () => {
    const session = await signIn();
    await sessions.signOut(session.refreshToken);
    expect(await sessions.personOf(session.accessToken)).toBeNull();
    await expect(sessions.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'token_invalid' });
    await sessions.signOut('never given');
  });

  test('end at once for a token that was accepted a moment ago, however the sign-in ended', async () => {
    const usedTwice = async ({ refreshToken }: Kept): Promise<unknown> => (await sessions.refresh(refreshToken), sessions.refresh(refreshToken).catch(() => null));
    const endings: readonly { end: (session: Kept) => Promise<unknown>; elsewhere: string | null }[] = [
      { end: ({ refreshToken }) => sessions.signOut(refreshToken), elsewhere: 'p-1' },
      { end: usedTwice, elsewhere: 'p-1' },
      { end: ({ personId }) => credentials.revokePerson(personId), elsewhere: null },
      { end: ({ personId }) => credentials.forget(personId), elsewhere: null },
    ];
    for (const { end, elsewhere } of endings) {
      const session = await signIn();
      const other = await signIn();
      for (const { accessToken } of [session, other]) expect(await sessions.personOf(accessToken)).toBe('p-1');
      await end(session);
      expect(await sessions.personOf(session.accessToken)).toBeNull();
      expect(await sessions.personOf(other.accessToken)).toBe(elsewhere);
    }
  });

  test('a token accepted before is refused when its ten minutes are over, to the second', async () => {
    const { accessToken } = await signIn();
    expect(await sessions.personOf(accessToken)).toBe('p-1');
    clock.advance(10 * MINUTE + 4_999);
    expect(await sessions.personOf(accessToken)).toBe('p-1');
    clock.advance(1);
    expect(await sessions.personOf(accessToken)).toBeNull();
    expect(await sessions.personOf(accessToken)).toBeNull();
  });

  test('of a token accepted before nothing may be changed', async () => {
    const { accessToken } = await signIn();
    expect(await sessions.personOf(accessToken)).toBe('p-1');
    const [header, payload, signature] = accessToken.split('.') as [string, string, string];
    expect(await sessions.personOf(`${header}.${payload}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`)).toBeNull();
    expect(await sessions.personOf(`${header}.${b64({ sub: 'p-2' })}.${signature}`)).toBeNull();
  });

  test('end after a week unused, and after thirty days in any case', async () => {
    const idle = await signIn();
    let used: Kept = await signIn();
    clock.advance(7 * DAY);
    await expect(sessions.refresh(idle.refreshToken)).rejects.toMatchObject({ code: 'token_invalid' });
    used = await signIn();
    for (let day = 0; day < 29; day += 6) {
      clock.advance(6 * DAY - HOUR);
      used = kept(await sessions.refresh(used.refreshToken));
    }
    clock.advance(1 * DAY);
    await expect(sessions.refresh(used.refreshToken)).rejects.toMatchObject({ code: 'token_invalid' });
    await sessions.prune();
    expect(await credentials.familyOf('anything')).toBeNull();
  });

  test('all end when the password changes, which the old one must allow', async () => {
    const old = await signIn();
    expect(await sessions.changePassword('p-1', 'guess', 'a new long password')).toEqual({ refused: 'password_wrong' });
    const fresh = (await sessions.changePassword('p-1', PASSWORD, 'a new long password')) as Session;
    expect(await sessions.personOf(old.accessToken)).toBeNull();
    expect(await sessions.personOf(fresh.accessToken)).toBe('p-1');
    expect(await failing(PASSWORD)).toBe('401 sign_in_failed');
    expect(await signIn('a new long password')).toMatchObject({ personId: 'p-1' });
    expect(await sessions.changePassword('p-9', PASSWORD, 'a new long password')).toEqual({ refused: 'local_accounts_off' });
  });

  describe('while the disk is full', () => {
    const sql = (statement: string): void => (credentials as unknown as { db: { exec(sql: string): void } }).db.exec(statement);
    const writes = ['counts', 'families', 'tokens'].flatMap((table) => ['INSERT', 'UPDATE', 'DELETE'].map((change) => ({ name: `no_${change}_${table}`, on: `${change} ON ${table}` })));
    const fill = (): void => writes.forEach(({ name, on }) => sql(`CREATE TEMP TRIGGER ${name} BEFORE ${on} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`));
    const makeRoom = (): void => writes.forEach(({ name }) => sql(`DROP TRIGGER ${name}`));
    const passing = (password = PASSWORD, from: Partial<From> = {}): Promise<Session> => sessions.signIn(MAIL, password, { address: '203.0.113.7', deviceToken: null, ...from });

    test('open for ten minutes without a refresh token, as often as one likes', async () => {
      fill();
      for (let n = 0; n < 30; n++) expect(await passing()).toMatchObject({ personId: 'p-1', refreshToken: null, expiresInSeconds: 600 });
      const { accessToken } = await passing();
      expect(await sessions.personOf(accessToken)).toBe('p-1');
      clock.advance(10 * MINUTE + 5_000);
      expect(await sessions.personOf(accessToken)).toBeNull();
      makeRoom();
      expect(await signIn()).toMatchObject({ personId: 'p-1' });
    });

    test('give no more guesses than else: those before count, and these count when there is room again', async () => {
      for (let n = 0; n < 6; n++) await failing();
      fill();
      const answers = await Promise.all(Array.from({ length: 12 }, () => failing()));
      expect(answers.filter((answer) => answer === '401 sign_in_failed')).toHaveLength(4);
      expect(answers.filter((answer) => answer === '429 too_many_requests')).toHaveLength(8);
      clock.advance(15 * MINUTE);
      expect(await failing()).toBe('401 sign_in_failed');
      makeRoom();
      clock.advance(15 * MINUTE);
      expect(await failing(PASSWORD)).toBe('429 too_many_requests');
      clock.advance(15 * MINUTE);
      expect(await failing()).toBe('401 sign_in_failed');
      clock.advance(30 * MINUTE);
      expect(await failing(PASSWORD)).toBe('429 too_many_requests');
    });

    test('let everybody together guess no more either, and take back what the owner needed', async () => {
      fill();
      for (let n = 0; n < 49; n++) expect(await failing('a guess', MAIL, { address: `198.51.100.${n}` })).toBe('401 sign_in_failed');
      for (let n = 0; n < 5; n++) expect(await passing()).toMatchObject({ personId: 'p-1' });
      expect(await failing('a guess', MAIL, { address: '198.51.100.50' })).toBe('401 sign_in_failed');
      expect(await failing('a guess', MAIL, { address: '198.51.100.51' })).toBe('429 too_many_requests');
    });

    test('go on with the refresh token there is, which is not used up', async () => {
      const session = await signIn();
      fill();
      clock.advance(11 * MINUTE);
      const again = await sessions.refresh(session.refreshToken);
      expect(again.refreshToken).toBe(session.refreshToken);
      expect(await sessions.personOf(again.accessToken)).toBe('p-1');
      makeRoom();
      const next = await sessions.refresh(session.refreshToken);
      expect(next.refreshToken).not.toBe(session.refreshToken);
      fill();
      await expect(sessions.refresh(session.refreshToken)).rejects.toThrow('the disk is full');
      expect(await sessions.personOf(next.accessToken)).toBe('p-1');
      makeRoom();
      await expect(sessions.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'token_invalid' });
    });

    test('end when the person’s others do', async () => {
      fill();
      const mine = await passing();
      await credentials.claim({ personId: 'p-2', mailHash: mailHash(key, 'li@institute.example'), passwordHash, claimedAt: clock.now() });
      const { accessToken: other } = await sessions.signIn('li@institute.example', PASSWORD, { address: '203.0.113.7', deviceToken: null });
      makeRoom();
      await credentials.revokePerson('p-1');
      expect(await sessions.personOf(mine.accessToken)).toBeNull();
      expect(await sessions.personOf(other)).toBe('p-2');
    });
  });

  test('accept no token but their own', async () => {
    const { accessToken } = await signIn();
    const [header, payload, signature] = accessToken.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const signed = (head: object, body: object, secret: Buffer = key): string => {
      const text = `${b64(head)}.${b64(body)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const head = { alg: 'HS256', typ: 'at+jwt' };
    expect(await sessions.personOf(signed(head, claims))).toBe('p-1');
    const hostile: Record<string, string> = {
      'algorithm none': `${b64({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      'algorithm none, signature kept': `${b64({ alg: 'none', typ: 'at+jwt' })}.${payload}.${signature}`,
      'other algorithm of the family': signed({ ...head, alg: 'HS512' }, claims),
      'another key': signed(head, claims, Buffer.alloc(32, 8)),
      'key inside': signed({ ...head, jwk: { kty: 'oct', k: Buffer.alloc(32, 8).toString('base64url') } }, claims, Buffer.alloc(32, 8)),
      'other person': `${header}.${b64({ ...claims, sub: 'p-2' })}.${signature}`,
      'other type': signed({ ...head, typ: 'JWT' }, claims),
      'other issuer': signed(head, { ...claims, iss: 'somebody' }),
      'other audience': signed(head, { ...claims, aud: 'somewhere' }),
      'no expiry': signed(head, { ...claims, exp: undefined }),
      'expired': signed(head, { ...claims, exp: Number(claims['iat']) - 60 }),
      'not yet valid': signed(head, { ...claims, nbf: Number(claims['iat']) + 60 }),
      'unknown critical header': signed({ ...head, crit: ['x'], x: 1 }, claims),
      'a sign-in that never was': signed(head, { ...claims, sid: 'f-9' }),
      'truncated': accessToken.slice(0, -3),
      'two parts': `${header}.${payload}`,
      'five parts': `${accessToken}.${header}.${payload}`,
      'no base64': `${header}.${payload}.***`,
      'empty': '',
      'points': '..',
      'no JSON': `${Buffer.from('hewu').toString('base64url')}.${payload}.${signature}`,
      'payload a list': signed(head, [claims]),
    };
    for (const [name, token] of Object.entries(hostile)) expect({ name, person: await sessions.personOf(token) }).toEqual({ name, person: null });
  });
});
