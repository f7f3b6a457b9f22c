import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { Searched } from '@hewu/platform/src/searched.js';
import type { Alert, Narrowing } from './events.js';
import { PHRASE } from './search.dto.js';

export const ALERTS = ['at_once', 'daily', 'weekly', 'off'] as const satisfies readonly Alert[];
const ALERT = { enum: ALERTS, description: 'When new matches are mailed: at once, with the digest of a day or a week, or not at all. Who wants digests for all letters gets digests here too.' } as const;
const VALUE = /^[\w.]{1,40}$/;

export class NarrowingBody {
  @ApiProperty({ pattern: '^[a-zA-Z]{2,20}$', example: 'industry', description: 'A facet of `findListings`.' })
  @Matches(/^[a-zA-Z]{2,20}$/)
  facet: string;

  @ApiProperty({ type: 'array', items: { type: 'string', pattern: VALUE.source }, minItems: 1, maxItems: 20, example: ['C13'], description: 'What is found has one of them. Only values that `findListings` takes for the facet: of `region` one of the two divisions.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(VALUE, { each: true })
  values: string[];
}

export class SavedSearchBody {
  @Text(80, 'What the person calls it.')
  name: string;

  @Searched(PHRASE)
  q?: string;

  @ApiPropertyOptional({ type: [NarrowingBody], maxItems: 10, description: 'Facets, each once. With neither words nor facets a search is refused.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique(({ facet }: NarrowingBody) => facet)
  @ValidateNested({ each: true })
  @Type(() => NarrowingBody)
  narrowed?: NarrowingBody[];

  @ApiProperty(ALERT)
  @IsIn(ALERTS)
  alert: Alert;
}

class NarrowingAnswer {
  @ApiProperty({ example: 'industry', description: 'A facet of `findListings`.' }) facet: string;
  @ApiProperty({ type: [String], description: 'Any of these.' }) values: readonly string[];
}

export class SavedSearchAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'What the person calls it.' }) name: string;
  @ApiProperty({ type: String, nullable: true, description: 'The phrase; null when facets alone are asked.' }) q: string | null;
  @ApiProperty({ type: [NarrowingAnswer] }) narrowed: readonly Narrowing[];
  @ApiProperty(ALERT) alert: Alert;
  @ApiProperty({ format: 'date-time' }) savedAt: string;
  @ApiProperty({ description: 'Where all that it finds is listed now, last published first.', example: '/api/v1/listings?sort=newest&q=%E8%8A%B1%E6%A4%92' }) href: string;
}

export class SavedSearchesPage extends ListPage {
  @ApiProperty({ type: [SavedSearchAnswer] }) items: readonly SavedSearchAnswer[];
}
