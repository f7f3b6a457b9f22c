import fc from 'fast-check';
import { specification } from '@hewu/kernel/src/testing.js';
import type { ChargeRaised, LateUsageRecorded, UsageConfirmed } from './events.js';
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

describe('a use recorded after its calendar was done with it', () => {
  const at = (time: string): string => `2026-03-02T${time}.000Z`;
  const record = (from: string, until: string, note = ''): UsageCommand => ({ do: 'record', data: { bookingId: 'b1', from: at(from), until: at(until), note, recordedBy: 'li' }, notBefore: at('01:00:30'), notAfter: at('03:00:00'), now: '2026-04-07T01:00:00.000Z' });
  const late: LateUsageRecorded = { type: 'LateUsageRecorded', data: { bookingId: 'b1', from: at('01:00:00'), until: at('02:10:00'), minutes: 70, note: '', recordedBy: 'li', recordedAt: '2026-04-07T01:00:00.000Z' } };

  test('lies between the minute of the check-in and when it must have ended, and is recorded once', () => {
    given().when(record('01:00:00', '02:10:00')).then(late);
    given().when(record('01:00:00', '02:10:00')).thenRepeatingIsHarmless();
    given(late).when(record('01:00:00', '02:00:00')).thenRefused('usage_recorded_differently');
    for (const [from, until] of [['00:59:00', '02:00:00'], ['02:00:00', '02:00:00'], ['02:00:00', '03:00:01']] as const) given().when(record(from, until)).thenRefused('usage_impossible', { notBefore: at('01:00:00'), notAfter: at('03:00:00') });
  });

  test('is confirmed and charged as any other', () => {
    given(late).when(confirm()).then(confirmed);
    given(late, confirmed).when({ do: 'charge', now: NOW }).then(charged);
  });
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
