import { errors, jwtVerify, SignJWT } from 'jose';
import { MINUTE, type Clock } from '@hewu/kernel/src/clock.js';

/** Says who signed in, and by which sign-in; roles are looked up afresh with every request and never stand in a token. */
export type LocalToken = { readonly personId: string; readonly family: string };

const ISSUER = 'hewu';
const AUDIENCE = 'hewu-api';
const TYPE = 'at+jwt';
/** Machines of one deployment may differ by so much. */
const LEEWAY_SECONDS = 5;
export const ACCESS_TOKEN_SECONDS = (10 * MINUTE) / 1000;

/** So many tokens are not checked anew with every request; of more, those looked at first are. */
const CHECKED_REMEMBERED = 10_000;

/** Short-lived access tokens, made and read by this deployment alone: HS256 under its own secret and no other algorithm. */
export class LocalTokens {
  /** Only whose it is and until when follow from a token alone; whether its sign-in still stands is asked with every request. */
  private readonly checked = new Map<string, LocalToken & { readonly expiresAtSeconds: number }>();

  constructor(
    private readonly key: Uint8Array,
    private readonly clock: Clock,
  ) {}

  issue({ personId, family }: LocalToken): Promise<string> {
    const now = Math.floor(Date.parse(this.clock.now()) / 1000);
    return new SignJWT({ sid: family })
      .setProtectedHeader({ alg: 'HS256', typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(personId)
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(this.key);
  }

  /** Null when the token is not one of ours or has expired. */
  async read(token: string): Promise<LocalToken | null> {
    const known = this.checked.get(token) ?? (await this.check(token));
    if (!known || Date.parse(this.clock.now()) / 1000 < known.expiresAtSeconds + LEEWAY_SECONDS) return known;
    this.checked.delete(token);
    return null;
  }

  private async check(token: string): Promise<(LocalToken & { readonly expiresAtSeconds: number }) | null> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['sub', 'sid', 'iat', 'exp'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: new Date(this.clock.now()),
      });
      const known = { personId: String(payload.sub), family: String(payload['sid']), expiresAtSeconds: payload.exp! };
      this.checked.set(token, known);
      if (this.checked.size > CHECKED_REMEMBERED) this.checked.delete(this.checked.keys().next().value!);
      return known;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
