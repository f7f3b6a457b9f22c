import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Problem } from '@hewu/platform/src/problems.js';

export type Issuer = { readonly issuer: string; readonly audience: string };

/** Asymmetric alone: with one shared secret in the list, the issuer's public key could be abused as that secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** RFC 9068 says `at+jwt`; many issuers say `JWT` or nothing. */
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);
const LEEWAY_SECONDS = 30;
const TIMEOUT_MS = 5_000;

/** The person an issuer speaks of: the same subject of the same issuer is the same person, on every machine. */
export const personOfIssuer = (issuer: string, subject: string): string => derivedId('person', issuer, subject);

/** Faults that lie in the token; whatever else goes wrong lies with the issuer or with us. */
const TOKEN_FAULTS = [
  errors.JWTExpired, errors.JWTClaimValidationFailed, errors.JWTInvalid, errors.JWSInvalid, errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed, errors.JOSENotSupported, errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JWKInvalid,
];

/**
 * Resource-server side of OpenID Connect: reads access tokens of the deployment's identity provider. Its keys are found
 * by discovery and read again when a token names a key that is not known yet. Keys and addresses inside a token
 * (`jwk`, `jku`, `x5u`) are never followed.
 */
export class IssuerTokens {
  private keys: Promise<JWTVerifyGetKey> | null = null;

  constructor(
    private readonly settings: Issuer,
    private readonly clock: Clock,
  ) {}

  /** The person's id, or null when the token does not hold. Throws a 503 `Problem` while the issuer cannot be asked. */
  async read(token: string): Promise<string | null> {
    const { issuer, audience } = this.settings;
    const keys = await this.discovered();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: new Date(this.clock.now()),
      });
      const subject: unknown = payload.sub;
      return TYPES.has(protectedHeader.typ?.toLowerCase()) && typeof subject === 'string' && subject !== '' ? personOfIssuer(issuer, subject) : null;
    } catch (error) {
      if (TOKEN_FAULTS.some((fault) => error instanceof fault)) return null;
      throw unreachable(error);
    }
  }

  private discovered(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((error: unknown) => {
      this.keys = null;
      throw unreachable(error);
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const { issuer } = this.settings;
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${issuer} answered ${response.status} to discovery`);
    const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (found.issuer !== issuer) throw new Error(`OIDC_ISSUER says ${issuer}, but the issuer calls itself ${String(found.issuer)}`);
    if (typeof found.jwks_uri !== 'string' || !URL.canParse(found.jwks_uri)) throw new Error(`${issuer} names no address of its keys`);
    return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: TIMEOUT_MS });
  }
}

const unreachable = (cause: unknown): Problem => Object.assign(new Problem(503, 'identity_provider_unavailable', undefined, { 'retry-after': '5' }), { cause });
