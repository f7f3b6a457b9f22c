import { uncounted } from './calendar-slots.decider.js';
import type { Booking, Calendar } from './calendar-state.decider.js';
import { agendaOf } from './checks.decider.js';
import { nextFree, type Agenda } from './free-time.decider.js';
import { horizonOf, type Span } from './opening.decider.js';
import { isCommon, standingsOf, under, type Memberships, type Standing } from './standings.decider.js';
import { wouldBe } from './tallies.decider.js';
import { localDay, MINUTE, startOfDay } from './zone.decider.js';

/* Where a booking goes that an outage takes away. A part of the calendar decider, and as pure. */

/** What the calendar does not hold of those who are moved, by the booking's id. */
export type Movable = {
  /** Until when the user of a booking belongs to the groups of the owner for which it counts; left out: as when it was booked. */
  readonly memberUntil?: ReadonlyMap<string, Memberships>;
  /** Before which instant the quotas of the owner have no room for it. */
  readonly notBefore?: ReadonlyMap<string, string>;
};

/** `theirs`: its user may have it. Otherwise it is the next free one, in which another booking of theirs, or a limit, stands in the way. */
export type NextSlot = Span & { readonly theirs: boolean };

/**
 * The next free time under the groups to which its user belongs on that day, and which they may have; else the next free time.
 * Never before `earliest`, nor earlier than it was: nobody is asked to come sooner than they planned.
 */
export const nextSlotOf = (slot: Booking, state: Calendar, { memberUntil, notBefore }: Movable, earliest: number, now: number, holidays: readonly string[]): NextSlot | null => {
  const length = slot.until - slot.from;
  const sole = uncounted(state, slot);
  const room = Date.parse(notBefore?.get(slot.id) ?? '') || -Infinity;
  let free: NextSlot | null = null;
  for (const standing of standings(slot, state, memberUntil)) {
    const view = { rules: state.opened!.rules, groups: standing.groups, holidays };
    const agenda: Agenda = agendaOf(state, view, slot.id);
    const span = under(standing, { from: Math.max(slot.from, earliest), until: horizonOf(view, now) }, length);
    let start = nextFree(agenda, span.from, length, span.until);
    while (start !== null) {
      const found = { from: start, until: start + length };
      const later = Math.max(room, laterThan(found, slot, sole, now));
      if (later <= start) return { ...found, theirs: true };
      free ??= { ...found, theirs: false };
      start = nextFree(agenda, later, length, span.until);
    }
  }
  return free;
};

const standings = ({ id, groups }: Booking, { opened }: Calendar, memberUntil: Movable['memberUntil']): readonly Standing[] => {
  const { zone } = opened!.rules;
  if (!memberUntil) return standingsOf(groups, new Map(), zone);
  const theirs = memberUntil.get(id);
  return standingsOf(groups.filter(isCommon), new Map(groups.flatMap((group) => (!isCommon(group) && theirs?.has(group) ? [[group, theirs.get(group)!] as const] : []))), zone);
};

/** From when to look on for what stands in the way of its user: the end of another booking of theirs with its gap, or, for a limit, the next day; its own beginning when nothing does. */
const laterThan = (asked: Span, slot: Booking, { slots, tallies, opened }: Calendar, now: number): number => {
  const { rules } = opened!;
  const gap = rules.gapMinutes * MINUTE;
  const own = slots.find((one) => one.kind === 'booking' && !one.used && one.id !== slot.id && one.personId === slot.personId && one.from < asked.until + gap && one.until > asked.from - gap);
  if (own) return own.until + gap;
  const full = rules.limits.some((limit) => (wouldBe(limit, tallies, rules, slot, asked, localDay(rules.zone, now))?.amount ?? 0) > limit.atMost);
  return full ? startOfDay(rules.zone, localDay(rules.zone, asked.from) + 1) : asked.from;
};
