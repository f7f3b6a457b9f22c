import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { derivedId, fingerprintOf, newId, UUID } from '@hewu/kernel/src/ids.js';
import { answerIncludes } from '@hewu/kernel/src/read-models.js';
import { ACTOR_SOURCE, type Actor, type ActorSource, type Caller } from './actor.js';
import { ASKS_READ_MODELS } from './asks-read-models.js';
import { withCanonicalInstants } from './instants.js';
import { languageOf } from './language.js';
import { POSITION_FORM } from './lists.js';
import { POLICY, type Policy } from './policy.js';
import { Problem } from './problems.js';

type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  caller?: Caller;
};

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Asks every route's policy, and leaves on the request who calls and under which ids. Deny by default. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.reflector.get<Policy | undefined>(POLICY, context.getHandler());
    if (!policy) throw new Problem(403, 'route_without_policy');
    const request = context.switchToHttp().getRequest<Request>();
    const actor = await this.actorOf(request);
    if (policy.kind !== 'public') permit(policy, actor, READING.has(request.method));
    request.caller = callerOf(request, actor);
    if (this.reflector.get<true | undefined>(ASKS_READ_MODELS, context.getHandler())) includePosition(request);
    return true;
  }

  private async actorOf({ headers }: Request): Promise<Actor | null> {
    const header = headers['authorization'];
    if (header === undefined) return null;
    const [scheme, token, ...rest] = header.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) throw new Problem(401, 'token_invalid', undefined, { 'www-authenticate': 'Bearer' });
    return this.actors.resolve(token, headers['x-acting-for'] ?? null);
  }
}

const permit = (policy: Exclude<Policy, { kind: 'public' }>, actor: Actor | null, reading: boolean): void => {
  if (!actor) throw new Problem(401, 'sign_in_required', undefined, { 'www-authenticate': 'Bearer' });
  if (policy.kind === 'signed_in') return;
  if (actor.organisationId === null) throw new Problem(403, 'acting_for_required', { roles: policy.roles });
  if (!policy.roles.some((role) => actor.roles.includes(role))) throw new Problem(403, 'role_required', { roles: policy.roles });
  if (policy.verified && !reading && !actor.verified) throw new Problem(403, 'organisation_not_verified');
};

/** Before anything is asked of a read model. The route itself has nothing to do for it, and never sees it. */
const includePosition = (request: Request): void => {
  const { position, ...query } = request.query;
  if (typeof position === 'string') answerIncludes(position);
  request.query = query;
};

/** Whoever asks again for the same may have learned of a later position meanwhile: what is asked for does not lie in it. */
const addressOf = (url: string): string => {
  const at = url.indexOf('?');
  if (at < 0) return url;
  const query = url.slice(at + 1).split('&').filter((one) => !/^position(=|$)/.test(one));
  return url.slice(0, at) + (query.length === 0 ? '' : `?${query.join('&')}`);
};

/** A key makes the command's id: the same person's same key is the same command, wherever it arrives. */
const callerOf = (request: Request, actor: Actor | null): Caller => {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && !READING.has(request.method) && !/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem(400, 'idempotency_key_invalid');
  const who = actor?.personId ?? 'anonymous';
  const commandId = key === undefined ? newId() : derivedId('command', who, key);
  const asked = request.headers['x-correlation-id'];
  const position = request.query['position'];
  if (isDeeper(request.body, MOST_LEVELS)) throw new Problem(400, 'json_invalid', { atMostLevels: MOST_LEVELS });
  if (position !== undefined && (typeof position !== 'string' || !POSITION_FORM.test(position))) throw new Problem(400, 'position_invalid');
  return {
    actor,
    language: languageOf(request.headers['accept-language']),
    context: {
      commandId,
      fingerprint: READING.has(request.method) ? '' : fingerprintOf([request.method, addressOf(request.url), actor?.organisationId ?? null, withCanonicalInstants(request.body ?? null)]),
      correlationId: asked !== undefined && UUID.test(asked) ? asked : commandId,
      causationId: commandId,
      actor: who,
      onBehalfOf: actor?.organisationId ?? null,
      region: actor?.region ?? null,
      legalBasis: null,
    },
  };
};

/** No body of ours has half as many levels; whoever walks one that is deep without end runs out of stack. */
const MOST_LEVELS = 20;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));
