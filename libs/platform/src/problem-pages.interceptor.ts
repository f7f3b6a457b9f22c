import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { languageOf } from './language.js';
import { problemPage } from './problem-page.js';
import type { ProblemKindAnswer } from './problems.controller.js';
import { answersIn } from './request-shape.guard.js';

type Request = { readonly headers: Readonly<Record<string, string | undefined>> };
type Reply = { header(name: string, value: string): unknown };

/** To a browser (`Accept` likes `text/html` best) what a code means is a page. */
@Injectable()
export class ProblemPages implements NestInterceptor<ProblemKindAnswer, ProblemKindAnswer | string> {
  intercept(context: ExecutionContext, next: CallHandler<ProblemKindAnswer>): Observable<ProblemKindAnswer | string> {
    if (answersIn(context) !== 'text/html') return next.handle();
    const http = context.switchToHttp();
    const language = languageOf(http.getRequest<Request>().headers['accept-language']);
    return next.handle().pipe(
      map((kind) => {
        const reply = http.getResponse<Reply>();
        reply.header('content-type', 'text/html; charset=utf-8');
        reply.header('content-language', language);
        return problemPage(kind, language);
      }),
    );
  }
}
