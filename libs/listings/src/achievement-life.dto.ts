import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { REQUEST_REFUSAL_GROUNDS, type RequestRefusalGround } from './events.js';

export class RequestTransformationBody {
  @ApiPropertyOptional({ format: 'uuid', pattern: UUID.source, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @Text(2_000, 'What you would do with it: how, with whom, until when.')
  plan: string;
}

export class AnswerRequestBody {
  @ApiProperty({ description: 'Whether the unit agrees.' })
  @IsBoolean()
  agreed: boolean;

  @ApiPropertyOptional({ enum: REQUEST_REFUSAL_GROUNDS, type: String, nullable: true, description: 'Needed when it does not: the law has the unit agree, so a bare no is none.' })
  @IsOptional()
  @IsIn(REQUEST_REFUSAL_GROUNDS)
  ground?: RequestRefusalGround | null;

  @Text(1_000, 'In your own words, for the completer to read.')
  reason: string;
}
