import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateBy } from 'class-validator';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { isDay } from './days.js';

/** A day that exists, written `2026-03-04`. */
const IsDay = (each = false): PropertyDecorator =>
  ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } }, { each });

/** What a yearly notice says, without its year. */
class NoticeBody {
  @ApiProperty({ type: [String], example: ['2026-01-01', '2026-01-02', '2026-01-03'], description: 'Days of the holidays (放假), weekends inside them included. Days of the December before may stand here.' })
  @IsArray()
  @ArrayMaxSize(120)
  @IsDay(true)
  daysOff: string[];

  @ApiProperty({ type: [String], example: ['2026-01-04'], description: 'Saturdays and Sundays that are worked instead (调休上班).' })
  @IsArray()
  @ArrayMaxSize(60)
  @IsDay(true)
  makeUpDays: string[];

  @ApiProperty({ minLength: 4, maxLength: 300, description: 'Title, number or address of the notice.' })
  @IsString()
  @Length(4, 300)
  source: string;
}

export class PublishWorkingYearBody extends NoticeBody {
  @ApiProperty({ minimum: 2024, maximum: 2199, example: 2027 })
  @IsInt()
  @Min(2024)
  @Max(2199)
  year: number;
}

export class AmendWorkingYearBody extends NoticeBody {
  @ApiProperty({ minLength: 4, maxLength: 300, description: 'Why it changes.' })
  @IsString()
  @Length(4, 300)
  reason: string;
}

export class PeriodQuery extends PositionQuery {
  @ApiProperty({ example: '2026-02-10', description: 'The day that sets the period running; it is not counted (Civil Code art. 201).' })
  @IsDay()
  start: string;

  @ApiProperty({ minimum: 1, maximum: 1000, example: 12 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  days: number;

  @ApiPropertyOptional({ enum: ['natural', 'working'], default: 'natural' })
  @IsOptional()
  @IsIn(['natural', 'working'])
  kind: 'natural' | 'working' = 'natural';
}

export class WorkingYearAnswer {
  @ApiProperty() year: number;
  @ApiProperty({ type: [String] }) daysOff: readonly string[];
  @ApiProperty({ type: [String] }) makeUpDays: readonly string[];
  @ApiProperty() source: string;
  @ApiProperty({ description: 'True for years that came with the program and were never amended.' }) builtIn: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Id of the policy officer who recorded it.' }) publishedBy: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) publishedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) amendedBecause: string | null;
}

export class WorkingCalendarAnswer {
  @ApiProperty({ example: 'CN' }) country: string;
  @ApiProperty({ description: 'Equal for equal years; stored beside each deadline counted by it.' }) version: string;
  @ApiProperty({ type: [WorkingYearAnswer] }) years: readonly WorkingYearAnswer[];
}

export class PeriodEndAnswer {
  @ApiProperty({ example: '2026-03-04' }) lastDay: string;
  @ApiProperty({ format: 'date-time', description: '24:00 of the last day in Shanghai (Civil Code art. 203).' }) endsAt: string;
  @ApiProperty({ description: 'Runs into a year that is not published: counted again when it is.' }) provisional: boolean;
  @ApiProperty() calendarVersion: string;
}

export { WrittenAnswer } from '@hewu/platform/src/written.js';
