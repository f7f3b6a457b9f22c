import { Injectable } from '@nestjs/common';
import { isHoliday } from '@hewu/calendar/src/working-calendar.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { bookingsProjection, type BookingDocument, type BookingStatus } from './bookings.projection.js';
import { iso } from './checks.decider.js';
import type { InstrumentDocument } from './instruments.projection.js';
import { openingRulesProjection, type OpeningRulesDocument } from './opening-rules.projection.js';
import { outagesProjection, type OutageDocument } from './outages.projection.js';
import { allOf } from './schedules.js';
import { openWithin, periodsOf, utilisationOf, type Booked, type OutOfService, type RulesOfTime, type UtilisationPeriod } from './utilisation.decider.js';
import type { UtilisationAnswer } from './utilisation.answers.js';
import { DAY, dateOf, dayOf, localDay } from './zone.decider.js';

/** The longest slot there can be is a week; a use may begin before its slot does, by the early check-in of four hours at most. Outages of more than a year are not looked for further back. */
const REACH = { before: 8 * DAY, after: DAY, outages: 378 * DAY };
/** Bookings that were accepted and not given back. One that still waits for the owner's word when its time comes is declined. */
const COUNTED: readonly BookingStatus[] = ['booked', 'missed', 'started', 'interrupted', 'unrecorded', 'used', 'confirmed', 'charged'];

/**
 * Utilisation of instruments by period, worked out of the read models: what is read is what lies in the periods asked for, by
 * index, so the cost grows with them and not with what was before. Only what has been is counted: a period that lasts still ends now.
 */
@Injectable()
export class Utilisations {
  constructor(
    private readonly models: ReadModels,
    private readonly kernel: Kernel,
    private readonly calendars: WorkingCalendars,
  ) {}

  /** The periods of one instrument that touch the days from the first to the last and have begun. None before it was registered or after it was retired. */
  async of(instrument: InstrumentDocument, per: UtilisationPeriod, firstOn: string, lastOn: string): Promise<readonly UtilisationAnswer[]> {
    const { _id: instrumentId, calendarId, name } = instrument;
    const now = Date.parse(this.kernel.clock.now());
    const versions = await this.rulesOf(calendarId);
    const latest = versions.at(-1);
    if (!latest) return [];
    const { zone } = latest.rules;
    const lived = { from: Date.parse(instrument.registeredAt), until: Math.min(now, instrument.retiredAt === null ? Infinity : Date.parse(instrument.retiredAt)) };
    const periods = periodsOf(latest.rules, per, dayOf(firstOn), dayOf(lastOn)).filter(({ from, until }) => from < lived.until && until > lived.from);
    if (periods.length === 0) return [];
    const within = { from: Math.max(periods[0]!.from, lived.from), until: Math.min(periods.at(-1)!.until, lived.until) };
    const [bookings, outages, years] = await Promise.all([this.bookingsOf(instrumentId, within), this.outagesOf(calendarId, within), this.calendars.current()]);
    const first = localDay(zone, within.from) - 1;
    const holidays = Array.from({ length: localDay(zone, within.until) - first + 1 }, (_, n) => dateOf(first + n)).filter((day) => isHoliday(years, day));
    const open = openWithin(versions, holidays, within);
    return periods.map((period) => {
      const counted = { from: Math.max(period.from, within.from), until: Math.min(period.until, within.until) };
      const { firstOn: begins, lastOn: ends } = period;
      return { instrumentId, name, zone, per, firstOn: begins, lastOn: ends, countedFrom: iso(counted.from), countedUntil: iso(counted.until), ...utilisationOf(counted, open, outages, bookings) };
    });
  }

  private async rulesOf(calendarId: string): Promise<readonly RulesOfTime[]> {
    const versions = await allOf<OpeningRulesDocument>(this.models, openingRulesProjection, { calendarId }, 'since');
    return versions.map(({ rules, since }) => ({ rules, since: Date.parse(since) }));
  }

  private async bookingsOf(instrumentId: string, { from, until }: { readonly from: number; readonly until: number }): Promise<readonly Booked[]> {
    const found = await allOf<BookingDocument>(this.models, bookingsProjection, { instrumentId, from: { $gte: iso(from - REACH.before), $lt: iso(until + REACH.after) }, status: { $in: COUNTED } });
    return found.map(({ from: begins, until: ends, status, external, usage }) => ({ from: Date.parse(begins), until: Date.parse(ends), missed: status === 'missed', external, used: usage && { from: Date.parse(usage.from), until: Date.parse(usage.until) } }));
  }

  private async outagesOf(calendarId: string, { from, until }: { readonly from: number; readonly until: number }): Promise<readonly OutOfService[]> {
    const found = await allOf<OutageDocument>(this.models, outagesProjection, { calendarId, from: { $gte: iso(from - REACH.outages), $lt: iso(until) }, until: { $gt: iso(from) } });
    return found.map(({ from: begins, until: ends, endedAt, kind }) => ({ from: Date.parse(begins), until: Date.parse(endedAt !== null && endedAt < ends ? endedAt : ends), kind }));
  }
}
