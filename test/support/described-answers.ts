import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { contexts } from '../../apps/api/src/contexts.js';
import { describeApi } from '../../apps/api/src/openapi.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [key: string]: Json };
type Content = { readonly [type: string]: { readonly schema: Schema } };
type Operation = { readonly requestBody?: { readonly content: Content }; readonly responses: { readonly [status: string]: { readonly content?: Content } } };

/** What one request was, as far as the description speaks of it. `route` is Fastify's: `/api/v1/bookings/:id`. */
export type Exchange = { readonly method: string; readonly route: string; readonly sent: unknown; readonly status: number; readonly type: string; readonly answer: string };

/**
 * Holds the interface to its description: an answer must have a status that its route declares, a body of the schema
 * declared for it, nothing in it that the schema does not name, and, where it is a problem, a code that the route declares.
 * A body that was accepted must be one that the description allows, so that no client is kept from sending it.
 */
export class DescribedAnswers {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    addFormats.default(this.ajv);
    const schemas = (document.components?.schemas ?? {}) as unknown as { readonly [name: string]: Schema };
    this.ajv.addSchema({ $id: 'doc', components: { schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closed(schema)])) } });
  }

  /** What does not fit, in words; null when all does. */
  faultOf({ method, route, sent, status, type, answer }: Exchange): string | null {
    const path = route.replace(/:(\w+)/g, '{$1}');
    const operation = (this.document.paths[path] as { readonly [method: string]: Operation } | undefined)?.[method.toLowerCase()];
    const name = `${method} ${path} → ${status}`;
    if (!operation) return `${name}: the route is not described`;
    const declared = operation.responses[String(status)];
    if (!declared) return `${name}: the status is not described; answered ${answer.slice(0, 300)}`;
    if (!declared.content) return answer === '' ? null : `${name}: no body is described`;
    const schema = declared.content[type]?.schema;
    if (!schema) return `${name}: ${type} is not described`;
    if (!type.endsWith('json')) return null;
    const wrong = this.complaints(`${name} ${type}`, schema, JSON.parse(answer) as unknown);
    if (wrong) return `${name}: the answer ${wrong}; it was ${answer.slice(0, 600)}`;
    const body = operation.requestBody?.content['application/json']?.schema;
    const unsaid = status < 300 && body && sent !== undefined && sent !== null ? this.complaints(`${method} ${path} body`, body, sent) : null;
    return unsaid ? `${method} ${path}: a body was accepted that ${unsaid}; it was ${JSON.stringify(sent).slice(0, 600)}` : null;
  }

  private complaints(key: string, schema: Schema, value: unknown): string | null {
    const validate = this.compiled.get(key) ?? this.ajv.compile(closed(schema));
    this.compiled.set(key, validate);
    if (validate(value)) return null;
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`).join(', ');
  }
}

/** The schema in JSON Schema's terms, with nothing allowed that it does not name. OpenAPI 3.0 writes `nullable` where JSON Schema has a type. */
const closed = (schema: Schema, whole = true): Schema => {
  const { nullable, ...rest } = schema;
  const inner: { [key: string]: Json } = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closedUnder(key, value)]));
  if (whole && 'allOf' in inner) inner['unevaluatedProperties'] = false;
  if (whole && 'properties' in inner && !('additionalProperties' in inner) && !('allOf' in inner)) inner['additionalProperties'] = false;
  return nullable === true ? { anyOf: [{ type: 'null' }, inner] } : inner;
};

const closedUnder = (key: string, value: Json): Json => {
  switch (key) {
    case 'properties':
      return Object.fromEntries(Object.entries(value as { readonly [name: string]: Schema }).map(([name, inner]) => [name, closed(inner)]));
    case 'items':
      return closed(value as Schema);
    case 'additionalProperties':
      return typeof value === 'object' ? closed(value as Schema) : value;
    case 'oneOf':
    case 'anyOf':
      return (value as readonly Schema[]).map((inner) => closed(inner));
    case 'allOf':
      return (value as readonly Schema[]).map((inner) => closed(inner, false));
    case '$ref':
      return `doc#${(value as string).slice(1)}`;
    default:
      return value;
  }
};

const faults: string[] = [];

/** From now on every JSON answer of this application's interface is held to its description. Call it before the application is ready. */
export const holdToDescription = (app: NestFastifyApplication): void => {
  let described: DescribedAnswers | null = null;
  app.getHttpAdapter().getInstance().addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '').split(';')[0]!;
    const route = request.routeOptions.url;
    if (request.method === 'HEAD' || !route?.startsWith('/api/v1/') || !(typeof payload === 'string' || payload === null || payload === undefined)) return;
    described ??= new DescribedAnswers(describeApi(app, contexts));
    const fault = described.faultOf({ method: request.method, route, sent: request.body, status: reply.statusCode, type, answer: payload ?? '' });
    if (fault) faults.push(fault);
  });
};

/** What did not fit since this was asked last. */
export const faultsSinceLast = (): readonly string[] => faults.splice(0);
