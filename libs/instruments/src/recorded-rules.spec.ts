import { book, opened, owner, rules } from './calendar-fixtures.js';
import { groupsNamedIn } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import type { OpeningRulesChanged } from './calendar-events.js';
import { fromRecorded, PLAIN_RULES, type OpeningRules } from './opening-rules.js';

/** Parts that were taken and recorded before bodies were held to their description. */
const RECORDED: readonly object[] = [
  { holidays: null }, { holidays: [] }, { holidays: { kept: 'closed', groups: null } }, { horizonDaysOf: null }, { horizonDaysOf: [[], null] }, { notice: null }, { notice: [] }, { notice: { bookMinutes: null } },
  { earlyFinish: null }, { earlyFinish: [] }, { weekStartsOn: null }, { lockMinutes: null }, { confirmation: null }, { holdMinutes: null }, { noShowMinutes: [] },
  { overrides: null }, { overrides: [[]] }, { overrides: [{ on: '2026-03-09', hours: null, reason: '' }] }, { closures: null }, { closures: [[]] }, { limits: null }, { limits: [[]] }, { openLimits: null }, { openLimits: [null] },
];
const changedTo = (part: object): OpeningRulesChanged => ({ type: 'OpeningRulesChanged', data: { calendarId: 'sem', rules: { ...rules(), ...part } as OpeningRules, rulesVersion: 2, reason: '', changedBy: 'chen', changedAt: owner().now } });

describe('rules that were recorded although they are none', () => {
  test.each(RECORDED)('%j: the calendar is read, booked and mended like any other', (part) => {
    for (const history of [[opened(part as Partial<OpeningRules>)], [opened(), changedTo(part)]]) {
      const state = history.reduce(calendar.evolve, calendar.initialState);
      expect(groupsNamedIn(state.opened!.rules)).toEqual([]);
      const [first] = calendar.decide(book('09:00', '11:00'), state) as readonly { readonly type: string }[];
      expect(first).toMatchObject({ type: 'SlotBooked' });
      expect(calendar.decide({ do: 'change_rules', ...owner(), rules: rules({ maxMinutes: 300 }) }, state)).toEqual([expect.objectContaining({ type: 'OpeningRulesChanged' })]);
    }
  });

  test('what is right stays as it was recorded', () => {
    const all = rules({
      overrides: [{ on: '2026-03-02', hours: [{ from: '09:00', until: '12:00', groups: ['own'] }], reason: 'x' }], closures: [{ fromOn: '2026-03-05', untilOn: '2026-03-06', reason: 'x' }],
      holidays: { kept: 'for_groups', groups: ['own'] }, horizonDaysOf: [{ group: 'own', days: 90 }], notice: { bookMinutes: 1, changeMinutes: 2, cancelMinutes: 3 }, noShowMinutes: 30, confirmation: 'owner', weekStartsOn: 7,
      limits: [{ limitId: 'a', subject: 'person', group: null, measure: 'count', per: 'day', atMost: 1 }], openLimits: [{ limitId: 'b', subject: 'group', group: 'own', measure: 'minutes', atMost: 60 }],
    });
    expect(fromRecorded(all)).toEqual(all);
    expect(fromRecorded({ ...rules(), ...PLAIN_RULES })).toEqual(rules());
  });
});
