import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';

/** A day that exists, `YYYY-MM-DD`, where it may be missing or null. */
export const OptionalDay = (description: string, example = '2021-03-15'): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date', nullable: true, example, description }),
    IsOptional(),
    ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } }),
  );
