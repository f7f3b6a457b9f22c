import { ApiProperty, ApiPropertyOptional, DECORATORS } from '@nestjs/swagger';
import { plainToInstance, Type } from 'class-transformer';
import { getMetadataStorage, IsOptional, IsString, ValidateIf, ValidateNested, validateSync } from 'class-validator';
import { contexts } from '../../apps/api/src/contexts.js';
import { rememberValidations } from '../../libs/platform/src/remembered-validation.js';

type Class = new () => object;
type Described = { readonly format?: string; readonly required?: boolean; readonly nullable?: boolean; readonly type?: unknown; readonly isArray?: boolean };
type Check = { readonly type: string; readonly name?: string; readonly propertyName: string; readonly each?: boolean };
/** `dependent`: other fields decide whether it may be left out, which no description can say. */
type Property = { readonly body: Class; readonly name: string; readonly described: Described; readonly nested: 'one' | 'list' | null; readonly dependent: boolean };

/** Every class of the product of which class-validator checks something; the storage has no other way to them. */
const checkedClasses = (): readonly Class[] =>
  [...(getMetadataStorage() as unknown as { readonly validationMetadatas: ReadonlyMap<unknown, unknown> }).validationMetadatas.keys()].filter((key): key is Class => typeof key === 'function');

const propertiesOf = (body: Class): readonly Property[] => {
  const names = (Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES_ARRAY, body.prototype as object) ?? []) as readonly string[];
  const checks = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false) as readonly Check[];
  return names.map((marked) => marked.slice(1)).flatMap((name) => {
    const own = checks.filter(({ propertyName }) => propertyName === name);
    if (own.length === 0) return [];
    const nested = own.find(({ type }) => type === 'nestedValidation');
    const described = Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES, body.prototype as object, name) as Described;
    return [{ body, name, described, nested: nested ? (nested.each ? 'list' : 'one') : null, dependent: own.some((check) => check.type === 'conditionalValidation' && check.name !== 'isOptional') }];
  });
};

/** Whether a body that says only this is refused for it. */
const refusedFor = ({ body, name }: Property, said: object): boolean => validateSync(plainToInstance(body, said), { forbidUnknownValues: false }).some(({ property }) => property === name);
const takes = (property: Property, value: unknown): boolean => !refusedFor(property, { [property.name]: value });

const carriedOn = ({ body, name }: Property, value: unknown): unknown => (plainToInstance(body, { [name]: value }) as Readonly<Record<string, unknown>>)[name];

/** What may not be, by name. */
const FAULTS: Readonly<Record<string, (property: Property) => boolean>> = {
  'takes null, which its description does not': (property) => property.described.nullable !== true && takes(property, null),
  'takes nothing, although it is required': (property) => property.described.required !== false && !refusedFor(property, {}),
  'is refused when it is left out, although it need not be there': (property) => property.described.required === false && !property.dependent && refusedFor(property, {}),
  'is refused when it is null, although its description has it': (property) => property.described.nullable === true && !property.dependent && !takes(property, null),
  'takes a list for an object': (property) => property.nested === 'one' && [[], [{}]].some((value) => takes(property, value)),
  'takes an object for a list, or a list or null within': (property) => property.nested === 'list' && [{}, [[]], [null]].some((value) => takes(property, value)),
  'is a date-time, and is not taken as every RFC 3339 date-time and carried on in UTC with milliseconds': (property) =>
    property.described.format === 'date-time' && (!takes(property, '2026-12-01T16:00:00+08:00') || takes(property, '2026-12-01T16:00:00') || carriedOn(property, '2026-12-01T16:00:00+08:00') !== '2026-12-01T08:00:00.000Z'),
  'takes an object where its description has a list': (property) => property.described.isArray === true && takes(property, {}),
};
const faultsOf = (bodies: readonly Class[]): readonly string[] =>
  bodies.flatMap(propertiesOf).flatMap((property) => Object.entries(FAULTS).filter(([, has]) => has(property)).map(([fault]) => `${property.body.name}.${property.name} ${fault}`));

class Inner {
  @ApiProperty() @IsString() text: string;
}

/** One fault each. What class-validator itself lets past is mended for every class, so some of them look away. */
class Offender {
  @ApiPropertyOptional() @ValidateIf(() => false) @IsString() none?: string;
  @ApiProperty() @IsString() given: string = '';
  @ApiPropertyOptional() @IsString() asked?: string;
  @ApiPropertyOptional({ type: String, nullable: true, default: '' }) @IsString() empty: string | null = '';
  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsString() at?: string;
  @ApiPropertyOptional({ type: Inner }) @ValidateIf((_, value) => value === null) @ValidateNested() @Type(() => Inner) one?: Inner;
  @ApiPropertyOptional({ type: [Inner] }) @ValidateIf((_, value) => value === null) @ValidateNested({ each: true }) @Type(() => Inner) many?: Inner[];
}

/** What is checked but in no description, and why. */
const NOT_DESCRIBED: Readonly<Record<string, string>> = {
  SaidBatch: 'what an instrument signs comes as bytes, and is told in libs/readings/README.md',
  SaidReading: 'the same',
};

/** What is sent is checked as it is described; so nobody can send, and have recorded, what the description forbids. */
describe('bodies and queries', () => {
  beforeAll(rememberValidations);
  const bodies = (): readonly Class[] => checkedClasses().filter((body) => body !== Offender && body !== Inner);

  test('are held to their description, each property of each', () => {
    expect(contexts.length).toBeGreaterThan(20);
    expect(bodies().flatMap(propertiesOf).length).toBeGreaterThan(500);
    expect(bodies().flatMap(propertiesOf).filter(({ described }) => described.format === 'date-time').length).toBeGreaterThan(20);
    expect(faultsOf(bodies())).toEqual([]);
  });

  test('are described, every field that is checked', () => {
    const fieldsOf = (body: Class): readonly string[] => [...new Set((getMetadataStorage().getTargetValidationMetadatas(body, '', false, false) as readonly Check[]).map(({ propertyName }) => propertyName))];
    const silent = bodies().filter((body) => fieldsOf(body).length > propertiesOf(body).length).map(({ name }) => name);
    expect(silent.sort()).toEqual(Object.keys(NOT_DESCRIBED).sort());
  });

  test('each check tells a fault from none', () => {
    expect(faultsOf([Inner])).toEqual([]);
    expect(faultsOf([Offender])).toEqual([
      'Offender.none takes null, which its description does not',
      'Offender.given takes nothing, although it is required',
      'Offender.asked is refused when it is left out, although it need not be there',
      'Offender.empty is refused when it is null, although its description has it',
      'Offender.at is a date-time, and is not taken as every RFC 3339 date-time and carried on in UTC with milliseconds',
      'Offender.one takes a list for an object',
      'Offender.many takes an object for a list, or a list or null within',
      'Offender.many takes an object where its description has a list',
    ]);
  });
});
