import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { BOOKING_STATUSES, type BookingStatus } from './bookings.projection.js';
import { IsInstant } from './instant.js';

export class SlotBody {
  @ApiProperty({ example: '2026-03-03T01:00:00.000Z' }) @IsInstant() from: string;
  @ApiProperty({ example: '2026-03-03T03:00:00.000Z' }) @IsInstant() until: string;
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
