import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@hewu/calendar/src/days.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import type { NationalRuleId } from './built-in-rules.js';
import { respondBy, type RespondBy } from './response-time.js';
import { Rules } from './rules.js';

/** Where a context gets the time to answer, as a fact for its commands: `await times.by('offer_response_days', region)`. */
@Injectable()
export class ResponseTimes {
  constructor(
    private readonly rules: Rules,
    private readonly calendars: WorkingCalendars,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** From now on, by the rule as it is in force in a region today. */
  async by(ruleId: NationalRuleId, region: string): Promise<RespondBy> {
    const today = dayOf(this.clock.now());
    const [calendar, rule, reminder] = await Promise.all([this.calendars.current(), this.rules.inForce(ruleId, region, today), this.rules.inForce('reminder_days', region, today)]);
    return respondBy(calendar, today, rule, reminder);
  }
}
