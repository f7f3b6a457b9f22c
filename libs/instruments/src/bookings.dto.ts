import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { BOOKING_STATUSES, type BookingStatus } from './bookings.projection.js';
import { INSTANT } from './instruments.dto.js';

export class SlotBody {
  @ApiProperty({ example: '2026-03-03T01:00:00.000Z' }) @Matches(INSTANT) @IsISO8601({ strict: true }) from: string;
  @ApiProperty({ example: '2026-03-03T03:00:00.000Z' }) @Matches(INSTANT) @IsISO8601({ strict: true }) until: string;
}

export class BookSlotBody extends SlotBody {
  @ApiPropertyOptional() @IsOptional() @IsUUID() id?: string;
}

export class RecordUsageBody extends SlotBody {
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(0, 2_000) note: string = '';
}

export class CancelBody {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
}

export class BookingsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: ['user', 'owner'], default: 'user', description: "One's own bookings, or those on one's own instruments." }) @IsOptional() @IsIn(['user', 'owner']) side: 'user' | 'owner' = 'user';
  @ApiPropertyOptional({ enum: BOOKING_STATUSES }) @IsOptional() @IsIn(BOOKING_STATUSES) status?: BookingStatus;
}

export { WrittenAnswer } from '@hewu/platform/src/written.js';
