import { readFileSync } from 'node:fs';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Logger } from '@nestjs/common';
import { contexts } from '../../apps/api/src/contexts.js';
import { MEDIA_TYPES } from '../../libs/files/src/events.js';
import { CSV, XLSX } from '../../libs/platform/src/media-types.js';
import { platformProblems } from '../../libs/platform/src/platform-problems.js';
import { startWorld, type World } from '../support/world.js';

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Answer = { readonly description?: string; readonly content?: Content };
type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
};
type Description = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

/** What no generated client can know the form of, and why that is so. */
const OF_ANY_FORM: Readonly<Record<string, string>> = {
  'HistoryEntry.data': 'every type of event has a form of its own, and recorded ones never change',
  'Problem.details': 'every code has its own',
  'ExplainedCheckAnswer.limit': 'every rule allows something of its own',
  'ExplainedCheckAnswer.asked': 'every rule measures something of its own',
};

/** Problems that no route answers, and why. */
const NEVER_ANSWERED: Readonly<Record<string, string>> = {
  system_only: 'the first authority of a region is set up on the command line',
  act_unknown: 'only a process finishes or abandons an act, and only one that was begun',
  usage_not_confirmed: 'a charge is raised by a process, once the use is confirmed',
  route_without_policy: 'an application with such a route does not start',
  request_malformed: 'answered before any route is known: it is no HTTP',
  request_timeout: 'answered before any route is known: the request never came to its end',
  headers_too_large: 'answered before any route is known',
  expectation_unknown: 'answered before any route is known',
  method_not_allowed: 'answered where no route takes that method',
};

/** Tables, files and streams: what answers beside JSON, as text or bytes. */
const UNSTRUCTURED: readonly string[] = ['text/event-stream', 'text/calendar', ...MEDIA_TYPES];

/** Pages that people open in a browser, from their mail or as the public; everything else of the interface is for programs. */
const PAGES_FOR_PEOPLE = ['get /api/v1/kiosk/{instrumentId}', 'get /api/v1/price-notices/{id}', 'get /problems/{code}', 'get /api/v1/unsubscriptions/{token}', 'post /api/v1/unsubscriptions/{token}'];

/** Where the `type` of a problem leads, which is no part of a version of the interface. */
const BESIDE_THE_INTERFACE = ['/problems/{code}'];

const TABLES = [CSV, XLSX];

const operationsOf = ({ paths }: Description): readonly (readonly [string, Operation])[] =>
  Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => [`${method} ${path}`, operation] as const));

const answersOf = ({ responses }: Operation, statuses: RegExp): readonly (readonly [string, Answer])[] => Object.entries(responses).filter(([status]) => statuses.test(status));

/** The codes that a problem answer declares, beside the schema that all problems share. */
const codesOf = ({ content }: Answer): readonly string[] => content?.['application/problem+json']?.schema?.allOf?.flatMap(({ properties }) => properties?.['code']?.enum ?? []) ?? [];

const isTyped = ([status, { content }]: readonly [string, Answer]): boolean => {
  const kinds = Object.entries(content ?? {});
  return kinds.length === 0 ? status === '204' : kinds.every(([type, { schema }]) => (type === 'application/json' ? schema?.$ref !== undefined : UNSTRUCTURED.includes(type)));
};

/** The places in a schema that say nothing of what stands there. */
const untypedIn = (schema: Schema | undefined, place: string): readonly string[] => {
  if (!schema) return [place];
  if (schema.$ref !== undefined || place in OF_ANY_FORM) return [];
  const choices = schema.allOf ?? schema.oneOf;
  if (choices) return choices.length === 0 ? [place] : choices.flatMap((choice) => untypedIn(choice, place));
  switch (schema.type) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return [];
    case 'array':
      return untypedIn(schema.items, `${place}[]`);
    case 'object':
      if (schema.properties) return Object.entries(schema.properties).flatMap(([name, inner]) => untypedIn(inner, `${place}.${name}`));
      return typeof schema.additionalProperties === 'object' ? untypedIn(schema.additionalProperties, `${place}{}`) : [place];
    default:
      return [place];
  }
};

const untypedInContent = (content: Content | undefined, place: string): readonly string[] => Object.entries(content ?? {}).flatMap(([type, { schema }]) => untypedIn(schema, `${place} ${type}`));

const untypedInOperation = ([name, { parameters = [], requestBody, responses }]: readonly [string, Operation]): readonly string[] => [
  ...parameters.flatMap((parameter) => (parameter.$ref ? [] : untypedIn(parameter.schema, `${name} ?${parameter.name}`))),
  ...untypedInContent(requestBody?.content, `${name} body`),
  ...Object.entries(responses).flatMap(([status, { content }]) => untypedInContent(content, `${name} ${status}`)),
];

const namedIn = ({ components }: Description, schema: Schema | undefined): Schema | undefined => components.schemas[schema?.$ref?.split('/').at(-1) ?? ''];

/** What a client generator needs; each check names what has it not. */
const CHECKS: Readonly<Record<string, (description: Description) => readonly string[]>> = {
  'every operation has an id of its own': (description) => {
    const operations = operationsOf(description);
    const ids = operations.map(([, { operationId }]) => operationId);
    return operations.filter(([, { operationId }]) => !operationId || ids.indexOf(operationId) !== ids.lastIndexOf(operationId)).map(([name]) => name);
  },
  'every operation says in a sentence what it is for': (description) => operationsOf(description).filter(([, { summary }]) => !summary).map(([name]) => name),
  'every answer says what it is': (description) =>
    operationsOf(description).flatMap(([name, operation]) => answersOf(operation, /./).filter(([, answer]) => !answer.description?.trim()).map(([status]) => `${name} ${status}`)),
  'every list that is read is a table too': (description) =>
    operationsOf(description)
      .filter(([name, { responses }]) => name.startsWith('get ') && 'items' in (namedIn(description, responses['200']?.content?.['application/json']?.schema)?.properties ?? {}))
      .filter(([, { responses }]) => TABLES.some((type) => !responses['200']?.content?.[type]))
      .map(([name]) => name),
  'every success has a type of its own, or is empty, a table or a stream': (description) =>
    operationsOf(description).filter(([name]) => !PAGES_FOR_PEOPLE.includes(name)).filter(([, operation]) => { const successes = answersOf(operation, /^2/); return successes.length === 0 || !successes.every(isTyped); }).map(([name]) => name),
  'every operation tells its problems by their codes': (description) =>
    operationsOf(description).filter(([, operation]) => answersOf(operation, /^4/).length === 0 || answersOf(operation, /^[45]/).some(([, answer]) => codesOf(answer).length === 0)).map(([name]) => name),
  'everything that is sent or answered has a type': (description) => [
    ...operationsOf(description).flatMap(untypedInOperation),
    ...Object.entries(description.components.schemas).flatMap(([name, schema]) => untypedIn(schema, name)),
  ],
  'it speaks of the interface alone, and not of pages for people': ({ paths }) => Object.keys(paths).filter((path) => !path.startsWith('/api/v1/') && !BESIDE_THE_INTERFACE.includes(path)),
};

describe('the description of the interface', () => {
  let world: World;
  let description: Description;
  let warnings: readonly unknown[];

  beforeAll(async () => {
    const warn = jest.spyOn(Logger, 'warn').mockImplementation(() => undefined);
    world = await startWorld();
    description = (await world.anonymous.get('/openapi.json').expect(200)).body as Description;
    warnings = warn.mock.calls;
    warn.mockRestore();
  });
  afterAll(() => world.stop());

  test('is valid OpenAPI', async () => {
    await SwaggerParser.validate(structuredClone(description) as never);
  });

  test('no two types share a name', () => expect(warnings).toEqual([]));

  test.each(Object.entries(CHECKS))('%s', (_title, faultsIn) => expect(faultsIn(description)).toEqual([]));

  test('every problem code of the product is one that some operation can answer', () => {
    const declared = new Set(operationsOf(description).flatMap(([, { responses }]) => Object.values(responses).flatMap(codesOf)));
    const known = [...contexts.flatMap(({ refusals }) => Object.keys(refusals)), ...Object.keys(platformProblems)];
    expect(known.length).toBeGreaterThan(100);
    expect(known.filter((code) => !declared.has(code)).sort()).toEqual(Object.keys(NEVER_ANSWERED).sort());
  });

  test('every check is seen to fail on its offender', async () => {
    const offender = JSON.parse(readFileSync('test/architecture/offenders/openapi.json', 'utf8')) as Description;
    expect(Object.values(CHECKS).map((faultsIn) => faultsIn(offender))).toEqual([
      ['get /api/v1/one', 'get /api/v1/two', 'get /api/v1/three'],
      ['get /api/v1/one'],
      ['get /api/v1/six 200', 'get /api/v1/six 404'],
      ['get /api/v1/six'],
      ['get /api/v1/one', 'get /api/v1/two', 'get /api/v1/four', 'get /pages/five'],
      ['get /api/v1/one', 'get /api/v1/two', 'get /api/v1/three', 'get /pages/five'],
      ['get /api/v1/one ?at', 'get /api/v1/one 200 application/json', 'get /api/v1/two 200 application/json', 'get /api/v1/four body application/json', 'Thing.anything', 'Thing.object', 'Thing.list[]', 'Thing.map{}', 'Thing.choice'],
      ['/pages/five'],
    ]);
    await expect(SwaggerParser.validate(offender as never)).rejects.toThrow();
  });
});
