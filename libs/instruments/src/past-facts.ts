import { Inject, Injectable } from '@nestjs/common';
import { Access } from '@hewu/access/src/access.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { Conduct } from '@hewu/conduct/src/conduct.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { PastStates } from '@hewu/kernel/src/past-states.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { Qualifications } from '@hewu/qualifications/src/qualifications.js';
import { daysOf, groupOf, groupsNamedIn, lastDayOf, holidaysAround, modeOf, type Wish } from './booking-facts.js';
import type { UserFacts } from './checks.decider.js';
import type { QuotaForeseen } from './explanation.js';
import { instrument, type InstrumentState } from './instrument.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { Quotas } from './quotas.js';
import type { Holder } from './tallies.decider.js';

type Slot = { readonly from: string; readonly until: string };

/** What was known at a past moment beside the calendar: of the instrument, the user, the quotas of the owner and the public holidays. */
export type PastFacts = {
  readonly groups: readonly string[];
  readonly user: UserFacts;
  readonly quotas: readonly QuotaForeseen[];
  readonly holidays: readonly string[];
};

/** Facts as they stood at a past moment, each out of the stream that holds it, as `BookingFactsSource` gathers those of now. */
@Injectable()
export class PastFactsSource {
  constructor(
    private readonly access: Access,
    private readonly conduct: Conduct,
    private readonly qualifications: Qualifications,
    private readonly quotas: Quotas,
    private readonly calendars: WorkingCalendars,
    private readonly codec: Codec,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  at(moment: string): PastStates {
    return new PastStates(this.store, this.codec, moment);
  }

  async instrument(past: PastStates, instrumentId: string): Promise<InstrumentState> {
    return past.load(instrument, instrumentId);
  }

  /** `groups`: those under which a booking was counted, where that is on record; `bookingId`: the one that is explained, which does not count beside itself. */
  async gather(past: PastStates, { instrumentId, personId, organisationId, mode }: Wish, ownerOrganisationId: string, rules: OpeningRules, slot: Slot, booking: { readonly bookingId: string; readonly groups: readonly string[] } | null): Promise<PastFacts> {
    const { registered } = await this.instrument(past, instrumentId);
    const how = mode === 'undecided' ? mode : modeOf(mode, registered?.openModes ?? []);
    const [groups, suspendedUntil, { missing, required }, years] = await Promise.all([
      booking?.groups ?? this.groups(past, ownerOrganisationId, rules, personId, organisationId, slot),
      this.conduct.wasSuspendedUntil(past, ownerOrganisationId, personId),
      this.qualifications.of({ instrumentId, ownerOrganisationId, personId, mode: how, on: daysOf(rules.zone, [slot]) }, past),
      rules.holidays.kept === 'open' ? null : this.calendars.asOf(past),
    ]);
    const holder: Holder = { personId, organisationId, groups };
    return {
      groups, user: { suspendedUntil, missing: missing.map(({ code }) => code), required },
      quotas: await this.quotas.wereForeseen(past, ownerOrganisationId, holder, slot, booking?.bookingId ?? null),
      holidays: years ? holidaysAround(years, past.at) : [],
    };
  }

  private async groups(past: PastStates, ownerOrganisationId: string, rules: OpeningRules, personId: string, organisationId: string, slot: Slot): Promise<readonly string[]> {
    return [groupOf(ownerOrganisationId, organisationId), ...(await this.access.wereIn(past, groupsNamedIn(rules), ownerOrganisationId, personId, organisationId, lastDayOf(rules.zone, [slot], past.at)))];
  }
}
