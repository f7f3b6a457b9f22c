import { Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { BookingFactsSource, type Booker } from './booking-facts.js';
import { minutesBetween } from './booking.decider.js';
import type { BookingDocument } from './bookings.projection.js';
import { calendar } from './calendar.decider.js';
import { evolve, NO_CALENDAR, type Calendar } from './calendar-state.decider.js';
import { CalendarLog } from './calendar-log.js';
import type { Asked } from './checks.decider.js';
import type { ExplanationAnswer, ExplanationQuery } from './explanation.answers.js';
import { explain, explainMoment } from './explanation.js';
import { BookingMoment } from './explanation-moment.js';
import type { Sentence } from './explanation-sentences.js';
import { priceOf } from './price.decider.js';
import { Quotas } from './quotas.js';

type Refused = Refusal<'instrument_unknown' | 'mode_not_open' | 'instrument_retired' | 'calendar_unknown' | 'moment_ahead'>;

/** What a calendar's own log does not say of a past moment. */
const NOT_KNOWN: readonly Sentence[] = [
  { zh: '当时使用人的资格、停用与条款：未作判断', en: "The user's qualification, suspension and terms of that moment: not judged" },
  { zh: '当时该单位全部仪器的限额余量：未作判断', en: 'What was left then of the quotas over all instruments of the owner: not judged' },
  { zh: '当时的分组与公共假日：按今天的计', en: 'Access groups and public holidays of that moment: those of today were taken' },
];
const OF_A_BOOKING: readonly Sentence[] = [
  { zh: '使用人的资格与停用只记录结果：能预约，或由工作人员放行', en: "Of the user's qualification and suspension only the outcome is recorded: they could book, or staff set it aside" },
  { zh: '公共假日按今天公布的计', en: 'Public holidays are those published today' },
];

/** Explains slots and bookings, now and at any past moment. Nothing is recorded. */
@Injectable()
export class Explanations {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly quotas: Quotas,
    private readonly log: CalendarLog,
  ) {}

  /** Whether the caller could have a slot, or could have had it. `moment_ahead`: the past moment has not come yet. */
  async ofSlot(instrumentId: string, { from, until, at, mode }: ExplanationQuery, booker: Booker): Promise<ExplanationAnswer | Refused> {
    const now = this.kernel.clock.now();
    if (at !== undefined && at > now) return { refused: 'moment_ahead', details: { now } };
    const { personId, organisationId } = booker;
    const gathered = await this.source.gather({ instrumentId, organisationId, personId, mode: mode ?? null }, booker, [{ from, until }]);
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown' | 'mode_not_open'>;
    const { calendarId, facts } = gathered;
    const past = at !== undefined;
    if (facts.retired && !past) return { refused: 'instrument_retired' };
    const state = past ? await this.asOf(calendarId, at) : await this.kernel.load(calendar, calendarId);
    if (!state.opened) return { refused: 'calendar_unknown' };
    const { rules, rulesVersion, capacity } = state.opened;
    const moment = at ?? now;
    const { groups, tariff, ownerOrganisationId, user } = facts;
    const holder = { personId, organisationId, groups };
    const slot = { from: Date.parse(from), until: Date.parse(until) };
    const asked: Asked = { slot, holder, user, now: Date.parse(moment), noticeMinutes: rules.notice.bookMinutes, instead: null, promised: null, overrides: [] };
    const quotas = past ? [] : await this.quotas.foreseen(ownerOrganisationId, holder, { from, until });
    const told = explain(asked, state, { rules, groups, holidays: await this.source.holidays(rules, moment) }, quotas, past);
    const priced = past || slot.until <= slot.from ? null : priceOf(minutesBetween(slot), tariff);
    return { instrumentId, bookingId: null, from, until, moment: 'asked', at: moment, rulesVersion, capacity, groups, tariff: past ? null : tariff, priceFen: priced, ...told, notKnown: past ? NOT_KNOWN : [] };
  }

  /** Why a booking could be had, as it was made or last moved. Null when its calendar tells of no such moment. */
  async ofBooking({ _id: bookingId, calendarId, instrumentId }: BookingDocument): Promise<ExplanationAnswer | null> {
    const seen = new BookingMoment(bookingId);
    for await (const page of this.log.pages(calendarId)) for (const event of page) seen.see(event);
    if (!seen.found) return null;
    const { kind, at, state, asked, groups, tariff, priceFen } = seen.found;
    const { rules, rulesVersion, capacity } = state.opened!;
    const told = explainMoment(seen.found, await this.source.holidays(rules, at));
    const [from, until] = [asked.slot.from, asked.slot.until].map((instant) => new Date(instant).toISOString()) as [string, string];
    return { instrumentId, bookingId, from, until, moment: kind, at, rulesVersion, capacity, groups, tariff, priceFen, ...told, notKnown: OF_A_BOOKING };
  }

  /** The calendar as it stood at a past moment: everything that had happened by then. */
  private async asOf(calendarId: string, at: string): Promise<Calendar> {
    let state = NO_CALENDAR;
    for await (const page of this.log.pages(calendarId)) {
      for (const event of page) {
        if (event.metadata.occurredAt > at) return state;
        state = evolve(state, event);
      }
    }
    return state;
  }
}
