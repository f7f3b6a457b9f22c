import { ApiProperty } from '@nestjs/swagger';
import { CountedPage, ListPage } from '@hewu/platform/src/lists.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { SLOT_RULES } from './checks.decider.js';
import { BOOKING_STATUSES, type BookingDocument, type BookingStatus } from './bookings.projection.js';
import type { ChargeDocument } from './charges.projection.js';
import { OPEN_MODES, type OpeningRules, type OpenMode, type Tariff } from './events.js';
import { TariffAnswer } from './instruments.answers.js';
import { LocalTimesAnswer } from './local-times.js';
import { OpeningRulesBody } from './opening-rules.dto.js';

const CONFLICT = { type: Boolean, nullable: true, description: 'Whether the caller is busy then by a calendar of their own (`POST /own-calendars`): a hint, told to them alone, that refuses nothing. Null when none was read, and of bookings for somebody else.' } as const;

class FreeSlotAnswer extends LocalTimesAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, example: 60_000, description: 'What it would cost now, in whole fen.' }) priceFen: number | null;
  @ApiProperty(CONFLICT) conflictsWithOwnCalendar: boolean | null;
}

/** A booking was made. */
export class BookedAnswer extends WrittenAnswer {
  @ApiProperty(CONFLICT) conflictsWithOwnCalendar: boolean | null;
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

export class BookingAnswer extends LocalTimesAnswer {
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
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'It keeps the slot that begins here until the owner has accepted the one it asks for, and goes back there if they do not.' }) keptFrom: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Where that slot ends, exclusive.' }) keptUntil: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was checked in.' }) startedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when its time is over though the use was not recorded.' }) overdueSince: string | null;
  @ApiProperty({ description: 'Cancelled with less notice than the rules ask for.' }) late: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) cancelledAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was cancelled, declined or broken off, or why its last move was declined.' }) reason: string | null;
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

export const bookingOf = ({ _id: id, groups: _groups, unrecorded: _unrecorded, ...shown }: BookingDocument & LocalTimesAnswer): BookingAnswer => ({ id, ...shown });

export const chargeOf = ({ _id: id, ...shown }: ChargeDocument): ChargeAnswer => ({ id, ...shown });
