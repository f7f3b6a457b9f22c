import fc from 'fast-check';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import type { CalendarEvent } from './calendar-events.js';
import { calendar, type CalendarCommand, type CalendarRefusal } from './calendar.decider.js';
import { NO_CALENDAR, type Calendar } from './calendar-state.decider.js';
import { book, booked, held, hold, join, opened, waits } from './calendar-fixtures.js';
import { answerOf, decided, fresh } from './calendar-reference-answer.fixtures.js';
import { at, counted, isLive, START, takers, type Known } from './calendar-reference.fixtures.js';
import { tell } from './calendar-reference-words.fixtures.js';
import { commandOf, step, VARIANTS, type Step } from './calendar-steps.fixtures.js';
import { WAITING_AT_MOST } from './waiting.decider.js';

/*
 * Random users against a calendar, and beside it a reference that keeps everything for ever and looks at every minute each
 * time. Both must say the same, command by command; no minute is ever had by more than may have it; and what the calendar
 * remembers is what matters, no more. A failure prints the seed and the shortest sequence of steps that shows it.
 */

const met = new Set<string>();
/** Every code there is, by the compiler's word. */
const CODES: Record<CalendarRefusal, true> = {
  opening_rules_wrong: true, calendar_opened_differently: true, calendar_unknown: true, capacity_wrong: true, capacity_below_booked: true, zone_fixed: true,
  booking_unknown: true, booking_over: true, booking_id_reused: true, booking_started: true, samples_received: true, booking_locked: true, booking_not_requested: true, instrument_retired: true, instrument_has_bookings: true, may_not_book_for_others: true, may_not_override: true, may_not_act_for_others: true,
  hold_unknown: true, hold_differs: true, hold_id_reused: true, holds_too_many: true, slot_offer_unknown: true, slot_offer_differs: true,
  slot_backwards: true, slot_in_past: true, slot_beyond_horizon: true, slot_off_grid: true, slot_too_short: true, slot_too_long: true, outside_opening_hours: true, slot_too_soon: true, person_suspended: true, requirements_missing: true,
  limit_reached: true, open_limit_reached: true, quota_reached: true, gap_too_short: true, instrument_out_of_service: true, slot_taken: true,
  booking_not_confirmed: true, check_in_too_early: true, predecessor_running: true, not_checked_in: true, use_ended: true, end_not_ahead: true, usage_impossible: true, usage_recorded_differently: true,
  series_pattern_wrong: true, series_too_long: true, series_empty: true, series_conflicts: true, series_id_reused: true,
  waiting_id_reused: true, waiting_span_wrong: true, waiting_list_full: true, waiting_already: true, slot_is_free: true, waiting_unknown: true, outage_span_wrong: true, outage_unknown: true,
};

const ENDINGS: readonly CalendarEvent['type'][] = ['BookingCancelled', 'BookingDeclined', 'BookingMissed', 'UsageRecorded', 'HoldReleased', 'OfferEnded'];
const recorded = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const openedWith = (capacity: number): Calendar => calendar.evolve(NO_CALENDAR, { ...opened(), data: { ...opened().data, rules: VARIANTS[0]!, capacity } });

/** What is told of an answer, in the reference's words; what the rules say of an instant stands in no order. */
const inWords = (answer: readonly CalendarEvent[] | Refusal): unknown => {
  if (!isRefusal(answer)) return answer.map(tell).sort();
  const { violations } = (answer.details ?? {}) as { violations?: readonly { readonly rule: string }[] };
  for (const { rule } of violations ?? []) met.add(rule);
  return { refused: answer.refused, rules: asTold(violations?.map(({ rule }) => rule) ?? []) };
};
/** Who had time that is over the calendar has forgotten, and need not know. */
const asTold = (rules: readonly string[]): readonly string[] => (rules.includes('slot_in_past') ? rules.filter((rule) => rule !== 'slot_taken') : rules);

/** Of what is live the calendar knows everything as it is, and it knows nothing else. */
const agrees = (state: Calendar, known: Known): void => {
  const { now } = known;
  const said = ({ id, from, until, busyFrom, busyUntil }: { id: string; from: number; until: number; busyFrom: number; busyUntil: number }): string => `${id} ${from}-${until} ${busyFrom}-${busyUntil}`;
  const slots = state.slots.map((slot) => ({ id: slot.id, ...Object.fromEntries((['from', 'until', 'busyFrom', 'busyUntil'] as const).map((key) => [key, (slot[key] - START) / 60_000])) }) as Parameters<typeof said>[0]);
  const isUsed = (id: string): boolean => known.bookings.some((one) => one.id === id && one.status === 'used');
  // Who still cleans up after a recorded use may be remembered a little longer than the clean-up takes.
  expect(slots.filter((slot) => slot.busyUntil > now || !isUsed(slot.id)).map(said).sort()).toEqual(takers(known).filter(({ id, busyUntil }) => busyUntil > now || !isUsed(id)).map(said).sort());
  const counts = counted(known, null, false);
  expect(counts.every((count, minute) => minute < now || count <= state.opened!.capacity)).toBe(true);
  expect(state.slots.map(({ busyFrom }) => busyFrom)).toEqual(state.slots.map(({ busyFrom }) => busyFrom).sort((a, b) => a - b));
  expect(state.waiting.map(({ entryId }) => entryId)).toEqual(known.entries.filter(({ status }) => status === 'waiting').map(({ id }) => id));
  for (const { entryId } of state.waiting) expect(state.slots.filter(({ id }) => id === entryId).length).toBeLessThanOrEqual(1);
  expect(state.closed.length).toBeLessThanOrEqual(64);
  expect(state.slots.length).toBeLessThanOrEqual(known.bookings.filter(isLive).length + known.holds.length + known.offers.length);
};

const play = (steps: readonly Step[], capacity: number): void => {
  let [known, state] = [fresh(VARIANTS[0]!, capacity), openedWith(capacity)];
  let endings = 0;
  for (const one of steps) {
    if (one.do === 'wait') {
      known.now += one.how * 3 + (one.id % 24);
      continue;
    }
    const command = commandOf(one, known);
    // The calendar remembers the last 64 endings.
    if (!command || endings > 50) continue;
    const answer = calendar.decide(command, state);
    const draft = recorded(known);
    const told = decided(draft, command);
    expect({ command, told: inWords(answer) }).toEqual({ command, told: 'refused' in told ? { ...told, rules: asTold(told.rules) } : [...told].sort() });
    met.add(isRefusal(answer) ? answer.refused : (answer.at(-1)?.type ?? 'nothing'));
    if (!isRefusal(answer) && answer.some(({ type }) => type === 'InstrumentWithdrawn')) met.add('InstrumentWithdrawn');
    if (!isRefusal(answer)) for (const { type, data } of answer) if (type === 'BookingMoved' && (data.keepsPrevious || data.returned)) met.add(data.returned ? `back: ${data.returned.ground}` : 'keeps');
    if (isRefusal(answer) || answer.length === 0) continue;
    expect(recorded(answer)).toEqual(answer);
    endings += answer.filter(({ type, data }) => ENDINGS.includes(type) || (type === 'SlotBooked' && (data.holdId ?? data.offerId) !== null)).length;
    known = draft;
    // As from a snapshot, and from events as they are stored.
    state = recorded(recorded(answer).reduce(calendar.evolve, recorded(state)));
    agrees(state, known);
  }
};

const one = (what: Step['do'], more: Partial<Step> = {}): Step => ({ do: what, id: 0, user: 0, from: 1, length: 2, how: 0, odd: 0, ...more });
/** Seeds of failures, kept. */
const FOUND: [Step[], number][] = [
  // Two that checked in before their slots stood in the way of a third that was booked after them.
  [[one('book_series', { id: 1 }), one('wait', { id: 6, how: 8 }), one('check_in', { how: 2 }), one('book', { odd: 15 }), one('wait', { id: 5, how: 1 }), one('check_in', { how: 2 }), one('confirm', { id: 1, from: 0, length: 1, how: 2, odd: 6 }), one('wait', { id: 19, how: 1 }), one('samples_arrive', { how: 2 }), one('check_in', { how: 2 })], 2],
];

test('whatever several users try, the calendar answers as the reference that forgets nothing', () => {
  const played = fc.property(fc.array(step, { minLength: 40, maxLength: 110, size: 'max' }), fc.constantFrom(1, 1, 2, 3), (steps, capacity) => play(steps, capacity));
  // Some that are the same with every seed, so that what they meet below is no matter of luck; then what once was found, and others.
  fc.assert(played, { numRuns: 170, seed: 20_260_303 });
  fc.assert(played, { numRuns: 60 + FOUND.length, examples: FOUND });
  const crowd = Array.from({ length: WAITING_AT_MOST }, (_, n) => waits('09:00', '11:00', `e${n}`, { personId: `p${n}` }));
  const full = [opened(), booked(), ...crowd].reduce(calendar.evolve, NO_CALENDAR);
  const holding = [opened(), held('09:00', '10:00', 'h1'), held('11:00', '12:00', 'h2')].reduce(calendar.evolve, NO_CALENDAR);
  for (const answer of [calendar.decide(join('09:00', '11:00'), full), calendar.decide(book('09:00', '11:00'), NO_CALENDAR), calendar.decide(hold('14:00', '15:00', { holdId: 'h3' }), holding)]) if (isRefusal(answer)) met.add(answer.refused);
  // A check that never met a case would say nothing about it.
  expect(Object.keys(CODES).filter((code) => !met.has(code))).toEqual([]);
  for (const move of ['keeps', 'back: owner', 'back: not_answered', 'back: withdrawn']) expect(met).toContain(move);
  for (const type of ['SlotBooked', 'BookingMoved', 'BookingEndChanged', 'BookingCancelled', 'BookingConfirmed', 'BookingDeclined', 'BookingStarted', 'SamplesArrived', 'UseInterrupted', 'UseMeetsOutage', 'UsageRecorded', 'SlotHeld', 'HoldReleased', 'WaitingJoined', 'WaitingLeft', 'SlotOffered', 'OutageAnnounced', 'OutageEnded', 'InstrumentWithdrawn', 'OpeningRulesChanged', 'CapacityChanged', 'nothing']) expect(met).toContain(type);
});

test('missed ticks lose nothing: with every timer delivered, and with none, the same is answered and the same stays', () => {
  const lapses = ['HoldReleased', 'OfferEnded', 'BookingDeclined', 'BookingMissed', 'BookingOverdue'];
  fc.assert(
    // Who waits is offered what came free when the calendar is next asked; so they are another matter.
    fc.property(fc.array(step.filter((one) => one.do !== 'join_waiting' && one.do !== 'settle'), { minLength: 1, maxLength: 90, size: 'max' }), fc.integer({ min: 1, max: 2 }), (steps, capacity) => {
      let [known, ticked, untold] = [fresh(VARIANTS[0]!, capacity), openedWith(capacity), openedWith(capacity)];
      for (const one of steps) {
        if (one.do === 'wait') {
          for (const end = known.now + one.how * 3 + (one.id % 24); known.now < end; ) {
            known.now += 1;
            const due = calendar.decide({ do: 'settle', now: at(known.now), holidays: [] }, ticked);
            ticked = (due as readonly CalendarEvent[]).reduce(calendar.evolve, ticked);
          }
          continue;
        }
        const command = commandOf(one, known);
        if (!command) continue;
        const [a, b] = [calendar.decide(command, ticked), calendar.decide(command, untold)];
        // What begins by itself, with its samples there, is told with whatever is asked next.
        const byItself = ({ type, data }: CalendarEvent): boolean => type === 'BookingStarted' && !((command.do === 'check_in' || command.do === 'samples_arrive') && command.bookingId === data.bookingId);
        // So is a move that nobody answered and that goes back.
        const goesBack = ({ type, data }: CalendarEvent): boolean => type === 'BookingMoved' && data.returned?.ground === 'not_answered';
        const heart = (answer: typeof a): unknown => (isRefusal(answer) ? answer : answer.filter((event) => !byItself(event) && !goesBack(event) && !(lapses.includes(event.type) && !JSON.stringify(event.data).includes('chen') && !JSON.stringify(event.data).includes('given_back'))).map(tell));
        expect({ command, told: heart(b) }).toEqual({ command, told: heart(a) });
        const draft = recorded(known);
        if (!('refused' in decided(draft, command))) known = draft;
        if (!isRefusal(a)) ticked = a.reduce(calendar.evolve, ticked);
        if (!isRefusal(b)) untold = b.reduce(calendar.evolve, untold);
      }
      const [late, last] = [at(known.now + 3_000), { do: 'settle', now: at(known.now + 3_000), holidays: [] } as const satisfies CalendarCommand];
      const settled = (state: Calendar): unknown => (calendar.decide(last, state) as readonly CalendarEvent[]).reduce(calendar.evolve, state).slots.map(({ id, from, until, busyUntil }) => ({ id, from, until, busyUntil })).filter(({ busyUntil }) => busyUntil > Date.parse(late));
      expect(settled(untold)).toEqual(settled(ticked));
    }),
    { numRuns: 60 },
  );
});

test('the reference itself knows a refusal from what was done', () => {
  const known = fresh(VARIANTS[0]!, 1);
  expect(answerOf(known, book('10:00', '11:00'))).toEqual(['SlotBooked b2 120 180 120 195 150 true null']);
  expect(answerOf(known, book('10:30', '11:30', { bookingId: 'b3' }))).toEqual({ refused: 'slot_taken', rules: ['slot_taken'] });
});
