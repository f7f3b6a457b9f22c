import { saturated } from './capacity.decider.js';
import { nextOpen, openUntil, type Span, type View } from './opening.decider.js';
import { DAY } from './zone.decider.js';

/* What stands on the screen at an instrument. Pure; instants are epoch milliseconds. */

export type Taken = Span & { readonly kind: 'booking' | 'outage' };
/** `until` null: for longer than a fortnight. */
export type KioskNow = { readonly state: 'free' | 'in_use' | 'out_of_service' | 'closed'; readonly until: number | null };

const LOOK_AHEAD = 14 * DAY;

/** What an instrument is now, and until when: by times alone, whoever has booked them. */
export const kioskNow = (taken: readonly Taken[], capacity: number, view: View, now: number): KioskNow => {
  const at = ({ from, until }: Span): boolean => from <= now && now < until;
  const limit = now + LOOK_AHEAD;
  const within = (instant: number | null): number | null => (instant === null || instant >= limit ? null : instant);
  const outages = taken.filter(({ kind }) => kind === 'outage');
  const outage = outages.filter(at).sort((a, b) => b.until - a.until)[0];
  if (outage) return { state: 'out_of_service', until: within(outage.until) };
  const full: readonly Span[] = saturated(taken.filter(({ kind }) => kind === 'booking').map(({ from, until }) => ({ busyFrom: from, busyUntil: until })), capacity).map(({ busyFrom, busyUntil }) => ({ from: busyFrom, until: busyUntil }));
  const inUse = full.find(at);
  if (inUse) return { state: 'in_use', until: within(inUse.until) };
  const closes = openUntil(view, now, limit);
  if (closes <= now) return { state: 'closed', until: within(nextOpen(view, now, limit)) };
  const next = [...full, ...outages].map(({ from }) => from).filter((from) => from > now);
  return { state: 'free', until: within(Math.min(closes, ...next)) };
};
