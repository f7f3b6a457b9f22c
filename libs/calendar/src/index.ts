import { Global, Module } from '@nestjs/common';
import { WorkingCalendarController } from './working-calendar.controller.js';
import { WorkingCalendars } from './working-calendars.js';
import { AmendWorkingYearHandler, PublishWorkingYearHandler } from './working-year.commands.js';

/** Global, so that every context can inject `WorkingCalendars` for its facts without importing this module. */
@Global()
@Module({
  controllers: [WorkingCalendarController],
  providers: [WorkingCalendars, PublishWorkingYearHandler, AmendWorkingYearHandler],
  exports: [WorkingCalendars],
})
export class CalendarModule {}
