import { ApiProperty } from '@nestjs/swagger';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import type { Language } from './language.js';
import { INPUT_TEXT, OF_TYPE, toldOf, type Words } from './input-texts.js';

/** One thing that is wrong with what was sent, as `details.problems` of `body_invalid` lists it. */
export class InputProblem {
  @ApiProperty({ example: 'completers.0.shareBasisPoints', description: 'Where: names and places in lists, counted from 0, divided by dots. Empty when it is the whole body.' }) field: string;
  @ApiProperty({ example: 'number_expected', description: 'What is wrong, for programs. Stable.' }) code: string;
  @ApiProperty({ example: 'This must be a number.', description: 'The same for people, in the language asked for.' }) message: string;
}

/** `limits`: what the check was told besides the value, for whoever tells it in other units. */
type Found = { readonly field: string; readonly code: string; readonly words: Words; readonly limits: readonly unknown[] };

/** What was sent is not of the form that the route says; it answers `body_invalid` with each thing that is wrong. */
export class InputInvalid extends Error {
  constructor(readonly found: readonly Found[]) {
    super(found.map(({ field, code }) => `${field}: ${code}`).join(', '));
  }

  /** One thing wrong with one field, by a code of `INPUT_TEXT`. */
  static of(code: string, ...fields: readonly string[]): InputInvalid {
    return new InputInvalid(fields.map((field) => ({ field, code, words: INPUT_TEXT[code]!, limits: [] })));
  }

  in(language: Language): readonly InputProblem[] {
    return this.found.map(({ field, code, words }) => ({ field, code, message: words[language] }));
  }
}

/** What class-validator found, as one list; for `ValidationPipe`. */
export const inputInvalid = (errors: readonly ValidationError[]): InputInvalid => new InputInvalid(errors.flatMap((error) => foundIn(error, '')));

const foundIn = (error: ValidationError, within: string): readonly Found[] => {
  const { property, constraints = {}, children = [] } = error;
  // The whole body has no name.
  const field = property === undefined ? within : `${within}${property}`;
  return [...ownOf(error, field, constraints), ...children.flatMap((child) => foundIn(child, `${field}.`))];
};

const ownOf = (error: ValidationError, field: string, constraints: Readonly<Record<string, string>>): readonly Found[] => {
  const failed = Object.entries(constraints);
  if (failed.length > 0 && error.property !== undefined && error.value === undefined && !('whitelistValidation' in constraints)) return [{ field, code: 'missing', words: INPUT_TEXT['missing']!, limits: [] }];
  const ofType = failed.filter(([constraint]) => OF_TYPE.has(constraint));
  return (ofType.length > 0 ? ofType : failed).map(([constraint, message]) => {
    const limits = limitsOf(error, constraint);
    return { field, ...toldOf(constraint, message, limits), limits };
  });
};

/** What the check was told where it was written down; class-validator hands on only the sentence it makes of it. */
const limitsOf = ({ target, property }: ValidationError, constraint: string): readonly unknown[] => {
  if (!target) return [];
  const checks = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return (checks.find(({ propertyName, name }) => propertyName === property && name === constraint)?.constraints as readonly unknown[] | undefined) ?? [];
};
