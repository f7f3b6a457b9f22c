import { ApiProperty } from '@nestjs/swagger';
import { CountedPage, ListPage, TextCount } from '@hewu/platform/src/lists.js';
import { SLOT_RULES } from './checks.decider.js';
import { BOOKING_STATUSES, type BookingDocument, type BookingStatus } from './bookings.projection.js';
import type { ChargeDocument } from './charges.projection.js';
import { FUNDING_SOURCES, INSTRUMENT_FIELDS, OPEN_MODES, type Bilingual, type FundingSource, type InstrumentField, type OpeningRules, type OpenMode, type Tariff } from './events.js';
import { OpeningRulesBody } from './opening-rules.dto.js';
import type { InstrumentDocument } from './instruments.projection.js';

const REGION = { example: '500117', description: 'GB/T 2260 division of the owner: `500117` Hechuan, `511622` Wusheng.' } as const;

class BilingualAnswer {
  @ApiProperty({ description: 'In Chinese.' }) zh: string;
  @ApiProperty({ description: 'In English.' }) en: string;
}

export class TariffAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 for the first tariff of an instrument, then one more each time.' }) version: number;
  @ApiProperty({ type: 'integer', minimum: 0, example: 30_000, description: 'Whole fen (CNY) for an hour.' }) pricePerHourFen: number;
  @ApiProperty({ type: 'integer', minimum: 1, example: 30, description: 'Time is billed in begun units of so many minutes.' }) unitMinutes: number;
}

export class InstrumentAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The calendar on which it is booked.' }) calendarId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns it.' }) ownerOrganisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ type: BilingualAnswer, description: 'What it is called.' }) name: Bilingual;
  @ApiProperty({ example: 'SU8600', description: "The maker's name for the model." }) model: string;
  @ApiProperty({ example: '日立', description: 'Who made it.' }) maker: string;
  @ApiProperty({ example: 'JP', description: "ISO 3166-1 alpha-2 code of the maker's country." }) country: string;
  @ApiProperty({ enum: INSTRUMENT_FIELDS, description: 'Field of science or engineering.' }) field: InstrumentField;
  @ApiProperty({ type: String, nullable: true, description: "The owner's own class code, where there is one." }) classCode: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'What it cost when bought (原值), in whole fen.' }) originValueFen: number;
  @ApiProperty({ enum: FUNDING_SOURCES, description: 'Who paid for it.' }) fundingSource: FundingSource;
  @ApiProperty({ format: 'date', description: 'Local date on which it was put to use.' }) commissionedOn: string;
  @ApiProperty({ type: BilingualAnswer, description: 'Where it stands.' }) place: Bilingual;
  @ApiProperty({ type: BilingualAnswer, description: 'What it measures, how finely.' }) indicators: Bilingual;
  @ApiProperty({ type: BilingualAnswer, description: 'What it is good for.' }) functions: Bilingual;
  @ApiProperty({ enum: OPEN_MODES, isArray: true, description: 'Whether users operate it themselves (自主上机) or send samples (送样).' }) openModes: readonly OpenMode[];
  @ApiProperty({ description: 'Falls under the duty to share, by the rule in force when it was registered.' }) inSharingScope: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'CN/instrument_scope_fen/1', description: 'That rule. Null of what was registered before rules were data.' }) sharingRule: string | null;
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiProperty({ type: TariffAnswer, nullable: true, description: 'What an hour costs now. Null for the moment between registration and first tariff.' }) tariff: Tariff | null;
  @ApiProperty({ description: 'Taken out of service: no longer found nor booked.' }) retired: boolean;
}

class InstrumentFacets {
  @ApiProperty({ type: [TextCount], description: 'Divisions of the owners.' }) region: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Fields of science or engineering.' }) field: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Modes of opening; an instrument may have both.' }) openModes: readonly TextCount[];
}

export class InstrumentsPage extends CountedPage {
  @ApiProperty({ type: [InstrumentAnswer] }) items: readonly InstrumentAnswer[];
  @ApiProperty({ type: InstrumentFacets, description: 'Counts over everything that is found, on all pages.' }) facets: InstrumentFacets;
}

class FreeSlotAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: 60_000, description: 'What it would cost now, in whole fen.' }) priceFen: number | null;
}

export class FreeTimeAnswer {
  @ApiProperty({ type: OpeningRulesBody, description: 'The rules that the slots follow.' }) rules: OpeningRules;
  @ApiProperty({ type: TariffAnswer, nullable: true, description: 'The tariff that the prices follow.' }) tariff: Tariff | null;
  @ApiProperty({ type: [FreeSlotAnswer], maxItems: 200, description: 'In order of time. They may overlap one another: each could be booked now.' }) items: readonly FreeSlotAnswer[];
}

class UsageAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Begun minutes of use.' }) minutes: number;
  @ApiProperty({ description: 'What was done, in the words of the user; may be empty.' }) note: string;
  @ApiProperty({ format: 'uuid', description: 'The person who recorded it.' }) recordedBy: string;
}

class OverrideAnswer {
  @ApiProperty({ description: 'The rule, by the code of its refusal.' }) rule: string;
  @ApiProperty({ description: 'Why.' }) reason: string;
}

class EarlierSlotAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ format: 'date-time' }) movedAt: string;
}

export class BookingAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The calendar on which it stands.' }) calendarId: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns the instrument.' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that uses it.' }) organisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The person who will use it.' }) personId: string;
  @ApiProperty({ format: 'uuid', description: 'The person who booked.' }) bookedBy: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ enum: OPEN_MODES, type: String, nullable: true, description: 'How it is used, where that was said.' }) mode: OpenMode | null;
  @ApiProperty({ type: 'integer', minimum: 0, example: 60_000, description: 'What the whole slot would cost, in whole fen.' }) priceFen: number;
  @ApiProperty({ type: TariffAnswer, description: 'Frozen when it was booked.' }) tariff: Tariff;
  @ApiProperty({ description: 'The user belongs to another organisation than the owner.' }) external: boolean;
  @ApiProperty({ enum: BOOKING_STATUSES, description: 'How far it has come.' }) status: BookingStatus;
  @ApiProperty({ type: [OverrideAnswer], description: "Rules that the owner's staff set aside for it." }) overrides: readonly OverrideAnswer[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The series it belongs to.' }) seriesId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The act over several instruments it belongs to.' }) actId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The booking it stands for, which an outage took.' }) replacesBookingId: string | null;
  @ApiProperty({ format: 'date-time' }) bookedAt: string;
  @ApiProperty({ type: [EarlierSlotAnswer], description: 'Where it was before it was moved; at most the last twenty.' }) earlierSlots: readonly EarlierSlotAnswer[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was checked in.' }) startedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when its time is over though the use was not recorded.' }) overdueSince: string | null;
  @ApiProperty({ description: 'Cancelled with less notice than the rules ask for.' }) late: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) cancelledAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was cancelled, declined or broken off.' }) reason: string | null;
  @ApiProperty({ type: UsageAnswer, nullable: true, description: 'What the user recorded of the use.' }) usage: UsageAnswer | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the owner confirmed the use.' }) confirmedAt: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, description: 'What the use costs, in whole fen; null until it is charged.' }) chargeFen: number | null;
}

export class BookingsPage extends CountedPage {
  @ApiProperty({ type: [BookingAnswer] }) items: readonly BookingAnswer[];
}

export class ChargeAnswer {
  @ApiProperty({ format: 'uuid', description: 'That of the booking.' }) id: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'To whom it is owed.' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'Who owes it.' }) organisationId: string;
  @ApiProperty({ type: 'integer', minimum: 0, example: 45_000, description: 'In whole fen.' }) amountFen: number;
  @ApiProperty({ type: 'integer', minimum: 1, example: 70 }) usedMinutes: number;
  @ApiProperty({ type: 'integer', minimum: 1, example: 90, description: "The used minutes, rounded up to the tariff's begun units." }) billedMinutes: number;
  @ApiProperty({ type: TariffAnswer, description: 'That of the booking.' }) tariff: Tariff;
  @ApiProperty({ description: 'The user belongs to another organisation than the owner.' }) external: boolean;
  @ApiProperty({ format: 'date-time' }) raisedAt: string;
  @ApiProperty({ type: [String], description: 'Both organisations once more, or the one when it used its own instrument.' }) parties: readonly string[];
}

export class ChargesPage extends ListPage {
  @ApiProperty({ type: [ChargeAnswer] }) items: readonly ChargeAnswer[];
}

/** What a new or a moved slot must satisfy, as problem codes. */
export const SLOT_REFUSALS = SLOT_RULES;

/** What everybody may know of an instrument; the words by which it is found stay inside. */
export const instrumentOf = ({ _id: id, position: _position, terms: _terms, titleTerms: _titleTerms, ...shown }: InstrumentDocument): InstrumentAnswer => ({ id, ...shown });

export const bookingOf = ({ _id: id, groups: _groups, ...shown }: BookingDocument): BookingAnswer => ({ id, ...shown });

export const chargeOf = ({ _id: id, ...shown }: ChargeDocument): ChargeAnswer => ({ id, ...shown });
