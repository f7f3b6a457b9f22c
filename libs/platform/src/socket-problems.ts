import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '@hewu/kernel/src/ids.js';
import { languageOf } from './language.js';
import { platformProblems, type PlatformCode } from './platform-problems.js';
import { problemType } from './problem-table.js';
import { Problem } from './problems.js';

const TYPE = 'application/problem+json; charset=utf-8';

/** A problem of a request of which no route was asked; `accepted` is its `Accept-Language`, as far as it was read. */
export const bareProblem = (code: PlatformCode, accepted?: string): { readonly status: number; readonly type: string; readonly language: string; readonly body: string } => {
  const language = languageOf(accepted);
  const { status, text } = platformProblems[code];
  return { status, type: TYPE, language, body: JSON.stringify({ type: problemType(code), code, status, title: text[language], correlationId: newId() }) };
};

/** What Node's parser of HTTP could not make a request of. */
export const answerUnreadable = (error: NodeJS.ErrnoException, socket: Socket): void => {
  // A connection that is gone, or on which an answer has begun, cannot be told anything.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) return void socket.destroy(error);
  const { status, type, language, body } = bareProblem(codeOf(error.code));
  socket.end(`HTTP/1.1 ${status} ${PHRASES[status] ?? ''}\r\nContent-Type: ${type}\r\nContent-Language: ${language}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`);
};

const PHRASES: Readonly<Record<number, string>> = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' };

const codeOf = (code: string | undefined): PlatformCode => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers_too_large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request_timeout';
    default:
      return 'request_malformed';
  }
};

/** Of these Node takes the first and drops the others; a proxy in front may have gone by another one. */
const ONCE: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type']);

/**
 * A request of HTTP/1.1 names its host (RFC 9112 §3.2), which Node is told not to ask, since its answer would be an empty one;
 * and it says once what can be said but once.
 */
export const refuseAmbiguous = (app: NestFastifyApplication): void => {
  app.getHttpAdapter().getInstance().addHook('onRequest', ({ raw: { httpVersion, headers, rawHeaders } }, _reply, done) => {
    if (httpVersion === '1.1' && headers.host === undefined) return done(new Problem(400, 'host_missing'));
    const repeated = repeatedIn(rawHeaders);
    done(repeated === null ? undefined : new Problem(400, 'header_repeated', { header: repeated }));
  });
};

/** Names and values stand in turn. */
const repeatedIn = (rawHeaders: readonly string[]): string | null => {
  const met = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    if (!ONCE.has(name)) continue;
    if (met.has(name)) return name;
    met.add(name);
  }
  return null;
};

/** `Expect` with anything but `100-continue`, which Node would answer with an empty 417. */
export const answerExpectations = (server: Server): void => {
  server.on('checkExpectation', ({ headers }: IncomingMessage, response: ServerResponse) => {
    const { status, type, language, body } = bareProblem('expectation_unknown', headers['accept-language']);
    response.writeHead(status, { 'content-type': type, 'content-language': language, 'cache-control': 'no-store', connection: 'close' }).end(body);
  });
};
