import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

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

/** Who paid for it. Government money and at least 500 000 yuan oblige the owner to share it (domain page §3). */
export const FUNDING_SOURCES = ['government', 'own', 'donated', 'other'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** 自主上机: the user operates it. 送样: samples are sent in and staff operate it. */
export const OPEN_MODES = ['self_operation', 'sample_drop'] as const;
export type OpenMode = (typeof OPEN_MODES)[number];

/** What an hour costs. Frozen into a booking when it is made. */
export type Tariff = {
  /** 1 for the first tariff of an instrument, then one more each time. */
  readonly version: number;
  readonly pricePerHourFen: number;
  /** Time is billed in begun units of so many minutes. */
  readonly unitMinutes: number;
};

/** One opening span in a week: ISO day (Monday 1 … Sunday 7) and local times `HH:mm`; `24:00` is the end of the day. */
export type WeeklyHours = { readonly day: number; readonly from: string; readonly until: string };

/** When and how long a calendar may be booked. */
export type OpeningRules = {
  /** Both regions keep one time, UTC+8 without summer time. */
  readonly zone: 'Asia/Shanghai';
  readonly weekly: readonly WeeklyHours[];
  /** Slots begin and end on multiples of it; a divisor of 60. */
  readonly gridMinutes: number;
  readonly minMinutes: number;
  readonly maxMinutes: number;
  /** Preparation kept free before each slot and clean-up after it; between two slots both are kept free. They may lie outside the hours. */
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** How many of the owner's calendar days after today may be booked. */
  readonly horizonDays: number;
};

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
    readonly registeredAt: string;
  }
>;

export type TariffSet = Event<'TariffSet', { readonly instrumentId: string; readonly tariff: Tariff; readonly setAt: string }>;

export type InstrumentRetired = Event<'InstrumentRetired', { readonly instrumentId: string; readonly reason: string; readonly retiredAt: string }>;

export type InstrumentEvent = InstrumentRegistered | TariffSet | InstrumentRetired;

export type CalendarOpened = Event<
  'CalendarOpened',
  { readonly calendarId: string; readonly ownerOrganisationId: string; readonly rules: OpeningRules; readonly rulesVersion: number; readonly openedAt: string }
>;

export type SlotBooked = Event<
  'SlotBooked',
  {
    readonly bookingId: string;
    readonly calendarId: string;
    readonly instrumentId: string;
    readonly ownerOrganisationId: string;
    readonly organisationId: string;
    readonly personId: string;
    readonly from: string;
    readonly until: string;
    /** The slot with its buffers: what nobody else can have. */
    readonly busyFrom: string;
    readonly busyUntil: string;
    readonly priceFen: number;
    /** Frozen: a later tariff changes neither a move nor the charge. */
    readonly tariff: Tariff;
    readonly rulesVersion: number;
    /** The user belongs to another organisation than the owner. */
    readonly external: boolean;
    readonly bookedAt: string;
  }
>;

export type BookingMoved = Event<
  'BookingMoved',
  {
    readonly bookingId: string;
    readonly from: string;
    readonly until: string;
    readonly busyFrom: string;
    readonly busyUntil: string;
    readonly previousFrom: string;
    readonly previousUntil: string;
    readonly priceFen: number;
    readonly rulesVersion: number;
    readonly movedAt: string;
  }
>;

export type BookingCancelled = Event<
  'BookingCancelled',
  {
    readonly bookingId: string;
    readonly reason: string;
    /** Whole minutes left until the slot's start; negative when it had begun. */
    readonly noticeMinutes: number;
    readonly cancelledAt: string;
  }
>;

/** Checked in. */
export type BookingStarted = Event<'BookingStarted', { readonly bookingId: string; readonly startedAt: string }>;

/** The user's own account of the use. It ends the booking and frees the rest of its slot. */
export type UsageRecorded = Event<
  'UsageRecorded',
  { readonly bookingId: string; readonly from: string; readonly until: string; readonly minutes: number; readonly note: string; readonly recordedBy: string; readonly recordedAt: string }
>;

export type CalendarEvent = CalendarOpened | SlotBooked | BookingMoved | BookingCancelled | BookingStarted | UsageRecorded;

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
  InstrumentRegistered: { version: 1 },
  TariffSet: { version: 1 },
  InstrumentRetired: { version: 1 },
});

/** `calendar-<calendarId>`: what must be strict about time. */
export const calendarEvents = eventFamily<CalendarEvent>('calendar', {
  CalendarOpened: { version: 1 },
  SlotBooked: { version: 1 },
  BookingMoved: { version: 1 },
  BookingCancelled: { version: 1 },
  BookingStarted: { version: 1 },
  UsageRecorded: { version: 1 },
});

/** `usage-<bookingId>`: what must be strict about the owner's word and the money. */
export const usageEvents = eventFamily<UsageEvent>('usage', {
  UsageConfirmed: { version: 1 },
  ChargeRaised: { version: 1 },
});
