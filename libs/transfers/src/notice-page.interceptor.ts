import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import type { PriceNoticeAnswer } from './answers.js';
import { noticePage } from './notice-page.js';

type Request = { readonly headers: Readonly<Record<string, string | undefined>> };
type Reply = { header(name: string, value: string): unknown };

/** To a browser (`Accept: text/html` first) the notice is a page, under the same policy as the answer that programs get. */
@Injectable()
export class NoticePages implements NestInterceptor<PriceNoticeAnswer, PriceNoticeAnswer | string> {
  intercept(context: ExecutionContext, next: CallHandler<PriceNoticeAnswer>): Observable<PriceNoticeAnswer | string> {
    const http = context.switchToHttp();
    const reply = http.getResponse<Reply>();
    reply.header('vary', 'accept');
    if (!http.getRequest<Request>().headers['accept']?.startsWith('text/html')) return next.handle();
    return next.handle().pipe(
      map((notice) => {
        reply.header('content-type', 'text/html; charset=utf-8');
        return noticePage(notice);
      }),
    );
  }
}
