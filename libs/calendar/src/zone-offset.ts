/*
 * How far the clocks of an IANA zone stand from UTC, in milliseconds. Pure but for one memory: an offset, once looked up, is kept.
 * Only what the platform's own time zone data (Intl, IANA) says is used.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
  formats.set(zone, format);
  return format;
};

/** East of UTC, in milliseconds, as the zone's data have it: `GMT+08:00`, `GMT-02:30`, `GMT`. */
const lookedUp = (zone: string, instant: number): number => {
  const name = formatOf(zone).formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(name)!;
  return sign ? (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds ?? 0) * 1_000) : 0;
};

/** For each zone, the offset of every day of UTC that was asked for; `null` on a day on which it changes. */
const daily = new Map<string, Map<number, number | null>>();
const DAYS_KEPT = 20_000;

/** East of UTC at an instant. */
export const offsetAt = (zone: string, instant: number): number => {
  const day = Math.floor(instant / DAY);
  let known = daily.get(zone);
  if (!known || known.size > DAYS_KEPT) daily.set(zone, (known = new Map<number, number | null>()));
  let offset = known.get(day);
  if (offset === undefined) {
    const [first, last] = [lookedUp(zone, day * DAY), lookedUp(zone, (day + 1) * DAY - 1)];
    known.set(day, (offset = first === last ? first : null));
  }
  return offset ?? lookedUp(zone, instant);
};

/** Whether the platform knows the zone. */
export const isZone = (zone: string): boolean => {
  try {
    formatOf(zone);
    return /^[A-Z][A-Za-z]+(\/[A-Za-z0-9_+-]+)+$|^UTC$/.test(zone);
  } catch {
    return false;
  }
};
