import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { IMPORT_KINDS, IMPORT_MODES, type ImportKindName, type ImportMode } from './events.js';

const ID = { format: 'uuid', pattern: UUID.source } as const;

export class BeginImportBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @ApiProperty({ enum: IMPORT_KINDS, description: 'What the rows are.' })
  @IsIn(IMPORT_KINDS)
  kind: ImportKindName;

  @ApiProperty({ enum: IMPORT_MODES, description: 'Look only; all rows or, when one is faulty, none; or those that are in order.' })
  @IsIn(IMPORT_MODES)
  mode: ImportMode;

  @ApiProperty({ ...ID, description: 'A file of the organisation, sent to `POST /files`.' })
  @Matches(UUID)
  fileId: string;
}

export class ImportsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: IMPORT_KINDS, description: 'Only those of a kind.' })
  @IsOptional()
  @IsIn(IMPORT_KINDS)
  kind?: ImportKindName;
}
