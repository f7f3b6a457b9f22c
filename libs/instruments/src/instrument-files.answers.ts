import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsUUID, ValidateNested } from 'class-validator';
import { SHA256 } from '@hewu/files/src/answers.js';
import { MEDIA_TYPES, type MediaType } from '@hewu/files/src/events.js';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { INSTRUMENT_FILE_TIERS, type Bilingual, type InstrumentFileTier } from './events.js';
import { BilingualAnswer } from './instruments.answers.js';
import { BilingualBody } from './registration.dto.js';

const TIER = { enum: INSTRUMENT_FILE_TIERS, description: 'Who may have it: everybody, or members of verified organisations.' } as const;

export class AttachDocumentBody {
  @ApiProperty({ format: 'uuid', description: 'A file of the owner, of `POST /api/v1/files`.' }) @IsUUID() fileId: string;
  @ApiProperty(TIER) @IsIn(INSTRUMENT_FILE_TIERS) tier: InstrumentFileTier;
}

export class AttachPhotoBody extends AttachDocumentBody {
  @ApiProperty({ description: 'What is to be seen on it, for whoever cannot see it.' }) @ValidateNested() @Type(() => BilingualBody) alt: BilingualBody;
}

export class RemoveInstrumentFileBody {
  @Text(500, 'Why it is taken off.') reason: string;
}

export class InstrumentFileAnswer {
  @ApiProperty({ format: 'uuid', description: 'Id of the file.' }) id: string;
  @ApiProperty({ enum: ['photo', 'document'], description: 'As what it hangs there.' }) kind: 'photo' | 'document';
  @ApiProperty({ type: String, nullable: true, description: 'As its sender called it. Null once the sender was erased.' }) name: string | null;
  @ApiProperty({ type: BilingualAnswer, nullable: true, description: 'Of a photo, what is to be seen on it.' }) alt: Bilingual | null;
  @ApiProperty({ enum: MEDIA_TYPES, description: 'What it is, found in its bytes.' }) mediaType: MediaType;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many bytes it has.' }) bytes: number;
  @ApiProperty(SHA256) sha256: string;
  @ApiProperty(TIER) tier: InstrumentFileTier;
  @ApiProperty({ format: 'date-time' }) attachedAt: string;
}

export class InstrumentFilesPage extends ListPage {
  @ApiProperty({ type: [InstrumentFileAnswer], maxItems: 20, description: 'In the order they were attached: at most ten photos and ten documents.' }) items: readonly InstrumentFileAnswer[];
}
