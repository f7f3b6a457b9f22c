import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { workingCalendar, type PublishedYear } from '@hewu/calendar/src/working-calendar.js';
import { plusDays } from '@hewu/calendar/src/days.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { deadlineEnd } from './deadline-end.js';
import { deadlines } from './deadline.decider.js';
import type { DeadlineRecounted, DeadlineSet } from './events.js';

const example = <E>(type: string): E => ({ type, data: JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) }) as E;
const set = example<DeadlineSet>('DeadlineSet');
const recounted = example<DeadlineRecounted>('DeadlineRecounted');
const given = specification(deadlines);
const { dueAt, provisional, calendarVersion } = recounted.data;

describe('a deadline of the house', () => {
  test('is set once; under its id no other is', () => {
    given().when({ type: 'SetDeadline', data: set.data }).then(set);
    given(set).when({ type: 'SetDeadline', data: { ...set.data, dueAt } }).thenNothing();
    given(set).when({ type: 'SetDeadline', data: { ...set.data, dutyKey: 'another' } }).thenRefused('deadline_id_taken');
  });

  test('is counted again when the calendar gives another end, and once', () => {
    given(set).when({ type: 'RecountDeadline', end: { dueAt, provisional, calendarVersion } }).then(recounted);
    given(set).when({ type: 'RecountDeadline', end: { dueAt, provisional, calendarVersion } }).thenRepeatingIsHarmless();
    given(set, recounted).when({ type: 'RecountDeadline', end: { dueAt, provisional, calendarVersion: 'another that says the same' } }).thenNothing();
    given().when({ type: 'RecountDeadline', end: { dueAt, provisional, calendarVersion } }).thenRefused('deadline_unknown');
  });
});

/** Any year: some days off, some weekend days that are worked. */
const year = (n: number) =>
  fc.tuple(fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 40 }), fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 10 })).map(([off, worked]): PublishedYear => {
    const days = (offsets: readonly number[]): readonly string[] => [...offsets].sort((a, b) => a - b).map((offset) => plusDays(`${n}-01-01`, offset));
    return { daysOff: days(off), makeUpDays: days(worked.filter((offset) => !off.includes(offset))), source: 'test' };
  });

test('whatever is published later, a deadline counted again is the one that had been counted had it been known; what was certain stays', () => {
  fc.assert(
    fc.property(year(2026), year(2027), fc.integer({ min: 0, max: 364 }), fc.constantFrom('working_days' as const, 'natural_days' as const, 'months' as const), fc.integer({ min: 1, max: 40 }), (known, later, day, unit, amount) => {
      const since = `${plusDays('2026-01-01', day)}T04:00:00.000Z`;
      const rule = { amount: unit === 'months' ? Math.ceil(amount / 10) : amount, unit };
      const before = deadlineEnd(workingCalendar({ 2026: known }), rule, since);
      const after = deadlineEnd(workingCalendar({ 2026: known, 2027: later }), rule, since);
      const first: DeadlineSet = { type: 'DeadlineSet', data: { ...set.data, since, rule: { ...set.data.rule, ...rule }, ...before } };
      const decided = deadlines.decide({ type: 'RecountDeadline', end: after }, deadlines.evolve(null, first));
      const state = (decided as readonly DeadlineRecounted[]).reduce(deadlines.evolve, deadlines.evolve(null, first));
      expect(state).toMatchObject({ dueAt: after.dueAt, provisional: after.provisional, since });
      // Only what ran into the year that was not known can move; December may be arranged by the notice of the next year.
      if (!before.provisional && before.dueAt < '2026-11-30') expect(decided).toEqual([]);
    }),
  );
});
