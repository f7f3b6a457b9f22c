import type { EventStore } from '@hewu/kernel/src/event-store.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { COUNTED_EVENTS, lagsAt } from './lag.js';

const text = (position: number): string => String(position).padStart(16, '0');
/** One event a second, at positions with gaps between them. */
const logOf = (count: number): EventStore =>
  ({
    readAll: async (after: string | null, limit: number) =>
      Array.from({ length: Math.max(0, Math.min(limit, count - Math.floor(Number(after ?? 0) / 3))) }, (_, n): Partial<Recorded> => {
        const number = Math.floor(Number(after ?? 0) / 3) + n + 1;
        return { position: text(number * 3), recordedAt: new Date(number * 1_000).toISOString() };
      }),
  }) as unknown as EventStore;
const now = (seconds: number): string => new Date(seconds * 1_000).toISOString();

describe('the lag', () => {
  test('is what stands in the log behind a position, and how long the first of it has waited', async () => {
    const lags = await lagsAt(logOf(2_500), new Set([text(7_470), text(3), null]), now(2_500));
    expect([...lags]).toEqual([[text(7_470), { events: 10, more: false, seconds: 9 }], [text(3), { events: 2_499, more: false, seconds: 2_498 }], [null, { events: 2_500, more: false, seconds: 2_499 }]]);
  });
  test('is not counted without end', async () => expect((await lagsAt(logOf(1_000_000), new Set([null]), now(0))).get(null)).toEqual({ events: COUNTED_EVENTS, more: true, seconds: 0 }));
  test('is none at the end', async () => expect((await lagsAt(logOf(5), new Set([text(15)]), now(9))).get(text(15))).toEqual({ events: 0, more: false, seconds: 0 }));
});
