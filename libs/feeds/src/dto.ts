import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { FEED_LANGUAGES, type FeedLanguage } from './events.js';

export class MakeFeedLinkBody {
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'The instrument whose calendar it shows, for its owner’s instrument managers; null for the caller’s own bookings.' })
  @IsOptional()
  @IsUUID()
  instrumentId: string | null = null;

  @ApiPropertyOptional({ enum: FEED_LANGUAGES, description: 'In which language it is written; otherwise that of the request.' })
  @IsOptional()
  @IsIn(FEED_LANGUAGES)
  language?: FeedLanguage;
}

export class InvitationsBody {
  @ApiProperty({ description: 'Whether an invitation shall come by mail for what the caller books from now on.' })
  @IsBoolean()
  wanted: boolean;
}

export class OwnCalendarBody {
  @ApiProperty({ minLength: 1, maxLength: 2_000, example: 'https://calendar.example/private/4f2c.ics', description: 'Where the calendar can be read: HTTPS (or `webcal`), a public name, port 443 or 8443, no user or fragment. Kept under the caller’s key alone.' })
  @IsString()
  @MaxLength(2_000)
  address: string;
}
