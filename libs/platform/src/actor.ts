import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CommandContext } from '@hewu/kernel/src/handle.js';

/** The roles a person can hold in an organisation (domain page §4). */
export const ROLES = [
  'researcher', 'transfer_officer', 'decision_maker', 'firm_member', 'instrument_manager', 'technology_manager', 'expert',
  'region_reviewer', 'registrar', 'policy_officer', 'payer', 'auditor', 'platform_administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who calls, and for which of their organisations they act now. */
export type Actor = {
  readonly personId: string;
  /** Null when the person acts for themselves alone. */
  readonly organisationId: string | null;
  /** GB/T 2260 division of that organisation. */
  readonly region: string | null;
  /** Whether that organisation was verified by its region; only then it may write. */
  readonly verified: boolean;
  /** Roles held in that organisation. */
  readonly roles: readonly Role[];
};

/** Turns a bearer token and the organisation asked for into an actor. The organisations context provides it. */
export interface ActorSource {
  /** Throws a `Problem` (401 or 403) when the token or the membership does not hold. */
  resolve(token: string, actingFor: string | null): Promise<Actor>;
  /** Who a person is in an organisation at this moment, for work that goes on after its request was answered; null when they are no member. */
  standing(personId: string, organisationId: string): Promise<Actor | null>;
}
export const ACTOR_SOURCE = Symbol('ActorSource');

/** Everything a controller needs of its caller: who it is, and the ids under which a command is recorded. */
export type Caller = {
  /** Null on public routes when nobody signed in. */
  readonly actor: Actor | null;
  readonly context: CommandContext;
  readonly language: 'zh' | 'en';
};

/** A caller on a route that asks for a signed-in person. */
export type SignedInCaller = Caller & { readonly actor: Actor };

/** Parameter decorator: the `Caller` that the access guard put on the request. */
export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => context.switchToHttp().getRequest<{ caller: Caller }>().caller);
