import fc from 'fast-check';
import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { InstrumentKeyRegistered, InstrumentKeyRevoked, MeasurementEvent, Reading, ReadingsReceived } from './events.js';
import { allowedMinutes, measurement, minutesWithin, type Measure } from './measurement.decider.js';
import { KEYS_AT_MOST, readings, type Batch, type Receive } from './readings.decider.js';

const NOW = '2026-03-03T03:00:00.000Z';
const at = (time: string): string => `2026-03-03T${time}:00.000Z`;
const by = { instrumentId: 'i', ownerOrganisationId: 'institute', actorId: 'chen', now: NOW };
const registered: InstrumentKeyRegistered = { type: 'InstrumentKeyRegistered', data: { instrumentId: 'i', ownerOrganisationId: 'institute', keyId: 'k', publicKey: 'x', registeredBy: 'chen', registeredAt: NOW } };
const revoked: InstrumentKeyRevoked = { type: 'InstrumentKeyRevoked', data: { instrumentId: 'i', ownerOrganisationId: 'institute', keyId: 'k', reason: '更换', revokedBy: 'chen', revokedAt: NOW } };
const reading = (from: string, until: string, running = true, meterMinutes: number | null = null): Reading => ({ from: at(from), until: at(until), running, meterMinutes });
const batch = (change: Partial<Batch> = {}): Batch => ({ batchId: 'b', sentAt: NOW, readings: [reading('01:00', '02:00'), reading('02:00', '03:00', false)], ...change });
const receive = (change: Partial<Batch> = {}, more: Partial<Receive> = {}): Receive => ({ do: 'receive', instrumentId: 'i', keyId: 'k', verifiedBy: 'x', batch: batch(change), messageSha256: 'h', now: NOW, ...more });
const received = (change: Partial<Batch> = {}): ReadingsReceived => ({ type: 'ReadingsReceived', data: { instrumentId: 'i', ownerOrganisationId: 'institute', keyId: 'k', ...batch(change), messageSha256: 'h', receivedAt: NOW } });

describe('the keys of an instrument', () => {
  const given = specification(readings);
  const register = { do: 'register_key', ...by, keyId: 'k', publicKey: 'x' } as const;
  const revoke = { do: 'revoke_key', ...by, keyId: 'k', reason: '更换' } as const;

  test('are registered, given up, and never come back', () => {
    given().when(register).then(registered);
    given().when(register).thenRepeatingIsHarmless();
    given(registered).when(revoke).then(revoked);
    given(registered).when(revoke).thenRepeatingIsHarmless();
    given().when(revoke).thenRefused('instrument_key_unknown');
    given(registered, revoked).when(register).thenRefused('instrument_key_revoked');
    const many = Array.from({ length: KEYS_AT_MOST }, (_, n) => ({ ...registered, data: { ...registered.data, keyId: `k${n}` } }));
    given(...many).when(register).thenRefused('instrument_keys_many', { atMost: KEYS_AT_MOST });
  });
});

describe('what an instrument says', () => {
  const given = specification(readings);

  test('is taken under a key that holds, of now, once', () => {
    given(registered).when(receive()).then(received());
    given().when(receive()).thenRefused('instrument_key_unknown');
    given(registered, revoked).when(receive()).thenRefused('instrument_key_revoked');
    given(registered).when(receive({}, { verifiedBy: null })).thenRefused('reading_signature_wrong');
    given(registered).when(receive({}, { verifiedBy: 'another key' })).thenRefused('reading_signature_wrong');
    for (const sentAt of ['2026-03-03T02:54:59.999Z', '2026-03-03T03:05:00.001Z']) given(registered).when(receive({ sentAt })).thenRefused('reading_not_of_now');
    for (const sentAt of ['2026-03-03T03:00:00.000Z', '2026-03-03T03:05:00.000Z']) given(registered).when(receive({ sentAt })).then(received({ sentAt }));
    given(registered).when(receive()).thenRepeatingIsHarmless();
    given(registered, received()).when(receive({}, { messageSha256: 'another' })).thenRefused('reading_replayed', { batchId: 'b' });
    given(registered, received()).when(receive({ batchId: 'c' })).thenRefused('readings_overlap', { notBefore: NOW });
  });

  test.each([
    ['ends before it begins', [reading('02:00', '01:00')]],
    ['has no length', [reading('02:00', '02:00')]],
    ['lies ahead', [reading('02:00', '03:01')]],
    ['overlaps', [reading('01:00', '02:00'), reading('01:59', '02:30')]],
    ['a meter that falls', [reading('01:00', '02:00', true, 60), reading('02:00', '03:00', true, 59)]],
    ['a meter that ran longer than the clock', [reading('01:00', '02:00', true, 60), reading('02:00', '03:00', true, 121)]],
  ])('what no instrument can have measured is refused: %s', (_, said) => given(registered).when(receive({ readings: said })).thenRefused('reading_impossible'));

  test('a meter goes on from what it said before', () => {
    const first = received({ readings: [reading('00:00', '01:00', true, 1_000)] });
    given(registered, first).when(receive({ batchId: 'c', readings: [reading('01:00', '02:00', true, 1_060)] })).then(received({ batchId: 'c', readings: [reading('01:00', '02:00', true, 1_060)] }));
    for (const minutes of [999, 1_061]) given(registered, first).when(receive({ batchId: 'c', readings: [reading('01:00', '02:00', true, minutes)] })).thenRefused('reading_impossible');
  });

  test('replays are refused for as long as their message is of now, and remembered no longer than that', () => {
    const late = { now: '2026-03-03T03:20:00.000Z' };
    const history = [registered, received(), { ...received({ batchId: 'c', sentAt: late.now }), data: { ...received({ batchId: 'c', sentAt: late.now }).data, receivedAt: late.now } }];
    expect(history.reduce(readings.evolve, readings.initialState).recent.map(({ batchId }) => batchId)).toEqual(['c']);
    given(...history).when(receive({}, late)).thenRefused('reading_not_of_now');
  });
});

describe('the comparison', () => {
  const given = specification(measurement);
  const rule = (id: AppliedRule['id'], amount: number): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit: 'minutes', force: 'default', article: '', verification: 'proposal' });
  const tolerance = { minutes: rule('usage_tolerance_minutes', 10), basisPoints: rule('usage_tolerance_basis_points', 1_000) };
  const of = { bookingId: 'b', instrumentId: 'i', ownerOrganisationId: 'institute', organisationId: 'firm' };
  const span = { from: at('01:00'), until: at('03:00') };
  const measure = (claimedMinutes: number, said: readonly Reading[]): Measure => ({ do: 'measure', of, span, claimedMinutes, readings: said, tolerance, now: NOW });
  const measured = (claimedMinutes: number, measuredMinutes: number, coveredMinutes: number): MeasurementEvent => ({ type: 'UsageMeasured', data: { ...of, ...span, claimedMinutes, measuredMinutes, coveredMinutes, measuredAt: NOW } });
  const differs = (claimedMinutes: number, measuredMinutes: number, allowed: number): MeasurementEvent => ({ type: 'UsageDiffers', data: { ...of, claimedMinutes, measuredMinutes, allowedMinutes: allowed, rules: [tolerance.minutes, tolerance.basisPoints], noticedAt: NOW } });
  const ran = [reading('01:00', '02:30'), reading('02:30', '03:00', false)];

  test('is made once, and tells what is further apart than may be', () => {
    given().when(measure(90, ran)).then(measured(90, 90, 120));
    given().when(measure(90, ran)).thenRepeatingIsHarmless();
    given().when(measure(80, ran)).then(measured(80, 90, 120));
    given().when(measure(79, ran)).then(measured(79, 90, 120), differs(79, 90, 10));
    given().when(measure(101, ran)).then(measured(101, 90, 120), differs(101, 90, 10));
  });

  test('where the instrument was silent, less than claimed says nothing, but more does', () => {
    given().when(measure(120, [reading('01:00', '01:30')])).then(measured(120, 30, 30));
    given().when(measure(10, [reading('01:00', '01:30')])).then(measured(10, 30, 30), differs(10, 30, 10));
  });

  test('is settled by the owner, when there is something to settle', () => {
    const settle = { do: 'settle', reason: '预热', ownerOrganisationId: 'institute', actorId: 'chen', now: NOW } as const;
    const history = [measured(79, 90, 120), differs(79, 90, 10)];
    given(...history).when(settle).then({ type: 'DifferenceSettled', data: { ...of, reason: '预热', settledBy: 'chen', settledAt: NOW } });
    given(...history).when(settle).thenRepeatingIsHarmless();
    given(...history).when({ ...settle, ownerOrganisationId: 'rival' }).thenRefused('measurement_unknown');
    given(history[0]!).when(settle).thenRefused('usage_does_not_differ');
    given().when(settle).thenRefused('measurement_unknown');
  });

  test('counts the minutes that a slow count finds, and never more than the clock', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 30 }), fc.boolean()), { maxLength: 12 });
    const MINUTE = 60_000;
    fc.assert(
      fc.property(spans, fc.nat(60), fc.integer({ min: 1, max: 200 }), (parts, from, length) => {
        let minute = 0;
        const said = parts.map(([gap, minutes, running]) => {
          const start = (minute += gap);
          minute += minutes;
          return { from: new Date(start * MINUTE).toISOString(), until: new Date(minute * MINUTE).toISOString(), running, start, end: minute };
        });
        const within = { from: new Date(from * MINUTE).toISOString(), until: new Date((from + length) * MINUTE).toISOString() };
        const slow = Array.from({ length }, (_, n) => from + n).filter((one) => said.some(({ start, end, running }) => running && start <= one && one < end)).length;
        const fast = minutesWithin(said.filter(({ running }) => running), within);
        expect(fast).toBe(slow);
        expect(fast).toBeLessThanOrEqual(length);
      }),
    );
  });

  test('allows the larger of both rules', () => {
    fc.assert(fc.property(fc.nat(10_000), fc.nat(1_440), fc.nat(10_000), (claimed, minutes, points) => {
      const allowed = allowedMinutes(claimed, minutes, points);
      expect(allowed).toBeGreaterThanOrEqual(minutes);
      expect(allowed * 10_000).toBeGreaterThan(claimed * points - 10_000);
    }));
  });
});
