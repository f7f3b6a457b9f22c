import fc from 'fast-check';
import { slotAround, slotAroundAlways } from './slot-around.js';

const at = (day: string, time: string): string => new Date(`${day}T${time}:00+08:00`).toISOString();
const WEDNESDAY = '2026-11-25';

test('whoever uses an instrument now has begun half an hour ago, and goes on until its hours end', () => {
  const slot = (from: string, until: string) => ({ from: at(WEDNESDAY, from), until: at(WEDNESDAY, until) });
  expect(slotAround(at(WEDNESDAY, '10:10'))).toEqual(slot('09:30', '11:30'));
  expect(slotAround(at(WEDNESDAY, '08:40'))).toEqual(slot('08:30', '10:30'));
  expect(slotAround(at(WEDNESDAY, '11:59'))).toEqual(slot('11:00', '12:00'));
  expect(['12:00', '13:29', '18:00', '03:00'].map((time) => slotAround(at(WEDNESDAY, time)))).toEqual([null, null, null, null]);
  expect(slotAround(at('2026-11-28', '10:00'))).toBeNull();
});

test('at any moment it is within the slot, which is on the grid and from one to two hours long', () => {
  fc.assert(fc.property(fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') }), (instant) => {
    const now = new Date(instant).toISOString();
    for (const slot of [slotAround(now), slotAroundAlways(now)]) {
      if (!slot) continue;
      const [from, until] = [Date.parse(slot.from), Date.parse(slot.until)];
      expect(from <= instant && instant < until && from % 1_800_000 === 0 && until % 1_800_000 === 0 && until - from >= 3_600_000 && until - from <= 7_200_000).toBe(true);
    }
  }));
});
