import { ValidateBy } from 'class-validator';

/**
 * An instant as it is recorded: UTC with milliseconds, `2026-03-02T01:00:00.000Z`. Only this one form is taken, because recorded
 * instants are compared as text; `24:00:00`, a 30 February or a year 10000 are not among them. Of the years 1000 to 2999, as days
 * are (`isDay`): what is counted on from the last of them, to the end of its week, month or year, still has the form.
 */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && /^[12]\d{3}-/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;

/** The same as a check of a body or a query. */
export const IsInstant = (): PropertyDecorator => ValidateBy({ name: 'isInstant', validator: { validate: isInstant, defaultMessage: () => 'instant_invalid' } });
