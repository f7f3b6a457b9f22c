import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { UnreadableEvent } from '@hewu/kernel/src/codec.js';
import { AppendTooLarge, StorageFull, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { PositionUnknown, ReadModelBehind } from '@hewu/kernel/src/read-models.js';
import { BadCursor } from '@hewu/kernel/src/read-store.js';
import type { Caller } from './actor.js';
import type { ContextParts } from './context-parts.js';
import { InputInvalid } from './input-problems.js';
import { languageOf, type Language } from './language.js';
import { platformProblems, type PlatformCode } from './platform-problems.js';
import { problemTable, problemType, type ProblemTable } from './problem-table.js';
import { Problem, RefusalProblem } from './problems.js';
import { CONTEXTS } from './tokens.js';

type Told = { readonly status: number; readonly code: string; readonly details?: Readonly<Record<string, unknown>> | undefined; readonly headers?: Readonly<Record<string, string>> | undefined };
type Reply = { status(code: number): Reply; headers(values: Record<string, string>): Reply; send(body: unknown): void };
type Request = { readonly caller?: Caller; readonly headers: Readonly<Record<string, string | undefined>>; readonly id: string; readonly log: { info(value: object, text: string): void; error(value: object, text: string): void } };

/** Every answer that is no success, as `application/problem+json` (RFC 9457) with a stable code, in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly table: ProblemTable;

  constructor(@Inject(CONTEXTS) contexts: readonly ContextParts[]) {
    this.table = problemTable(contexts);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const language = request.caller?.language ?? languageOf(request.headers['accept-language']);
    const told = this.tell(error, language);
    const general = this.table.get(told.code);
    const known = general?.told?.(told.details ?? {}) ?? general;
    const correlationId = request.caller?.context.correlationId ?? request.id;
    // Folding after a start is no fault, and whoever looks whether it is over asks again and again.
    if (error instanceof ReadModelBehind) request.log.info({ correlationId, err: error }, told.code);
    else if (told.status >= 500) request.log.error({ correlationId, err: error }, told.code);
    http
      .getResponse<Reply>()
      .status(told.status)
      .headers({ 'content-type': 'application/problem+json; charset=utf-8', 'content-language': language, ...told.headers })
      .send({
        type: problemType(told.code),
        code: told.code,
        status: told.status,
        title: known?.text[language] ?? told.code,
        ...(known?.rule ? { rule: known.rule[language] } : {}),
        ...(told.details ? { details: told.details } : {}),
        correlationId,
      });
  }

  private tell(error: unknown, language: Language): Told {
    if (error instanceof RefusalProblem) {
      const { refused: code, details } = error.refusal;
      return { status: this.table.get(code)?.status ?? 409, code, details };
    }
    if (error instanceof Problem) return { status: error.status, code: error.code, details: error.details, headers: error.headers };
    if (error instanceof InputInvalid) return platform('body_invalid', { problems: error.in(language) });
    if (error instanceof BadCursor) return platform('cursor_invalid');
    if (error instanceof PositionUnknown) return platform('position_unknown');
    if (error instanceof ReadModelBehind) return { ...platform('not_there_yet'), headers: { 'retry-after': '1' } };
    if (error instanceof StorageFull) return platform('storage_full');
    if (error instanceof AppendTooLarge) return platform('body_too_large');
    // Which one, and why, is for the operator: the log of faults says it.
    if (error instanceof UnreadableEvent) return { ...platform('event_unreadable'), headers: { 'retry-after': '60' } };
    if (error instanceof StoreUnavailable) return { ...platform('store_unavailable'), headers: { 'retry-after': '2' } };
    return tellForeign(error);
  }
}

const platform = (code: PlatformCode, details?: Record<string, unknown>): Told => ({ status: platformProblems[code].status, code, details });

/** What Nest and Fastify throw before a controller is reached. */
const tellForeign = (error: unknown): Told => {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  switch (status) {
    case 400:
      // Nest hands Fastify's error on without its code; what comes here is of reading the body.
      return platform('json_invalid');
    case 404:
      return platform('not_found');
    case 413:
      return platform('body_too_large');
    case 415:
      return platform('media_type_unsupported');
    case 429:
      return platform('too_many_requests');
    default:
      return platform('internal_fault');
  }
};
