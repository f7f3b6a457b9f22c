import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { answersIn } from '@hewu/platform/src/request-shape.guard.js';
import type { PriceNoticeAnswer } from './answers.js';
import { noticePage } from './notice-page.js';

type Reply = { header(name: string, value: string): unknown };

/** To a browser (`Accept` likes `text/html` best) the notice is a page, under the same policy as the answer that programs get. */
@Injectable()
export class NoticePages implements NestInterceptor<PriceNoticeAnswer, PriceNoticeAnswer | string> {
  intercept(context: ExecutionContext, next: CallHandler<PriceNoticeAnswer>): Observable<PriceNoticeAnswer | string> {
    if (answersIn(context) !== 'text/html') return next.handle();
    const reply = context.switchToHttp().getResponse<Reply>();
    return next.handle().pipe(
      map((notice) => {
        reply.header('content-type', 'text/html; charset=utf-8');
        return noticePage(notice);
      }),
    );
  }
}
