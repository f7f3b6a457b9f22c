import { Injectable } from '@nestjs/common';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { ReportingFacts } from './reporting.decider.js';

/** How long there is to report an instrument, by the rule in force on the day it was accepted and the working calendar as it is known now. */
@Injectable()
export class ReportingTerms {
  constructor(
    private readonly rules: Rules,
    private readonly calendars: WorkingCalendars,
  ) {}

  async of(region: string, acceptedOn: string): Promise<ReportingFacts> {
    const [rule, calendar] = await Promise.all([this.rules.inForce('instrument_report_days', region, acceptedOn), this.calendars.current()]);
    return { rule, calendar };
  }
}
