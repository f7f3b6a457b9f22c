import fc from 'fast-check';
import { endOf, plusDays } from '@hewu/calendar/src/days.js';
import { workingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { instrument, type InstrumentCommand } from './instrument.decider.js';
import type { InstrumentEvent } from './instrument-events.js';
import { BOOK, DAYS, DESCRIPTION, NOW, registeredOn, registering, SCOPE } from './registry.fixtures.js';

const given = specification(instrument);
const mine = { instrumentId: 'sem', organisationId: 'institute', actorId: 'chen', now: NOW };
const accept = (acceptedOn: string): InstrumentCommand => ({ do: 'record_acceptance', ...mine, acceptedOn, facts: BOOK });
const report = (reportedOn: string, networkNumber: string | null = null, now = NOW): InstrumentCommand => ({ do: 'report', ...mine, reportedOn, networkNumber, now });
const check = (now: string, calendar = BOOK.calendar): InstrumentCommand => ({ do: 'check_reporting', instrumentId: 'sem', calendar, now });
const accepted = (acceptedOn: string): InstrumentEvent => ({ type: 'InstrumentAccepted', data: { instrumentId: 'sem', acceptedOn, recordedBy: 'chen', recordedAt: NOW } });
const due = (acceptedOn: string, dueOn: string, countedAt = NOW): InstrumentEvent => ({
  type: 'ReportingDue', data: { instrumentId: 'sem', ownerOrganisationId: 'institute', region: '500117', acceptedOn, dueOn, dueAt: endOf(dueOn), provisional: false, calendarVersion: BOOK.calendar.version, rule: DAYS, countedAt },
});
const breached = (acceptedOn: string, dueOn: string, breachedAt: string): InstrumentEvent => ({ type: 'ReportingBreached', data: { instrumentId: 'sem', ownerOrganisationId: 'institute', region: '500117', acceptedOn, dueOn, rule: DAYS, breachedAt } });
const reported = (reportedOn: string, late: boolean, recordedAt = NOW): InstrumentEvent => ({ type: 'ReportedToNetwork', data: { instrumentId: 'sem', reportedOn, networkNumber: null, late, reportedBy: 'chen', recordedAt } });

test('acceptance sets fifteen days running, the day itself not counted; a last day off moves on', () => {
  // The fifteenth day after 1 March is a Monday; after 28 February it is a Sunday, so the Monday is the last.
  given(...registeredOn(null)).when(accept('2026-03-01')).then(accepted('2026-03-01'), due('2026-03-01', '2026-03-16'));
  given(...registeredOn(null)).when(accept('2026-02-28')).then(accepted('2026-02-28'), due('2026-02-28', '2026-03-16'));
  given(...registeredOn(null)).when(accept('2026-03-01')).thenRepeatingIsHarmless();
  given(...registeredOn(null)).when(accept('2026-03-03')).thenRefused('accepted_in_future');
  given(...registeredOn('2026-03-01')).when(accept('2026-02-20')).then(accepted('2026-02-20'), due('2026-02-20', '2026-03-09'));
});

test('registered with its acceptance it is due at once; out of the scope nothing is', () => {
  given().when(registering('2026-03-01')).then(...registeredOn(null), accepted('2026-03-01'), due('2026-03-01', '2026-03-16'));
  given().when(registering('2026-03-01', { fundingSource: 'own' })).then(...registeredOn(null, { fundingSource: 'own' }), accepted('2026-03-01'));
  given().when(registering('2026-03-03')).thenRefused('accepted_in_future');
  given().when(registering('2026-03-01', {}, { on: '2026-02-28', networkNumber: null })).thenRefused('reported_before_acceptance');
  given().when(registering('2026-03-01', {}, { on: '2026-03-02', networkNumber: null })).then(...registeredOn('2026-03-01'), reported('2026-03-02', false));
});

test('reported in time, late, twice, too early or by somebody else', () => {
  given(...registeredOn('2026-03-01')).when(report('2026-03-02')).then(reported('2026-03-02', false));
  given(...registeredOn('2026-03-01')).when(report('2026-03-02')).thenRepeatingIsHarmless();
  given(...registeredOn('2026-03-01'), reported('2026-03-02', false)).when(report('2026-03-01')).thenRefused('reported_already');
  given(...registeredOn('2026-03-01')).when(report('2026-03-20', null, '2026-03-20T04:00:00.000Z')).then(reported('2026-03-20', true, '2026-03-20T04:00:00.000Z'));
  given(...registeredOn('2026-03-01')).when(report('2026-03-03')).thenRefused('reported_in_future');
  given(...registeredOn(null)).when(report('2026-03-02')).thenRefused('reported_before_acceptance');
  given(...registeredOn('2026-03-01')).when(report('2026-02-28')).thenRefused('reported_before_acceptance', { acceptedOn: '2026-03-01' });
  given(...registeredOn('2026-03-01')).when({ ...report('2026-03-02'), organisationId: 'rival' } as InstrumentCommand).thenRefused('not_the_owner');
});

test('the timer finds a breach when the last day is over, once, and nothing when it was reported or retired', () => {
  const over = endOf('2026-03-16');
  given(...registeredOn('2026-03-01')).when(check(over)).then(breached('2026-03-01', '2026-03-16', over));
  given(...registeredOn('2026-03-01')).when(check(over)).thenRepeatingIsHarmless();
  given(...registeredOn('2026-03-01')).when(check('2026-03-16T15:59:59.999Z')).thenNothing();
  given(...registeredOn('2026-03-01'), reported('2026-03-02', false)).when(check(over)).thenNothing();
  given(...registeredOn('2026-03-01'), { type: 'InstrumentRetired', data: { instrumentId: 'sem', reason: 'old', retiredAt: NOW } }).when(check(over)).thenNothing();
  given().when(check(over)).thenNothing();
});

test('holidays that became known since move the last day, and the timer with it', () => {
  const off = workingCalendar({ 2026: { holidays: [], daysOff: ['2026-03-16'], makeUpDays: [] } } as never);
  const over = endOf('2026-03-16');
  const decision = instrument.decide(check(over, off), registeredOn('2026-03-01').reduce(instrument.evolve, instrument.initialState)) as readonly InstrumentEvent[];
  expect(decision.map(({ type }) => type)).toEqual(['ReportingDue']);
  expect(decision[0]!.data).toMatchObject({ dueOn: '2026-03-17', calendarVersion: off.version });
});

test('a correction that leads out of the scope lifts the duty; one that leads into it sets it running', () => {
  const correct = (more: object): InstrumentCommand => ({ do: 'correct', ...mine, description: { ...DESCRIPTION, ...more }, reason: 'wrong sum', sharingRule: SCOPE, reporting: BOOK });
  const types = (command: InstrumentCommand, history: readonly InstrumentEvent[]): readonly string[] => (instrument.decide(command, history.reduce(instrument.evolve, instrument.initialState)) as readonly InstrumentEvent[]).map(({ type }) => type);
  expect(types(correct({ fundingSource: 'own' }), registeredOn('2026-03-01'))).toEqual(['InstrumentCorrected', 'ReportingLifted']);
  expect(types(correct({}), registeredOn('2026-03-01', { fundingSource: 'own' }))).toEqual(['InstrumentCorrected', 'ReportingDue']);
  expect(types(correct({ fundingSource: 'own' }), [...registeredOn('2026-03-01'), reported('2026-03-02', false)])).toEqual(['InstrumentCorrected']);
});

test('whatever the day of acceptance, the last day is no sooner than so many days later, and the breach is never before it is over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: -3, max: 3 }), (back, hours) => {
      const acceptedOn = plusDays('2026-03-02', -back);
      const history = registeredOn(acceptedOn);
      const term = history.find((event) => event.type === 'ReportingDue')!.data;
      expect(term.dueOn >= plusDays(acceptedOn, DAYS.amount)).toBe(true);
      const now = new Date(Date.parse(term.dueAt) + hours * 3_600_000).toISOString();
      const decision = instrument.decide(check(now), history.reduce(instrument.evolve, instrument.initialState)) as readonly InstrumentEvent[];
      expect(decision.some(({ type }) => type === 'ReportingBreached')).toBe(now >= term.dueAt);
    }),
  );
});
