import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, ValidateIf } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { OptionalText, Text } from '@hewu/platform/src/plain-text.js';
import { ID } from './demand.dto.js';
import { ADDRESSEES, DECLINE_REASONS, SUGGESTION_ANSWERS, type Addressee, type DeclineReason, type SuggestionReply } from './events.js';
import { DECLINE } from './proposal.dto.js';

export class SendSuggestionBody {
  @ApiProperty({ ...ID, description: 'A demand that is open.' }) @Matches(UUID) demandId: string;
  @ApiProperty({ ...ID, description: 'A listing that is published.' }) @Matches(UUID) listingId: string;
  @ApiProperty({ enum: ADDRESSEES, description: 'Who is asked: the poster of the demand, or the unit of the listing.' }) @IsIn(ADDRESSEES) addressee: Addressee;
  @Text(500, 'Why you bring them together; the addressee reads it.') note: string;
}

export class AnswerSuggestionBody {
  @ApiProperty({ enum: SUGGESTION_ANSWERS, description: 'What the organisation thinks of it.' }) @IsIn(SUGGESTION_ANSWERS) answer: SuggestionReply;

  @ApiPropertyOptional({ ...DECLINE, description: `Needed with \`declined\`. ${DECLINE.description}` })
  @ValidateIf(({ answer, reason }: AnswerSuggestionBody) => answer === 'declined' || reason !== undefined)
  @IsIn(DECLINE_REASONS)
  reason?: DeclineReason;

  @OptionalText(1_000, 'For the technology manager to read.') comment?: string | null;
}

export class SuggestionsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: ['sent', 'received'], description: 'Only those that the organisation sent, or only those that it was asked.' }) @IsOptional() @IsIn(['sent', 'received']) side?: 'sent' | 'received';
}
