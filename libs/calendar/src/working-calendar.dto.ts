import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateBy } from 'class-validator';
import { IsPlainText } from '@hewu/platform/src/plain-text.js';
import { FromDigits, PositionQuery } from '@hewu/platform/src/lists.js';
import { isDay } from './days.js';

/** A day that exists, written `2026-03-04`. */
const IsDay = (each = false): PropertyDecorator =>
  ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } }, { each });

/** What a yearly notice says, without its year. */
class NoticeBody {
  @ApiProperty({ type: [String], format: 'date', maxItems: 120, example: ['2026-01-01', '2026-01-02', '2026-01-03'], description: 'Days of the holidays (放假), weekends inside them included. Days of the December before may stand here.' }) @IsArray() @ArrayMaxSize(120) @IsDay(true) daysOff: string[];
  @ApiProperty({ type: [String], format: 'date', maxItems: 60, example: ['2026-01-04'], description: 'Saturdays and Sundays that are worked instead (调休上班).' }) @IsArray() @ArrayMaxSize(60) @IsDay(true) makeUpDays: string[];
  @ApiProperty({ minLength: 4, maxLength: 300, example: '国务院办公厅关于2027年部分节假日安排的通知', description: 'Title, number or address of the notice.' }) @IsString() @Length(4, 300) @IsPlainText() source: string;
}

export class PublishWorkingYearBody extends NoticeBody {
  @ApiProperty({ type: 'integer', minimum: 2024, maximum: 2199, example: 2027, description: 'This year or the next.' }) @IsInt() @Min(2024) @Max(2199) year: number;
}

export class AmendWorkingYearBody extends NoticeBody {
  @ApiProperty({ minLength: 4, maxLength: 300, description: 'Why it changes.' }) @IsString() @Length(4, 300) @IsPlainText() reason: string;
}

export class PeriodQuery extends PositionQuery {
  @ApiProperty({ format: 'date', example: '2026-02-10', description: 'The day that sets the period running; it is not counted (Civil Code art. 201).' }) @IsDay() start: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1000, example: 12, description: 'How many days are counted.' }) @FromDigits() @IsInt() @Min(1) @Max(1000) days: number;
  @ApiPropertyOptional({ enum: ['natural', 'working'], default: 'natural', description: '`natural` counts every day, `working` only worked days.' }) @IsOptional() @IsIn(['natural', 'working']) kind: 'natural' | 'working' = 'natural';
}
