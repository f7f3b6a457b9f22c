import { ApiProperty } from '@nestjs/swagger';
import { ORGANISATION_KINDS, type OrganisationKind } from '@hewu/organisations/src/events.js';
import { CountedPage, ListPage, TextCount } from '@hewu/platform/src/lists.js';
import { HighlightAnswer, WhyAnswer, WordAnswer } from '@hewu/search/src/answers.js';
import { iso } from './checks.decider.js';
import { LIKENESSES, type InstrumentLikeness } from './equivalents.js';
import {
  CONTACT_ROLES, FUNDING_SOURCES, INSTRUMENT_FIELDS, OPEN_MODES, type Bilingual, type ContactRole, type Coordinates, type FundingSource, type InstrumentDescription, type InstrumentField, type OpenMode, type Tariff,
} from './events.js';
import { INSTRUMENT_ORDERS, type InstrumentOrder } from './instruments.dto.js';
import type { InstrumentDocument } from './instruments.projection.js';
import type { Span } from './opening.decider.js';

const REGION = { example: '500117', description: 'GB/T 2260 division of the owner: `500117` Hechuan, `511622` Wusheng.' } as const;

export class BilingualAnswer {
  @ApiProperty({ description: 'In Chinese.' }) zh: string;
  @ApiProperty({ description: 'In English.' }) en: string;
}

export class TariffAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 for the first tariff of an instrument, then one more each time.' }) version: number;
  @ApiProperty({ type: 'integer', minimum: 0, example: 30_000, description: 'Whole fen (CNY) for an hour.' }) pricePerHourFen: number;
  @ApiProperty({ type: 'integer', minimum: 1, example: 30, description: 'Time is billed in begun units of so many minutes.' }) unitMinutes: number;
}

export class CoordinatesAnswer {
  @ApiProperty({ type: 'number', minimum: -90, maximum: 90, description: 'North, in WGS-84 degrees.' }) latitude: number;
  @ApiProperty({ type: 'number', minimum: -180, maximum: 180, description: 'East, in WGS-84 degrees.' }) longitude: number;
}

/** What the owner says of it. */
export class InstrumentDescriptionAnswer implements InstrumentDescription {
  @ApiProperty({ type: BilingualAnswer, description: 'What it is called.' }) name: Bilingual;
  @ApiProperty({ example: 'SU8600', description: "The maker's name for the model." }) model: string;
  @ApiProperty({ example: '日立', description: 'Who made it.' }) maker: string;
  @ApiProperty({ example: 'JP', description: "ISO 3166-1 alpha-2 code of the maker's country." }) country: string;
  @ApiProperty({ enum: INSTRUMENT_FIELDS, description: 'Field of science or engineering.' }) field: InstrumentField;
  @ApiProperty({ type: String, nullable: true, description: 'Code of its class, where there is one.' }) classCode: string | null;
  @ApiProperty({ type: String, nullable: true, description: "资产编号: the owner's own number of it, where there is one." }) assetNumber: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'What it cost when bought (原值), in whole fen.' }) originValueFen: number;
  @ApiProperty({ enum: FUNDING_SOURCES, description: 'Who paid for it.' }) fundingSource: FundingSource;
  @ApiProperty({ format: 'date', description: 'Local date on which it was put to use.' }) commissionedOn: string;
  @ApiProperty({ type: BilingualAnswer, description: 'Where it stands.' }) place: Bilingual;
  @ApiProperty({ type: CoordinatesAnswer, nullable: true, description: 'The same on the map, where that was said.' }) coordinates: Coordinates | null;
  @ApiProperty({ type: BilingualAnswer, description: 'What it measures, how finely.' }) indicators: Bilingual;
  @ApiProperty({ type: BilingualAnswer, description: 'What it is good for.' }) functions: Bilingual;
  @ApiProperty({ type: BilingualAnswer, nullable: true, description: '服务内容: what is done for users.' }) serviceContent: Bilingual | null;
  @ApiProperty({ type: BilingualAnswer, nullable: true, description: '收费标准 in words.' }) feeStandard: Bilingual | null;
  @ApiProperty({ enum: OPEN_MODES, isArray: true, description: 'Whether users operate it themselves (自主上机) or send samples (送样).' }) openModes: readonly OpenMode[];
  @ApiProperty({ enum: CONTACT_ROLES, description: 'Who of the owner answers questions about it.' }) contactRole: ContactRole;
}

export class YearlyHoursAnswer {
  @ApiProperty({ type: 'integer', minimum: 1990 }) year: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: '年有效工作机时.' }) effectiveHours: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: '年对外服务机时.' }) externalHours: number;
}

export class InstrumentAnswer extends InstrumentDescriptionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The calendar on which it is booked; instruments of a group have one together.' }) calendarId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns it.' }) ownerOrganisationId: string;
  @ApiProperty({ enum: ORGANISATION_KINDS, type: String, nullable: true, description: 'What the owner is. Null of what was registered before that was recorded.' }) ownerKind: OrganisationKind | null;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ description: 'Falls under the duty to share, by the rule in force when it was registered or corrected last.' }) inSharingScope: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'CN/instrument_scope_fen/1', description: 'That rule. Null of what was registered before rules were data.' }) sharingRule: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 until the owner corrected it; `…/versions` has all of them.' }) version: number;
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiProperty({ type: TariffAnswer, nullable: true, description: 'What an hour costs now. Null for the moment between registration and first tariff.' }) tariff: Tariff | null;
  @ApiProperty({ type: [YearlyHoursAnswer], description: 'Hours as the owner reported them, latest year first.' }) hours: readonly YearlyHoursAnswer[];
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Local date on which it was accepted (验收), where that was said.' }) acceptedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Local date on which it was reported to the network.' }) reportedOn: string | null;
  @ApiProperty({ description: 'Taken out of service: no longer found nor booked.' }) retired: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was.' }) retiredReason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was.' }) retiredAt: string | null;
}

class FirstFreeAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: 60_000, description: 'What it would cost now, in whole fen.' }) priceFen: number | null;
}

/** An instrument as it is found. */
export class FoundInstrumentAnswer extends InstrumentAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How well it matches; 0 when no phrase was given.' }) points: number;
  @ApiProperty({ type: [HighlightAnswer], description: 'Texts in which words of the phrase were found.' }) highlights: readonly HighlightAnswer[];
  @ApiProperty({ type: [WhyAnswer], description: 'Why it was found, word by word; empty without a phrase.' }) why: readonly WhyAnswer[];
  @ApiProperty({ type: FirstFreeAnswer, nullable: true, description: 'Its first free time in the period, when one was asked for.' }) firstFree: FirstFreeAnswer | null;
}

class InstrumentFacets {
  @ApiProperty({ type: [TextCount], description: 'Divisions of the owners.' }) region: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Fields of science or engineering.' }) field: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Modes of opening; an instrument may have several.' }) openModes: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'What the owners are.' }) ownerKind: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'What an hour costs: `free`, `below_100`, `from_100`, `from_300`, `from_1000` yuan.' }) price: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: '`yes`: falls under the duty to share.' }) inSharingScope: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: '`yes`: users operate it themselves.' }) selfOperation: readonly TextCount[];
}

class InstrumentsOrderAnswer {
  @ApiProperty({ enum: INSTRUMENT_ORDERS, description: 'Best match, registered last, cheapest hour, or first free time first. Ties go by id.' }) by: InstrumentOrder;
  @ApiProperty({ enum: [false], description: 'Always false: nothing in the order depends on who asks, but for the hours that are open to their groups.' }) personalised: false;
}

export class InstrumentsPage extends CountedPage {
  @ApiProperty({ type: [FoundInstrumentAnswer] }) items: readonly FoundInstrumentAnswer[];
  @ApiProperty({ type: InstrumentFacets, description: 'Counts over everything that is found, on all pages. What is chosen in a facet does not narrow its own counts.' }) facets: InstrumentFacets;
  @ApiProperty({ type: InstrumentsOrderAnswer }) order: InstrumentsOrderAnswer;
  @ApiProperty({ type: [WordAnswer], description: 'What became of the words of the phrase.' }) words: readonly WordAnswer[];
}

class InstrumentOfGroupAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: BilingualAnswer, description: 'What it is called.' }) name: Bilingual;
  @ApiProperty({ description: 'Taken out of service.' }) retired: boolean;
}

export class InstrumentGroupAnswer {
  @ApiProperty({ format: 'uuid', description: 'The calendar that they have together.' }) calendarId: string;
  @ApiProperty({ type: [InstrumentOfGroupAnswer], description: 'All that are booked on it, in the order they were registered; one, when it stands alone.' }) items: readonly InstrumentOfGroupAnswer[];
}

class InstrumentLikenessAnswer {
  @ApiProperty({ enum: LIKENESSES, description: 'What both have: the class, words that few have, or the field.' }) kind: InstrumentLikeness['kind'];
  @ApiProperty({ type: [String], description: 'Which.' }) shared: readonly string[];
}

class DistanceAnswer {
  @ApiProperty({ type: 'number', minimum: 0, description: 'As the crow flies, in kilometres to a tenth.' }) km: number;
  @ApiProperty({ enum: ['coordinates', 'region'], description: '`region`: one of both says no coordinates, and the seat of its region stands in.' }) by: 'coordinates' | 'region';
}

export class EquivalentAnswer {
  @ApiProperty({ type: InstrumentAnswer }) instrument: InstrumentAnswer;
  @ApiProperty({ type: [InstrumentLikenessAnswer], description: 'Why it is told here.' }) reasons: readonly InstrumentLikenessAnswer[];
  @ApiProperty({ type: FirstFreeAnswer, description: 'Its first free time in the period.' }) firstFree: FirstFreeAnswer;
  @ApiProperty({ type: DistanceAnswer, nullable: true, description: 'From the one that was asked about; null when nobody knows.' }) distance: DistanceAnswer | null;
  @ApiProperty({ enum: OPEN_MODES, isArray: true, description: 'Modes in which it would do.' }) modes: readonly OpenMode[];
}

export class EquivalentsPage extends ListPage {
  @ApiProperty({ type: [EquivalentAnswer], maxItems: 20, description: 'First free first, then nearest; at most twenty.' }) items: readonly EquivalentAnswer[];
}

/** What everybody may know of an instrument; the words by which it is found stay inside, and how its report stands is the owner's and the authorities'. */
export const instrumentOf = ({ _id: id, position: _position, terms: _terms, titleTerms: _titleTerms, reporting: { acceptedOn, reportedOn }, reportingState: _state, ...shown }: InstrumentDocument): InstrumentAnswer => ({ id, ...shown, acceptedOn, reportedOn });

export const firstFreeOf = (free: Span, priceFen: number | null): FirstFreeAnswer => ({ from: iso(free.from), until: iso(free.until), priceFen });
