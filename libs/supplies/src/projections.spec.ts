import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { SupplyEvent } from './events.js';
import { suppliesProjection, type SupplyDocument } from './supplies.projection.js';
import { supplyUsesProjection } from './supply-uses.projection.js';

/** A recorded example, with some fields changed. */
const example = <E extends Event>(type: E['type'], changes: object = {}): Recorded<E> =>
  ({ type, data: { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object), ...changes }, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '1', recordedAt: '2026-03-02T01:00:00.000Z' }) as unknown as Recorded<E>;

const event = example<SupplyEvent>;
const after = (...events: readonly Recorded<SupplyEvent>[]): SupplyDocument | null => events.reduce<SupplyDocument | null>(suppliesProjection.evolve, null);

test('a stock is what the last event says, and low at the threshold', () => {
  expect(after(event('SupplyListed'))).toMatchObject({ stock: 0, low: true });
  expect(after(event('SupplyListed'), event('StockReceived'))).toMatchObject({ stock: 20, low: false });
  expect(after(event('SupplyListed'), event('StockReceived'), event('SupplyUsed'), event('StockLow'))).toMatchObject({ stock: 5, low: true });
  expect(after(event('SupplyListed'), event('StockReceived'), event('SupplyTermsChanged', { threshold: 20 }), event('SupplyRetired'))).toMatchObject({ low: true, retired: true, priceFen: 13_000 });
  expect(after(event('StockReceived'))).toBeNull();
});

test('a use is a document of its own', () => {
  expect(supplyUsesProjection.evolve(null, event('SupplyUsed'))).toMatchObject({ quantity: 2, amountFen: 24_000 });
  expect(supplyUsesProjection.key(event('StockLow'))).toBeNull();
});
