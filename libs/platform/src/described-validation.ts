import { DECORATORS } from '@nestjs/swagger';
import { ValidationTypes, ValidatorConstraint, type MetadataStorage, type ValidatorConstraintInterface } from 'class-validator';

type Checks = ReturnType<MetadataStorage['getTargetValidationMetadatas']>;
type Check = Checks[number];
/** What the description (OpenAPI) says of a property. */
type Described = { readonly nullable?: boolean };

/*
 * Where class-validator lets past what the description of a body forbids: `IsOptional` takes null for left out, so that a default is
 * lost and null is recorded; `ValidateNested` takes what is missing, and a list for an object. Here each check of a class is put
 * into the words of its description, for all bodies of the product at once: what is not `nullable` is no null, and an object that
 * nothing makes optional must be there, and be one. test/architecture/bodies.spec.ts holds every body to it.
 */

/** A property that may be left out: only what is not there is not looked at. */
const leftOut = ({ propertyName }: Check) => (body: Readonly<Record<string, unknown>>): boolean => body[propertyName] !== undefined;

/** An object where one is due: neither missing nor a list. What is no object at all is told by `ValidateNested` itself, in the same words. */
@ValidatorConstraint({ name: 'nestedValidation' })
class OneObject implements ValidatorConstraintInterface {
  validate = (value: unknown): boolean => value !== undefined && !Array.isArray(value);
  defaultMessage = (): string => 'object_expected';
}

/** A list where one is due; an object is none. */
@ValidatorConstraint({ name: 'isArray' })
class OneList implements ValidatorConstraintInterface {
  validate = (value: unknown): boolean => Array.isArray(value);
}

/** A list of objects, of which none is a list again. */
@ValidatorConstraint({ name: 'nestedValidation' })
class NoListsWithin implements ValidatorConstraintInterface {
  validate = (value: unknown): boolean => !Array.isArray(value) || !value.some((one) => Array.isArray(one));
  defaultMessage = (): string => 'object_expected';
}

const instead = (check: Check, changes: Partial<Check>): Check => Object.assign(Object.create(Object.getPrototypeOf(check) as object) as Check, check, changes);
const beside = (check: Check, constraintCls: new () => ValidatorConstraintInterface): Check =>
  instead(check, { type: ValidationTypes.CUSTOM_VALIDATION, constraintCls, each: false, constraints: [], message: undefined as unknown as string });

const describedOf = (target: unknown, property: string): Described | undefined =>
  typeof target === 'function' ? (Reflect.getMetadata(DECORATORS.API_MODEL_PROPERTIES, target.prototype as object, property) as Described | undefined) : undefined;

/** The checks of a class as its description has them. What is not described, such as a signed reading, keeps its own of null. */
export const asDescribed = (target: unknown, checks: Checks): Checks =>
  checks.flatMap((check) => {
    if (check.type === ValidationTypes.NESTED_VALIDATION) return [check, ...(check.each ? [beside(check, OneList), beside(check, NoListsWithin)] : [beside(check, OneObject)])];
    if (check.type !== ValidationTypes.CONDITIONAL_VALIDATION || check.name !== 'isOptional') return [check];
    const described = describedOf(target, check.propertyName);
    return described && described.nullable !== true ? [instead(check, { constraints: [leftOut(check)] })] : [check];
  });
