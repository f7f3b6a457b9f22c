import { Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { BookingFactsSource, type Booker } from './booking-facts.js';
import { minutesBetween } from './asked-slot.decider.js';
import type { BookingDocument } from './bookings.projection.js';
import { calendar } from './calendar.decider.js';
import { evolve, NO_CALENDAR, type Calendar } from './calendar-state.decider.js';
import { CalendarLog } from './calendar-log.js';
import type { Asked } from './checks.decider.js';
import type { ExplanationAnswer, ExplanationQuery } from './explanation.answers.js';
import { explain, explainMoment } from './explanation.js';
import { BookingMoment } from './explanation-moment.js';
import type { Sentence } from './explanation-sentences.js';
import type { OpeningRules } from './opening-rules.js';
import { PastFactsSource, type PastFacts } from './past-facts.js';
import { priceOf } from './price.decider.js';
import { Quotas } from './quotas.js';
import type { Tariff } from './tariff.js';

type Refused = Refusal<'instrument_unknown' | 'mode_not_open' | 'instrument_retired' | 'calendar_unknown' | 'moment_ahead'>;

/** Years that came with the program stand in no record: those of the version that runs are taken. */
const BUILT_IN_HOLIDAYS: readonly Sentence[] = [{ zh: '随程序发布的年份的公共假日按现行版本计；以后录入的按当时所录', en: 'Public holidays of the years that came with the program are those of this version; what was recorded since is as it stood then' }];
const notKnown = ({ holidays }: OpeningRules): readonly Sentence[] => (holidays.kept === 'open' ? [] : BUILT_IN_HOLIDAYS);

/** Explains slots and bookings, now and at any past moment. Nothing is recorded. */
@Injectable()
export class Explanations {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly past: PastFactsSource,
    private readonly quotas: Quotas,
    private readonly log: CalendarLog,
  ) {}

  /** Whether the caller could have a slot, or could have had it. `moment_ahead`: the past moment has not come yet. */
  async ofSlot(instrumentId: string, { from, until, at, mode }: ExplanationQuery, booker: Booker): Promise<ExplanationAnswer | Refused> {
    const now = this.kernel.clock.now();
    if (at !== undefined) return at > now ? { refused: 'moment_ahead', details: { now } } : this.ofPastSlot(instrumentId, { from, until, at, mode }, booker);
    const { personId, organisationId } = booker;
    const gathered = await this.source.gather({ instrumentId, organisationId, personId, mode: mode ?? null }, booker, [{ from, until }]);
    if (isRefusal(gathered)) return gathered as Refusal<'instrument_unknown' | 'mode_not_open'>;
    const { calendarId, facts } = gathered;
    if (facts.retired) return { refused: 'instrument_retired' };
    const state = await this.kernel.load(calendar, calendarId);
    if (!state.opened) return { refused: 'calendar_unknown' };
    const { groups, tariff, ownerOrganisationId, user, holidays } = facts;
    const quotas = await this.quotas.foreseen(ownerOrganisationId, { personId, organisationId, groups }, { from, until });
    return slotExplained({ instrumentId, from, until, at: now, state, tariff, booker }, { groups, user, quotas, holidays });
  }

  /** As everything stood at that moment: the calendar, the instrument, and what was known of the caller. */
  private async ofPastSlot(instrumentId: string, { from, until, at, mode }: Pick<ExplanationQuery, 'from' | 'until' | 'mode'> & { readonly at: string }, booker: Booker): Promise<ExplanationAnswer | Refused> {
    const past = this.past.at(at);
    const { registered, tariff, retired } = await this.past.instrument(past, instrumentId);
    if (!registered || !tariff) return { refused: 'instrument_unknown' };
    const { calendarId, ownerOrganisationId, openModes } = registered;
    if (mode !== undefined && !openModes.includes(mode)) return { refused: 'mode_not_open', details: { openModes } };
    if (retired) return { refused: 'instrument_retired' };
    const state = await this.asOf(calendarId, at);
    if (!state.opened) return { refused: 'calendar_unknown' };
    const { personId, organisationId } = booker;
    const known = await this.past.gather(past, { instrumentId, personId, organisationId, mode: mode ?? null }, ownerOrganisationId, state.opened.rules, { from, until }, null);
    return { ...slotExplained({ instrumentId, from, until, at, state, tariff, booker }, known), notKnown: notKnown(state.opened.rules) };
  }

  /** Why a booking could be had, as it was made or last moved. Null when its calendar tells of no such moment. */
  async ofBooking({ _id: bookingId, calendarId, instrumentId, ownerOrganisationId, personId, organisationId, mode }: BookingDocument): Promise<ExplanationAnswer | null> {
    const seen = new BookingMoment(bookingId);
    for await (const page of this.log.pages(calendarId)) for (const event of page) seen.see(event);
    if (!seen.found) return null;
    const { kind, at, state, asked, groups, tariff, priceFen } = seen.found;
    const { rules, rulesVersion, capacity } = state.opened!;
    const [from, until] = [asked.slot.from, asked.slot.until].map((instant) => new Date(instant).toISOString()) as [string, string];
    const known = await this.past.gather(this.past.at(at), { instrumentId, personId, organisationId, mode }, ownerOrganisationId, rules, { from, until }, { bookingId, groups });
    return { instrumentId, bookingId, from, until, moment: kind, at, rulesVersion, capacity, groups, tariff, priceFen, ...explainMoment(seen.found, known), notKnown: notKnown(rules) };
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

type SlotAsked = { readonly instrumentId: string; readonly from: string; readonly until: string; readonly at: string; readonly state: Calendar; readonly tariff: Tariff; readonly booker: Booker };

const slotExplained = ({ instrumentId, from, until, at, state, tariff, booker: { personId, organisationId } }: SlotAsked, { groups, user, quotas, holidays }: PastFacts): ExplanationAnswer => {
  const { rules, rulesVersion, capacity } = state.opened!;
  const slot = { from: Date.parse(from), until: Date.parse(until) };
  const asked: Asked = { slot, holder: { personId, organisationId, groups }, user, now: Date.parse(at), noticeMinutes: rules.notice.bookMinutes, instead: null, promised: null, overrides: [] };
  const priceFen = slot.until <= slot.from ? null : priceOf(minutesBetween(slot), tariff);
  return { instrumentId, bookingId: null, from, until, moment: 'asked', at, rulesVersion, capacity, groups, tariff, priceFen, ...explain(asked, state, { rules, groups, holidays }, quotas), notKnown: [] };
};
