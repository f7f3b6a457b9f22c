import { HOUR, MINUTE } from '@hewu/kernel/src/clock.js';

/** Hours of the laboratories of the demonstration on working days, local to both regions. */
const OPEN = [['08:30', '12:00'], ['13:30', '18:00']] as const;
const GRID = 30 * MINUTE;
const LONGEST = 2 * HOUR;
const SHORTEST = HOUR;

type Slot = { readonly from: string; readonly until: string };
const told = (from: number, until: number): Slot => ({ from: new Date(from).toISOString(), until: new Date(until).toISOString() });

/** A slot of some hours that a moment lies in, begun half an hour before it or a little more; `open`: null where it is always open. */
const around = (now: number, open: { readonly from: number; readonly until: number } | null): Slot => {
  const begins = Math.floor((now - GRID) / GRID) * GRID;
  const from = open ? Math.max(open.from, Math.min(begins, open.until - SHORTEST)) : begins;
  return told(from, open ? Math.min(open.until, from + LONGEST) : from + LONGEST);
};

/** The slot of whoever uses an instrument of a laboratory at a moment; null when laboratories are closed then. */
export const slotAround = (now: string): Slot | null => {
  const local = new Date(Date.parse(now) + 8 * HOUR).toISOString().slice(0, 10);
  if ([0, 6].includes(new Date(`${local}T00:00:00.000Z`).getUTCDay())) return null;
  const at = (time: string): number => Date.parse(`${local}T${time}:00+08:00`);
  const open = OPEN.map(([from, until]) => ({ from: at(from), until: at(until) })).find(({ from, until }) => from <= Date.parse(now) && Date.parse(now) < until);
  return open ? around(Date.parse(now), open) : null;
};

/** The same of what is open day and night. */
export const slotAroundAlways = (now: string): Slot => around(Date.parse(now), null);
