import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, Matches, MaxLength, ValidateBy, ValidateNested } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import type { TrainingScope } from './events.js';

/* What bodies of this context have in common. */

export const IsDay = (): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } });

export const IsId = (): PropertyDecorator => Matches(UUID, { message: 'id_invalid' });

/** The client's own id of what it makes. */
export const OwnId = (): PropertyDecorator => applyDecorators(ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }), IsOptional(), IsId());

export const DayOrNone = (description: string): PropertyDecorator => applyDecorators(ApiPropertyOptional({ type: String, format: 'date', nullable: true, default: null, description }), IsOptional(), IsDay());

export class NameInBothBody {
  @Text(200, 'In Chinese.') zh: string;
  @Text(200, 'In English.') en: string;
}

export class TextInBothBody {
  @Text(20_000, 'In Chinese.') zh: string;
  @Text(20_000, 'In English.') en: string;
}

const KINDS = ['instrument', 'class'] as const;

export class TrainingScopeBody {
  @ApiProperty({ enum: KINDS, description: 'One instrument, or every instrument of a class code.' }) @IsIn(KINDS) kind: TrainingScope['kind'];
  @Text(100, 'The id of the instrument, or the class code.') @MaxLength(100) of: string;
}

export const InBothLanguages = (type: typeof NameInBothBody | typeof TextInBothBody, description: string): PropertyDecorator => applyDecorators(ApiProperty({ type, description }), ValidateNested(), Type(() => type));
