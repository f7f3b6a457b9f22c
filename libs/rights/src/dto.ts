import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { IsUscc, Normalised } from '@hewu/identifiers/src/decorators.js';
import { checkUscc } from '@hewu/identifiers/src/uscc.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { VALUATION_METHODS, type ValuationMethod } from './events.js';

/** 10 trillion yuan. */
const MOST_FEN = 1_000_000_000_000_000;
const SHA256 = /^[0-9a-f]{64}$/;
const ID = { format: 'uuid', pattern: UUID.source } as const;

export class RecordValuationBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." }) @IsOptional() @Matches(UUID) id?: string;
  @ApiProperty({ ...ID, description: 'An achievement of the own unit.' }) @Matches(UUID) achievementId: string;
  @ApiProperty({ enum: VALUATION_METHODS, description: 'From income, from what the market pays, from cost, or another that the report names.' }) @IsIn(VALUATION_METHODS) method: ValuationMethod;
  @ApiProperty({ example: '91500117MADEM0HCX0', description: 'Unified social credit code of who appraised; its check character must hold.' }) @Normalised(checkUscc) @IsUscc() appraiserUscc: string;
  @Text(200, 'Name of who appraised, as registered.') appraiserName: string;
  @ApiProperty({ format: 'date', example: '2026-02-20', description: 'The day to which the amount applies, in Shanghai; today at the latest.' })
  @ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } })
  appraisedOn: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_FEN, example: 50_000_000, description: 'Whole fen (CNY).' }) @IsInt() @Min(1) @Max(MOST_FEN) amountFen: number;
  @ApiProperty({ pattern: SHA256.source, description: 'SHA-256 of the report, hex.' }) @Matches(SHA256) reportSha256: string;
}

export class WithdrawValuationBody {
  @Text(500, 'Why the unit does not stand by it any more.') reason: string;
}

export class ValuationsQuery extends ListQuery {
  @ApiPropertyOptional({ ...ID, description: 'Only those of one achievement.' }) @IsOptional() @Matches(UUID) achievementId?: string;
}
