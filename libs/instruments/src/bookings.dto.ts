import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Remark, Text } from '@hewu/platform/src/plain-text.js';
import { BOOKING_STATUSES, type BookingStatus } from './bookings.projection.js';
import { OVERRIDABLE, type SlotRule } from './checks.decider.js';
import { ViewerZone } from './local-times.js';
import { OPEN_MODES, type OpenMode } from './tariff.js';

export class SlotBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T01:00:00.000Z', description: 'Where it begins, on the grid of the opening rules.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-03T03:00:00.000Z', description: 'Where it ends, exclusive.' }) @IsInstant() until: string;
}

/** A rule of the owner that their staff set aside for one booking. */
export class OverrideBody {
  @ApiProperty({ enum: OVERRIDABLE, description: 'The rule, by the code of its refusal.' }) @IsIn(OVERRIDABLE) rule: SlotRule;
  @Text(500, 'Why.') reason: string;
}

const Overrides = (): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: [OverrideBody], maxItems: 12, default: [], description: "Rules that the owner's staff set aside, each with a reason." }), IsOptional(), IsArray(), ArrayMaxSize(12), ValidateNested({ each: true }), Type(() => OverrideBody));

export class MoveBody extends SlotBody {
  @Overrides() overrides: OverrideBody[] = [];
}

export class BookSlotBody extends MoveBody {
  @ApiPropertyOptional({ enum: OPEN_MODES, type: String, nullable: true, default: null, description: 'How it will be used; one of the modes in which the instrument is open.' }) @IsOptional() @IsIn(OPEN_MODES) mode: OpenMode | null = null;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'The person who will use it, when that is somebody else; for those who may book for others.' }) @IsOptional() @IsUUID() forPersonId: string | null = null;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: "Their organisation, when the owner's staff book for somebody of another." }) @IsOptional() @IsUUID() forOrganisationId: string | null = null;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'The hold that becomes this booking.' }) @IsOptional() @IsUUID() holdId: string | null = null;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'The offer of the waiting list that is accepted.' }) @IsOptional() @IsUUID() offerId: string | null = null;
}

export class EndBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T04:00:00.000Z', description: 'The new end, exclusive.' }) @IsInstant() until: string;
}

export class RecordUsageBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T01:00:00.000Z', description: 'When the use began, not before the minute of the check-in.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-03T02:40:00.000Z', description: 'When it ended, not later than now.' }) @IsInstant() until: string;
  @Remark(2_000, 'What was done, in the words of the user.') note: string = '';
}

export class CancelBody {
  @Text(500, 'Why the slot is given back.') reason: string;
}

export class BookingQuery extends PositionQuery {
  @ViewerZone() viewerZone?: string;
}

export class BookingsQuery extends ListQuery {
  @ViewerZone() viewerZone?: string;
  @ApiPropertyOptional({ enum: ['user', 'owner'], default: 'user', description: "One's own bookings, or those on one's own instruments." }) @IsOptional() @IsIn(['user', 'owner']) side: 'user' | 'owner' = 'user';
  @ApiPropertyOptional({ enum: BOOKING_STATUSES, description: 'Only those that have come so far.' }) @IsOptional() @IsIn(BOOKING_STATUSES) status?: BookingStatus;
  @ApiPropertyOptional({ enum: ['true'], description: 'Only uses whose time is over and that nobody recorded: cases for the owner.' }) @IsOptional() @IsIn(['true']) overdue?: 'true';
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of this instrument.' }) @IsOptional() @IsUUID() instrumentId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of this series.' }) @IsOptional() @IsUUID() seriesId?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Only those that end after this instant.' }) @IsOptional() @IsInstant() from?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Only those that begin before this instant.' }) @IsOptional() @IsInstant() until?: string;
}
