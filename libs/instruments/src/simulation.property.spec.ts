import { seededChance, type Chance } from '@hewu/kernel/src/chance.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { facts, MINUTES, monday, NOW, plus, rules } from './calendar-fixtures.js';
import type { CalendarEvent } from './calendar-events.js';
import { calendar, type CalendarCommand } from './calendar.decider.js';
import type { Calendar } from './calendar-state.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { RuleSimulation, type Simulation } from './simulation.js';

const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
const between = (chance: Chance, least: number, most: number): number => least + Math.floor(chance() * (most - least + 1));
const END = monday('40 08:00');
const RULES: readonly Partial<OpeningRules>[] = [
  {},
  { bufferBeforeMinutes: 15, bufferAfterMinutes: 0, noShowMinutes: 30, notice: { bookMinutes: 30, changeMinutes: 30, cancelMinutes: 60 }, gapMinutes: 30 },
  { limits: [{ limitId: 'd', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 2 }], openLimits: [{ limitId: 'o', subject: 'organisation', group: null, measure: 'count', atMost: 6 }], weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '20:00', until: '08:00', groups: null })) },
];

/** A fortnight of people who book, hold, move, wait, come, cancel, and of outages, on one calendar under some rules. */
const history = (seed: number, more: Partial<OpeningRules>, capacity: number): readonly Recorded<CalendarEvent>[] => {
  const chance = seededChance(seed);
  const events: Recorded<CalendarEvent>[] = [];
  let state: Calendar = calendar.initialState;
  let now = NOW;
  const ask = (command: CalendarCommand): void => {
    const answer = calendar.decide(command, state);
    if (isRefusal(answer)) return;
    for (const event of answer) {
      events.push({ ...event, metadata: { occurredAt: now } } as Recorded<CalendarEvent>);
      state = calendar.evolve(state, event);
    }
  };
  ask({ do: 'open', calendarId: 'sem', ownerOrganisationId: 'institute', rules: rules(more), capacity, now });
  for (let n = 0; n < 250; n++) {
    now = plus(now, between(chance, 5, 150));
    const who = pick(chance, ['li', 'wu', 'he', 'luo']);
    const [personId, organisationId] = [who, who === 'li' ? 'firm' : 'school'];
    const begins = Math.ceil((Date.parse(now) + chance() ** 2 * 10 * 24 * 60 * MINUTES) / (30 * MINUTES)) * 30 * MINUTES;
    const span = { from: new Date(begins).toISOString(), until: new Date(begins + between(chance, 2, 5) * 30 * MINUTES).toISOString() };
    const known = { ...facts, now };
    const by = { organisationId, actorId: personId, staff: false, proxy: false, now, holidays: [] };
    const own = state.slots.filter((slot) => slot.kind === 'booking' && slot.personId === personId);
    const kept = state.slots.find(({ kind, personId: of }) => kind !== 'booking' && of === personId);
    const data = { bookingId: `b${n}`, calendarId: 'sem', instrumentId: 'sem', organisationId, personId, bookedBy: personId, ...span, mode: null, overrides: [], holdId: null, offerId: null, actId: null };
    const luck = chance();
    if (kept && luck < 0.5) ask({ do: 'book', data: { ...data, from: new Date(kept.from).toISOString(), until: new Date(kept.until).toISOString(), holdId: kept.kind === 'hold' ? kept.id : null, offerId: kept.kind === 'offer' ? kept.id : null }, facts: known });
    else if (luck < 0.5) ask({ do: 'book', data, facts: known });
    else if (luck < 0.6) ask({ do: 'hold', data: { holdId: `h${n}`, instrumentId: 'sem', organisationId, personId, ...span, actId: null }, facts: known });
    else if (luck < 0.7) ask({ do: 'join_waiting', entryId: `w${n}`, instrumentId: 'sem', organisationId, personId, groups: [], ...span, atLeastMinutes: 60, user: facts.user, retired: false, now, holidays: [] });
    else if (luck < 0.73) ask({ do: 'announce_outages', outages: [{ outageId: `o${n}`, ...span }], kind: 'planned', treatment: pick(chance, ['move', 'reoffer', 'cancel'] as const), seriesId: null, reason: '', actorId: 'chen', entitled: null, now, holidays: [] });
    else if (own.length > 0) {
      const { id: bookingId } = pick(chance, own);
      if (luck < 0.85) ask({ do: 'move', bookingId, ...by, ...span, user: facts.user, grounds: facts.grounds, overrides: [], keepIds: [`k${n}`, `l${n}`] });
      else if (luck < 0.92) ask({ do: 'cancel', bookingId, ...by, reason: '' });
      else ask({ do: 'check_in', bookingId, ...by });
    }
  }
  return events;
};

const simulated = (events: readonly Recorded<CalendarEvent>[], other: OpeningRules, from = monday('3 08:00'), until = END): Simulation => {
  const simulation = new RuleSimulation(other, { from, until }, []);
  for (const event of events) if (!simulation.see(event)) break;
  return simulation.result();
};
const NOTHING = { bookings: 0, minutes: 0 };

describe('a past period under other rules', () => {
  test('under the same rules there is no difference, whatever happened', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const more = RULES[seed % RULES.length]!;
      const told = simulated(history(seed, more, 1 + (seed % 2)), rules(more), monday(`${seed % 5} 08:00`));
      expect({ seed, refused: told.refused, moves: told.moves.refused, rules: told.rules }).toEqual({ seed, refused: NOTHING, moves: 0, rules: [] });
      expect(told.was.bookings).toBeGreaterThan(5);
    }
  });

  test('what is refused and what is left are together what was, in all and in each group', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const events = history(seed, {}, 1);
      const recorded = events.filter((event) => event.type === 'SlotBooked');
      const told = simulated(events, rules({ maxMinutes: 60, horizonDays: 3 }), NOW);
      expect(told.was.bookings).toBe(recorded.length);
      expect(told.refused.bookings).toBeGreaterThan(0);
      expect(told.refused.bookings).toBeLessThanOrEqual(told.was.bookings);
      expect(told.rules.map(({ rule }) => rule)).toContain('slot_too_long');
      for (const { bookings } of told.rules) expect(bookings).toBeLessThanOrEqual(told.refused.bookings);
    }
  });

  test('only what was asked for in the period counts, and what stood before it stands', () => {
    const events = history(3, {}, 1);
    const [from, until] = [monday('2 08:00'), monday('5 08:00')];
    const told = simulated(events, rules({ minMinutes: 120 }), from, until);
    const within = events.filter((event) => event.type === 'SlotBooked' && event.data.bookedAt >= from && event.data.bookedAt < until) as Extract<CalendarEvent, { type: 'SlotBooked' }>[];
    expect(told.was.bookings).toBe(within.length);
    expect(told.rules.find(({ rule }) => rule === 'slot_too_short')!.bookings).toBeLessThanOrEqual(within.filter(({ data }) => Date.parse(data.until) - Date.parse(data.from) < 120 * MINUTES).length);
    expect(told.refused.bookings).toBeGreaterThan(0);
  });
});
