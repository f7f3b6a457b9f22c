import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { platformProblems } from '@hewu/platform/src/platform-problems.js';

type Operation = { responses: Record<string, unknown>; parameters?: object[]; security?: object[] };

/** The whole interface as OpenAPI: what controllers declare, and the problem answers that every route can give. */
export const describeApi = (app: INestApplication, contexts: readonly ContextParts[]): OpenAPIObject => {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('合武 Hewu')
      .setDescription('Writes take `Idempotency-Key`; `X-Acting-For` names the organisation acted for; lists also answer `text/csv` and XLSX.')
      .setVersion('1')
      .addBearerAuth()
      .build(),
  );
  const codes = codesByStatus(contexts);
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations) as [string, Operation][]) {
      for (const status of problemsOf(method, path, [...codes.keys()])) operation.responses[status] ??= problemAnswer(codes.get(status)!);
      operation.security ??= [{ bearer: [] }, {}];
      if (method !== 'get') (operation.parameters ??= []).push({ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } });
    }
  }
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema([...codes.values()].flat()) as never };
  return document;
};

const codesByStatus = (contexts: readonly ContextParts[]): ReadonlyMap<number, readonly string[]> => {
  const codes = new Map<number, string[]>();
  for (const [code, { status }] of [...Object.entries(platformProblems), ...contexts.flatMap(({ refusals }) => Object.entries(refusals))]) {
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  return new Map([...codes].sort(([a], [b]) => a - b));
};

/** Reads carry no body and so meet neither the body's problems nor a full disk. */
const problemsOf = (method: string, path: string, all: readonly number[]): readonly number[] =>
  all.filter((status) => (method === 'get' ? ![409, 413, 415, 422, 507].includes(status) : true) && (status !== 404 || path.includes('{') || method !== 'get'));

const problemAnswer = (codes: readonly string[]): object => ({
  description: codes.join(', '),
  content: { 'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: codes } } }] } } },
});

const problemSchema = (codes: readonly string[]): object => ({
  type: 'object',
  description: 'RFC 9457 problem details. `code` is stable; `title` and `rule` are in the language asked for.',
  required: ['type', 'code', 'status', 'title', 'correlationId'],
  properties: {
    type: { type: 'string' },
    code: { type: 'string', enum: [...new Set(codes)].sort() },
    status: { type: 'integer' },
    title: { type: 'string' },
    rule: { type: 'string', description: 'The rule, with its article, that refused.' },
    details: { type: 'object', additionalProperties: true, description: 'What was asked, and what would be allowed instead.' },
    correlationId: { type: 'string' },
  },
});
