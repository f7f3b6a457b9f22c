import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { fingerprintOf } from '@hewu/kernel/src/ids.js';
import { BadCursor } from '@hewu/kernel/src/read-store.js';
import { shapeOf } from './route-shape.js';

type Query = Readonly<Record<string, unknown>>;
type Request = { readonly url: string; query: Query };

/**
 * A cursor leads on in the list that gave it, asked as it was then: with other filters it would skip what they find before that
 * place. So each carries a mark of the question, which another question's does not have. Goes around `Exports`, which turns
 * the pages of one question by itself. What narrows a list by who calls or by the time is no part of the question: that may
 * change from page to page.
 */
@Injectable()
export class Cursors implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!shapeOf(context.getClass(), context.getHandler()).isPaged) return next.handle();
    const mark = markOf(request);
    const { cursor } = request.query;
    if (typeof cursor === 'string') request.query = { ...request.query, cursor: opened(cursor, mark) };
    return next.handle().pipe(map((answer: unknown) => (isPage(answer) ? { ...answer, next: `${mark}${answer.next}` } : answer)));
  }
}

/** How many there are on a page, and how new it is at least, may differ. Throws nothing: what is no question is refused by its route. */
const markOf = ({ url, query }: Request): string => {
  const { limit: _limit, cursor: _cursor, position: _position, ...asked } = query;
  return `${fingerprintOf([url.split('?')[0], asked]).slice(0, 8)}.`;
};

const opened = (cursor: string, mark: string): string => {
  if (!cursor.startsWith(mark)) throw new BadCursor('the cursor is not one of this question');
  return cursor.slice(mark.length);
};

const isPage = (answer: unknown): answer is { readonly next: string } =>
  typeof answer === 'object' && answer !== null && typeof (answer as { readonly next?: unknown }).next === 'string';
