import { hash, verify } from '@node-rs/argon2';
import { Problem } from '@hewu/platform/src/problems.js';

/** argon2id (the library's default), 46 MiB, one pass, one lane: the first choice of OWASP's cheat sheet, some 50 ms here. */
const PARAMETERS = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
/** Each runs on a thread and holds 46 MiB; more at once would starve everything else. */
const AT_ONCE = 4;
/** Behind so many the answer would come too late to be of use. */
const MOST_WAITING = 64;

let running = 0;
const waiting: (() => void)[] = [];

/** At most four at once, the others in order; whoever finds the queue full is told to come back. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new Problem(429, 'too_many_requests', undefined, { 'retry-after': '2' });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place passes to the next in line without being given back.
    if (next) next();
    else running--;
  }
};

/** One written form for one password, whichever keyboard composed it. */
const bytes = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8');

/** argon2id in its encoded form, with its parameters and its salt. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(bytes(password), PARAMETERS));

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one of the account. Takes the same time when there is no account (`null`): a password
 * that nobody has is checked instead, so that the time of the answer does not tell which accounts exist.
 */
export const passwordFits = async (passwordHash: string | null, password: string): Promise<boolean> => {
  const against = passwordHash ?? (await (decoy ??= hashPassword('no account has this password')));
  const fits = await inTurn(() => verify(against, bytes(password)));
  return fits && passwordHash !== null;
};
