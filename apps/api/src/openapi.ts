import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { InputProblem } from '@hewu/platform/src/input-problems.js';
import { XLSX } from '@hewu/platform/src/media-types.js';
import { problemTable } from '@hewu/platform/src/problem-table.js';
import { problemAnswersOf, problemSchema } from './openapi-problems.js';
import { routesOf, type Route } from './openapi-routes.js';

type Schema = { readonly $ref?: string; readonly properties?: Readonly<Record<string, unknown>> };
type Parameter = { readonly name?: string; readonly in?: string; schema?: object; description?: string };
type Answer = { description?: string; content?: Record<string, { schema: Schema }> };
type Operation = { operationId: string; summary?: string; description?: string; responses: Record<string, Answer>; parameters?: (Parameter | object)[]; security?: object[] };
type Schemas = Readonly<Record<string, Schema>>;

const TABLE = 'The whole list, all its pages, as a table, a row an item; what is nested stands in columns of its own or as JSON.';

/** Headers that routes share. */
const HEADERS = {
  ActingFor: { name: 'X-Acting-For', in: 'header', required: true, schema: { type: 'string', format: 'uuid' }, description: 'The organisation for which the caller acts; they must hold one of the roles that the route asks for there.' },
  MayActFor: { name: 'X-Acting-For', in: 'header', required: false, schema: { type: 'string', format: 'uuid' }, description: 'The organisation for which the caller acts. Without it they act for themselves alone.' },
  IdempotencyKey: { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' }, description: "The same person's same key is the same command: sent again, it is done once and answered alike. With another request it is refused as `command_id_reused`." },
  AcceptLanguage: { name: 'Accept-Language', in: 'header', required: false, schema: { type: 'string', default: 'zh' }, example: 'en', description: 'Language of the sentences in problems: `zh` or `en`, by their weights (RFC 9110); Chinese when neither is named.' },
  CorrelationId: { name: 'X-Correlation-Id', in: 'header', required: false, schema: { type: 'string', format: 'uuid' }, description: "The caller's own id for everything that follows from this request; it stands in the history and in problems." },
} as const;

/** The whole interface as OpenAPI: what controllers declare, and what follows from a route's policy and kind. */
export const describeApi = (app: INestApplication, contexts: readonly ContextParts[]): OpenAPIObject => {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('合武 Hewu')
      .setDescription('The technology market of Hechuan and Wusheng. Instants are ISO 8601 in UTC, days `YYYY-MM-DD` in Shanghai; money is whole fen (CNY); ids are UUIDs. A write answers with a `position`: a query that is given it includes the write.')
      .setVersion('1')
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .addServer('/')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token of `POST /api/v1/sessions`, or of the identity provider where one is set up.' })
      .build(),
    { extraModels: [InputProblem] },
  );
  const texts = problemTable(contexts);
  const routes = routesOf(app);
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations) as [string, Operation][]) {
      const route = routes.get(operation.operationId);
      if (!route) throw new Error(`${method} ${path} is no route of a controller`);
      const takesKey = method !== 'get' && isWritten(operation, schemas);
      const problems = problemAnswersOf({ ...route, reads: method === 'get', query: queryOf(operation), pathParameters: path.includes('{'), takesKey }, texts);
      Object.assign(operation.responses, problems);
      Object.assign(operation, accessOf(route, operation));
      operation.parameters = [...(operation.parameters ?? []).map(describedParameter), ...headersOf(route, operation, takesKey)];
      addTables(operation, schemas);
      for (const [status, answer] of Object.entries(operation.responses)) answer.description ||= descriptionOf(status, operation, schemas);
    }
  }
  document.components = { ...document.components, parameters: { ...HEADERS }, schemas: { ...schemas, Problem: problemSchema(texts) } as never };
  return document;
};

/** Answers as a write does (`WrittenAnswer`, or one with more in it). */
const isWritten = ({ responses }: Operation, schemas: Schemas): boolean =>
  Object.values(responses).some(({ content }) => {
    const properties = schemas[content?.['application/json']?.schema.$ref?.split('/').at(-1) ?? '']?.properties;
    return properties !== undefined && ['id', 'position', 'revision'].every((name) => name in properties);
  });

/** What a success is that says nothing of itself: a write, emptiness, a list, or what its operation is for. */
const descriptionOf = (status: string, operation: Operation, schemas: Schemas): string => {
  if (isWritten(operation, schemas)) return 'It is done. `position` is where it was recorded; give it to a query that is to include it.';
  if (status === '204') return 'It is done.';
  return operation.responses[status]?.content?.['text/csv'] ? `${operation.summary}: the list, or a page of it.` : `${operation.summary}.`;
};

const queryOf = ({ parameters = [] }: Operation): ReadonlySet<string> => new Set(parameters.flatMap((one) => ('in' in one && one.in === 'query' && one.name ? [one.name] : [])));

/** Who may call it. A public route that declares the bearer says more to some who send one. */
const accessOf = ({ policy }: Route, { security, description }: Operation): Pick<Operation, 'security' | 'description'> => {
  switch (policy.kind) {
    case 'public':
      return { security: security ? [{}, { bearer: [] }] : [] };
    case 'signed_in':
      return { security: [{ bearer: [] }] };
    case 'roles': {
      const roles = `Asks for one of the roles ${policy.roles.map((role) => `\`${role}\``).join(', ')}.`;
      return { security: [{ bearer: [] }], description: description ? `${description}\n\n${roles}` : roles };
    }
  }
};

const headersOf = ({ policy }: Route, { security }: Operation, takesKey: boolean): readonly object[] => {
  const acting: readonly (keyof typeof HEADERS)[] = policy.kind === 'roles' ? ['ActingFor'] : security!.length > 0 ? ['MayActFor'] : [];
  const names: readonly (keyof typeof HEADERS)[] = [...acting, ...(takesKey ? (['IdempotencyKey'] as const) : []), 'AcceptLanguage', 'CorrelationId'];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
};

/** Ids in paths are UUIDs, all of them. */
const describedParameter = (parameter: Parameter | object): object =>
  'in' in parameter && parameter.in === 'path' && /id$/i.test(parameter.name ?? '') ? { ...parameter, schema: { type: 'string', format: 'uuid' } } : parameter;

/** Every list is also a table, asked for by `Accept`. */
const addTables = ({ responses }: Operation, schemas: Schemas): void => {
  const content = responses['200']?.content;
  const name = content?.['application/json']?.schema.$ref?.split('/').at(-1);
  const properties = name === undefined ? undefined : schemas[name]?.properties;
  if (!content || !properties || !('items' in properties)) return;
  content['text/csv'] = { schema: { type: 'string', description: TABLE } as Schema };
  content[XLSX] = { schema: { type: 'string', format: 'binary', description: TABLE } as Schema };
};
