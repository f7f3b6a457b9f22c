import { SetMetadata } from '@nestjs/common';
import type { Role } from './actor.js';

/**
 * Who may call a route. Every route names exactly one; the application does not start with a route that names none
 * (deny by default).
 */
export type Policy =
  /** Anybody, without an account. */
  | { readonly kind: 'public' }
  /** Any person with an account, for whichever organisation or none. */
  | { readonly kind: 'signed_in' }
  /** A person who acts for an organisation in which they hold one of these roles; to write, it must be verified. */
  | { readonly kind: 'roles'; readonly roles: readonly Role[]; readonly verified: boolean };

export const POLICY = 'hewu:policy';

export const Public = (): MethodDecorator => SetMetadata(POLICY, { kind: 'public' } satisfies Policy);
export const SignedIn = (): MethodDecorator => SetMetadata(POLICY, { kind: 'signed_in' } satisfies Policy);
/** For writes: the organisation acted for must be verified. */
export const Allow = (...roles: Role[]): MethodDecorator => SetMetadata(POLICY, { kind: 'roles', roles, verified: true } satisfies Policy);
/** For reads that an organisation may do before it is verified. */
export const AllowUnverified = (...roles: Role[]): MethodDecorator => SetMetadata(POLICY, { kind: 'roles', roles, verified: false } satisfies Policy);
