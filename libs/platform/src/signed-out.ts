import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { exhaustMap, filter, take, timer, type Observable } from 'rxjs';
import type { ActorSource } from './actor.js';
import { Problem } from './problems.js';

const LOOK_EVERY_MS = 20_000;

/** Parameter decorator: the token that the access guard let in, of a route for people who signed in. */
export const Bearer = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  context.switchToHttp().getRequest<{ readonly headers: { readonly authorization?: string } }>().headers.authorization?.split(' ')[1] ?? '');

/** Tells once, within a minute, that a token holds no more: signed out, expired, or its person was erased. For answers that have no end of their own. */
export const signedOut = (actors: Pick<ActorSource, 'resolve'>, token: string): Observable<unknown> =>
  timer(LOOK_EVERY_MS, LOOK_EVERY_MS).pipe(exhaustMap(() => holds(actors, token)), filter((still) => !still), take(1));

/** Where nobody can say, it is taken to hold. */
const holds = async (actors: Pick<ActorSource, 'resolve'>, token: string): Promise<boolean> => {
  try {
    await actors.resolve(token, null);
    return true;
  } catch (fault) {
    return !(fault instanceof Problem && fault.status === 401);
  }
};
