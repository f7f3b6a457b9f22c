import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { FromDigits, ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Searched } from '@hewu/platform/src/searched.js';
import { FOUND_KINDS, type FoundKind } from './findable.js';

/** Said of every phrase. */
export const PHRASE = 'Chinese, English, pinyin (`huajiao`, `hj`, `花jiao`) or a mix. All words must be found, each also by a synonym, another form, its pinyin, or a likely typing error.';

export class SearchQuery extends PositionQuery {
  @Searched(PHRASE)
  q?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10, default: 5, description: 'How many of each kind are shown.' })
  @FromDigits()
  @IsInt()
  @Min(1)
  @Max(10)
  limit: number = 5;
}

export class HitsQuery extends ListQuery {
  @Searched(PHRASE)
  q?: string;

  @ApiProperty({ enum: FOUND_KINDS, description: 'Of which kind.' })
  @IsIn(FOUND_KINDS)
  kind: FoundKind;

  @ApiPropertyOptional({ enum: ['relevance', 'newest'], default: 'relevance', description: 'Best match first, or newest first. Neither depends on who asks.' })
  @IsOptional()
  @IsIn(['relevance', 'newest'])
  sort: 'relevance' | 'newest' = 'relevance';
}
