import { createHash, randomBytes } from 'node:crypto';
import { DAY, plus, type Clock } from '@hewu/kernel/src/clock.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { Problem } from '@hewu/platform/src/problems.js';
import { ATTEMPTS_MS, OF_ALL, OF_ONE, type Patience } from './attempts.js';
import type { Credentials } from './credentials.js';
import { deviceOf, newDeviceToken, placeOf } from './known-devices.js';
import { ACCESS_TOKEN_SECONDS, type LocalTokens } from './local-tokens.js';
import { keyed, mailHash } from './mail.js';
import { hashPassword, passwordFits } from './passwords.js';

/** Without a refresh token there was no room to keep one, and the session ends with its access token. */
export type Session = { readonly accessToken: string; readonly refreshToken: string | null; readonly expiresInSeconds: number; readonly personId: string };

/** From where somebody signs in: the address of their network, and the token of their device when it was used before. */
export type From = { readonly address: string; readonly deviceToken: string | null };

/** A refresh token that lies unused for so long ends; a sign-in ends in any case after `FAMILY_MS`. */
const REFRESH_MS = 7 * DAY;
const FAMILY_MS = 30 * DAY;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
/** Of an account, whether or not it exists, and in it of one who tries. */
const countOf = (mailHashed: string, who: string): string => `${mailHashed}:${who}`;
const fresh = (): string => randomBytes(32).toString('base64url');

/**
 * Signing in and staying signed in. Runs on the machine's clock, not on the one the demonstration may move: jumping
 * over a notice of fifteen days must neither end a session nor prolong one.
 */
export class Sessions {
  constructor(
    private readonly credentials: Credentials,
    private readonly tokens: LocalTokens,
    private readonly mailKey: Buffer,
    private readonly clock: Clock,
  ) {}

  /** One answer for a wrong password and for an account that does not exist, after the same time and the same attempts. */
  async signIn(mail: string, password: string, { address, deviceToken }: From): Promise<Session & { readonly deviceToken: string }> {
    const hashed = mailHash(this.mailKey, mail);
    const device = deviceOf(this.mailKey, hashed, deviceToken);
    const own = countOf(hashed, device ? `device|${device}` : `place|${keyed(this.mailKey, placeOf(address))}`);
    await this.admit(own, OF_ONE);
    if (!device) await this.admit(hashed, OF_ALL, own);
    const account = await this.credentials.accountOf({ mailHash: hashed });
    if (!(await passwordFits(account?.passwordHash ?? null, password)) || !account) throw new Problem(401, 'sign_in_failed');
    await this.credentials.clearAttempts(own);
    if (!device) await this.credentials.takeBack(hashed, this.clock.now());
    return { ...(await this.open(account.personId)), deviceToken: device ? deviceToken! : newDeviceToken(this.mailKey, hashed) };
  }

  /** Uses the token up for a new pair; on a full disk it stays good, and is answered again. A token used before ends every session that came of the same sign-in. */
  async refresh(refreshToken: string): Promise<Session> {
    const now = this.clock.now();
    const next = fresh();
    const rotation = await this.credentials.rotate(hashOf(refreshToken), hashOf(next), now, plus(now, REFRESH_MS));
    if (rotation.kind === 'unknown' || rotation.kind === 'reused') throw new Problem(401, 'token_invalid');
    return this.answer(rotation.personId, rotation.family, rotation.kind === 'kept' ? refreshToken : next);
  }

  /** Ends the sign-in that the token belongs to; a token that is not known has nothing to end. */
  async signOut(refreshToken: string): Promise<void> {
    const family = await this.credentials.familyOf(hashOf(refreshToken));
    if (family !== null) await this.credentials.revokeFamily(family);
  }

  /** Ends every session of the person and opens a new one. */
  async changePassword(personId: string, current: string, next: string): Promise<Session | Refusal<'local_accounts_off' | 'password_wrong'>> {
    const account = await this.credentials.accountOf({ personId });
    if (!account) return refuse('local_accounts_off');
    // Counted apart from sign-ins: only who holds a session comes here.
    const own = countOf(account.mailHash, 'session');
    await this.admit(own, OF_ONE);
    if (!(await passwordFits(account.passwordHash, current))) return refuse('password_wrong');
    await this.credentials.clearAttempts(own);
    await this.credentials.setPassword(personId, await hashPassword(next));
    await this.credentials.revokePerson(personId);
    return this.open(personId);
  }

  /** The person an access token speaks of, while the sign-in it came from still stands. */
  async personOf(accessToken: string): Promise<string | null> {
    const token = await this.tokens.read(accessToken);
    return token && (await this.credentials.familyAlive(token.family, this.clock.now())) ? token.personId : null;
  }

  /** Drops what has ended; for a slow timer. */
  async prune(): Promise<void> {
    const now = this.clock.now();
    await this.credentials.prune(now, plus(now, -ATTEMPTS_MS));
  }

  /** Counted before the password is looked at, so that many attempts at once are counted too. What was counted for nothing is taken back. */
  private async admit(count: string, patience: Patience, forNothing?: string): Promise<void> {
    const now = this.clock.now();
    const until = await this.credentials.admit(count, now, patience);
    if (until === null) return;
    if (forNothing !== undefined) await this.credentials.takeBack(forNothing, now);
    const seconds = Math.ceil((Date.parse(until) - Date.parse(now)) / 1000);
    throw new Problem(429, 'too_many_requests', { retryAfterSeconds: seconds }, { 'retry-after': String(seconds) });
  }

  private async open(personId: string): Promise<Session> {
    const now = this.clock.now();
    const family = newId();
    const token = fresh();
    const kept = await this.credentials.openFamily({ hash: hashOf(token), family, personId, expiresAt: plus(now, REFRESH_MS) }, plus(now, FAMILY_MS));
    return this.answer(personId, family, kept ? token : null);
  }

  private async answer(personId: string, family: string, refreshToken: string | null): Promise<Session> {
    return { accessToken: await this.tokens.issue({ personId, family }), refreshToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, personId };
  }
}
