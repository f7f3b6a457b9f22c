import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { WHATS } from './duty-tables.js';
import { FREQUENCIES, LANGUAGES, type Frequency, type Language } from './events.js';

const KINDS = [...WHATS.keys()];

export class InboxQuery extends ListQuery {
  @ApiPropertyOptional({ enum: KINDS, description: 'Only what is of this kind.' })
  @IsOptional()
  @IsIn(KINDS)
  what?: string;
}

export class PreferencesBody {
  @ApiProperty({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  language!: Language;

  @ApiProperty({ enum: FREQUENCIES })
  @IsIn(FREQUENCIES)
  frequency!: Frequency;
}
