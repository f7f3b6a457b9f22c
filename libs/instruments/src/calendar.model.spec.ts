import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { calendar, type Calendar, type CalendarCommand } from './calendar.decider.js';
import type { OpeningRules } from './events.js';

/*
 * Random users against a calendar, and beside it a reference that keeps every booking for ever in one list and looks at all
 * of them each time. Both must say the same, command by command, and no two bookings may ever hold one minute.
 */

const MINUTE = 60_000;
const GRID = 30;
const AFTER = 30;
const START = Date.parse('2026-03-02T00:00:00.000Z'); // Monday 08:00 in Shanghai
const iso = (minute: number): string => new Date(START + minute * MINUTE).toISOString();
const rules: OpeningRules = {
  zone: 'Asia/Shanghai', weekly: [{ day: 1, from: '09:00', until: '24:00' }, { day: 2, from: '00:00', until: '12:00' }],
  gridMinutes: GRID, minMinutes: 30, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: AFTER, horizonDays: 1,
};
const OPEN = { from: 60, until: 28 * 60 };
const tariff = { version: 1, pricePerHourFen: 100, unitMinutes: 1 };
const organisation = (id: number): string => (id % 2 === 0 ? 'firm' : 'school');

type Booking = { id: string; organisationId: string; from: number; until: number; heldUntil: number; status: 'booked' | 'started' | 'cancelled' | 'used'; startedAt: number; usage: string };
type Step =
  | { do: 'wait'; minutes: number }
  | { do: 'book'; id: number; from: number; length: number }
  | { do: 'move'; id: number; from: number; length: number }
  | { do: 'cancel' | 'check_in'; id: number; foreign: boolean }
  | { do: 'use'; id: number; from: number; until: number };

class Reference {
  readonly bookings: Booking[] = [];
  now = 0;

  apply(step: Exclude<Step, { do: 'wait' }>): string {
    const id = `b${step.id}`;
    const known = this.bookings.find((booking) => booking.id === id);
    if (step.do === 'book') {
      const [from, until] = [step.from * GRID, (step.from + step.length) * GRID];
      if (known && (known.status === 'cancelled' || known.status === 'used')) return 'booking_id_reused';
      // A booking missed is forgotten by the calendar sooner or later; the world takes ids that were never used.
      if (known) return known.from === from && known.until === until ? 'nothing' : 'booking_id_reused';
      const refused = this.refusal(from, until, null);
      if (refused) return refused;
      this.bookings.push({ id, organisationId: organisation(step.id), from, until, heldUntil: until + AFTER, status: 'booked', startedAt: 0, usage: '' });
      return 'SlotBooked';
    }
    if (!known) return 'booking_over';
    if ('foreign' in step && step.foreign) return this.missed(known) ? 'booking_over' : 'booking_unknown';
    if (known.status === 'cancelled') return step.do === 'cancel' ? 'nothing' : 'booking_over';
    if (known.status === 'used') return step.do === 'use' ? (known.usage === `${step.from}-${step.until}` ? 'nothing' : 'usage_recorded_differently') : 'booking_over';
    if (this.missed(known)) return 'booking_over';
    switch (step.do) {
      case 'move': {
        const [from, until] = [step.from * GRID, (step.from + step.length) * GRID];
        if (known.from === from && known.until === until) return 'nothing';
        if (known.status === 'started' || known.from <= this.now) return 'booking_started';
        const refused = this.refusal(from, until, known);
        if (refused) return refused;
        Object.assign(known, { from, until, heldUntil: until + AFTER });
        return 'BookingMoved';
      }
      case 'cancel':
        if (known.status === 'started') return 'booking_started';
        known.status = 'cancelled';
        return 'BookingCancelled';
      case 'check_in':
        if (known.status === 'started') return 'nothing';
        if (this.now < known.from - 15) return 'check_in_too_early';
        Object.assign(known, { status: 'started', startedAt: this.now });
        return 'BookingStarted';
      case 'use':
        if (known.status !== 'started') return 'not_checked_in';
        if (step.from < known.startedAt || step.until <= step.from || step.until > this.now) return 'usage_impossible';
        Object.assign(known, { status: 'used', usage: `${step.from}-${step.until}`, heldUntil: Math.min(known.heldUntil, Math.max(step.until, known.from) + AFTER) });
        return 'UsageRecorded';
    }
  }

  missed(booking: Booking): boolean {
    return booking.status === 'booked' && booking.until <= this.now;
  }

  refusal(from: number, until: number, except: Booking | null): string | null {
    if (until <= from) return 'slot_backwards';
    if (from < this.now) return 'slot_in_past';
    if (until > 40 * 60) return 'slot_beyond_horizon';
    if (until - from > rules.maxMinutes) return 'slot_too_long';
    if (from < OPEN.from || until > OPEN.until) return 'outside_opening_hours';
    return this.bookings.some((booking) => booking !== except && booking.status !== 'cancelled' && booking.from < until + AFTER && from < booking.heldUntil) ? 'slot_taken' : null;
  }
}

const commandOf = (step: Exclude<Step, { do: 'wait' }>, minute: number): CalendarCommand => {
  const now = iso(minute);
  const on = { bookingId: `b${step.id}`, organisationId: 'foreign' in step && step.foreign ? 'rival' : organisation(step.id), now };
  switch (step.do) {
    case 'book':
      return { do: 'book', data: { bookingId: on.bookingId, calendarId: 'c', instrumentId: 'c', organisationId: on.organisationId, personId: 'p', from: iso(step.from * GRID), until: iso((step.from + step.length) * GRID) }, facts: { now, tariff, ownerOrganisationId: 'o', retired: false, idTaken: false } };
    case 'move':
      return { do: 'move', ...on, from: iso(step.from * GRID), until: iso((step.from + step.length) * GRID) };
    case 'cancel':
      return { do: 'cancel', ...on, reason: '' };
    case 'check_in':
      return { do: 'check_in', ...on };
    case 'use':
      return { do: 'record_usage', ...on, from: iso(step.from), until: iso(step.until), note: '', personId: 'p' };
  }
};

const id = fc.integer({ min: 0, max: 11 });
const from = fc.integer({ min: 0, max: 60 });
const length = fc.integer({ min: -1, max: 9 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('book' as const), id, from, length }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), id, from, length }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'check_in' as const), id, foreign: fc.integer({ min: 0, max: 7 }).map((n) => n === 0) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('check_in' as const), id, foreign: fc.constant(false) }) },
  // Minutes before the moment at which it is asked.
  { weight: 6, arbitrary: fc.record({ do: fc.constant('use' as const), id, from: fc.integer({ min: -5, max: 60 }), until: fc.integer({ min: -5, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 90 }) }) },
);

test('whatever several users try, the calendar answers as the reference that forgets nothing', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }), (steps) => {
      const reference = new Reference();
      const opening = calendar.decide({ do: 'open', calendarId: 'c', ownerOrganisationId: 'o', rules, now: iso(0) }, calendar.initialState);
      if (isRefusal(opening)) throw new Error('the calendar could not be opened');
      let state: Calendar = opening.reduce(calendar.evolve, calendar.initialState);
      for (const asked of steps) {
        const one = asked.do === 'use' ? { ...asked, from: reference.now - asked.from, until: reference.now - asked.until } : asked;
        if (one.do === 'wait') {
          reference.now += one.minutes;
          continue;
        }
        // An id whose booking was missed is not taken again, see `Reference`.
        const previous = reference.bookings.find(({ id: known }) => known === `b${one.id}`);
        if (one.do === 'book' && previous && previous.status !== 'cancelled' && reference.now >= previous.until) continue;
        const answer = calendar.decide(commandOf(one, reference.now), state);
        const told = isRefusal(answer) ? answer.refused : (answer[0]?.type ?? 'nothing');
        expect({ one, told }).toEqual({ one, told: reference.apply(one) });
        met.add(told);
        if (isRefusal(answer)) continue;
        state = (JSON.parse(JSON.stringify(answer)) as typeof answer).reduce(calendar.evolve, state);
        for (const [index, slot] of state.slots.entries()) expect(slot.busyFrom).toBeGreaterThanOrEqual(state.slots[index - 1]?.busyUntil ?? 0);
      }
      const held = reference.bookings.filter(({ status }) => status === 'booked' || status === 'started').map(({ from: start, until: end }) => ({ start, end }));
      for (const a of held) expect(held.filter((b) => b.start < a.end && a.start < b.end)).toHaveLength(1);
    }),
    { numRuns: 400 },
  );
  // A check that never met a case would say nothing about it.
  for (const code of ['SlotBooked', 'BookingMoved', 'BookingCancelled', 'BookingStarted', 'UsageRecorded', 'nothing', 'slot_taken', 'slot_in_past', 'outside_opening_hours', 'booking_over', 'booking_started', 'booking_unknown', 'booking_id_reused', 'check_in_too_early', 'not_checked_in', 'usage_impossible']) expect(met).toContain(code);
});
