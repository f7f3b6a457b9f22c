import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** RFC 3339 `date-time`: to the second at least, and with its zone. `t` and `z` are the same letters (§5.6). */
const DATE_TIME = /^([12]\d{3}-\d{2}-\d{2})t([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,3})0*)?(?:z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

/** In the one form in which instants are recorded, so that they compare as text. */
const CANONICAL = /^[12]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * An instant as it is recorded, UTC with milliseconds (`2026-03-02T01:00:00.000Z`), of one that came in as an RFC 3339 date-time;
 * null of anything else. It is always the very same instant, so what is finer than a millisecond is none here, nor is a leap
 * second, `24:00` or a 30 February. `-00:00` says that nobody knows the local time, and the instant all the same (§4.3). Of the
 * years 1000 to 2999, as days are (`isDay`): what is counted on from the last of them, to the end of its year, still has the form.
 */
export const canonicalInstant = (value: unknown): string | null => {
  const parts = typeof value === 'string' ? DATE_TIME.exec(value) : null;
  if (!parts) return null;
  const [, day, hours, minutes, seconds, fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = parts;
  const local = `${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}Z`;
  const at = Date.parse(local);
  if (Number.isNaN(at) || new Date(at).toISOString() !== local) return null;
  const east = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  const canonical = new Date(at - east * 60_000).toISOString();
  return CANONICAL.test(canonical) ? canonical : null;
};

/**
 * An instant in a body or a query. It is checked and carried on in its canonical form: nothing behind this sees another one. Every
 * property that is described as `date-time` has this check (test/architecture/bodies.spec.ts).
 */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => canonicalInstant(value) ?? value, { toClassOnly: true }),
    ValidateBy({ name: 'isInstant', validator: { validate: (value: unknown) => canonicalInstant(value) === value && value !== null, defaultMessage: () => 'instant_invalid' } }),
  );

/** What was sent, with each text that is an instant in its canonical form: the same instant in two ways of writing is the same. */
export const withCanonicalInstants = (sent: unknown): unknown => {
  if (typeof sent === 'string') return canonicalInstant(sent) ?? sent;
  if (Array.isArray(sent)) return sent.map(withCanonicalInstants);
  // What is no JSON, such as a file that is sent, is looked into by nobody.
  return typeof sent === 'object' && sent !== null && Object.getPrototypeOf(sent) === Object.prototype ? Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, withCanonicalInstants(value)])) : sent;
};
