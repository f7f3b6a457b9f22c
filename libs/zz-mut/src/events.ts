import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { OpenMode, Tariff } from './tariff.js';

export * from './act-events.js';
export * from './calendar-events.js';
export * from './opening-rules.js';
export * from './quota-events.js';
export * from './tariff.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds. A span of time is half-open, [from, until). Money is whole fen (CNY).
 * Persons are ids; nothing here is personal data.
 */

/** One text in both languages of the product. */
export type Bilingual = { readonly zh: string; readonly en: string };

/** Fields of science and engineering by which instruments are found. */
export const INSTRUMENT_FIELDS = ['materials', 'chemistry', 'life_science', 'food', 'mechanical', 'electronics', 'information', 'environment', 'metrology'] as const;
export type InstrumentField = (typeof INSTRUMENT_FIELDS)[number];

/** Who paid for it. Government money, from the amount of the rule `instrument_scope_fen` on, obliges the owner to share it (domain page §3). */
export const FUNDING_SOURCES = ['government', 'own', 'donated', 'other'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

export type InstrumentRegistered = Event<
  'InstrumentRegistered',
  {
    readonly instrumentId: string;
    /** The calendar it is booked on; instruments of a group will share one. */
    readonly calendarId: string;
    readonly ownerOrganisationId: string;
    /** Division of the owner: `500117` Hechuan, `511622` Wusheng. */
    readonly region: string;
    readonly name: Bilingual;
    readonly model: string;
    readonly maker: string;
    /** ISO 3166-1 alpha-2 code of the maker's country. */
    readonly country: string;
    readonly field: InstrumentField;
    /** The owner's own class code, where there is one. */
    readonly classCode: string | null;
    /** 原值: what it cost when bought. */
    readonly originValueFen: number;
    readonly fundingSource: FundingSource;
    /** Local date `YYYY-MM-DD` on which it was put to use. */
    readonly commissionedOn: string;
    readonly place: Bilingual;
    readonly indicators: Bilingual;
    readonly functions: Bilingual;
    readonly openModes: readonly OpenMode[];
    /** Whether it falls under the duty to share, by the rule in force when it was registered. */
    readonly inSharingScope: boolean;
    /** That rule, `instrument_scope_fen`. Null in what was recorded before rules were data (version 1), by 500 000 yuan. */
    readonly sharingRule: AppliedRule | null;
    readonly registeredAt: string;
  }
>;

export type TariffSet = Event<'TariffSet', { readonly instrumentId: string; readonly tariff: Tariff; readonly setAt: string }>;

export type InstrumentRetired = Event<'InstrumentRetired', { readonly instrumentId: string; readonly reason: string; readonly retiredAt: string }>;

export type InstrumentEvent = InstrumentRegistered | TariffSet | InstrumentRetired;

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

export type UsageEvent = UsageConfirmed | ChargeRaised;

/** `instrument-<instrumentId>`: what the instrument is and what an hour of it costs. */
export const instrumentEvents = eventFamily<InstrumentEvent>('instrument', {
  InstrumentRegistered: { version: 2, upcasts: { 1: (data) => ({ ...data, sharingRule: null }) } },
  TariffSet: { version: 1 },
  InstrumentRetired: { version: 1 },
});

/** `usage-<bookingId>`: what must be strict about the owner's word and the money. */
export const usageEvents = eventFamily<UsageEvent>('usage', {
  UsageConfirmed: { version: 1 },
  ChargeRaised: { version: 1 },
});
