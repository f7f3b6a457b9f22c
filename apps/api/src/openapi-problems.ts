import { getSchemaPath } from '@nestjs/swagger';
import { InputProblem } from '@hewu/platform/src/input-problems.js';
import type { PlatformCode } from '@hewu/platform/src/platform-problems.js';
import type { ProblemTable } from '@hewu/platform/src/problem-table.js';
import type { Route } from './openapi-routes.js';

/** What decides which of the platform's problems a route can answer. */
export type Kind = Route & { readonly reads: boolean; readonly query: ReadonlySet<string>; readonly pathParameters: boolean; readonly takesKey: boolean };

/** The platform's problems by kind of route. A token is looked at wherever one is sent, on public routes too. */
const platformCodesOf = ({ policy, reads, query, pathParameters, takesKey, checksInput, offers }: Kind): readonly PlatformCode[] => [
  ...when(checksInput || !reads || offers?.includes('application/json') === true, 'body_invalid'),
  ...when(offers !== null, 'not_acceptable'),
  ...when(!reads, 'json_invalid', 'body_too_large', 'media_type_unsupported', 'content_encoding_unsupported', 'storage_full'),
  ...when(pathParameters, 'url_invalid', 'not_found'),
  ...when(query.has('cursor'), 'cursor_invalid'),
  ...when(query.has('position'), 'position_invalid', 'position_unknown', 'not_there_yet'),
  ...when(takesKey, 'idempotency_key_invalid', 'command_id_reused'),
  'host_missing', 'header_repeated', 'token_invalid', 'acting_for_invalid', 'not_a_member',
  ...when(policy.kind !== 'public', 'sign_in_required'),
  ...when(policy.kind === 'roles', 'acting_for_required', 'role_required'),
  ...when(policy.kind === 'roles' && policy.verified && !reads, 'organisation_not_verified'),
  'too_many_requests', 'internal_fault', 'event_unreadable', 'identity_provider_unavailable', 'store_unavailable',
];

const when = (so: boolean, ...codes: PlatformCode[]): readonly PlatformCode[] => (so ? codes : []);

/** The problem answers of one route by status. Throws on a code that no context and not the platform knows. */
export const problemAnswersOf = (kind: Kind, texts: ProblemTable): Readonly<Record<string, object>> => {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...kind.refuses, ...platformCodesOf(kind)])) {
    const text = texts.get(code);
    if (!text) throw new Error(`no context knows the problem ${code}`);
    byStatus.set(text.status, [...(byStatus.get(text.status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, answerOf(status, codes, texts)]));
};

const answerOf = (status: number, codes: readonly string[], texts: ProblemTable): object => ({
  description: codes.map((code) => `\`${code}\`: ${texts.get(code)!.text.en}`).join('  \n'),
  ...(status === 429 || status === 503 ? { headers: { 'Retry-After': { schema: { type: 'string' }, description: 'Seconds after which it is worth trying again.' } } } : {}),
  content: { 'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { type: 'string', enum: codes } } }] } } },
});

/** RFC 9457 problem details, as every answer that is no success. */
export const problemSchema = (texts: ProblemTable): object => ({
  type: 'object',
  description: 'RFC 9457 problem details. `code` is stable; `title` and `rule` are in the language asked for.',
  required: ['type', 'code', 'status', 'title', 'correlationId'],
  properties: {
    type: { type: 'string', example: '/problems/slot_taken', description: 'The kind of problem, and the address at which it is explained (`readProblemKind`).' },
    code: { type: 'string', enum: [...texts.keys()].sort(), description: 'What programs go by.' },
    status: { type: 'integer', description: 'The HTTP status once more.' },
    title: { type: 'string', description: 'One sentence for people.' },
    rule: { type: 'string', description: 'The rule, with its article, that refused.' },
    details: { type: 'object', properties: { problems: { type: 'array', items: { $ref: getSchemaPath(InputProblem) }, description: 'Of `body_invalid`: each thing that is wrong with the body or the query.' } }, additionalProperties: true, description: 'By code: what was asked, what the limit is, or what would be allowed instead (such as `nearestFree` slots).' },
    correlationId: { type: 'string', description: 'Name it when you report the problem.' },
  },
});
