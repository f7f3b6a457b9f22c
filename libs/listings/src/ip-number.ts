import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { checkPatentNumber } from '@hewu/identifiers/src/patent-number.js';

type Right = { readonly kind?: unknown };

/** Longest number of a right whose office is not known: they write them in many ways. */
const LONGEST = 60;
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} .,/()-]*$/u;

/**
 * How the offices other than the patent office write their numbers; as they are seen on certificates, no standard of them was
 * found: software 2021SR0123456, layouts BS.205012345 and BS.12500555.5, varieties CNA20191000123 (farming) and 20200012 (forestry),
 * medicines 国药准字S20190012, or while it is examined CXSL2000001.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  software_copyright: /^(?:19|20)\d{2}SR\d{6,7}$/,
  ic_layout: /^BS\.\d{8,11}(?:\.[\dX])?$/,
  plant_variety: /^(?:CNA\d{8,11}(?:\.[\dX])?|20\d{6})$/,
  biological_medicine: /^(?:国药(?:准|证)字[A-Z]\d{8}|[CJ][A-Z]{3}\d{7})$/,
};

/**
 * The number of a right, or nothing. A patent's is put into its one written form and its check digit must fit; others must be
 * of the form of their office. What must not be missing is the decider's to say.
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
  if (kind === 'patent') {
    const checked = checkPatentNumber(value);
    return checked.ok ? null : checked.problem;
  }
  const form = typeof kind === 'string' && Object.hasOwn(FORMS, kind) ? FORMS[kind]! : PLAIN;
  return typeof value === 'string' && value.length <= LONGEST && form.test(value) ? null : 'ip_number_format';
};
