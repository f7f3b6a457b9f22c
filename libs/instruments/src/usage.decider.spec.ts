import fc from 'fast-check';
import { specification } from '@hewu/kernel/src/testing.js';
import type { ChargeRaised, UsageConfirmed } from './events.js';
import { billedMinutes, priceOf } from './price.decider.js';
import { usage, type UsageCommand } from './usage.decider.js';

const NOW = '2026-03-02T05:00:00.000Z';
const tariff = { version: 2, pricePerHourFen: 30_000, unitMinutes: 30 };
const what = { bookingId: 'b1', instrumentId: 'sem', ownerOrganisationId: 'institute', organisationId: 'firm', tariff, external: true };
const confirmed: UsageConfirmed = { type: 'UsageConfirmed', data: { ...what, minutes: 70, confirmedBy: 'zhang', confirmedAt: NOW } };
const charged: ChargeRaised = { type: 'ChargeRaised', data: { ...what, amountFen: 45_000, usedMinutes: 70, billedMinutes: 90, raisedAt: NOW } };
const confirm = (recordedBy = 'li'): UsageCommand => ({ do: 'confirm', data: { ...what, minutes: 70, confirmedBy: 'zhang' }, recordedBy, now: NOW });
const given = specification(usage);

test('the owner confirms, and the charge follows once: 70 minutes are three begun half hours', () => {
  given().when(confirm()).then(confirmed);
  given().when(confirm()).thenRepeatingIsHarmless();
  given(confirmed).when({ do: 'charge', now: NOW }).then(charged);
  given(confirmed).when({ do: 'charge', now: NOW }).thenRepeatingIsHarmless();
});

test('nobody confirms their own record, and nothing is charged unconfirmed', () => {
  given().when(confirm('zhang')).thenRefused('confirms_own_usage');
  given().when({ do: 'charge', now: NOW }).thenRefused('usage_not_confirmed');
});

test('a charge is the exact price to the half fen, never less for more time, and whole units cost what they say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 525_600 }), fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom(1, 5, 6, 10, 15, 30, 60), (minutes, pricePerHourFen, unitMinutes) => {
      const one = { version: 1, pricePerHourFen, unitMinutes };
      const billed = billedMinutes(minutes, one);
      expect(billed % unitMinutes).toBe(0);
      expect(billed - minutes).toBeGreaterThanOrEqual(0);
      expect(billed - minutes).toBeLessThan(unitMinutes);
      // Against arbitrary precision: twice the exact price differs from twice the charge by at most one fen, upwards at one half.
      const twice = 2n * BigInt(billed) * BigInt(pricePerHourFen);
      const difference = 60n * 2n * BigInt(priceOf(minutes, one)) - twice;
      expect(difference > -60n && difference <= 60n).toBe(true);
      expect(priceOf(minutes + 1, one)).toBeGreaterThanOrEqual(priceOf(minutes, one));
      expect(priceOf(60, one)).toBe(pricePerHourFen);
    }),
    { numRuns: 1_000 },
  );
});
