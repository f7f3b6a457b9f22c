import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { BOOKING_STATUSES, type BookingStatus } from './bookings.projection.js';
import { IsInstant } from './instant.js';

export class SlotBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T01:00:00.000Z', description: 'Where it begins: UTC with milliseconds, on the grid of the opening rules.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-03T03:00:00.000Z', description: 'Where it ends, exclusive.' }) @IsInstant() until: string;
}

export class BookSlotBody extends SlotBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id of the booking; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
}

export class RecordUsageBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-03T01:00:00.000Z', description: 'When the use began: UTC with milliseconds, not before the minute of the check-in.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-03T02:40:00.000Z', description: 'When it ended, not later than now.' }) @IsInstant() until: string;
  @ApiPropertyOptional({ maxLength: 2_000, default: '', description: 'What was done, in the words of the user.' }) @IsOptional() @IsString() @Length(0, 2_000) note: string = '';
}

export class CancelBody {
  @ApiProperty({ minLength: 1, maxLength: 500, description: 'Why the slot is given back.' }) @IsString() @Length(1, 500) reason: string;
}

export class BookingsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: ['user', 'owner'], default: 'user', description: "One's own bookings, or those on one's own instruments." }) @IsOptional() @IsIn(['user', 'owner']) side: 'user' | 'owner' = 'user';
  @ApiPropertyOptional({ enum: BOOKING_STATUSES, description: 'Only those that have come so far.' }) @IsOptional() @IsIn(BOOKING_STATUSES) status?: BookingStatus;
}
