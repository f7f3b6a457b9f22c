import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsISO8601, IsOptional, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { TRANSFER_MODES, type TransferMode } from './events.js';

const ID = { format: 'uuid', pattern: UUID.source } as const;
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;

export class GrantMandateBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @ApiProperty({ ...ID, description: "One of the unit's own achievements." })
  @Matches(UUID)
  achievementId: string;

  @ApiProperty({ ...ID, description: 'Who may list it.' })
  @Matches(UUID)
  agentOrganisationId: string;

  @ApiProperty({ enum: TRANSFER_MODES, isArray: true, minItems: 1, description: 'In which modes it may be offered.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TRANSFER_MODES.length)
  @ArrayUnique()
  @IsIn(TRANSFER_MODES, { each: true })
  modes: TransferMode[];

  @ApiProperty({ type: String, format: 'date', example: '2026-03-02', description: 'The first day on which it holds.' })
  @Matches(DAY)
  @IsISO8601({ strict: true })
  fromOn: string;

  @ApiProperty({ type: String, format: 'date', example: '2027-03-01', description: 'The last day on which it holds.' })
  @Matches(DAY)
  @IsISO8601({ strict: true })
  untilOn: string;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the signed text, in hex.' })
  @Matches(/^[0-9a-f]{64}$/)
  textSha256: string;
}

export class EndMandateBody {
  @Text(500, 'Why it ends.')
  reason: string;
}
