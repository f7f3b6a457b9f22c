import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { SHA256 } from '@hewu/files/src/answers.js';
import { MEDIA_TYPES, type MediaType } from '@hewu/files/src/events.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import type { AttachedFile } from './achievement-files.projection.js';
import { SECRECY_TIERS, type SecrecyTier } from './events.js';

export class AttachFileBody {
  @ApiProperty({ format: 'uuid', description: 'A file of the unit, of `POST /api/v1/files`.' })
  @Matches(UUID)
  fileId: string;

  @ApiProperty({ enum: SECRECY_TIERS, description: 'Who may have it: at least as closed as the achievement.' })
  @IsIn(SECRECY_TIERS)
  tier: SecrecyTier;
}

export class RemoveFileBody {
  @Text(500, 'Why it is taken off.')
  reason: string;
}

/** A file as everybody sees it who may have it. */
class HungFileAnswer {
  @ApiProperty({ format: 'uuid', description: 'Id of the file.' }) id: string;
  @ApiProperty({ type: String, nullable: true, example: '检测报告.pdf', description: 'As its sender called it. Null once the sender was erased.' }) name: string | null;
  @ApiProperty({ enum: MEDIA_TYPES, description: 'What it is, found in its bytes.' }) mediaType: MediaType;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many bytes it has.' }) bytes: number;
  @ApiProperty(SHA256) sha256: string;
  @ApiProperty({ format: 'date-time', description: 'When it was attached.' }) attachedAt: string;
}

export class AchievementFileAnswer extends HungFileAnswer {
  @ApiProperty({ enum: SECRECY_TIERS, description: "Who may have it: the more closed of its own tier and the achievement's." }) tier: SecrecyTier;
  @ApiProperty({ format: 'uuid', description: 'The person who attached it.' }) attachedBy: string;
}

export class AchievementFilesPage extends ListPage {
  @ApiProperty({ type: [AchievementFileAnswer], description: 'In the order they were attached; at most ten.' }) items: readonly AchievementFileAnswer[];
}

export class ListingFileAnswer extends HungFileAnswer {}

export class ListingFilesPage extends ListPage {
  @ApiProperty({ type: [ListingFileAnswer], description: 'In the order they were attached; at most ten.' }) items: readonly ListingFileAnswer[];
}

export const listingFileOf = ({ fileId: id, mediaType, bytes, sha256, attachedAt }: AttachedFile, name: string | null): ListingFileAnswer => ({ id, name, mediaType, bytes, sha256, attachedAt });

export const achievementFileOf = (file: AttachedFile, name: string | null): AchievementFileAnswer => ({ ...listingFileOf(file, name), tier: file.tier, attachedBy: file.attachedBy });
