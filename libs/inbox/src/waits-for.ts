import type { Filter } from '@hewu/kernel/src/read-store.js';

/** What waits by now for whoever answers to these words, and what is overdue under them. Pure. */
export const waitsFor = (words: readonly string[], now: string): Filter => ({ $or: [{ audience: { $in: words }, shownFrom: { $lte: now } }, overdue(words, now)] });

/** The same, with what will only begin to wait: a calendar looks ahead. Pure. */
export const deadlinesFor = (words: readonly string[], now: string): Filter => ({ $or: [{ audience: { $in: words } }, overdue(words, now)] });

const overdue = (words: readonly string[], now: string): Filter => ({ superior: { $in: words }, dueOrder: { $lte: now } });
