import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { checkPatentNumber } from '@hewu/identifiers/src/patent-number.js';

type Right = { readonly kind?: unknown };

/** Longest number of a right other than a patent: offices write them in many ways. */
const LONGEST = 60;

/**
 * The number of a right, or nothing. A patent's is put into its one written form and its check digit must fit; what must
 * not be missing is the decider's to say.
 */
export const IpNumber = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value, obj }: { value: unknown; obj: Right }) => (obj.kind === 'patent' ? written(value) : value), { toClassOnly: true }),
    ValidateBy({
      name: 'ipNumber',
      validator: {
        validate: (value: unknown, args) => problemOf(value, args?.object as Right) === null,
        defaultMessage: (args) => problemOf(args?.value, args?.object as Right) ?? '',
      },
    }),
  );

const written = (value: unknown): unknown => {
  const checked = checkPatentNumber(value);
  return checked.ok ? checked.value : value;
};

const problemOf = (value: unknown, { kind }: Right): string | null => {
  if (value === null || value === undefined) return null;
  if (kind !== 'patent') return typeof value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} .,/()-]*$/u.test(value) && value.length <= LONGEST ? null : 'ip_number_format';
  const checked = checkPatentNumber(value);
  return checked.ok ? null : checked.problem;
};
