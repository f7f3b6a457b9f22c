import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { FORCES, JURISDICTIONS, VERIFICATIONS, type Force, type Jurisdiction, type Verification } from './events.js';

/** Beyond ten trillion yuan in fen nothing is an amount; it is still counted exactly. */
const MOST = 1_000_000_000_000_000;
/** One line that shows what it is: no blanks around it, no control, zero-width or direction character in it. */
const LINE = /^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u;

/** A day that exists, written `2026-03-04`. */
const IsDay = (): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } });

const Line = (least: number, most: number, example: string, description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ minLength: least, maxLength: most, pattern: LINE.source, example, description }), IsString(), Length(least, most), Matches(LINE, { message: 'text_not_plain' }));

const AS_OF = { format: 'date', example: '2026-03-02', description: 'The day, in Shanghai, on which they hold; today when none is named.' } as const;

export class RulesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: JURISDICTIONS, description: '`CN` the nation, otherwise the first two digits of GB/T 2260: `50` Chongqing, `51` Sichuan.' }) @IsOptional() @IsIn(JURISDICTIONS) jurisdiction?: Jurisdiction;
  @ApiPropertyOptional({ enum: VERIFICATIONS, description: 'How well the number is known.' }) @IsOptional() @IsIn(VERIFICATIONS) verification?: Verification;
  @ApiPropertyOptional(AS_OF) @IsOptional() @IsDay() asOf?: string;
}

export class RuleQuery extends PositionQuery {
  @ApiPropertyOptional(AS_OF) @IsOptional() @IsDay() asOf?: string;
}

export class RecordRuleVersionBody {
  @ApiProperty({ enum: JURISDICTIONS, example: '51', description: 'Where it holds. Chongqing `50` and Sichuan `51` are recorded by their own officers; those of the nation, `CN`, are proposed by one region and confirmed by the other; the others are recorded by either.' }) @IsIn(JURISDICTIONS) jurisdiction: Jurisdiction;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100_000, example: 2, description: 'One more than the latest version there, 1 for the first. Two officers who record at the same moment do not overwrite one another.' }) @IsInt() @Min(1) @Max(100_000) version: number;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST, example: 20, description: 'Whole, in the unit of the rule.' }) @IsInt() @Min(0) @Max(MOST) amount: number;
  @ApiProperty({ enum: FORCES, example: 'required', description: '`required`: it must be so; `default`: unless agreed otherwise; `permitted`: it may be so (可以).' }) @IsIn(FORCES) force: Force;
  @ApiProperty({ format: 'date', example: '2026-05-01', description: 'The first day, in Shanghai, on which it holds; today or later.' }) @IsDay() effectiveFrom: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'The first day on which it holds no more; null while no end is set.' }) @IsOptional() @IsDay() effectiveUntil: string | null = null;
  @Line(2, 200, '四川省促进科技成果转化条例 第十条（虚构）', 'Document and article that give the number.') article: string;
  @Line(2, 300, '四川省公报（虚构）', 'Where it was read.') source: string;
  @ApiProperty({ enum: VERIFICATIONS, example: 'law', description: '`law`: the article was read in full; `published`: seen on a page; `stated`: in a founding document; `recomputed`; `unverified`; `proposal` of the house.' }) @IsIn(VERIFICATIONS) verification: Verification;
  @Line(2, 500, '省条例修订', 'Why it is recorded now.') reason: string;
}

export class WithdrawRuleProposalBody {
  @Line(2, 500, '改为与川渝条例同步修订', 'Why it is taken back.') reason: string;
}
