import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { MOST_FEN } from './bid.decider.js';

const SHA256_FORM = /^[0-9a-f]{64}$/;

/** Whole fen (CNY), at most ten trillion yuan. */
export const Fen = (description: string, example: number, least = 1, most = MOST_FEN): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'integer', minimum: least, maximum: most, example, description: `${description} Whole fen (CNY).` }), IsInt(), Min(least), Max(most));

/** Ten billion yuan: of a start and a step, so that even the highest first bid (500 steps at most) leaves room for many above it. */
export const MOST_TERMS_FEN = MOST_FEN / 1_000;

export const OptionalFen = (description: string, least = 1): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: 'integer', nullable: true, minimum: least, maximum: MOST_FEN, description: `${description} Whole fen (CNY).` }), IsOptional(), IsInt(), Min(least), Max(MOST_FEN));

export const OptionalBasisPoints = (description: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 0, maximum: 10_000, description: `${description} In basis points: 10 000 are 100 %.` }), IsOptional(), IsInt(), Min(0), Max(10_000));

export const Id = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ format: 'uuid', pattern: UUID.source, description }), Matches(UUID));
export const OptionalId = (description: string): PropertyDecorator => applyDecorators(ApiPropertyOptional({ format: 'uuid', pattern: UUID.source, description }), IsOptional(), Matches(UUID));

export const Sha256 = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ pattern: SHA256_FORM.source, description: `${description} SHA-256, hex.` }), Matches(SHA256_FORM));

/** A day that exists, in Shanghai, written `2026-03-04`. */
export const Day = (description: string, example: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ format: 'date', example, description }), ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } }));

/** An instant, carried on in the one form that compares as text. */
export const Instant = (description: string, example: string): PropertyDecorator => applyDecorators(ApiProperty({ format: 'date-time', example, description }), IsInstant());
