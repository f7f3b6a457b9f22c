import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Scalar } from '@hewu/kernel/src/read-store.js';

/** How the stores write positions: one number, or two. */
export const POSITION_FORM = /^\d{1,32}(-\d{1,32})?$/;

const POSITION = { pattern: POSITION_FORM.source, description: "The `position` of the caller's last command; the answer includes what it changed." } as const;

/** A number in a query, in digits: `0x10`, `1e2` or a blank in front are none. What is none stays as it came, for `IsInt` to name. */
export const FromDigits = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value), { toClassOnly: true });

/** What every list may be asked: how many, behind which cursor, and not before which position. */
export class ListQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'How many items a page holds at most. A table (CSV, XLSX) has all of them.' })
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  @ApiPropertyOptional({ maxLength: 1_000, description: 'The `next` of the page before, with the same filters and order; `limit` may differ.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  cursor?: string;

  @ApiPropertyOptional(POSITION)
  @IsOptional()
  @Matches(POSITION_FORM)
  position?: string;
}

/** For single documents: the position to wait for. */
export class PositionQuery {
  @ApiPropertyOptional(POSITION)
  @IsOptional()
  @Matches(POSITION_FORM)
  position?: string;
}

/** A page of a list. Each list's own class says what its `items` are. */
export class ListPage {
  @ApiProperty({ type: String, nullable: true, description: 'Give it as `cursor` for the page behind this one. Null on the last.' }) next: string | null;
}

/** A page of a list that also says how many there are. */
export class CountedPage extends ListPage {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many there are on all pages.' }) count: number;
}

/** How many of what is found hold one value of a field. The most frequent value comes first. */
export class TextCount {
  @ApiProperty({ type: String }) value: Scalar;
  @ApiProperty({ type: 'integer', minimum: 1 }) count: number;
}

/** The same for a field of whole numbers. */
export class NumberCount {
  @ApiProperty({ type: 'integer' }) value: Scalar;
  @ApiProperty({ type: 'integer', minimum: 1 }) count: number;
}
