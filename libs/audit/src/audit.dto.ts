import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';

/** An instant with its time zone; without one it would be another moment on another machine. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const AS_OF = { format: 'date-time', example: '2026-03-10T00:00:00Z', description: 'Only what had happened by this moment.' } as const;

export class AsOfQuery extends PositionQuery {
  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @Matches(INSTANT)
  @IsISO8601({ strict: true })
  asOf?: string;
}

export class AchievementHistoryQuery extends ListQuery {
  @ApiPropertyOptional(AS_OF)
  @IsOptional()
  @Matches(INSTANT)
  @IsISO8601({ strict: true })
  asOf?: string;
}

export class HistoryQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'An id that the event touches: of a transfer, a listing, an organisation, a person, …' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  concerns?: string;

  @ApiPropertyOptional({ example: 'PriceAgreed' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,60}$/)
  type?: string;

  @ApiPropertyOptional({ example: 'transfer', description: 'Kind of stream.' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9]{1,60}$/)
  category?: string;

  @ApiPropertyOptional({ description: "A person's id, or `system:<process>`." })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  actor?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @Matches(UUID)
  onBehalfOf?: string;

  @ApiPropertyOptional({ example: '500117' })
  @IsOptional()
  @Matches(/^\d{6}$/)
  region?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Everything that followed from one request.' })
  @IsOptional()
  @Matches(UUID)
  correlationId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Matches(INSTANT)
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Exclusive.' })
  @IsOptional()
  @Matches(INSTANT)
  @IsISO8601({ strict: true })
  until?: string;
}

export class HistoryEntry {
  @ApiProperty({ format: 'uuid' }) eventId: string;
  @ApiProperty({ description: 'Order among all events.' }) position: string;
  @ApiProperty() stream: string;
  @ApiProperty() revision: number;
  @ApiProperty({ description: 'What happened.' }) type: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ description: "Who: a person's id, or `system:<process>`." }) actor: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null for processes and for the erased.' }) actorName: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'For which organisation.' }) onBehalfOf: string | null;
  @ApiProperty({ type: String, nullable: true }) organisationName: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'For which region.' }) region: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Under which rule.' }) rule: string | null;
  @ApiProperty({ description: 'In a sentence.' }) zh: string;
  @ApiProperty() en: string;
  @ApiProperty() commandId: string;
  @ApiProperty({ description: 'One id for everything that followed from one request.' }) correlationId: string;
  @ApiProperty({ description: 'Why: the request, or the event that led to it.' }) causationId: string;
  @ApiProperty({ type: [String] }) concerns: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As it was recorded, without personal fields.' }) data: object;
}

export class HistoryPage {
  @ApiProperty({ type: [HistoryEntry] }) items: readonly HistoryEntry[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() count: number;
}

class AchievementState {
  @ApiProperty() version: number;
  @ApiProperty() title: string;
  @ApiProperty() trl: number;
  @ApiProperty() secrecy: string;
}

export class AchievementAsOfAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) asOf: string;
  @ApiProperty({ description: 'How many events it was folded from.' }) events: number;
  @ApiProperty({ type: AchievementState, nullable: true, description: 'Null before it was drafted.' }) achievement: AchievementState | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'object', properties: { status: { type: 'string' }, mode: { type: 'string' } } }, description: 'By id.' }) listings: object;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'object' }, description: 'By id: stage, offers, agreed amount, notice, contract.' }) transfers: object;
  @ApiProperty({ type: [String] }) rightHeldBy: readonly string[];
  @ApiProperty({ type: 'array', items: { type: 'object', properties: { transferId: { type: 'string' }, mode: { type: 'string' } } } }) rightGranted: readonly object[];
}
