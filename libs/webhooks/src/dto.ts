import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from './deliveries.js';
import { EVENT_TYPE_NAMES, type EventType } from './event-types.js';

export class WebhookBody {
  @ApiProperty({ minLength: 1, maxLength: 500, example: 'https://hooks.firm.example/hewu', description: 'Where messages are sent: HTTPS, a public name, port 443 or 8443, no user, query or fragment.' })
  @IsString()
  @MaxLength(500)
  url: string;

  @ApiProperty({ enum: EVENT_TYPE_NAMES, isArray: true, minItems: 1, maxItems: EVENT_TYPE_NAMES.length, uniqueItems: true, example: ['listing.published'], description: 'What it is told of, as far as the organisation may read it.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENT_TYPE_NAMES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPE_NAMES, { each: true })
  eventTypes: EventType[];
}

export class DeliveriesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES, description: 'How far it has come.' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;
}

export class ReplayBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-02T01:00:00.000Z', description: 'Everything that died or was held, of events that happened at this instant or later, is sent again.' })
  @IsInstant()
  since: string;
}
