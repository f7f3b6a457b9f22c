import type { Filter } from '@hewu/kernel/src/read-store.js';

/** What waits for whoever answers to these words, and what is overdue under them. Pure. */
export const waitsFor = (words: readonly string[], now: string): Filter => ({ $or: [{ audience: { $in: words } }, { superior: { $in: words }, dueOrder: { $lte: now } }] });
