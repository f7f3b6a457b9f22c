import type { Coordinates } from './instrument-events.js';

/* Distances on the earth. Pure. */

/** Mean radius of the earth in kilometres (IUGG, R1); a sphere is wrong by at most half a percent. */
const EARTH_KM = 6_371.0088;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres, by the haversine, which is exact also for points that lie near each other. */
export const distanceKm = (a: Coordinates, b: Coordinates): number => {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, half)));
};

/** Where a region's seat is, for instruments of which only the region is known. OpenStreetMap, to a hundredth of a degree. */
const REGION_SEATS: Readonly<Record<string, Coordinates>> = {
  '500117': { latitude: 29.97, longitude: 106.28 },
  '511622': { latitude: 30.35, longitude: 106.3 },
};

/** Where something stands: by its own coordinates, or by the seat of its region. Null when neither is known. */
export type Whereabouts = { readonly at: Coordinates; readonly by: 'coordinates' | 'region' };
export const whereaboutsOf = ({ coordinates, region }: { readonly coordinates: Coordinates | null; readonly region: string }): Whereabouts | null => {
  if (coordinates) return { at: coordinates, by: 'coordinates' };
  const seat = REGION_SEATS[region];
  return seat ? { at: seat, by: 'region' } : null;
};
