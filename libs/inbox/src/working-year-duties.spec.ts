import { workingCalendarEvents } from '@hewu/calendar/src/events.js';
import { recorded, story } from './samples.js';
import { workingYearDuties } from './working-year.duties.js';

describe('the days off of a year, which hold in both regions', () => {
  test.each([['500117', 'WorkingYearPublished', '511622'], ['511622', 'WorkingYearAmended', '500117']])('recorded from %s (%s), are told to the policy officers of the other region', (region, type, other) => {
    const event = recorded(workingCalendarEvents, type, 1);
    const { year } = event.data as { year: number };
    const next = workingYearDuties.slots[0]!.next({ ...event, metadata: { ...event.metadata, region } }, null);
    expect(next).toMatchObject({ duty: { what: 'working_year_recorded', round: `${year}:00000001`, by: { region: other, roles: ['policy_officer'] }, href: `/api/v1/working-calendar/years/${year}` } });
  });

  test('by nobody of a region, are told to nobody', () => {
    expect(story().record('WorkingYearPublished').documents.size).toBe(0);
  });
});
