import { Injectable } from '@nestjs/common';
import type { PastStates } from '@hewu/kernel/src/past-states.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { BUILT_IN_YEARS } from './built-in-years.js';
import { workingCalendar, type WorkingCalendar } from './working-calendar.js';
import { workingYears } from './working-year.decider.js';
import { workingYearsProjection, type RecordedYear, type RecordedYears } from './working-year.projection.js';

/** ISO 3166 code of the country whose calendar both regions keep; the id of its stream and of its document. */
export const COUNTRY = 'CN';

/** Where every other context gets the calendar, as a fact for its commands: `await calendars.current()`. */
@Injectable()
export class WorkingCalendars {
  constructor(private readonly models: ReadModels) {}

  /** The years that came with the program, and over them what policy officers recorded since. One read of one document. */
  async current(): Promise<WorkingCalendar> {
    return workingCalendar({ ...BUILT_IN_YEARS, ...(await this.recorded()) });
  }

  /** The same as policy officers had recorded it by a past moment; the years that came with the program are those of this version. */
  async asOf(past: PastStates): Promise<WorkingCalendar> {
    return workingCalendar({ ...BUILT_IN_YEARS, ...(await past.load(workingYears, COUNTRY)).years });
  }

  /** What policy officers recorded, by year. */
  async recorded(): Promise<Readonly<Record<string, RecordedYear>>> {
    return (await this.models.get<RecordedYears>(workingYearsProjection, COUNTRY))?.years ?? {};
  }

  /** Waits until the command that answered with this position can be seen. */
  async upTo(position: string | undefined): Promise<void> {
    await this.models.upTo(workingYearsProjection, position);
  }
}
