import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import type { Check } from './checked.js';
import { checkDivision, checkRegion } from './division.js';
import { checkIndustry } from './industry.js';
import { checkIpc, checkIpcSymbol } from './ipc.js';
import { checkOrcid } from './orcid.js';
import { checkPatentNumber } from './patent-number.js';
import type { IdentifierProblem } from './problems.js';
import { checkUscc, checkUsccForm } from './uscc.js';

/** A class-validator decorator for a property, which also takes class-validator's own options (`each`, `groups`, …). */
type IdentifierDecorator = (options?: ValidationOptions) => PropertyDecorator;

/** The message is the problem's code, for `IDENTIFIER_TEXT` to put into the reader's language. */
const decoratorFor =
  (name: string, check: Check<IdentifierProblem>): IdentifierDecorator =>
  (options) =>
    ValidateBy(
      {
        name,
        validator: {
          validate: (value: unknown) => check(value).ok,
          defaultMessage: (args) => firstProblem(check, args?.value),
        },
      },
      options,
    );

/** With `each`, the value is the whole list: the code told is that of the first wrong one. */
const firstProblem = (check: Check<IdentifierProblem>, value: unknown): string => {
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const checked = check(one);
    if (!checked.ok) return checked.problem;
  }
  return '';
};

export const IsUscc = decoratorFor('isUscc', checkUscc);
/** For the route on which an administrator overrides a check character with evidence. */
export const IsUsccForm = decoratorFor('isUsccForm', checkUsccForm);
export const IsPatentNumber = decoratorFor('isPatentNumber', checkPatentNumber);
export const IsOrcid = decoratorFor('isOrcid', checkOrcid);
export const IsIpc = decoratorFor('isIpc', checkIpc);
export const IsIpcSymbol = decoratorFor('isIpcSymbol', checkIpcSymbol);
export const IsIndustry = decoratorFor('isIndustry', checkIndustry);
export const IsDivision = decoratorFor('isDivision', checkDivision);
export const IsRegion = decoratorFor('isRegion', checkRegion);

/**
 * Puts a valid identifier into its one written form while the body is read, so that ` 91…e ` and `91…E` are one code;
 * an invalid one stays as it came, for the validator beside it to name. Works on a value and on a list of values.
 */
export const Normalised = (check: Check): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map((one: unknown) => normalised(check, one)) : normalised(check, value)), {
    toClassOnly: true,
  });

const normalised = (check: Check, value: unknown): unknown => {
  const checked = check(value);
  return checked.ok ? checked.value : value;
};
