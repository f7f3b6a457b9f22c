import { Inject, Injectable } from '@nestjs/common';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ROLES, type Actor, type ActorSource, type Role } from '@hewu/platform/src/actor.js';
import { Problem } from '@hewu/platform/src/problems.js';
import { organisation } from './organisation.decider.js';
import { TOKEN_READER } from './tokens.js';

/** Answers the person's id, or null when the token does not hold. */
export interface TokenReader {
  personOf(token: string): Promise<string | null>;
}

/** Longer ones are not even taken apart. */
const LONGEST_TOKEN = 8_192;

const isRole = (role: string): role is Role => (ROLES as readonly string[]).includes(role);

/**
 * From a token and the organisation asked for to who acts. Roles come from the organisation's own stream, so a role
 * taken away decides nothing from that moment on, whatever token is held.
 */
@Injectable()
export class TokenActorSource implements ActorSource {
  constructor(
    private readonly kernel: Kernel,
    @Inject(TOKEN_READER) private readonly reader: TokenReader,
  ) {}

  async resolve(token: string, actingFor: string | null): Promise<Actor> {
    const personId = token.length > LONGEST_TOKEN ? null : await this.reader.personOf(token);
    if (personId === null) throw new Problem(401, 'token_invalid', undefined, { 'www-authenticate': 'Bearer error="invalid_token"' });
    if (actingFor === null) return { personId, organisationId: null, region: null, verified: false, roles: [] };
    // Told in either case by whoever copied it from somewhere (RFC 9562 §4); from here on it is the one that is recorded.
    const organisationId = actingFor.toLowerCase();
    if (!UUID.test(organisationId)) throw new Problem(400, 'acting_for_invalid');
    const actor = await this.standing(personId, organisationId);
    if (actor === null) throw new Problem(403, 'not_a_member');
    return actor;
  }

  async standing(personId: string, organisationId: string): Promise<Actor | null> {
    const { registered, status, members } = UUID.test(organisationId) ? await this.kernel.load(organisation, organisationId) : organisation.initialState;
    if (registered === null || !Object.hasOwn(members, personId)) return null;
    return { personId, organisationId, region: registered.region, verified: status === 'verified', roles: members[personId]!.filter(isRole) };
  }
}
