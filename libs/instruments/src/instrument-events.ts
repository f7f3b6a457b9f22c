import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { OrganisationKind } from '@hewu/organisations/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { InstrumentFileEvent } from './instrument-file-events.js';
import type { OperatorEvent } from './operator-events.js';
import type { ReportingEvent } from './reporting-events.js';
import type { OpenMode, Tariff } from './tariff.js';

/*
 * `instrument-<instrumentId>`: what an instrument is, what an hour of it costs, who operates it, and whether it was reported.
 * Stored and published; a shape, once recorded, keeps its meaning. Persons are ids; nothing here is personal data.
 */

/** One text in both languages of the product. */
export type Bilingual = { readonly zh: string; readonly en: string };

/** Fields of science and engineering by which instruments are found. */
export const INSTRUMENT_FIELDS = ['materials', 'chemistry', 'life_science', 'food', 'mechanical', 'electronics', 'information', 'environment', 'metrology'] as const;
export type InstrumentField = (typeof INSTRUMENT_FIELDS)[number];

/** Who paid for it. Government money, from the amount of the rule `instrument_scope_fen` on, obliges the owner to share it (domain page §3). */
export const FUNDING_SOURCES = ['government', 'own', 'donated', 'other'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** Who answers questions about it: a role, not a person, so that nothing personal is recorded and nobody is asked who has left. */
export const CONTACT_ROLES = ['instrument_manager', 'operator'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** WGS-84, in degrees with at most six decimals (a tenth of a metre). North and east are positive. */
export type Coordinates = { readonly latitude: number; readonly longitude: number };

/** What the owner says of an instrument, and may correct (domain page §3, "Fields"). */
export type InstrumentDescription = {
  readonly name: Bilingual;
  readonly model: string;
  readonly maker: string;
  /** ISO 3166-1 alpha-2 code of the maker's country. */
  readonly country: string;
  readonly field: InstrumentField;
  /** Code of its class, by the owner's classification, where there is one. */
  readonly classCode: string | null;
  /** 资产编号: the owner's own number of this one thing, where there is one. */
  readonly assetNumber: string | null;
  /** 原值: what it cost when bought. */
  readonly originValueFen: number;
  readonly fundingSource: FundingSource;
  /** Local date `YYYY-MM-DD` on which it was put to use. */
  readonly commissionedOn: string;
  readonly place: Bilingual;
  readonly coordinates: Coordinates | null;
  readonly indicators: Bilingual;
  readonly functions: Bilingual;
  /** 服务内容: what is done for users. */
  readonly serviceContent: Bilingual | null;
  /** 收费标准 in words; the tariff says what an hour costs. */
  readonly feeStandard: Bilingual | null;
  readonly openModes: readonly OpenMode[];
  readonly contactRole: ContactRole;
};

/** The scope decided by the rule in force then: `instrument_scope_fen`. Null in what was recorded before rules were data (version 1), by 500 000 yuan. */
type Scope = { /** Whether it falls under the duty to share. */ readonly inSharingScope: boolean; readonly sharingRule: AppliedRule | null };

export type InstrumentRegistered = Event<
  'InstrumentRegistered',
  InstrumentDescription &
    Scope & {
      readonly instrumentId: string;
      /** The calendar it is booked on. That of another instrument: they form a group, of which booking one makes the others busy. */
      readonly calendarId: string;
      readonly ownerOrganisationId: string;
      /** What the owner was then; null in what was recorded before version 3. */
      readonly ownerKind: OrganisationKind | null;
      /** Division of the owner: `500117` Hechuan, `511622` Wusheng. */
      readonly region: string;
      readonly registeredAt: string;
    }
>;

/** The owner's correction. What was said before stays on the stream; both versions can be read. */
export type InstrumentCorrected = Event<
  'InstrumentCorrected',
  Scope & {
    readonly instrumentId: string;
    /** 2 for the first correction. */
    readonly version: number;
    /** All of it, as it stands from now on. */
    readonly description: InstrumentDescription;
    /** Names of the fields that differ from the version before, in the order of the alphabet. */
    readonly changed: readonly string[];
    readonly reason: string;
    readonly correctedBy: string;
    readonly correctedAt: string;
  }
>;

export type TariffSet = Event<'TariffSet', { readonly instrumentId: string; readonly tariff: Tariff; readonly setAt: string }>;

/** 年有效工作机时 and 年对外服务机时, as the owner reports them; a later report of the same year replaces this one. */
export type YearlyHoursReported = Event<
  'YearlyHoursReported',
  { readonly instrumentId: string; readonly year: number; readonly effectiveHours: number; readonly externalHours: number; readonly reportedBy: string; readonly reportedAt: string }
>;

export type InstrumentRetired = Event<'InstrumentRetired', { readonly instrumentId: string; readonly reason: string; readonly retiredAt: string }>;

export type InstrumentEvent = InstrumentRegistered | InstrumentCorrected | TariffSet | YearlyHoursReported | InstrumentRetired | ReportingEvent | OperatorEvent | InstrumentFileEvent;

const BEFORE_3 = { ownerKind: null, assetNumber: null, coordinates: null, serviceContent: null, feeStandard: null, contactRole: 'instrument_manager' };

export const instrumentEvents = eventFamily<InstrumentEvent>('instrument', {
  InstrumentRegistered: { version: 3, upcasts: { 1: (data) => ({ ...data, sharingRule: null }), 2: (data) => ({ ...data, ...BEFORE_3 }) } },
  InstrumentCorrected: { version: 1 },
  TariffSet: { version: 1 },
  YearlyHoursReported: { version: 1 },
  InstrumentRetired: { version: 1 },
  InstrumentAccepted: { version: 1 },
  ReportingDue: { version: 1 },
  ReportingLifted: { version: 1 },
  ReportedToNetwork: { version: 1 },
  ReportingBreached: { version: 1 },
  OperatorAppointed: { version: 1 },
  OperatorReleased: { version: 1 },
  OperatorSucceeded: { version: 1 },
  OperatorsMissing: { version: 1 },
  InstrumentPhotoAttached: { version: 1 },
  InstrumentDocumentAttached: { version: 1 },
  InstrumentFileRemoved: { version: 1 },
});
