import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';

const TYPE = /^[A-Za-z]{1,60}$/;
const CATEGORY = /^[A-Za-z0-9]{1,60}$/;
const REGION = /^\d{6}$/;
const AS_OF = { format: 'date-time', example: '2026-03-10T00:00:00Z', description: 'Only what had happened by this moment; left out, everything.' } as const;

export class AsOfQuery extends PositionQuery {
  @ApiPropertyOptional(AS_OF) @IsOptional() @IsInstant() asOf?: string;
}

export class AchievementHistoryQuery extends ListQuery {
  @ApiPropertyOptional(AS_OF) @IsOptional() @IsInstant() asOf?: string;
}

export class HistoryQuery extends ListQuery {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: 'An id that the event touches: of a transfer, a listing, an organisation, a person, …' }) @IsOptional() @IsString() @Length(1, 100) concerns?: string;
  @ApiPropertyOptional({ pattern: TYPE.source, example: 'PriceAgreed', description: 'What happened.' }) @IsOptional() @Matches(TYPE) type?: string;
  @ApiPropertyOptional({ pattern: CATEGORY.source, example: 'transfer', description: 'Kind of stream.' }) @IsOptional() @Matches(CATEGORY) category?: string;
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: "A person's id, or `system:<process>`." }) @IsOptional() @IsString() @Length(1, 100) actor?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'The organisation for which it was done.' }) @IsOptional() @Matches(UUID) onBehalfOf?: string;
  @ApiPropertyOptional({ pattern: REGION.source, example: '500117', description: 'The region of that organisation: `500117` Hechuan, `511622` Wusheng.' }) @IsOptional() @Matches(REGION) region?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Everything that followed from one request.' }) @IsOptional() @Matches(UUID) correlationId?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'What happened at this moment or later.' }) @IsOptional() @IsInstant() from?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'What happened before this moment.' }) @IsOptional() @IsInstant() until?: string;
}
