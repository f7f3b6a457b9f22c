import { workingCalendarEvents, type WorkingCalendarEvent } from '@hewu/calendar/src/events.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { otherRegionThan } from './other-region.js';
import { waits, slot, type DutyTable, type Next } from './duty.js';

const said = { WorkingYearPublished: { zh: '登记了', en: 'recorded' }, WorkingYearAmended: { zh: '更正了', en: 'corrected' } } as const;

/** The days of a year bind in both regions and an officer of one records them alone: those of the other hear of it, and may correct it. */
const told = ({ type, data: { year, country }, position, metadata: { region } }: Recorded<WorkingCalendarEvent>): Next<Record<string, never>> =>
  region === null
    ? null
    : waits({}, {
        what: 'working_year_recorded', round: `${year}:${position}`, by: { region: otherRegionThan(region), roles: ['policy_officer'] }, href: `/api/v1/working-calendar/years/${year}`,
        sentence: { zh: `另一地区${said[type].zh} ${year} 年放假安排（${country}），两地期限均按其计算；请与公布的通知核对，有误的请更正`, en: `The other region ${said[type].en} the days off of ${year} (${country}), by which deadlines of both regions are counted: compare them with the notice, and amend them should they be wrong` },
      });

export const workingYearDuties: DutyTable = {
  whats: { working_year_recorded: { zh: '另一地区登记了放假安排', en: 'The other region recorded the days off of a year', news: true } },
  // Of one country: what was recorded last is told.
  slots: [slot<WorkingCalendarEvent, Record<string, never>>('working_year', 'country', [workingCalendarEvents], { WorkingYearPublished: told, WorkingYearAmended: told })],
};
