import fc from 'fast-check';
import { firstFit } from './first-fit.decider.js';
import { freeSlots, nextFree, type Agenda } from './free-time.decider.js';
import { horizonOf } from './opening.decider.js';
import { PLAIN_RULES, type OpeningRules } from './opening-rules.js';
import { standingsOf, under, type Memberships } from './standings.decider.js';
import { DAY, dateOf, localDay, MINUTE, startOfDay } from './zone.decider.js';

const FIRST = '2026-03-27';
const DAYS = 6;
const GROUPS = ['a', 'b'];
const lastDay = fc.option(fc.integer({ min: 0, max: DAYS }), { nil: null });

const asWorld = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin'),
  members: fc.record({ a: fc.option(lastDay, { nil: undefined }), b: fc.option(lastDay, { nil: undefined }) }),
  weekly: fc.uniqueArray(fc.record({ day: fc.integer({ min: 1, max: 7 }), night: fc.boolean(), of: fc.constantFrom(null, 'a', 'b', 'external') }), { minLength: 1, maxLength: 10, selector: ({ day, night }) => `${day} ${night}` }),
  length: fc.constantFrom(30, 60, 180, 480), begins: fc.integer({ min: 0, max: 48 }), reach: fc.integer({ min: 0, max: DAYS * 24 }), horizonDays: fc.constantFrom(2, 10),
}).map(({ zone, members, weekly, length, begins, reach, horizonDays }) => {
  const start = startOfDay(zone, Date.parse(FIRST) / DAY);
  const rules: OpeningRules = {
    ...PLAIN_RULES, zone, gridMinutes: 30, minMinutes: 30, maxMinutes: 1_440, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays, horizonDaysOf: [{ group: 'b', days: 5 }],
    weekly: weekly.map(({ day, night, of }) => ({ day, ...(night ? { from: '18:00', until: '06:00' } : { from: '06:00', until: '18:00' }), groups: of === null ? null : [of] })),
  };
  const memberships: Memberships = new Map(GROUPS.flatMap((group) => { const last = members[group as 'a' | 'b']; return last === undefined ? [] : [[group, last === null ? null : dateOf(localDay(zone, start) + last)] as const]; }));
  return { rules, memberships, start, within: { from: start + begins * 30 * MINUTE, until: start + begins * 30 * MINUTE + reach * 60 * MINUTE }, length: length * MINUTE };
});

test('a slot is free for whoever belongs on its last day to the groups for which its hours are kept, as a booking is asked', () => {
  fc.assert(
    fc.property(asWorld, ({ rules, memberships, start, within, length }) => {
      const agendaOf = (groups: readonly string[]): Agenda => ({ view: { rules, groups, holidays: [] }, busy: [] });
      const standings = standingsOf(['external'], memberships, rules.zone);
      const found = standings.flatMap(({ groups, ...standing }) => freeSlots(agendaOf(groups), under({ groups, ...standing }, within, length), length, start, 1_000));
      const truth: number[] = [];
      for (let from = within.from; from + length <= within.until; from += 30 * MINUTE) {
        const last = dateOf(localDay(rules.zone, from + length - 1));
        const agenda = agendaOf(['external', ...[...memberships].filter(([, until]) => until === null || until >= last).map(([group]) => group)]);
        if (from + length <= horizonOf(agenda.view, start) && nextFree(agenda, from, length, from + length) === from) truth.push(from);
      }
      expect(found.map(({ from }) => from)).toEqual(truth);
      const first = standings.map(({ groups, ...standing }) => { const span = under({ groups, ...standing }, within, length); return firstFit(agendaOf(groups), span.from, length, Math.min(span.until, horizonOf({ rules, groups }, start))); });
      expect(first.find((at) => at !== null)).toBe(truth[0]);
    }),
    { numRuns: 500 },
  );
});
