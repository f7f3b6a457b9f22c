import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { UUID } from '@hewu/kernel/src/ids.js';
import { InputInvalid } from './input-problems.js';
import { acceptedOf } from './media-types.js';
import { notFound, Problem } from './problems.js';
import { shapeOf, type RouteShape } from './route-shape.js';

type Request = {
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** A route that reads its body itself says so (`TAKES_FILE`). */
  readonly routeOptions: { readonly config: { readonly takesFile?: boolean } };
  answersIn?: string | null;
};

/**
 * What holds of every request whatever its route does, asked once it is known that the caller may call it: an id that can be
 * none is told like one that is nobody's; what a route does not take is refused, so that nobody believes it was heard; and what
 * nobody could read is not done.
 */
@Injectable()
export class RequestShape implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const shape = shapeOf(context.getClass(), context.getHandler());
    if (Object.entries(request.params).some(([name, value]) => /id$/i.test(name) && !UUID.test(value))) throw notFound();
    if (shape.takesQuery) refuseUndecodable(request.url);
    refuseReserved(request.query);
    refuseReserved(request.body);
    refuseBody(shape, request);
    if (shape.offers !== null) {
      if (!shape.takesQuery && shape.offers.includes('application/json')) refuseUnknown(request.query);
      request.answersIn = acceptedOf(request.headers['accept'], shape.offers);
      if (request.answersIn === null) throw new Problem(406, 'not_acceptable', { offered: shape.offers });
    }
    return true;
  }
}

/** In which of the types its route offers a request is answered. */
export const answersIn = (context: ExecutionContext): string | null => context.switchToHttp().getRequest<Request>().answersIn ?? null;

const refuseBody = ({ takesBody }: RouteShape, { body, routeOptions }: Request): void => {
  if (body === undefined || routeOptions.config.takesFile) return;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw InputInvalid.of('object_expected', '');
  if (!takesBody) refuseUnknown(body);
};

/** What Nest takes out of what it reads before it looks whether there is such a field. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

const refuseReserved = (value: unknown, within = ''): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (RESERVED.has(name)) throw InputInvalid.of('unknown_field', `${within}${name}`);
    refuseReserved(inner, `${within}${name}.`);
  }
};

/** What is no percent-encoded UTF-8 (RFC 3986 §2.5), such as GBK, is handed on as it was written, and nobody means `%ff`. */
const refuseUndecodable = (url: string): void => {
  const query = url.slice(url.indexOf('?') + 1 || url.length);
  if (decoded(query) !== null) return;
  throw InputInvalid.of('encoding_invalid', ...query.split('&').filter((part) => decoded(part) === null).map((part) => decoded(part.split('=')[0]!) ?? ''));
};

/** Null when it cannot be. Bytes that are not encoded at all are read as Latin letters that nobody wrote. */
const decoded = (text: string): string | null => {
  if (/[^\x21-\x7e]/.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const refuseUnknown = (fields: object): void => {
  const names = Object.keys(fields);
  if (names.length > 0) throw InputInvalid.of('unknown_field', ...names);
};
