import type { Upcast } from '@hewu/kernel/src/event.js';

/** Version 1 of what is recorded of a right held the achievement alone, and no number. */
export const withoutNumbers: Upcast = (data) => ({ ...data, ipNumberIds: [] });
