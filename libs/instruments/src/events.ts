import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { Tariff } from './tariff.js';

export * from './act-events.js';
export * from './calendar-events.js';
export * from './instrument-events.js';
export * from './instrument-file-events.js';
export * from './operator-events.js';
export * from './reporting-events.js';
export * from './opening-rules.js';
export * from './quota-events.js';
export * from './tariff.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds. A span of time is half-open, [from, until). Money is whole fen (CNY).
 * Persons are ids; nothing here is personal data.
 */

/** The use was recorded when its calendar was done with it (`UseUnrecorded`). It ends nothing and frees nothing: that is long over. */
export type LateUsageRecorded = Event<
  'LateUsageRecorded',
  { readonly bookingId: string; readonly from: string; readonly until: string; readonly minutes: number; readonly note: string; readonly recordedBy: string; readonly recordedAt: string }
>;

export type UsageConfirmed = Event<
  'UsageConfirmed',
  {
    readonly bookingId: string;
    readonly instrumentId: string;
    readonly ownerOrganisationId: string;
    readonly organisationId: string;
    readonly minutes: number;
    readonly tariff: Tariff;
    readonly external: boolean;
    readonly confirmedBy: string;
    readonly confirmedAt: string;
  }
>;

export type ChargeRaised = Event<
  'ChargeRaised',
  {
    readonly bookingId: string;
    readonly instrumentId: string;
    /** Who receives it, and who owes it. */
    readonly ownerOrganisationId: string;
    readonly organisationId: string;
    readonly amountFen: number;
    readonly usedMinutes: number;
    /** The used minutes rounded up to begun units. */
    readonly billedMinutes: number;
    readonly tariff: Tariff;
    readonly external: boolean;
    readonly raisedAt: string;
  }
>;

export type UsageEvent = LateUsageRecorded | UsageConfirmed | ChargeRaised;

/** `usage-<bookingId>`: what must be strict about the owner's word and the money. */
export const usageEvents = eventFamily<UsageEvent>('usage', {
  LateUsageRecorded: { version: 1 },
  UsageConfirmed: { version: 1 },
  ChargeRaised: { version: 1 },
});
