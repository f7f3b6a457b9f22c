import { ApiProperty } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { ROOM_FILE_TIERS, type RoomFileTier } from './events.js';

export class AddRoomFileBody {
  @ApiProperty({ format: 'uuid', pattern: UUID.source, description: 'A file of the own organisation.' }) @Matches(UUID) fileId: string;
  @ApiProperty({ enum: ROOM_FILE_TIERS, description: 'Who may have it: both sides; both while a confidentiality agreement is in force; the own side.' }) @IsIn(ROOM_FILE_TIERS) tier: RoomFileTier;
}

export class RemoveRoomFileBody {
  @Text(500, 'Why it is taken away.') reason: string;
}
