import type { Patience } from './attempts.js';

/** A local account: how a person proves that it is they. Never an event: passwords change and must be forgotten. */
export type Account = {
  readonly personId: string;
  /** Keyed hash of the mail address, so that no address stands in clear outside the person's own sealed events. */
  readonly mailHash: string;
  /** argon2id, in its own encoded form. */
  readonly passwordHash: string;
  readonly claimedAt: string;
};

/** One link of a chain: each refresh token is used once and gives way to the next of its family (one sign-in). */
export type RefreshToken = {
  /** SHA-256 of the token; the token itself is known to the client alone. */
  readonly hash: string;
  readonly family: string;
  readonly personId: string;
  readonly expiresAt: string;
};

/**
 * `reused`: the token had been used before, so one of its two holders is a thief; the whole family is revoked.
 * `kept`: it is good, but there was no room for the next, so it was not used up.
 */
export type Rotation = { readonly kind: 'rotated' | 'kept'; readonly family: string; readonly personId: string } | { readonly kind: 'reused' } | { readonly kind: 'unknown' };

/**
 * Where accounts, sign-in attempts and refresh tokens are kept. Each call is atomic on its own. Instants come from the
 * caller. One suite (`credentials.contract.ts`) holds for every adapter.
 */
export interface Credentials {
  /** 32 random bytes under a name, made at first use, the same for every process of the deployment. */
  secret(name: string): Promise<Buffer>;
  /** Keeps the account unless its mail or its person has one; answers the account that stands. */
  claim(account: Account): Promise<Account>;
  /** Gives a claim up whose person was never recorded. */
  unclaim(account: Pick<Account, 'personId' | 'mailHash'>): Promise<void>;
  accountOf(by: { readonly mailHash: string } | { readonly personId: string }): Promise<Account | null>;
  setPassword(personId: string, passwordHash: string): Promise<void>;
  /** Counts one more attempt under a key (`oneMore`); answers null, or the instant before which there is none, and then counts nothing. */
  admit(key: string, now: string, patience: Patience): Promise<string | null>;
  /** One attempt that was admitted counts no more, and nobody waits for it. */
  takeBack(key: string, now: string): Promise<void>;
  clearAttempts(key: string): Promise<void>;
  /**
   * The first token of a new family, which ends at `endsAt` whatever happens. False when there was no room for the token: the family
   * then stands in memory alone, for as long as an access token holds.
   */
  openFamily(token: RefreshToken, endsAt: string): Promise<boolean>;
  /** Uses a token up and puts `nextHash` in its place. */
  rotate(hash: string, nextHash: string, now: string, expiresAt: string): Promise<Rotation>;
  /** Whether a sign-in still stands at `now`. */
  familyAlive(family: string, now: string): Promise<boolean>;
  /** The family of a token, used or not. */
  familyOf(hash: string): Promise<string | null>;
  revokeFamily(family: string): Promise<void>;
  revokePerson(personId: string): Promise<void>;
  /** Everything about a person is gone, with every count whose key is the account's mail hash, or that with a colon and more. */
  forget(personId: string): Promise<void>;
  /** Drops what ended before `now`: families with their tokens, and counts of attempts begun before `attemptsBefore`. */
  prune(now: string, attemptsBefore: string): Promise<void>;
  close(): Promise<void>;
}
