import { hash } from '@node-rs/argon2';
import { hashPassword, passwordFits } from './passwords.js';

/** As cheap as argon2 allows, for tests of the queue. */
const cheap = (password: string): Promise<string> => hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });

describe('passwords', () => {
  test('are kept as argon2id with 46 MiB, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('three rivers'), hashPassword('three rivers')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect(other).not.toBe(one);
    expect(await passwordFits(one!, 'three rivers')).toBe(true);
    expect(await passwordFits(one!, 'Three rivers')).toBe(false);
  });

  test('are one password however their letters were composed', async () => {
    expect(await passwordFits(await cheap('café'.normalize('NFC')), 'café'.normalize('NFD'))).toBe(true);
  });

  test('never fit where there is no account, not even the one that is checked in its place', async () => {
    expect(await passwordFits(null, 'anything')).toBe(false);
    expect(await passwordFits(null, 'no account has this password')).toBe(false);
  });

  test('wait in line, and a line that is too long is told to come back; afterwards all goes on', async () => {
    const kept = await cheap('three rivers');
    const answers = await Promise.allSettled(Array.from({ length: 80 }, () => passwordFits(kept, 'three rivers')));
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value)).toHaveLength(68);
    const turnedAway = answers.filter((answer) => answer.status === 'rejected');
    expect(turnedAway).toHaveLength(12);
    expect(turnedAway[0]).toMatchObject({ reason: { status: 429, code: 'too_many_requests', headers: { 'retry-after': '2' } } });
    expect(await passwordFits(kept, 'three rivers')).toBe(true);
  });
});
