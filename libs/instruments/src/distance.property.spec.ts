import fc from 'fast-check';
import { distanceKm, whereaboutsOf } from './distance.decider.js';

const place = fc.record({ latitude: fc.double({ min: -90, max: 90, noNaN: true }), longitude: fc.double({ min: -180, max: 180, noNaN: true }) });
/** Half the way around. */
const FARTHEST = Math.PI * 6_371.0088;
const METRE = 0.001;

test('a distance is none to itself, the same both ways, and never more than half around', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(distanceKm(a, a)).toBe(0);
      expect(Math.abs(distanceKm(a, b) - distanceKm(b, a))).toBeLessThan(METRE);
      expect(distanceKm(a, b)).toBeGreaterThanOrEqual(0);
      expect(distanceKm(a, b)).toBeLessThanOrEqual(FARTHEST + METRE);
    }),
  );
});

test('no way round by a third place is shorter', () => {
  fc.assert(fc.property(place, place, place, (a, b, c) => expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + METRE)));
});

test('the date line and the poles part nothing', () => {
  fc.assert(
    fc.property(place, ({ latitude, longitude }) => {
      expect(distanceKm({ latitude, longitude: 180 }, { latitude, longitude: -180 })).toBeLessThan(METRE);
      expect(distanceKm({ latitude: 90, longitude }, { latitude: 90, longitude: 0 })).toBeLessThan(METRE);
    }),
  );
});

test.each([
  // A degree of a great circle is 111.195 km on this sphere.
  ['a degree of latitude', { latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 }, 111.195],
  ['a degree of longitude at 60° is half as long', { latitude: 60, longitude: 0 }, { latitude: 60, longitude: 1 }, 55.597],
  ['from pole to pole', { latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 }, 20_015.115],
  ['Paris to London', { latitude: 48.8566, longitude: 2.3522 }, { latitude: 51.5074, longitude: -0.1278 }, 343.6],
])('%s', (_name, a, b, km) => expect(Math.abs(distanceKm(a, b) - km) / km).toBeLessThan(0.001));

test('without coordinates a region’s seat stands in, and says so; Hechuan and Wusheng lie about 42 km apart', () => {
  const hechuan = whereaboutsOf({ coordinates: null, region: '500117' })!;
  const wusheng = whereaboutsOf({ coordinates: null, region: '511622' })!;
  expect([hechuan.by, wusheng.by]).toEqual(['region', 'region']);
  expect(Math.round(distanceKm(hechuan.at, wusheng.at))).toBe(42);
  expect(whereaboutsOf({ coordinates: { latitude: 29.9, longitude: 106.2 }, region: '500117' })).toEqual({ at: { latitude: 29.9, longitude: 106.2 }, by: 'coordinates' });
  expect(whereaboutsOf({ coordinates: null, region: '110101' })).toBeNull();
});
