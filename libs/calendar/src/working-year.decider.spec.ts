import { specification } from '@hewu/kernel/src/testing.js';
import type { WorkingCalendarEvent } from './events.js';
import { publicHolidaysOf } from './public-holidays.js';
import { workingYears, type AmendYear, type PublishYear } from './working-year.decider.js';

const given = specification(workingYears);

/** Invented: no notice for 2027 is known to this spec. */
const said = {
  country: 'CN',
  year: 2027,
  daysOff: ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01', '2027-05-02', '2027-05-03', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'],
  makeUpDays: ['2027-05-08'],
  source: '虚构通知',
};
const asked = { ...said, holidays: publicHolidaysOf(2027) };
const publish = (change: Partial<PublishYear> = {}): PublishYear => ({ type: 'PublishYear', ...asked, by: 'p-1', presentYear: 2026, builtIn: false, ...change });
const amend = (change: Partial<AmendYear> = {}): AmendYear => ({ type: 'AmendYear', ...asked, by: 'p-2', reason: '国办另行通知', builtIn: false, ...change });
const published: WorkingCalendarEvent = { type: 'WorkingYearPublished', data: { ...said, publishedBy: 'p-1' } };

describe('a working year', () => {
  test('is recorded by a policy officer as the notice says it, in order', () => given().when(publish({ daysOff: [...said.daysOff].reverse() })).then(published));

  test('recorded again as it is known, nothing happens', () => {
    given(published).when(publish()).thenNothing();
    given(published).when(publish({ by: 'p-9' })).thenNothing();
    given().when(publish()).thenRepeatingIsHarmless();
  });

  test('is not published twice with other days; it is amended, with a reason', () => {
    given(published).when(publish({ makeUpDays: [] })).thenRefused('year_already_published', { year: 2027 });
    given(published).when(amend({ makeUpDays: [] })).then({ type: 'WorkingYearAmended', data: { ...said, makeUpDays: [], publishedBy: 'p-2', reason: '国办另行通知' } });
    given(published).when(amend()).thenNothing();
    given(published).when(amend({ makeUpDays: [] })).thenRepeatingIsHarmless();
  });

  test('that came with the program is amended, not published; one that nobody knows is published, not amended', () => {
    given().when(publish({ builtIn: true })).thenRefused('year_already_published');
    given().when(amend({ builtIn: true })).then({ type: 'WorkingYearAmended', data: { ...said, publishedBy: 'p-2', reason: '国办另行通知' } });
    given().when(amend()).thenRefused('year_not_published', { year: 2027 });
  });

  test('comes at most one year ahead', () => given().when(publish({ presentYear: 2025 })).thenRefused('year_too_far', { latest: 2026 }));

  test.each([
    ['day_of_other_year', { daysOff: [...said.daysOff, '2028-01-01', '2026-11-30'] }, ['2026-11-30', '2028-01-01']],
    ['day_off_and_worked', { makeUpDays: ['2027-05-02'] }, ['2027-05-02']],
    ['make_up_day_not_weekend', { makeUpDays: ['2027-05-07', '2027-05-08', '2027-05-09', '2027-05-10'] }, ['2027-05-07', '2027-05-10']],
  ] as const)('a list with a slip of the pen is refused: %s', (code, change, days) => {
    given().when(publish(change)).thenRefused(code, { days });
    given(published).when(amend(change)).thenRefused(code, { days });
  });

  test.each(publicHolidaysOf(2027))('a list without $day is refused, and told of which festival it is', ({ day, festival }) => {
    const daysOff = said.daysOff.filter((one) => one !== day);
    given().when(publish({ daysOff })).thenRefused('statutory_day_missing', { days: [day], festivals: [festival] });
    given(published).when(amend({ daysOff })).thenRefused('statutory_day_missing', { days: [day], festivals: [festival] });
  });

  test('a list that lacks two days of one festival names it once', () =>
    given().when(publish({ daysOff: said.daysOff.filter((day) => !day.startsWith('2027-02')) })).thenRefused('statutory_day_missing', { days: ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'], festivals: ['spring_festival'] }));

  test('may begin in the December before', () =>
    given()
      .when(publish({ daysOff: ['2026-12-31', ...said.daysOff], makeUpDays: ['2026-12-26'] }))
      .then({ type: 'WorkingYearPublished', data: { ...said, daysOff: ['2026-12-31', ...said.daysOff], makeUpDays: ['2026-12-26'], publishedBy: 'p-1' } }));
});
