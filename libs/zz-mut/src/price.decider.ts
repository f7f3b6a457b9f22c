import type { Tariff } from './events.js';

/** Minutes rounded up to begun units of the tariff. */
export const billedMinutes = (minutes: number, { unitMinutes }: Tariff): number => Math.ceil(minutes / unitMinutes) * unitMinutes;

/**
 * Whole fen for so many minutes: begun units at the hourly price, and half a fen or more rounds up. Integer arithmetic
 * throughout: the product stays far below 2^53 (a year of minutes at 100 000 yuan an hour is 5.3e12).
 */
export const priceOf = (minutes: number, tariff: Tariff): number => Math.floor((billedMinutes(minutes, tariff) * tariff.pricePerHourFen + 30) / 60);
