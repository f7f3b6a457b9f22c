import { ValidateBy } from 'class-validator';

/**
 * An instant as it is recorded: UTC with milliseconds, `2026-03-02T01:00:00.000Z`. Only this one form is taken, because
 * recorded instants are compared as text; `24:00:00`, a 30 February or a year 10000 are not among them.
 */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;

export const IsInstant = (): PropertyDecorator =>
  ValidateBy({ name: 'isInstant', validator: { validate: isInstant, defaultMessage: (args) => `${args?.property} must be an instant in UTC such as 2026-03-02T01:00:00.000Z` } });
